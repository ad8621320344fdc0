"""The figures that scripts share: pictures, grids of numbers, and the pipeline's panels."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import flag, numbers, text
from convgallery.figures._panels import grid, make_figure, pairs, picture
from convgallery.filters._convolution import Convolution


@plt.style.context("convgallery.figures.figures")
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
    first = [picture("image", result.image)]
    if flag("kernel", kernel):
        first.append(grid("kernel", result.weights[:, :, 0, 0]))
    rows = [
        first,
        [
            picture("convolution", result.conv),
            picture(result.activation_name, result.activation),
        ],
        [picture("average pool", result.avg_pool), picture("max pool", result.max_pool)],
    ]
    return make_figure(rows, alt)


@plt.style.context("convgallery.figures.figures")
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
    return make_figure(
        pairs([picture(title, array) for title, array in _items("images", images)]), alt
    )


@plt.style.context("convgallery.figures.figures")
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
    panels = [grid(title, array) for title, array in _items("grids", grids)]
    return make_figure([panels] if len(panels) == 3 else pairs(panels), alt)


def _items(name: str, arrays: Mapping[str, ArrayLike]) -> list[tuple[str, NDArray[np.float64]]]:
    """Titles and arrays, checked."""
    if not isinstance(arrays, Mapping):
        raise TypeError(f"`{name}` must map titles to arrays, got {arrays!r}")
    if not arrays:
        raise ValueError(f"`{name}` must hold at least one array, got an empty mapping")
    return [(text("title", title), numbers(title, array)) for title, array in arrays.items()]
