"""A network as a chain of boxes, drawn with Matplotlib alone."""

from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convgallery.figures._panels import WIDTH
from convgallery.figures._style import StyledFigure, in_house_style
from convgallery.networks._sequential import layers_with_inputs

_TITLE = 0.4  # inches for the figure's title
_LINE = 0.21  # inches for a line of text
_MARGIN = 0.15  # inches above and below a box's lines, together
_ARROW = 0.36  # inches from one box to the next

_COLORS = {
    "Conv2D": "#dbe7f6",
    "MaxPooling2D": "#dcefdc",
    "AveragePooling2D": "#dcefdc",
    "Dense": "#fbe6cf",
}


@in_house_style
def plot_model_graph(model: Any) -> Figure:
    """Draw a network from top to bottom, with a box for each layer.

    Parameters
    ----------
    model : keras.Model
        A network in which each layer feeds the next.

    Returns
    -------
    matplotlib.figure.Figure
        Boxes with the layers' names, settings and numbers of parameters. Each arrow is labeled
        with the shape of the values that it passes on, without the batch.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the network branches or has no shapes yet.

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
    layers, inputs = zip(*layers_with_inputs(model), strict=True)
    outputs = [*inputs[1:], model.outputs[0]]
    boxes = [_lines(layer) for layer in layers]
    heights = [_LINE * len(lines) + _MARGIN for lines in boxes]
    height = _TITLE + sum(heights) + _ARROW * (len(boxes) + 1)
    figure = plt.figure(FigureClass=StyledFigure, figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))  # in inches
    axes.set_axis_off()
    title = f"{model.name}: {_parameters(model)}"
    axes.text(WIDTH / 2, _TITLE / 2, title, ha="center", va="center", weight="bold")
    top = _TITLE
    _draw_arrow(axes, top, inputs[0].shape)
    for layer, lines, tall, output in zip(layers, boxes, heights, outputs, strict=True):
        top += _ARROW
        _draw_box(axes, top, tall, lines, _COLORS.get(type(layer).__name__, "#eeeeee"))
        top += tall
        _draw_arrow(axes, top, output.shape)
    return figure


def _draw_box(axes: Axes, top: float, height: float, lines: list[str], color: str) -> None:
    left = 0.1
    box = Rectangle(
        (left, top), WIDTH - 2 * left, height, facecolor=color, edgecolor="0.4", linewidth=0.8
    )
    axes.add_patch(box)
    for i, line in enumerate(lines):
        middle = top + _MARGIN / 2 + _LINE * (i + 0.5)
        weight = "normal" if i else "bold"
        axes.text(WIDTH / 2, middle, line, ha="center", va="center", weight=weight)


def _draw_arrow(axes: Axes, top: float, shape: tuple[int | None, ...]) -> None:
    middle = WIDTH / 2
    axes.annotate(
        "", (middle, top + _ARROW), (middle, top), arrowprops={"arrowstyle": "-|>", "color": "0.2"}
    )
    axes.text(middle + 0.15, top + _ARROW / 2, str(tuple(shape[1:])), va="center")


def _lines(layer: Any) -> list[str]:
    """Describe a layer: its name and class, its settings, and its number of parameters."""
    lines = [f"{layer.name}: {type(layer).__name__}"]
    if line := _settings(layer):
        lines.append(line)
    if layer.count_params():
        lines.append(_parameters(layer))
    return lines


def _parameters(layer: Any) -> str:
    return f"{layer.count_params():,} parameters"


def _settings(layer: Any) -> str:
    """List the settings that a layer has."""
    settings = []
    if hasattr(layer, "filters"):
        settings.append(f"{layer.filters} filters")
    size = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if size:
        settings += [
            _format_size(size),
            f"stride {_format_size(layer.strides)}",
            layer.padding.upper(),
        ]
    if set(getattr(layer, "dilation_rate", {1})) != {1}:
        settings.append(f"dilation {_format_size(layer.dilation_rate)}")
    if getattr(layer, "groups", 1) != 1:
        settings.append(f"{layer.groups} groups")
    if hasattr(layer, "units"):
        settings.append(f"{layer.units} units")
    if hasattr(layer, "rate"):
        settings.append(f"rate {layer.rate:g}")
    if activation := getattr(layer, "activation", None):
        name = getattr(activation, "__name__", type(activation).__name__)
        settings += [] if name == "linear" else [name]
    return ", ".join(settings)


def _format_size(size: tuple[int, ...]) -> str:
    """Write (5, 5) as 5x5."""
    return "x".join(map(str, size))
