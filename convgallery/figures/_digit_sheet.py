"""Many small pictures on one sheet."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import numbers, positive, text
from convgallery.figures._panels import WIDTH, Panel, make_figure

_GAP = 2  # pixels around a digit
_LINE = 0.23  # inches for a line of a title


@plt.style.context("convgallery.figures.figures")
def show_digits(
    images: ArrayLike, titles: Sequence[str] | None = None, *, columns: int = 10, alt: str = ""
) -> Figure:
    r"""Draw digits, or other small gray pictures, on one sheet.

    Black is 0 and white is 1, as in :func:`show_images`.

    Parameters
    ----------
    images : array_like of shape (N, H, W) or (N, H, W, 1)
        Pictures from 0 to 1.
    titles : sequence of str, optional
        A line or more to write above each picture.
    columns : int, optional
        How many pictures stand in a row.
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.figure.Figure
        One panel, under the shape of ``images``.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the pictures are of another shape, not finite or not from 0 to 1, if there are not as
        many titles as pictures, or if ``columns`` is not positive.

    Examples
    --------
    >>> import convgallery as cg
    >>> digits = cg.load_digits()
    >>> figure = cg.show_digits(digits.test_images[:2], ["zero", "one"], alt="Two digits.")
    >>> figure.axes[0].get_title(), [title.get_text() for title in figure.axes[0].texts]
    ('(2, 28, 28, 1)', ['zero', 'one'])
    """
    label = text("alt", alt)
    array = numbers("images", images)
    if array.ndim not in (3, 4) or array.shape[3:] not in ((), (1,)):
        raise ValueError(
            f"`images` must be of shape (N, H, W) or (N, H, W, 1), got shape {array.shape}"
        )
    if array.min() < 0 or array.max() > 1:
        raise ValueError(f"`images` must be from 0 to 1, got {array.min():g} to {array.max():g}")
    names = _titles(titles, len(array))
    columns = min(positive("columns", columns), len(array))
    lines = max((name.count("\n") + 1 for name in names), default=0)

    # All in one picture; what is blank is NaN.
    count, height, width = array.shape[:3]
    headroom = round(_LINE * lines * columns * (width + 2 * _GAP) / WIDTH)
    margins = (0, 0), (headroom + _GAP, _GAP), (_GAP, _GAP)
    tiles = np.pad(array.reshape(count, height, width), margins, constant_values=np.nan)
    rows = -(-count // columns)
    filled = np.full((rows * columns, *tiles.shape[1:]), np.nan)
    filled[:count] = tiles
    grid = filled.reshape(rows, columns, *tiles.shape[1:]).transpose(0, 2, 1, 3)
    sheet = grid.reshape(rows * tiles.shape[1], columns * tiles.shape[2])
    draw = partial(
        _draw_sheet, title=str(array.shape), sheet=sheet, tile=tiles.shape[1:], names=names
    )
    aspect = sheet.shape[0] / sheet.shape[1] - _LINE / WIDTH  # the title has one line, not two
    return make_figure([[Panel(draw, aspect, signed=False)]], label)


def _titles(titles: Any, count: int) -> list[str]:
    """Check the titles, one for each picture or none at all."""
    if titles is None:
        return []
    if isinstance(titles, str) or not isinstance(titles, Sequence):
        raise TypeError(f"`titles` must be a sequence of strings or None, got {titles!r}")
    if len(titles) != count:
        raise ValueError(f"`titles` must hold one for each of {count} images, got {len(titles)}")
    return [text("title", title) for title in titles]


def _draw_sheet(
    axes: Axes, *, title: str, sheet: NDArray[Any], tile: tuple[int, ...], names: list[str]
) -> None:
    axes.imshow(sheet, vmin=0, vmax=1)
    axes.set_axis_off()
    axes.set_title(title)
    height, width = tile
    columns = sheet.shape[1] // width
    for i, name in enumerate(names):
        row, column = divmod(i, columns)
        axes.text((column + 0.5) * width - 0.5, row * height, name, ha="center", va="top")
