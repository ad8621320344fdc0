"""Figures that scripts share: images, grids of numbers, and the results of `convolve`."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from PIL import Image

from convgallery._arguments import flag, items, mapping, numbers, shown
from convgallery._dask_arrays import is_dask
from convgallery.figures._panels import (
    detail_panel,
    drawable,
    grid,
    image_panel,
    make_figure,
    pairs,
    signed_limit,
)
from convgallery.figures._style import in_house_style
from convgallery.figures._titles import title as checked_title
from convgallery.figures._values import pixel_values
from convgallery.filters._result import Convolution

_T = TypeVar("_T")


@in_house_style
def show_image_ops(result: Convolution, *, kernel: bool = False) -> Figure:
    """Draw the image and the result of each step of :func:`convolve`.

    Gray results with negative values are drawn red above zero and blue below it, on a scale that
    covers 98% of the values; values beyond it take the color at its ends. All other panels show
    black for 0 and white, or full color, for 1; if values outside this range were clipped, the
    title says so.

    Parameters
    ----------
    result : Convolution
        The result of :func:`convolve`; of a batch, the first image is drawn.
    kernel : bool, optional
        Draw the kernel's weights beside the image; for a kernel with several channels, those
        from the first input channel to the first output channel.

    Returns
    -------
    matplotlib.figure.Figure
        Five panels, or six with the kernel.

    Raises
    ------
    TypeError
        If an argument is of the wrong type, or the result is lazy.
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
        raise TypeError(f"`result` must be what convolve() returned, got {shown(result)}")
    if is_dask(result.conv):
        raise TypeError("`result` must be computed, got Dask arrays; show result.compute()")
    first = [image_panel("image", result.image)]
    if flag("kernel", kernel):
        first.append(grid("kernel", result.weights[:, :, 0, 0]))
    rows = [
        first,
        [
            image_panel("convolution", result.conv),
            image_panel(result.activation_name, result.activation),
        ],
        [image_panel("average pool", result.avg_pool), image_panel("max pool", result.max_pool)],
    ]
    return make_figure(rows)


@in_house_style
def show_images(
    images: Mapping[str, ArrayLike | Image.Image], *, detail: tuple[slice, slice] | None = None
) -> Figure:
    """Draw images, two in a row, each under its title and shape.

    Colors are those of :func:`show_image_ops`; all gray results with negative values share one
    scale.

    Parameters
    ----------
    images : mapping of str to array_like or PIL.Image.Image
        Titles, and images: PIL images, or arrays of shape (H, W), (H, W, 1 or 3) or
        (N, H, W, 1 or 3), of which the first image is drawn. Integers are from 0 to 255; floats
        are from 0 to 1, or signed or unbounded results.
    detail : pair of slice, optional
        Rows and columns, such as ``np.s_[40:60, 30:70]``. A frame marks this part of each image,
        and the part is drawn again below, enlarged so that single pixels are visible.

    Returns
    -------
    matplotlib.figure.Figure
        One panel for each image, and one for each detail.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no image, or if one has a different shape, is out of range or not finite, or
        has no pixel in ``detail``.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.show_images({"flat": [[0.5, 0.5]]})
    >>> figure.axes[0].get_title().splitlines()
    ['flat', '(1, 2)']
    """
    detail = _check_detail(detail)
    arrays = {title: pixel_values(title, image) for title, image in _items("images", images)}
    limit = signed_limit(drawable(title, array) for title, array in arrays.items())
    panels = [
        image_panel(title, array, limit=limit, detail=detail) for title, array in arrays.items()
    ]
    rows = pairs(panels)
    if detail:
        parts = [detail_panel(title, array, detail, limit) for title, array in arrays.items()]
        rows = [row for both in zip(rows, pairs(parts), strict=True) for row in both]
    return make_figure(rows)


def _check_detail(detail: object) -> tuple[slice, slice] | None:
    """Check that the detail is a pair of slices without steps."""
    if detail is None:
        return None
    allowed = "a pair of slices such as np.s_[0:9, 0:9]"
    cuts = items("detail", detail, allowed)
    if len(cuts) != 2 or not all(map(_is_plain_slice, cuts)):
        raise TypeError(f"`detail` must be {allowed}, got {shown(detail)}")
    return cuts[0], cuts[1]


def _is_plain_slice(cut: object) -> bool:
    return (
        isinstance(cut, slice)
        and cut.step is None
        and all(n is None or isinstance(n, int | np.integer) for n in (cut.start, cut.stop))
    )


@in_house_style
def show_grids(grids: Mapping[str, ArrayLike]) -> Figure:
    """Draw small matrices as grids of numbers, side by side.

    Cells are tinted red above zero and blue below it.

    Parameters
    ----------
    grids : mapping of str to array_like
        Titles and matrices of shape (h, w).

    Returns
    -------
    matplotlib.figure.Figure
        One panel for each matrix, up to three in a row.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no matrix, or if one has a different shape or is not finite.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.show_grids({"kernel": cg.kernels.SHARPEN.weights})
    >>> [number.get_text() for number in figure.axes[0].texts[:3]]
    ['0', '-1', '0']
    """
    panels = [grid(title, numbers(title, array)) for title, array in _items("grids", grids)]
    return make_figure([panels] if len(panels) == 3 else pairs(panels))


def _items(name: str, arrays: Mapping[str, _T]) -> list[tuple[str, _T]]:
    """Check that the argument maps titles to arrays."""
    copy = mapping(name, arrays, "map titles to arrays")
    if not copy:
        raise ValueError(f"`{name}` must hold at least one array, got an empty mapping")
    return [(checked_title("title", title), array) for title, array in copy.items()]
