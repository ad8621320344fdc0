"""A network as a graph of boxes, drawn with Matplotlib alone."""

from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convgallery.figures._graph_layout import Place, place_nodes
from convgallery.figures._layer_texts import describe_layer, format_parameters
from convgallery.figures._line_breaks import break_line, text_width
from convgallery.figures._panels import WIDTH
from convgallery.figures._style import StyledFigure, in_house_style
from convgallery.figures._titles import literal
from convgallery.networks._graph import layer_calls

_TITLE = 0.4  # inches for the figure's title
_LINE = 0.21  # inches for a line of text
_MARGIN = 0.15  # inches above and below a box's lines, together
_SIDE = 0.1  # inches on either side of all boxes
_ARROW = 0.36  # inches from one row to the next
_CURVE = 0.45  # inches more, where an arrow does not go straight down
_SHAPES = 0.2  # inches more, where the shapes stand on the arrows instead of beside them
_TO_LABEL = 0.15  # inches from an arrow to its label
_NARROW = 1.6  # inches: the text of narrower boxes is smaller

_COLORS = {
    "Conv2D": "#dbe7f6",
    "MaxPooling2D": "#dcefdc",
    "AveragePooling2D": "#dcefdc",
    "Dense": "#fbe6cf",
}


class _Arrow(NamedTuple):
    """What one box passes on to another, both by their numbers."""

    start: int
    end: int
    tensor: Any


@in_house_style
def plot_model_graph(model: Any) -> Figure:
    """Draw a network from top to bottom, with a box for each layer.

    Parameters
    ----------
    model : keras.Model
        A network that knows the shapes of its layers.

    Returns
    -------
    matplotlib.figure.Figure
        Boxes with the layers' names, settings and numbers of parameters, each below all boxes
        that it depends on; branches stand side by side. Each arrow is labeled with the shape of
        the values that it passes on, without the batch. A layer that is used twice has two boxes,
        and an inner model has one. Inputs are boxes, too, unless there is only one, for one
        layer.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the network has no shapes yet, or no layers.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> layers = [keras.layers.Conv2D(4, 5), keras.layers.Flatten()]
    >>> figure = cg.plot_model_graph(keras.Sequential([keras.Input((28, 28, 1)), *layers]))
    >>> texts = [text.get_text() for text in figure.axes[0].texts]
    >>> [text for text in texts if text.startswith("(")]
    ['(28, 28, 1)', '(24, 24, 4)', '(2304,)']
    """
    boxes, arrows = _boxes_and_arrows(model)
    layout = place_nodes(
        [bool(lines) for lines, _ in boxes],
        [(arrow.start, arrow.end) for arrow in arrows],
        width=WIDTH,
        margin=_SIDE,
    )
    texts = [_broken(lines, place) for (lines, _), place in zip(boxes, layout.places, strict=True)]
    edges = _edges_of_rows(layout.rows, layout.places, texts)
    height = edges[-1][1]
    figure = plt.figure(FigureClass=StyledFigure, figsize=(layout.width, height))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, layout.width), ylim=(height, 0))  # in inches
    axes.set_axis_off()
    title = f"{literal(model.name)}: {format_parameters(model)}"
    axes.text(layout.width / 2, _TITLE / 2, title, ha="center", va="center", weight="bold")
    for (_, color), place, lines in zip(boxes, layout.places, texts, strict=True):
        if lines:
            _draw_box(axes, place, edges[place.row], lines, color)
    between: Counter[tuple[int, int]] = Counter()
    for path, arrow in zip(layout.paths, arrows, strict=True):
        _draw_arrow(axes, path, edges, shift=-0.2 * between[arrow[:2]])
        between[arrow[:2]] += 1  # a second arrow from one box to the same stands beside the first
    for row, following in pairwise(layout.rows):
        labels = [
            _Label(start, start == end, _shape(arrow.tensor), id(arrow.tensor), path[0])
            for path, arrow in zip(layout.paths, arrows, strict=True)
            if path[0].row == row[0].row
            for start, end in [_ports(*path[:2])]
        ]
        starts = [_ports(upper, lower)[0] for upper in row for lower in upper.below]
        draw = _draw_labels_on_arrows if _are_narrow([*row, *following]) else _draw_labels
        draw(axes, edges[row[0].row][1], labels, starts)
    return figure


def _boxes_and_arrows(model: Any) -> tuple[list[tuple[list[str], str]], list[_Arrow]]:
    """List lines and color of each input, layer and output; an arrow's bare end has no lines."""
    calls = layer_calls(model)
    uses = [tensor for call in calls for tensor in call.inputs] + list(model.outputs)
    is_plain = len(model.inputs) == 1 and sum(use is model.inputs[0] for use in uses) == 1
    boxes = [
        ([] if is_plain else [f"{literal(tensor.name)}: input"], "white") for tensor in model.inputs
    ]
    sources = {id(tensor): index for index, tensor in enumerate(model.inputs)}
    arrows = []
    for layer, inputs, outputs in calls:
        arrows += [_Arrow(sources[id(tensor)], len(boxes), tensor) for tensor in inputs]
        sources.update({id(tensor): len(boxes) for tensor in outputs})
        boxes.append((describe_layer(layer), _COLORS.get(type(layer).__name__, "#eeeeee")))
    for tensor in model.outputs:
        arrows.append(_Arrow(sources[id(tensor)], len(boxes), tensor))
        boxes.append(([], "white"))
    return boxes, arrows


def _are_narrow(places: list[Place]) -> bool:
    return any(place.is_box and place.width < _NARROW for place in places)


def _font_size(place: Place) -> float:
    return 10 if _are_narrow([place]) else 12


def _line(place: Place) -> float:
    return _LINE * _font_size(place) / 12


def _broken(lines: list[str], place: Place) -> list[tuple[str, str]]:
    """Break the lines of a box as its width demands; the first of them is bold."""
    weights = ["bold"] + ["normal"] * len(lines)
    return [
        (part, weight)
        for line, weight in zip(lines, weights, strict=False)
        for part in break_line(line, place.width - 0.2, _font_size(place), weight)
    ]


def _edges_of_rows(
    rows: list[list[Place]], places: list[Place], texts: list[list[tuple[str, str]]]
) -> list[tuple[float, float]]:
    """Find the top and the bottom of each row, in inches from the top."""
    heights = [0.0] * len(rows)
    for place, lines in zip(places, texts, strict=True):
        if lines:
            heights[place.row] = max(heights[place.row], _line(place) * len(lines) + _MARGIN)
    edges = []
    top = _TITLE
    for row, height in zip(rows, heights, strict=True):
        edges.append((top, top + height))
        ports = [_ports(upper, lower) for upper in row for lower in upper.below]
        is_curved = any(start != end for start, end in ports)
        lower = [place for upper in row for place in upper.below]
        top += height + _ARROW + _CURVE * is_curved + _SHAPES * _are_narrow([*row, *lower])
    return edges


def _ports(upper: Place, lower: Place) -> tuple[float, float]:
    """Choose where an arrow leaves a place and where it enters the next: straight, if possible."""
    (left, right), (next_left, next_right) = (
        (place.x - reach, place.x + reach)
        for place in (upper, lower)
        for reach in [max(place.width / 2 - 0.1, 0)]
    )
    if next_right < left:
        return left, next_right
    if right < next_left:
        return right, next_left
    narrower = upper if upper.width < lower.width else lower
    x = min(max(narrower.x, left, next_left), right, next_right)
    return x, x


def _draw_box(
    axes: Axes, place: Place, edges: tuple[float, float], lines: list[tuple[str, str]], color: str
) -> None:
    top, bottom = edges
    box = Rectangle(
        (place.x - place.width / 2, top),
        *(place.width, bottom - top),
        facecolor=color,
        edgecolor="0.4",
        linewidth=0.8,
    )
    axes.add_patch(box)
    size = _font_size(place)
    for i, (line, weight) in enumerate(lines):
        middle = (top + bottom) / 2 + _line(place) * (i + 0.5 - len(lines) / 2)
        axes.text(place.x, middle, line, ha="center", va="center", weight=weight, fontsize=size)


def _draw_arrow(
    axes: Axes, path: list[Place], edges: list[tuple[float, float]], shift: float
) -> None:
    line: list[tuple[float, float]] = []
    for upper, lower in pairwise(path):
        start, end = _ports(upper, lower)
        top, bottom = edges[upper.row][1], edges[lower.row][0]
        line.append((start + shift, top))
        if start != end:
            t = np.linspace(0, 1, 25)
            curve = start + (end - start) * t**2 * (3 - 2 * t)
            line += zip(curve + shift, top + _ARROW / 2 + _CURVE * t, strict=True)
        line.append((end + shift, bottom))
    *_, before, last = line
    arrow: dict[str, Any] = {"arrowstyle": "-|>", "color": "0.2"}
    if len(line) > 2:
        axes.plot(*zip(*line[:-1], strict=True), color="0.2", linewidth=1)
        arrow["shrinkA"] = 0
    axes.annotate("", last, before, arrowprops=arrow)


class _Label(NamedTuple):
    """A shape beside an arrow, whose x is that of the arrow."""

    x: float
    is_straight: bool
    shape: str
    tensor: int  # its id
    place: Place  # where the arrow starts


def _shape(tensor: Any) -> str:
    return str(tuple(tensor.shape[1:]))


def _draw_labels(axes: Axes, top: float, labels: list[_Label], lines: list[float]) -> None:
    """Write shapes beside the arrows that start below a row: to the right, if there is room."""
    page = axes.get_xlim()[1]
    taken = [(-page, 0.02), (page - 0.02, 2 * page), *((x, x) for x in lines)]
    seen: set[int] = set()
    for label in sorted(set(labels), key=lambda label: (not label.is_straight, -label.x)):
        if label.tensor in seen and not label.is_straight:
            continue
        near, far = _TO_LABEL, _TO_LABEL + text_width(label.shape)
        spans = [(label.x + near, label.x + far), (label.x - far, label.x - near)]
        overlaps = [_overlap(span, taken) for span in spans]
        if label.tensor in seen and min(overlaps):
            continue  # it is written beside another arrow
        is_left = bool(overlaps[1] < overlaps[0])
        align = "right" if is_left else "left"
        x = label.x - near if is_left else label.x + near
        axes.text(x, top + _ARROW / 2, label.shape, va="center", ha=align)
        seen.add(label.tensor)
        taken.append(spans[is_left])


def _draw_labels_on_arrows(
    axes: Axes, top: float, labels: list[_Label], lines: list[float]
) -> None:
    """Write shapes where the arrows start, below boxes that leave no room beside the arrows."""
    page = axes.get_xlim()[1]
    taken: list[tuple[float, float]] = []
    seen: set[int] = set()
    for label in sorted(set(labels), key=lambda label: (not label.is_straight, label.x)):
        half = text_width(label.shape, 10) / 2
        x = label.x
        if _are_narrow([label.place]):  # below its own box rather than half below the next
            x = min(max(label.place.x, x - half + 0.05), x + half - 0.05)
        x = min(max(x, half), page - half)
        span = (x - half, x + half)
        others = [(line, line) for line in lines if line != label.x]
        if label.tensor in seen and _overlap(span, [*taken, *others]):
            continue  # it is written below another box
        look = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        y = top + 0.12
        axes.text(x, y, label.shape, va="center", ha="center", fontsize=10, bbox=look)
        seen.add(label.tensor)
        taken.append(span)


def _overlap(span: tuple[float, float], taken: list[tuple[float, float]]) -> float:
    return sum(max(0.0, min(span[1], b) - max(span[0], a) + 0.03) for a, b in taken)
