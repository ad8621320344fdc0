"""Rows, orders and places of graphs."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import isotonic_regression

from convgallery.figures._graph_layout import BETWEEN, _crossings, _rising, place_nodes

SETTINGS = {"width": 6.0, "margin": 0.1}


def random_graph(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(4, 14))
    edges = {(int(rng.integers(end)), end) for end in range(1, count)}
    edges |= {tuple(sorted(rng.choice(count, 2, replace=False).tolist())) for _ in range(5)}
    return [True] * count, sorted(edges)


@pytest.mark.parametrize("seed", range(20))
def test_places_of_random_graphs(seed):
    is_box, edges = random_graph(seed)
    layout = place_nodes(is_box, edges, **SETTINGS)
    assert layout.width >= 6
    for (start, end), path in zip(edges, layout.paths, strict=True):
        assert path[0] is layout.places[start]
        assert path[-1] is layout.places[end]
        assert [lower.row - upper.row for upper, lower in pairwise(path)] == [1] * (len(path) - 1)
        assert not any(place.is_box for place in path[1:-1])
    for row in layout.rows:
        for left, right in pairwise(row):
            gap = (right.x - right.width / 2) - (left.x + left.width / 2)
            assert gap > (BETWEEN if left.is_box and right.is_box else 0.1) - 1e-9
        boxes = [place for place in row if place.is_box]
        assert all(place.width >= 1.25 - 1e-9 for place in boxes)
        assert row[0].x - row[0].width / 2 >= 0.1 - 1e-9
        assert row[-1].x + row[-1].width / 2 <= layout.width - 0.1 + 1e-9


def test_rows_are_as_deep_as_the_longest_path():
    layout = place_nodes([True] * 5, [(0, 1), (1, 2), (0, 3), (3, 4), (2, 4)], **SETTINGS)
    assert [place.row for place in layout.places] == [0, 1, 2, 1, 3]


def test_a_late_input_is_just_above_its_layer_and_outputs_are_at_the_bottom():
    is_box = [True, True, True, True, False, False]
    layout = place_nodes(is_box, [(0, 2), (2, 3), (1, 3), (2, 4), (3, 5)], **SETTINGS)
    assert [place.row for place in layout.places] == [0, 1, 1, 2, 3, 3]


def test_lines_do_not_cross_without_need():
    edges = [(0, 1), (0, 2), (0, 3), (3, 4), (2, 5), (1, 6), (4, 7), (5, 7), (6, 7)]
    layout = place_nodes([True] * 8, edges, **SETTINGS)
    assert _crossings(layout.rows) == 0
    swapped = [(0, 3), (1, 2)]
    assert _crossings(place_nodes([True] * 4, swapped, **SETTINGS).rows) == 0


def test_crossings_are_counted():
    layout = place_nodes([True] * 4, [(0, 2), (0, 3), (1, 2), (1, 3)], **SETTINGS)
    assert _crossings(layout.rows) == 1  # in any order


def test_a_long_line_is_straight():
    chain = [(n, n + 1) for n in range(5)]
    layout = place_nodes([True] * 6, [*chain, (0, 5)], **SETTINGS)
    passing = layout.paths[-1][1:-1]
    assert len(passing) == 4
    assert np.ptp([place.x for place in passing]) < 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_rising_values_fit_best(seed):
    rng = np.random.default_rng(seed)
    values, weights = rng.normal(size=12), rng.uniform(0.1, 5, 12)
    expected = isotonic_regression(values, weights=weights).x
    np.testing.assert_allclose(_rising(values, weights.tolist()), expected)
