"""The figures that scripts share: pictures, grids of numbers, and the pipeline's panels."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import flag, numbers, text
from convgallery._convolution import Convolution

_WIDTH = 5.6  # inches: 12-point type stays readable when a phone shows this on 320 pixels
_TITLE = 0.55  # inches for a title and a shape
_BAR = 0.5  # inches for a color bar and its numbers
_PERCENTILE = 98  # of the sizes of signed values: a few extremes would turn the rest white


class _Panel(NamedTuple):
    """One drawing in a row: who draws it, and how tall it is for a width of 1."""

    draw: Callable[[Axes], None]
    aspect: float
    signed: bool


@plt.style.context("convgallery.figures")
def show_image_ops(result: Convolution, *, kernel: bool = False, alt: str = "") -> Figure:
    """Draw the picture and what each step made of it.

    Gray results that go below zero are red above zero and blue below it, on a scale that holds
    98 of 100 values; the others take the color of its ends. All other panels show black for 0
    and white, or full color, for 1; the title says where values beyond were clipped.

    Parameters
    ----------
    result : Convolution
        What :func:`convolve` returned; of a batch, the first picture is drawn.
    kernel : bool, optional
        Draw the kernel's numbers beside the picture; for a kernel with several channels, those
        from the first input to the first output.
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.figure.Figure
        Five panels, or six with the kernel.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a result has neither 1 nor 3 channels.

    Examples
    --------
    >>> import convgallery as cg
    >>> result = cg.convolve(cg.sample_image(), cg.kernels.SHARPEN, activation="relu")
    >>> [axes.get_title().splitlines()[0] for axes in cg.show_image_ops(result).axes]
    ['image', 'convolution', 'relu', 'average pool', 'max pool']
    """
    if not isinstance(result, Convolution):
        raise TypeError(f"`result` must be what convolve() returned, got {result!r}")
    first = [_picture("image", result.image)]
    if flag("kernel", kernel):
        first.append(_grid("kernel", result.weights[:, :, 0, 0]))
    rows = [
        first,
        [
            _picture("convolution", result.conv),
            _picture(result.activation_name, result.activation),
        ],
        [_picture("average pool", result.avg_pool), _picture("max pool", result.max_pool)],
    ]
    return _figure(rows, alt)


@plt.style.context("convgallery.figures")
def show_images(images: Mapping[str, ArrayLike], *, alt: str = "") -> Figure:
    """Draw pictures, two in a row, each under its name and shape.

    Colors are those of :func:`show_image_ops`.

    Parameters
    ----------
    images : mapping of str to array_like
        Titles, and arrays of shape (H, W), (H, W, 1 or 3) or (N, H, W, 1 or 3), of which the
        first picture is drawn.
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each picture.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no picture, or one has another shape or is not finite.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.show_images({"flat": [[0.5, 0.5]]}, alt="Two gray pixels.")
    >>> figure.axes[0].get_title().splitlines()
    ['flat', '(1, 2)']
    """
    return _figure(
        _pairs([_picture(title, array) for title, array in _items("images", images)]), alt
    )


@plt.style.context("convgallery.figures")
def show_grids(grids: Mapping[str, ArrayLike], *, alt: str = "") -> Figure:
    """Draw small matrices as grids of numbers, side by side.

    Cells are tinted red above zero and blue below it.

    Parameters
    ----------
    grids : mapping of str to array_like
        Titles and matrices of shape (h, w).
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each matrix, up to three in a row.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no matrix, or one has another shape or is not finite.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.show_grids({"kernel": cg.kernels.SHARPEN.weights})
    >>> [number.get_text() for number in figure.axes[0].texts[:3]]
    ['0', '-1', '0']
    """
    panels = [_grid(title, array) for title, array in _items("grids", grids)]
    return _figure([panels] if len(panels) == 3 else _pairs(panels), alt)


def _items(name: str, arrays: Mapping[str, ArrayLike]) -> list[tuple[str, NDArray[np.float64]]]:
    """Titles and arrays, checked."""
    if not isinstance(arrays, Mapping):
        raise TypeError(f"`{name}` must map titles to arrays, got {arrays!r}")
    if not arrays:
        raise ValueError(f"`{name}` must hold at least one array, got an empty mapping")
    return [(text("title", title), numbers(title, array)) for title, array in arrays.items()]


def _pairs(panels: list[_Panel]) -> list[list[_Panel]]:
    """Two panels in a row; an odd one stays as narrow as the others, unless it is alone."""
    if len(panels) > 1 and len(panels) % 2:
        panels = [*panels, _Panel(Axes.set_axis_off, aspect=0, signed=False)]
    return [panels[start : start + 2] for start in range(0, len(panels), 2)]


def _figure(rows: Sequence[Sequence[_Panel]], alt: str) -> Figure:
    """Rows of panels, each row as tall as its first panel asks."""
    label = text("alt", alt)
    heights = [
        _WIDTH / len(row) * row[0].aspect + _TITLE + _BAR * any(panel.signed for panel in row)
        for row in rows
    ]
    figure = plt.figure(figsize=(_WIDTH, sum(heights)), layout="constrained")
    figure.set_label(label)
    strips = figure.subfigures(len(rows), 1, height_ratios=heights, squeeze=False)[:, 0]
    for strip, row in zip(strips, rows, strict=True):
        for axes, panel in zip(strip.subplots(1, len(row), squeeze=False)[0], row, strict=True):
            axes.set(xticks=[], yticks=[], anchor="N")
            panel.draw(axes)
    return figure


def _picture(title: str, array: NDArray[Any]) -> _Panel:
    """Prepare a panel that shows one picture and says its array's shape."""
    pixels = array[0] if array.ndim == 4 else array
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim != 2 and (pixels.ndim != 3 or pixels.shape[-1] != 3):
        raise ValueError(f"{title!r} must have 1 or 3 channels to be drawn, got {array.shape}")
    signed = pixels.ndim == 2 and bool(pixels.min() < 0)
    draw = partial(_draw_picture, title=f"{title}\n{array.shape}", pixels=pixels, signed=signed)
    return _Panel(draw, pixels.shape[0] / pixels.shape[1], signed)


def _draw_picture(axes: Axes, *, title: str, pixels: NDArray[Any], signed: bool) -> None:
    if signed:
        limit = np.percentile(np.abs(pixels), _PERCENTILE) or 1
        drawn = axes.imshow(pixels, cmap="RdBu_r", vmin=-limit, vmax=limit)
        bar = axes.inset_axes((0, -0.13, 1, 0.07))
        axes.figure.colorbar(drawn, cax=bar, orientation="horizontal", extend="both")
    else:
        axes.imshow(np.clip(pixels, 0, 1), vmin=0, vmax=1)
        if pixels.min() < 0 or pixels.max() > 1:
            title += ", clipped"
    axes.set_title(title)


def _grid(title: str, matrix: NDArray[Any]) -> _Panel:
    """Prepare a panel that shows a matrix as numbers."""
    if matrix.ndim != 2:
        raise ValueError(f"{title!r} must be of shape (h, w) to be drawn, got {matrix.shape}")
    draw = partial(_draw_grid, title=f"{title}\n{matrix.shape}", matrix=matrix)
    return _Panel(draw, matrix.shape[0] / matrix.shape[1], signed=False)


def _draw_grid(axes: Axes, *, title: str, matrix: NDArray[Any]) -> None:
    rows, columns = matrix.shape
    limit = 3 * np.abs(matrix).max() or 1  # three times: tints stay pale behind black numbers
    axes.imshow(matrix, cmap="RdBu_r", vmin=-limit, vmax=limit)
    axes.set_xticks(np.arange(0.5, columns), minor=True)
    axes.set_yticks(np.arange(0.5, rows), minor=True)
    axes.grid(which="minor", color="0.6", linewidth=0.8)
    axes.tick_params(which="minor", length=0)
    for (row, column), value in np.ndenumerate(matrix):
        axes.text(column, row, f"{value:.3g}", ha="center", va="center")
    axes.set_title(title)
