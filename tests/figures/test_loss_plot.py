"""Training curves."""

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")


def history(steps=4, **changed):
    accuracy = np.full(steps, np.nan, np.float32)
    accuracy[1::2] = np.linspace(0.5, 0.75, len(accuracy[1::2]))
    arrays = {
        "steps": np.arange(1, steps + 1),
        "loss": np.linspace(3, 1, steps),
        "mean_loss": np.linspace(3, 2, steps),
        "validation_accuracy": accuracy,
    }
    return SimpleNamespace(**arrays | changed)


def curves(axes):
    return [
        (line.get_label(), line.get_xdata().tolist(), line.get_ydata().tolist())
        for line in axes.lines
    ]


def test_loss_its_mean_and_the_accuracy():
    run = history()
    figure = cg.plot_loss(run)
    upper, lower = figure.axes
    (_, x, loss), (_, mean_x, mean) = curves(upper)
    assert x == mean_x == [1, 2, 3, 4]
    assert loss == run.loss.tolist()
    assert mean == run.mean_loss.tolist()
    pale, bold = upper.lines
    assert pale.get_alpha() < 0.5
    assert pale.get_linewidth() < bold.get_linewidth()
    assert [(x, y) for _, x, y in curves(lower)] == [([2, 4], [0.5, 0.75])]
    assert lower.lines[0].get_marker() == "o"
    assert (upper.get_title(), lower.get_title()) == (
        "loss (4,)",
        "validation accuracy, 2 measured",
    )
    assert upper.get_xlabel() == lower.get_xlabel() == "step"


def test_without_accuracy_there_is_one_panel():
    (axes,) = cg.plot_loss(history(validation_accuracy=np.full(4, np.nan))).axes
    assert axes.get_title() == "loss (4,)"


def test_several_histories():
    runs = {"slow": history(), "fast": history(6), "blind": history(2, validation_accuracy=[])}
    runs["blind"].validation_accuracy = np.full(2, np.nan)
    upper, lower = cg.plot_loss(runs).axes
    assert curves(upper) == [
        (name, run.steps.tolist(), run.mean_loss.tolist()) for name, run in runs.items()
    ]
    assert [text.get_text() for text in upper.get_legend().texts] == ["slow", "fast", "blind"]
    assert [len(x) for _, x, _ in curves(lower)] == [2, 3, 0]
    assert upper.get_title() == "mean loss (6,)"
    looks = {(line.get_color(), line.get_linestyle()) for line in upper.lines}
    assert len(looks) == 3
    assert looks == {(line.get_color(), line.get_linestyle()) for line in lower.lines}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: cg.plot_loss(None),
            TypeError,
            "`history` must be what train.* returned, got None",
        ),
        (lambda: cg.plot_loss([history()]), TypeError, "`history` must be what train"),
        (lambda: cg.plot_loss(history(loss=[3, 2, 1, 0])), TypeError, "`history` must be what"),
        (lambda: cg.plot_loss({"a": 1}), TypeError, "`history` must be what train.*, got 1"),
        (lambda: cg.plot_loss({1: history()}), TypeError, "`name` must be a string, got 1"),
        (lambda: cg.plot_loss({}), ValueError, "`history` must hold at least one"),
        (lambda: cg.plot_loss(history(0)), ValueError, r"arrays of one length, got .*\(0,\)"),
        (lambda: cg.plot_loss(history(loss=np.ones(3))), ValueError, r"got shapes .*\(3,\)"),
    ],
)
def test_bad_arguments(call, error, message):
    with pytest.raises(error, match=message):
        call()
    assert not plt.get_fignums()
