"""Accuracies with several seeds."""

import statistics
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")

ACCURACIES = {"SAME": [0.96, 0.95, 0.97], "VALID": [0.94, 0.94, 0.99], "none": (0.5, 0.7, 0.6)}


def dots_and_bars(figure):
    (axes,) = figure.axes
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    bars = [line for line in axes.lines if line.get_marker() != "o"]
    return dots, bars


def test_every_accuracy_has_a_dot_in_its_row():
    dots, _ = dots_and_bars(cg.plot_seeds(ACCURACIES))
    assert [line.get_xdata().tolist() for line in dots] == [list(v) for v in ACCURACIES.values()]
    for row, line in enumerate(dots):
        places = line.get_ydata()
        assert np.all(np.diff(places) > 0.05)  # equal accuracies do not hide each other
        assert np.mean(places) == pytest.approx(row)
        assert np.all(np.rint(places) == row)
    assert len({line.get_color() for line in dots}) == 3


def test_a_bar_marks_each_median():
    _, bars = dots_and_bars(cg.plot_seeds(ACCURACIES))
    for row, (bar, values) in enumerate(zip(bars, ACCURACIES.values(), strict=True)):
        assert set(bar.get_xdata()) == {statistics.median(values)}
        low, high = bar.get_ydata()
        assert (low + high) / 2 == pytest.approx(row)
        assert 0.5 < high - low < 1


def test_names_stand_beside_their_rows_from_top_to_bottom():
    figure = cg.plot_seeds(ACCURACIES)
    (axes,) = figure.axes
    figure.draw_without_rendering()
    names = {label.get_text(): label.get_window_extent() for label in axes.get_yticklabels()}
    assert [*names] == [*ACCURACIES]
    middles = [(box.y0 + box.y1) / 2 for box in names.values()]
    rows = [axes.transData.transform((0, row))[1] for row in range(3)]
    assert rows == sorted(rows, reverse=True)
    assert np.allclose(middles, rows, atol=4)
    assert all(box.x0 >= 0 for box in names.values())


def test_accuracies_are_percentages():
    figure = cg.plot_seeds({"one": [0.25], "two": [0.75]})
    (axes,) = figure.axes
    assert axes.get_title() == "accuracy, 1 seed"
    figure.draw_without_rendering()
    labels = {label.get_text(): label.get_position()[0] for label in axes.get_xticklabels()}
    assert labels["40%"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    "values", [[0.948, 0.963], [0.886, 0.962], [0.9, 0.9], [0, 1], [0.9812, 0.9834]]
)
def test_percentages_do_not_touch(values):
    figure = cg.plot_seeds({"sgd, faster": values})
    figure.draw_without_rendering()
    (axes,) = figure.axes
    left, right = axes.get_xlim()
    labels = [label for label in axes.get_xticklabels() if left <= label.get_position()[0] <= right]
    assert len(labels) > 1
    assert len({label.get_text() for label in labels}) == len(labels)
    boxes = [label.get_window_extent() for label in labels]
    assert all(one.x1 + 5 < other.x0 for one, other in pairwise(boxes))
    assert boxes[-1].x1 <= figure.bbox.x1


def test_names_of_two_lines_do_not_touch():
    figure = cg.plot_seeds({f"{name}\nsecond line": [0.5, 0.6] for name in "abcdef"})
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert all(above.y0 > below.y1 for above, below in pairwise(boxes))


@pytest.mark.parametrize(
    ("accuracies", "error", "message"),
    [
        ([0.9, 0.8], TypeError, r"`accuracies` must be a mapping of .*, got \[0.9, 0.8\]"),
        ({}, ValueError, "`accuracies` must hold at least one variant"),
        ({1: [0.9]}, TypeError, "`name` must be a string, got 1"),
        ({"a": "high"}, TypeError, "`a` must hold ints or floats, got 'high'"),
        ({"a": []}, ValueError, r"`a` must not be empty, got shape \(0,\)"),
        ({"a": [float("nan")]}, ValueError, "`a` must be finite"),
        ({"a": [0.9, 1.1]}, ValueError, "`a` must be from 0 to 1, got 0.9 to 1.1"),
        ({"a": [-0.1, 0.5]}, ValueError, "`a` must be from 0 to 1, got -0.1 to 0.5"),
        ({"a": [0.9], "b": [0.8, 0.9]}, ValueError, r"got shapes \[\(1,\), \(2,\)\]"),
        ({"a": 0.9}, ValueError, r"one fraction per seed for each variant, got shapes \[\(\)\]"),
        ({"a": [[0.9]]}, ValueError, r"got shapes \[\(1, 1\)\]"),
    ],
)
def test_bad_arguments(accuracies, error, message):
    with pytest.raises(error, match=message):
        cg.plot_seeds(accuracies)
    assert not plt.get_fignums()
