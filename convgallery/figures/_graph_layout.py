"""Where the boxes of a graph are drawn: rows, the order in a row, and places from left to right.

The steps are those of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of
hierarchical system structures", IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BETWEEN = 0.15  # inches between boxes side by side
_LINE = 0.22  # inches for a line that passes a row, on each side
_NARROWEST = 1.25  # inches: a box
_SWEEPS = 8


class Place:
    """What is drawn in a row: a box, or a line that passes it, which has no width.

    Parameters
    ----------
    row : int
        Its row, from the top.
    is_box : bool
        Whether it is a box.
    """

    def __init__(self, row: int, *, is_box: bool) -> None:
        self.row = row
        self.is_box = is_box
        self.above: list[Place] = []
        self.below: list[Place] = []
        self.index = 0  # in its row
        self.x = self.width = 0.0


class Layout(NamedTuple):
    """Where everything goes."""

    places: list[Place]  # of each node
    rows: list[list[Place]]  # from top to bottom and from left to right, with lines that pass
    paths: list[list[Place]]  # of each edge: one place in each row, from its start to its end
    width: float


def place_nodes(
    is_box: Sequence[bool], edges: Sequence[tuple[int, int]], *, width: float, margin: float
) -> Layout:
    """Arrange a graph in rows, from top to bottom.

    Parameters
    ----------
    is_box : sequence of bool
        For each node, in topological order, whether it is a box or the bare end of a line.
    edges : sequence of (int, int)
        Pairs of nodes, the first of which precedes the second.
    width : float
        Width of the drawing, which grows if boxes side by side would be too narrow.
    margin : float
        What is left free on either side.

    Returns
    -------
    Layout
        The places of the nodes, the rows, the paths of the edges, and the drawing's width.

    Examples
    --------
    >>> layout = place_nodes([True] * 3, [(0, 1), (1, 2), (0, 2)], width=4, margin=0)
    >>> [[round(place.x, 2) for place in row] for row in layout.rows]
    [[2.0], [1.85, 3.89], [2.0]]
    >>> [len(path) for path in layout.paths]
    [2, 2, 3]
    """
    places = [Place(row, is_box=box) for row, box in zip(_rows(is_box, edges), is_box, strict=True)]
    rows: list[list[Place]] = [[] for _ in range(1 + max(place.row for place in places))]
    for place in places:
        rows[place.row].append(place)
    paths = [_path(places[start], places[end], rows) for start, end in edges]
    _order(rows)
    width = max(width, *(_needed(row, _NARROWEST) + 2 * margin for row in rows))
    _set_widths(rows, width - 2 * margin)
    for place in (place for row in rows for place in row):
        place.x = width / 2
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            _spread(row, (margin, width - margin), down=down)
    return Layout(places, rows, paths, width)


def _rows(is_box: Sequence[bool], edges: Sequence[tuple[int, int]]) -> list[int]:
    """Put each node below all that precede it; what is first goes as far down as it may."""
    rows = [0] * len(is_box)
    for start, end in sorted(edges):
        rows[end] = max(rows[end], rows[start] + 1)
    last = max(rows)
    for node in range(len(is_box)):
        below = [rows[end] for start, end in edges if start == node]
        if all(end != node for _, end in edges):
            rows[node] = min(below, default=1) - 1
        elif not below and not is_box[node]:
            rows[node] = last
    return rows


def _path(start: Place, end: Place, rows: list[list[Place]]) -> list[Place]:
    """Connect two places by a line, which takes a place in each row between them."""
    path = [start, *(Place(row, is_box=False) for row in range(start.row + 1, end.row)), end]
    for place in path[1:-1]:
        rows[place.row].append(place)
    for upper, lower in pairwise(path):
        upper.below.append(lower)
        lower.above.append(upper)
    return path


def _order(rows: list[list[Place]]) -> None:
    """Sort each row so that few lines cross: by the mean place of its neighbors, down and up."""
    _number(rows)
    best = ([list(row) for row in rows], _crossings(rows))
    for sweep in range(_SWEEPS):
        if not best[1]:
            break
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            for place in row:
                neighbors = place.above if down else place.below
                if neighbors:
                    place.x = float(np.mean([neighbor.index for neighbor in neighbors]))
                else:
                    place.x = place.index
            row.sort(key=lambda place: place.x)
            _number([row])
        if (crossings := _crossings(rows)) < best[1]:
            best = ([list(row) for row in rows], crossings)
    rows[:] = best[0]
    _number(rows)


def _number(rows: list[list[Place]]) -> None:
    for row in rows:
        for index, place in enumerate(row):
            place.index = index


def _crossings(rows: list[list[Place]]) -> int:
    """Count the pairs of lines that cross between two rows."""
    count = 0
    for row in rows:
        ends = np.array(
            [
                lower.index
                for upper in row
                for lower in sorted(upper.below, key=lambda place: place.index)
            ]
        )
        count += int(np.sum(np.triu(ends[:, None] > ends, 1)))
    return count


def _needed(row: list[Place], box: float) -> float:
    """Add up the widths of a row whose boxes have one width."""
    boxes = sum(place.is_box for place in row)
    at_ends = (row[0].is_box + row[-1].is_box) / 2
    return boxes * (box + BETWEEN) - at_ends * BETWEEN + (len(row) - boxes) * _LINE


def _set_widths(rows: list[list[Place]], width: float) -> None:
    """Give one width to all boxes of neighboring rows, as large as the fullest row allows."""
    for _, group in groupby(rows, key=lambda row: len(row) == 1):
        neighbors = list(group)
        boxes = [sum(place.is_box for place in row) for row in neighbors]
        widths = [
            (width - _needed(row, 0)) / count
            for row, count in zip(neighbors, boxes, strict=True)
            if count
        ]
        for place in (place for row in neighbors for place in row if place.is_box):
            place.width = min(widths)


def _spread(row: list[Place], limits: tuple[float, float], *, down: bool) -> None:
    """Move the places of a row towards their neighbors' in another, but not into each other."""
    wished, weights = [], []
    for place in row:
        neighbors = (place.above if down else place.below) or [place]
        # Long lines are to be straight.
        pulls = [1 if place.is_box or neighbor.is_box else 8 for neighbor in neighbors]
        wished.append(np.average([neighbor.x for neighbor in neighbors], weights=pulls))
        weights.append(float(sum(pulls)))
    steps = [_reach(left) + _reach(right) for left, right in pairwise(row)]
    offsets = np.concatenate([[0.0], np.cumsum(steps)])
    fitted = _rising(np.array(wished) - offsets, weights)
    lowest = limits[0] + _reach(row[0]) - (BETWEEN / 2 if row[0].is_box else 0)
    highest = limits[1] - _reach(row[-1]) + (BETWEEN / 2 if row[-1].is_box else 0) - offsets[-1]
    for place, x in zip(row, np.clip(fitted, lowest, max(lowest, highest)) + offsets, strict=True):
        place.x = float(x)


def _reach(place: Place) -> float:
    """How far from its middle a place keeps its neighbors."""
    return (place.width + BETWEEN) / 2 if place.is_box else _LINE / 2


def _rising(values: NDArray[np.float64], weights: list[float]) -> NDArray[np.float64]:
    """Fit values that never fall, with the least weighted sum of squares (pool neighbors)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append((float(value), weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, a_weight, a_count), (b, b_weight, b_count) = pools[-2:]
            total = a_weight + b_weight
            mean = (a * a_weight + b * b_weight) / total
            pools[-2:] = [(mean, total, a_count + b_count)]
    return np.repeat([value for value, _, _ in pools], [count for _, _, count in pools])
