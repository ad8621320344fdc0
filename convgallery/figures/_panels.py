"""The parts of figures: rows of panels, each an image or a grid of numbers."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from convgallery._arguments import shown
from convgallery.figures._style import StyledFigure

WIDTH = 5.6  # inches: 12-point type stays readable when a phone shows this on 320 pixels
_TITLE = 0.55  # inches for a title and a shape
_GAP = 0.1  # inches around a panel without a title
_BAR = 0.5  # inches for a color bar and its numbers
_PERCENTILE = 98  # of the absolute values: a few extremes would turn the rest white

Detail = tuple[slice, slice]  # rows and columns of an image


class Panel(NamedTuple):
    """One drawing in a row: the function that draws it, and its height for a width of 1."""

    draw: Callable[[Axes], None]
    aspect: float
    signed: bool
    titled: bool = True


def pairs(panels: list[Panel]) -> list[list[Panel]]:
    """Arrange panels two in a row; an odd last one stays as narrow as the others.

    Parameters
    ----------
    panels : list of Panel
        All of them, in order.

    Returns
    -------
    list of list of Panel
        The rows.
    """
    if len(panels) > 1 and len(panels) % 2:
        panels = [*panels, Panel(Axes.set_axis_off, aspect=0, signed=False)]
    return [panels[start : start + 2] for start in range(0, len(panels), 2)]


def make_figure(rows: Sequence[Sequence[Panel]]) -> Figure:
    """Draw rows of panels; the first panel of a row sets the row's height.

    Parameters
    ----------
    rows : sequence of sequence of Panel
        The panels to draw.

    Returns
    -------
    matplotlib.figure.Figure
        A figure of the common width.
    """
    heights = [
        WIDTH / len(row) * row[0].aspect
        + (_TITLE if row[0].titled else _GAP)
        + _BAR * any(panel.signed for panel in row)
        for row in rows
    ]
    figure = plt.figure(
        FigureClass=StyledFigure, figsize=(WIDTH, sum(heights)), layout="constrained"
    )
    strips = figure.subfigures(len(rows), 1, height_ratios=heights, squeeze=False)[:, 0]
    for strip, row in zip(strips, rows, strict=True):
        for axes, panel in zip(strip.subplots(1, len(row), squeeze=False)[0], row, strict=True):
            draw_panel(axes, panel)
    return figure


def draw_panel(axes: Axes, panel: Panel) -> None:
    """Draw a panel into empty axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The axes to draw into.
    panel : Panel
        The panel to draw.
    """
    axes.set(xticks=[], yticks=[], anchor="N")
    axes.tick_params(labelsize=plt.rcParams["font.size"])  # also for ticks that a script adds
    panel.draw(axes)


def image_panel(
    title: str,
    array: NDArray[Any],
    *,
    limit: float | None = None,
    detail: Detail | None = None,
) -> Panel:
    """Prepare a panel that shows one image under its title and shape.

    Parameters
    ----------
    title : str
        The first line of the panel's title.
    array : ndarray of shape (H, W), (H, W, 1 or 3) or (N, H, W, 1 or 3)
        An image, or a batch, of which the first image is shown.
    limit : float, optional
        The absolute value with the deepest red or blue, if the image is gray and signed; by
        default, :func:`signed_limit` of this image alone.
    detail : pair of slice, optional
        Rows and columns to draw a frame around.

    Returns
    -------
    Panel
        To be drawn by :func:`make_figure`.

    Raises
    ------
    ValueError
        If the array has another shape.
    """
    pixels = drawable(title, array)
    if limit is None:
        limit = signed_limit([pixels])
    draw = partial(
        _draw_image, title=f"{title}\n{array.shape}", pixels=pixels, limit=limit, detail=detail
    )
    return Panel(draw, pixels.shape[0] / pixels.shape[1], _is_signed(pixels))


def detail_panel(title: str, array: NDArray[Any], detail: Detail, limit: float) -> Panel:
    """Prepare a panel that shows part of an image, enlarged so that its pixels are visible.

    Parameters
    ----------
    title : str
        The image's title.
    array : ndarray of shape (H, W), (H, W, 1 or 3) or (N, H, W, 1 or 3)
        The whole image, or a batch, of which the first image is shown.
    detail : pair of slice
        Rows and columns of the part.
    limit : float
        As for :func:`image_panel`.

    Returns
    -------
    Panel
        To be drawn by :func:`make_figure`.

    Raises
    ------
    ValueError
        If the array has another shape, or the part is empty.
    """
    pixels = drawable(title, array)
    part = pixels[detail]
    if not part.size:
        raise ValueError(f"`detail` must lie within {shown(title)} of shape {pixels.shape}")
    # The part keeps its colors in the whole image: it is drawn as signed if the whole is.
    draw = partial(_draw_pixels, pixels=part, limit=limit, signed=_is_signed(pixels))
    return Panel(draw, part.shape[0] / part.shape[1], signed=False, titled=False)


def drawable(title: str, array: NDArray[Any]) -> NDArray[Any]:
    """Select the pixels of an array that are drawn.

    Parameters
    ----------
    title : str
        The array's name in error messages.
    array : ndarray of shape (H, W), (H, W, 1 or 3) or (N, H, W, 1 or 3)
        An image, or a batch.

    Returns
    -------
    ndarray of shape (H, W) or (H, W, 3)
        The image, or the first of the batch.

    Raises
    ------
    ValueError
        If the array has another shape.

    Examples
    --------
    >>> drawable("batch", np.zeros((2, 5, 6, 1))).shape
    (5, 6)
    """
    pixels = array[0] if array.ndim == 4 else array
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim != 2 and (pixels.ndim != 3 or pixels.shape[-1] != 3):
        raise ValueError(f"{shown(title)} must have 1 or 3 channels to be drawn, got {array.shape}")
    return pixels


def signed_limit(images: Iterable[NDArray[Any]]) -> float:
    """Choose the absolute value with the deepest color, for images that share a scale.

    Parameters
    ----------
    images : iterable of ndarray of shape (H, W) or (H, W, 3)
        The images; only gray ones with negative values count.

    Returns
    -------
    float
        At least 98% of the values of each image are within this limit; 1 if no image counts.

    Examples
    --------
    >>> signed_limit([np.array([[-2.0, 2.0]]), np.array([[5.0, 6.0]])])
    2.0
    """
    limits = [np.percentile(np.abs(image), _PERCENTILE) for image in images if _is_signed(image)]
    return float(max(limits, default=1)) or 1.0


def _is_signed(pixels: NDArray[Any]) -> bool:
    return pixels.ndim == 2 and bool(pixels.min() < 0)


def _draw_pixels(axes: Axes, *, pixels: NDArray[Any], limit: float, signed: bool) -> Any:
    if signed:
        return axes.imshow(pixels, cmap="RdBu_r", vmin=-limit, vmax=limit)
    return axes.imshow(np.clip(pixels, 0, 1), vmin=0, vmax=1)


def _draw_image(
    axes: Axes, *, title: str, pixels: NDArray[Any], limit: float, detail: Detail | None
) -> None:
    signed = _is_signed(pixels)
    drawn = _draw_pixels(axes, pixels=pixels, limit=limit, signed=signed)
    if signed:
        bar = axes.inset_axes((0, -0.13, 1, 0.07))
        axes.figure.colorbar(drawn, cax=bar, orientation="horizontal", extend="both")
    elif pixels.min() < 0 or pixels.max() > 1:
        title += ", clipped"
    if detail:
        _draw_frame(axes, detail, pixels.shape, color="gold")
    axes.set_title(title)


def grid(
    title: str,
    matrix: NDArray[Any],
    *,
    note: str = "",
    largest: float | None = None,
    marked: Iterable[tuple[int, int]] = (),
    framed: Detail | None = None,
) -> Panel:
    """Prepare a panel that shows a matrix as numbers.

    Parameters
    ----------
    title : str
        The first line of the panel's title.
    matrix : ndarray of shape (h, w)
        The numbers; NaN leaves a cell blank.
    note : str, optional
        The second line of the title; by default the shape.
    largest : float, optional
        The absolute value with the deepest tint; by default the largest one in the matrix.
    marked : iterable of (row, column), optional
        Cells to highlight in gold.
    framed : pair of slice, optional
        Rows and columns to draw a frame around.

    Returns
    -------
    Panel
        To be drawn by :func:`make_figure`.

    Raises
    ------
    ValueError
        If the array is not a matrix.
    """
    if matrix.ndim != 2:
        raise ValueError(f"{shown(title)} must be of shape (h, w) to be drawn, got {matrix.shape}")
    draw = partial(
        _draw_grid,
        title=f"{title}\n{note or matrix.shape}",
        matrix=matrix,
        largest=np.nanmax(np.abs(matrix)) if largest is None else largest,
        marked=marked,
        framed=framed,
    )
    rows, columns = matrix.shape
    max_aspect = max(1, rows / 8)  # a column vector needs no larger cells than a square matrix
    return Panel(draw, min(rows / columns, max_aspect), signed=False)


def _draw_grid(
    axes: Axes,
    *,
    title: str,
    matrix: NDArray[Any],
    largest: float,
    marked: Iterable[tuple[int, int]],
    framed: Detail | None,
) -> None:
    rows, columns = matrix.shape
    limit = 3 * largest or 1  # three times the largest: tints stay pale behind black numbers
    axes.imshow(matrix, cmap="RdBu_r", vmin=-limit, vmax=limit)
    # Draw lines between the cells, below the marks; a grid of ticks takes ten times as long.
    between: dict[str, Any] = {"color": "0.6", "linewidth": 0.8, "zorder": 0.9}
    axes.vlines(np.arange(0.5, columns - 1), -0.5, rows - 0.5, **between)
    axes.hlines(np.arange(0.5, rows - 1), -0.5, columns - 0.5, **between)
    numbers = {(r, c): brief(matrix[r, c]) for r, c in np.argwhere(np.isfinite(matrix))}
    size = min(12, 60 / max(map(len, numbers.values())))  # six digits would touch their neighbors
    for (row, column), number in numbers.items():
        axes.text(column, row, number, ha="center", va="center", fontsize=size)
    for row, column in marked:
        corner = (column - 0.5, row - 0.5)
        axes.add_patch(Rectangle(corner, 1, 1, facecolor="gold", alpha=0.5, edgecolor="black"))
    if framed:
        _draw_frame(axes, framed, matrix.shape, color="black")
    axes.set_title(title)


def _draw_frame(axes: Axes, part: Detail, shape: tuple[int, ...], *, color: str) -> None:
    (top, bottom, _), (left, right, _) = (
        cut.indices(size) for cut, size in zip(part, shape, strict=False)
    )
    corner = (left - 0.5, top - 0.5)
    frame = Rectangle(corner, right - left, bottom - top, fill=False, edgecolor=color, linewidth=2)
    axes.add_patch(frame)


def brief(value: float) -> str:
    """Format a number with three significant digits, or as an integer from 1000 on.

    Parameters
    ----------
    value : float
        The number.

    Returns
    -------
    str
        The number, short enough for a cell.

    Examples
    --------
    >>> brief(1 / 3), brief(-1e-9), brief(1234.5)
    ('0.333', '0', '1234')
    """
    clean = round(float(value), 6) + 0.0  # no -0
    return f"{clean:.3g}" if abs(clean) < 1000 else f"{clean:.0f}"
