"""The filters of a network, and its feature maps for one image."""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from convgallery._arguments import shown, text
from convgallery.data._pixels import as_array
from convgallery.figures._panels import Panel, image_panel, make_figure, pairs
from convgallery.figures._style import in_house_style
from convgallery.figures._titles import literal
from convgallery.networks._feature_maps import layer_results
from convgallery.networks._graph import layer_calls
from convgallery.networks._sequential import conv_layers

_MAX_ASPECT = 1.5  # rows of tiles for each column


@in_house_style
def plot_filters(model: Any, *, layer: str | None = None) -> Figure:
    r"""Draw the weights of a convolutional layer as small images.

    Red is above zero and blue below it, on one scale for all weights.

    Parameters
    ----------
    model : keras.Model
        A network whose weights are built.
    layer : str, optional
        The name of one of its Conv2D layers; by default the first.

    Returns
    -------
    matplotlib.figure.Figure
        One column for each filter and one row for each input channel; many filters continue
        below a gap. If they do not all fit, the first are drawn, and the title says so.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no such layer, or its weights are not built or not finite.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> layers = [keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 5, name="conv1")]
    >>> cg.plot_filters(keras.Sequential(layers)).axes[0].get_title()
    'conv1\n(5, 5, 1, 4)'
    """
    found = _convolution(model, layer)
    weights = np.asarray(found.kernel, np.float64)
    _finite(found.name, weights)
    tiles = weights.transpose(3, 2, 0, 1)
    return make_figure([[_mosaic(f"{literal(found.name)}\n{weights.shape}", tiles)]])


@in_house_style
def plot_feature_maps(model: Any, image: Any) -> Figure:
    r"""Draw the feature maps of each layer for one image, channel by channel.

    Red is above zero and blue below it; each layer has its own scale.

    Parameters
    ----------
    model : keras.Model
        A network that takes one image; it may branch and have several outputs.
    image : PIL.Image.Image or array_like
        One image of the size that the network takes, of shape (H, W), (H, W, 1) or (H, W, 3):
        integers from 0 to 255 or floats from 0 to 1.

    Returns
    -------
    matplotlib.figure.Figure
        The image and bar charts of those outputs that are vectors; below them, the feature maps of
        each layer, after those that it depends on, also inside inner models. If a layer's maps do
        not all fit, the first are drawn, and the title says so.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the image is not of the network's size, the network has several inputs or no shapes
        yet, or its outputs are not finite.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> layers = [keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 5, name="conv1")]
    >>> figure = cg.plot_feature_maps(keras.Sequential(layers), np.zeros((28, 28)))
    >>> [axes.get_title() for axes in figure.axes if axes.get_title()]
    ['image\n(28, 28, 1)', 'conv1\n(24, 24, 4)']
    """
    calls = layer_calls(model)
    if len(model.inputs) != 1:
        raise ValueError(f"`model` must have one input, got {len(model.inputs)}: {model.name!r}")
    pixels = _input(model, image)
    charts = [image_panel("image", pixels[0])]
    rows = []
    vectors = {id(tensor) for tensor in model.outputs}
    for name, tensor, values in layer_results(model, calls, [pixels]):
        array = np.asarray(values)[0]
        _finite(name, array)
        title = f"{literal(name)}\n{array.shape}"
        if array.ndim == 3:
            rows.append([_mosaic(title, array.transpose(2, 0, 1)[:, None])])
        elif array.ndim == 1 and id(tensor) in vectors:
            charts.append(Panel(partial(_draw_bars, title=title, values=array), 1, signed=False))
    return make_figure([*(pairs(charts)), *rows])


def _convolution(model: Any, name: str | None) -> Any:
    """Choose a Conv2D layer by its name, or the first."""
    by_name = {layer.name: layer for layer in reversed(conv_layers(model))}
    if not by_name:
        raise ValueError(f"`model` must have a built Conv2D layer, got {model.name!r} without")
    if name is None:
        return conv_layers(model)[0]
    if text("layer", name) not in by_name:
        allowed = ", ".join(map(repr, reversed(by_name)))
        raise ValueError(f"`layer` must be one of {allowed}, got {shown(name)}")
    return by_name[name]


def _input(model: Any, image: Any) -> NDArray[np.float32]:
    """Bring one image to the shape (1, H, W, C) that the network takes."""
    pixels = as_array(image, rgb=True)
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    input_shape = model.input_shape[1:]
    if len(input_shape) != pixels.ndim or any(
        size not in (None, got) for size, got in zip(input_shape, pixels.shape, strict=True)
    ):
        raise ValueError(
            f"`image` must be of shape {input_shape} for this model, got {pixels.shape}"
        )
    return pixels[None]


def _finite(name: str, values: NDArray[Any]) -> None:
    if not np.all(np.isfinite(values)):
        raise ValueError(f"{shown(name)} must be finite to be drawn, got NaN or infinity")


def _columns(count: int) -> int:
    """Choose the number of tiles in a row; many tiles are drawn small."""
    if count <= 64:
        return min(max(count, 4), 8)  # one alone would be huge
    return 16 if count <= 128 else 24


def _mosaic(title: str, tiles: NDArray[Any]) -> Panel:
    """Prepare a panel of tiles of shape (N, rows, h, w): N columns, continued below if many."""
    count, rows, height, width = tiles.shape
    columns = _columns(count)
    max_rows = int(_MAX_ASPECT * columns)
    shown = tiles[: max(max_rows // rows, 1) * columns, :max_rows]
    if shown.size < tiles.size:
        title += f", first {shown[..., 0, 0].size} of {tiles[..., 0, 0].size}"
    rows = shown.shape[1]
    bands = -(-len(shown) // columns)
    filled = np.full((bands * columns, rows, height, width), np.nan)
    filled[: len(shown)] = shown
    grid = filled.reshape(bands, columns, rows, height, width).transpose(0, 2, 3, 1, 4)
    mosaic = grid.reshape(bands * rows * height, columns * width)
    draw = partial(_draw_mosaic, title=title, mosaic=mosaic, tile=(height, width), rows=rows)
    return Panel(draw, mosaic.shape[0] / mosaic.shape[1], signed=True)


def _draw_mosaic(
    axes: Axes, *, title: str, mosaic: NDArray[np.float64], tile: tuple[int, int], rows: int
) -> None:
    limit = np.nanmax(np.abs(mosaic)) or 1
    drawn = axes.imshow(mosaic, cmap="RdBu_r", vmin=-limit, vmax=limit)
    height, width = tile
    axes.set_yticks(np.arange(-0.5, mosaic.shape[0], height), minor=True)
    axes.set_xticks(np.arange(-0.5, mosaic.shape[1], width), minor=True)
    axes.grid(which="minor", color="0.1", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    if rows > 1:
        for below in range(rows * height, mosaic.shape[0], rows * height):
            axes.axhline(below - 0.5, color="white", linewidth=4)
    axes.figure.colorbar(
        drawn, ax=axes, orientation="horizontal", aspect=40, pad=0.02, ticks=MaxNLocator(5)
    )
    axes.set_title(title)


def _draw_bars(axes: Axes, *, title: str, values: NDArray[Any]) -> None:
    axes.bar(np.arange(len(values)), values, color="C0")
    axes.axhline(0, color="0.2", linewidth=0.8)
    axes.set_box_aspect(1)
    ticks = np.arange(len(values)) if len(values) <= 10 else np.linspace(0, len(values) - 1, 3)
    axes.set_xticks(ticks)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.set_title(title)
