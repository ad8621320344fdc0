"""Many small images on one sheet."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import items, positive
from convgallery.figures._panels import WIDTH, Panel, make_figure
from convgallery.figures._style import in_house_style
from convgallery.figures._titles import title
from convgallery.figures._values import pixel_values

_GAP = 2  # pixels around a digit
_LINE = 0.23  # inches for a line of a title
_ROUNDING = 1e-6  # by this much, rounding errors may exceed the range from 0 to 1


@in_house_style
def show_digits(
    images: ArrayLike | Sequence[Image.Image],
    titles: Sequence[str] | None = None,
    *,
    columns: int = 10,
) -> Figure:
    r"""Draw digits, or other small gray images, on one sheet.

    Black is 0 and white is 1, as in :func:`show_images`.

    Parameters
    ----------
    images : array_like of shape (N, H, W) or (N, H, W, 1), or sequence of PIL.Image.Image
        Floats from 0 to 1 or integers from 0 to 255. PIL images are converted to gray.
    titles : sequence of str, optional
        One or more lines of text above each image.
    columns : int, optional
        The number of images in a row.

    Returns
    -------
    matplotlib.figure.Figure
        One panel, with the shape of ``images`` as its title.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the images have a different shape, are not finite or are out of range, if there are not
        as many titles as images, or if ``columns`` is not positive.

    Examples
    --------
    >>> import convgallery as cg
    >>> digits = cg.load_digits()
    >>> figure = cg.show_digits(digits.test_images[:2], ["zero", "one"])
    >>> figure.axes[0].get_title(), [title.get_text() for title in figure.axes[0].texts]
    ('(2, 28, 28, 1)', ['zero', 'one'])
    """
    array = _gray_images(images)
    if array.ndim not in (3, 4) or array.shape[3:] not in ((), (1,)):
        raise ValueError(
            f"`images` must be of shape (N, H, W) or (N, H, W, 1), got shape {array.shape}"
        )
    if array.min() < -_ROUNDING or array.max() > 1 + _ROUNDING:
        raise ValueError(f"`images` must be from 0 to 1, got {array.min():g} to {array.max():g}")
    names = _titles(titles, len(array))
    columns = min(positive("columns", columns), len(array))
    lines = max((name.count("\n") + 1 for name in names), default=0)

    # All digits become one image, in which NaN is blank.
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
        _draw_sheet, heading=str(array.shape), sheet=sheet, tile=tiles.shape[1:], names=names
    )
    aspect = sheet.shape[0] / sheet.shape[1] - _LINE / WIDTH  # the title has one line, not two
    return make_figure([[Panel(draw, aspect, signed=False)]])


def _gray_images(images: Any) -> NDArray[np.float64]:
    """Convert images to one array, in which white is 1."""
    is_list = isinstance(images, Sequence) and not isinstance(images, memoryview)
    if not is_list or not any(isinstance(i, Image.Image) for i in images):
        return pixel_values("images", images)
    gray = [pixel_values("images", image, rgb=False) for image in images]
    shapes = {image.shape for image in gray}
    if len(shapes) > 1:
        raise ValueError(f"`images` must all be of the same size, got shapes {sorted(shapes)}")
    return np.stack(gray)


def _titles(titles: Any, count: int) -> list[str]:
    """Check that there is one title for each image, or none at all."""
    if titles is None:
        return []
    names = items("titles", titles, "a sequence of strings or None")
    if len(names) != count:
        raise ValueError(
            f"`titles` must hold one title per image, {count} in all, got {len(names)}"
        )
    return [title("title", name) for name in names]


def _draw_sheet(
    axes: Axes, *, heading: str, sheet: NDArray[Any], tile: tuple[int, ...], names: list[str]
) -> None:
    axes.imshow(sheet, vmin=0, vmax=1)
    axes.set_axis_off()
    axes.set_title(heading)
    height, width = tile
    columns = sheet.shape[1] // width
    for i, name in enumerate(names):
        row, column = divmod(i, columns)
        axes.text((column + 0.5) * width - 0.5, row * height, name, ha="center", va="top")
