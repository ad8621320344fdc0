"""A network as rows of blocks in perspective, as papers draw it."""

import re
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from convgallery.figures._line_breaks import text_width
from convgallery.figures._panels import WIDTH
from convgallery.figures._style import StyledFigure, in_house_style
from convgallery.figures._titles import literal
from convgallery.networks._sequential import layers_with_inputs

_TITLE = 0.4  # inches for the figure's title
_SIDE = 0.1  # inches on either side
_LINE = 0.2  # inches for a line of text
_BETWEEN = 0.16  # inches that texts keep from one another, and blocks from texts
_TALLEST, _LOWEST = 1.3, 0.26  # inches: the largest feature map and, if need be, the smallest
_WIDEST, _THINNEST = 0.5, 0.07  # inches: the most channels, and one channel
_BACK = np.array([0.28, 0.16])  # how far the back is moved right and up, for each inch of depth
_STRETCH = 0.3  # inches by which blocks are moved apart where a row has room
_BAR = 0.14  # inches: length and depth of a vector
_WINDOW = 0.06  # inches: the smallest window

_COLORS = {"input": "#e6e6e6", "conv": "#b4cdec", "pool": "#bfe2bf", "dense": "#f8d3a4"}


class _Block(NamedTuple):
    """What a layer passes on, and how it is made of the block before."""

    shape: tuple[int, ...]  # (n,) or (rows, columns, channels)
    name: str  # the shape as the network has it
    kind: str
    made_by: list[str]  # lines of text
    window: tuple[int, int] | None  # rows and columns


class _Body(NamedTuple):
    """A block in inches: its front, and how far its back is moved."""

    width: float
    height: float
    right: float
    up: float


@in_house_style
def plot_layer_blocks(model: Any) -> Figure:
    """Draw a network as rows of blocks in perspective, one for each result on the way.

    Parameters
    ----------
    model : keras.Model
        A network in which each layer feeds the next, of images and vectors.

    Returns
    -------
    matplotlib.figure.Figure
        Feature maps are blocks: the more pixels, the taller and deeper; the more channels, the
        longer from left to right. Vectors are bars. The shape, without the batch, is below each
        block, and the layer that computes it before it. The window of a convolution or of pooling
        is drawn on the side of the block that it slides over. Layers that do not change the shape
        and have neither a window nor units, such as dropout, are left out. Long networks continue
        in further rows.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the network branches, has no shapes yet, or passes on anything but vectors and images
        of known size.

    Notes
    -----
    Rows and columns of feature maps are drawn in proportion if the smallest are still visible, or
    else to a power of their numbers. Channels and the lengths of vectors are drawn to the
    logarithm of their numbers.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.plot_layer_blocks(cg.lenet_model())
    >>> [text.get_text() for text in figure.axes[0].texts][1:5]
    ['28x28x1', '28x28x4', '14x14x4', '14x14x6']
    """
    blocks = _blocks(model)
    bodies = _bodies(blocks)
    rows = _rows(blocks, bodies)
    heights = [_heights([bodies[i] for i in row]) for row in rows]
    height = _TITLE + sum(above + below for above, below in heights)
    figure = plt.figure(FigureClass=StyledFigure, figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(-height, 0))  # in inches
    axes.set_axis_off()
    title = f"{literal(model.name)}: {model.count_params():,} parameters"
    axes.text(WIDTH / 2, -_TITLE / 2, title, ha="center", va="center", weight="bold")
    top = -_TITLE
    for row, (above, below) in zip(rows, heights, strict=True):
        middle, bottom = top - above, top - above - below
        for i, x in row.items():
            _draw_block(axes, (x, middle), bodies[i], _COLORS.get(blocks[i].kind, "0.8"))
            center = x + (bodies[i].width + bodies[i].right) / 2
            axes.text(center, bottom + _BETWEEN, blocks[i].name, ha="center", va="bottom")
            if i + 1 < len(blocks) and blocks[i + 1].window:
                side = (x + bodies[i].width, middle)
                _draw_window(axes, side, bodies[i], blocks[i], blocks[i + 1], row.get(i + 1))
        for i, x in row.items():
            if i:
                before = row[i - 1] + sum(bodies[i - 1][::2]) if i - 1 in row else _SIDE
                tall = 0.0
                if i - 1 in row and (window := blocks[i].window):
                    tall = _window_size(window, blocks[i - 1], bodies[i - 1])[0]
                else:
                    _draw_arrow(axes, before + 0.06, x - 0.04, middle)
                text = "\n".join(blocks[i].made_by)
                y = middle + tall / 2 + 0.04
                axes.text((before + x) / 2, y, text, ha="center", va="bottom")
        top = bottom
    return figure


def _blocks(model: Any) -> list[_Block]:
    """List the network's input and the results of its layers, without those that change nothing."""
    layers, inputs = zip(*layers_with_inputs(model), strict=True)
    is_first = any(getattr(layer, "data_format", "") == "channels_first" for layer in layers)
    results = [tuple(tensor.shape[1:]) for tensor in (*inputs, model.outputs[0])]
    blocks = []
    for layer, before, shape in zip((None, *layers), (None, *results), results, strict=False):
        if len(shape) not in (1, 3) or None in shape:
            raise ValueError(
                "`model` must pass on vectors (n,) and images (H, W, C) of known size, got shape "
                f"{shape}"
            )
        kind, made_by, window = _step(layer)
        if layer is None or shape != before or window or kind == "dense":
            ordered = (*shape[1:], shape[0]) if is_first and len(shape) == 3 else shape
            blocks.append(_Block(ordered, "x".join(map(str, shape)), kind, made_by, window))
    return blocks


def _step(layer: Any) -> tuple[str, list[str], tuple[int, int] | None]:
    """Describe a layer: its kind, what is written before its block, and its window."""
    if layer is None:
        return "input", [], None
    kind = type(layer).__name__.lower()
    if hasattr(layer, "units"):
        return "dense", ["dense"], None
    size = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if size:
        kind = "pool" if hasattr(layer, "pool_size") else "conv"
        return kind, [kind, "x".join(map(str, size))], tuple(size)
    if "pooling" in kind:
        return "pool", ["global", "pool"], None
    words = re.sub("(?<=[a-z])(?=[A-Z])", " ", type(layer).__name__.rstrip("123D")).lower()
    return kind, [words], None


def _bodies(blocks: list[_Block]) -> list[_Body]:
    """Choose the sizes in which blocks are drawn."""
    maps = [block.shape for block in blocks if len(block.shape) == 3]
    sizes = [size for shape in maps for size in shape[:2]]
    channels = [shape[2] for shape in maps]
    lengths = [block.shape[0] for block in blocks if len(block.shape) == 1]
    power = 1.0
    if maps and max(sizes) / min(sizes) > _TALLEST / _LOWEST:
        power = np.log(_TALLEST / _LOWEST) / np.log(max(sizes) / min(sizes))
    bodies = []
    for block in blocks:
        if len(block.shape) == 3:
            tall, deep = (_TALLEST * (size / max(sizes)) ** power for size in block.shape[:2])
            part = np.log(block.shape[2]) / np.log(max(*channels, 2))
            wide = _THINNEST + (_WIDEST - _THINNEST) * part
        else:
            part = np.log(block.shape[0]) / np.log(max(*lengths, 2))
            tall = _LOWEST + (_TALLEST - _LOWEST) * part
            wide = deep = _BAR
        bodies.append(_Body(wide, tall, *(deep * _BACK)))
    return bodies


def _rows(blocks: list[_Block], bodies: list[_Body]) -> list[dict[int, float]]:
    """Divide blocks among few rows of even widths; return where the blocks of each row begin."""
    available = WIDTH - 2 * _SIDE
    # The best rows for the blocks up to each: their number, the squares of what is free in them.
    best: list[tuple[int, float, list[dict[int, float]]]] = [(0, 0.0, [])]
    for stop in range(1, len(blocks) + 1):
        tries = []
        for start in range(stop):
            places, end = _row(blocks, bodies, range(start, stop))
            if end <= available or stop - start == 1:
                count, squares, rows = best[start]
                free = max(available - end, 0)
                step = min(free / max(stop - start - 1, 1), _STRETCH)
                row = {i: _SIDE + x + step * n for n, (i, x) in enumerate(places.items())}
                tries.append((count + 1, squares + free**2, [*rows, row]))
        best.append(min(tries, key=lambda found: found[:2]))
    return best[-1][2]


def _row(
    blocks: list[_Block], bodies: list[_Body], indices: range
) -> tuple[dict[int, float], float]:
    """Place blocks side by side, as close as their texts allow; return the row's end as well."""
    x, label = 0.0, 0.0  # where the block before ends, and its label
    places = {}
    for i in indices:
        body = bodies[i].width + bodies[i].right
        wide = text_width(blocks[i].name)
        if blocks[i].made_by:
            x += max(text_width(line) for line in blocks[i].made_by) + 2 * _BETWEEN
        x = max(x, label + (wide - body) / 2)
        places[i] = x
        label = x + (body + wide) / 2 + _BETWEEN
        x += body
    return places, max(x, label - _BETWEEN)


def _heights(bodies: list[_Body]) -> tuple[float, float]:
    """Find what a row needs above and below its middle, in inches."""
    half = max((body.height + body.up) / 2 for body in bodies)
    return max(half, 2.5 * _LINE) + 0.1, half + _LINE + 2 * _BETWEEN


def _draw_block(axes: Axes, place: tuple[float, float], body: _Body, color: str) -> None:
    """Draw a front, a top and a side, whose middle is at the height of the place."""
    width, height, right, up = body
    corner = np.array(place) - (0, (height + up) / 2)
    across, upwards, back = np.array([width, 0]), np.array([0, height]), np.array([right, up])
    faces = [(corner, across, upwards), (corner + upwards, across, back)]
    faces.append((corner + across, upwards, back))
    rgb = np.array(to_rgb(color))
    for (start, first, second), shade in zip(faces, (1, 1.08, 0.86), strict=True):
        corners = [start, start + first, start + first + second, start + second]
        tint = np.clip(rgb * shade, 0, 1).tolist()
        axes.add_patch(Polygon(corners, facecolor=tint, edgecolor="0.3", linewidth=0.8))


def _window_size(window: tuple[int, int], block: _Block, body: _Body) -> tuple[float, float]:
    """Find the height of a window on a block's side, and the part of the side's depth."""
    rows, columns = np.clip(np.divide(window, block.shape[:2]), None, 1)
    return max(rows * body.height, _WINDOW), max(columns, _WINDOW / body.right)


def _draw_window(
    axes: Axes,
    side: tuple[float, float],
    body: _Body,
    block: _Block,
    following: _Block,
    end: float | None,
) -> None:
    """Draw a window on a block's side, and lines to the next block if it is in the same row."""
    x, middle = side
    tall, part = _window_size(following.window or (1, 1), block, body)
    center, back = np.array([x + body.right / 2, middle]), part * np.array([body.right, body.up])
    corners = [
        center + depth * back / 2 + (0, up * tall / 2)
        for depth, up in ((-1, -1), (-1, 1), (1, 1), (1, -1))
    ]
    axes.add_patch(Polygon(corners, facecolor="#ffffffb0", edgecolor="0.1", linewidth=1))
    if end is not None:
        for corner in corners[2:]:
            axes.plot([corner[0], end], [corner[1], middle], color="0.1", linewidth=0.8)


def _draw_arrow(axes: Axes, start: float, end: float, y: float) -> None:
    arrow = {"arrowstyle": "-|>", "color": "0.2", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (end, y), (start, y), arrowprops=arrow)
