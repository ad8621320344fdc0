"""Schematics that move: a window slides over a small matrix, and what it makes fills another."""

from collections.abc import Callable
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import pair, positive
from convgallery.figures._panels import Panel, brief, draw_panel, grid, make_figure
from convgallery.filters._convolution import Convolution, convolve
from convgallery.filters._shapes import conv_output_size, conv_padding
from convgallery.kernels import Kernel

_MOST_STOPS = 64  # frames that somebody still watches
_LARGEST = 12  # rows or columns of numbers that a phone still shows


class _Slide(NamedTuple):
    """A matrix with its padding, and the cells under the window at each of its stops."""

    padded: NDArray[np.float64]
    matrix: tuple[slice, slice]  # where in it the matrix lies
    windows: list[tuple[NDArray[np.intp], ...]]  # rows and columns, as np.ix_ gives them

    def drawn(self, stop: int, title: str) -> Panel:
        """Draw the matrix in its frame, with the window marked.

        Parameters
        ----------
        stop : int
            Which window.
        title : str
            What stands above the matrix.

        Returns
        -------
        Panel
            The matrix.
        """
        rows, columns = (cells.ravel().tolist() for cells in self.windows[stop])
        marked = [(row, column) for row in rows for column in columns]
        shape = tuple(part.stop - part.start for part in self.matrix)
        return grid(title, self.padded, note=str(shape), marked=marked, framed=self.matrix)


@plt.style.context("convgallery.figures.figures")
def animate_convolution(
    image: Image.Image | NDArray[Any],
    kernel: Kernel | ArrayLike,
    *,
    strides: int | tuple[int, ...] = 1,
    padding: str = "VALID",
    dilations: int | tuple[int, ...] = 1,
    flip: bool = False,
    interval: int = 800,
    alt: str = "",
) -> FuncAnimation:
    """Let a kernel slide over a small matrix, and show the sum at each of its stops.

    Four panels: the input, in a frame where SAME puts zeros around it, with the pixels under the
    kernel marked; the output as far as it is filled; the kernel; and the products of both, whose
    sum is the number that was just written. All numbers are those of :func:`convolve`.

    Parameters
    ----------
    image : PIL.Image.Image or ndarray of shape (H, W)
        A gray picture of at most 12x12 pixels, padding included: integers from 0 to 255, which
        are shown as they are, or floats from 0 to 1.
    kernel : Kernel or array_like of shape (h, w)
        The weights.
    strides : int or tuple of int, optional
        Pixels from one stop to the next: one number, (rows, columns) or (1, rows, columns, 1).
    padding : {"SAME", "VALID"}, optional
        Zeros around the picture, or none.
    dilations : int or tuple of int, optional
        Distance between the pixels that neighboring weights see, in the forms of ``strides``.
    flip : bool, optional
        Turn the kernel upside down and left to right first.
    interval : int, optional
        Milliseconds from one frame to the next.
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.animation.FuncAnimation
        A frame for each stop. Notebooks play it if ``plt.rcParams["animation.html"]`` is
        "jshtml"; ``animation.save("sliding.gif")`` writes it to a file.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the picture is not gray, or there is too much to show: more
        than 12 rows or columns, or more than 64 stops.

    Examples
    --------
    >>> import numpy as np
    >>> import convgallery as cg
    >>> animation = cg.animate_convolution(np.eye(4), cg.kernels.SHARPEN)
    >>> len(list(animation.new_frame_seq()))
    4
    >>> player = animation.to_jshtml()
    """
    result = convolve(
        image,
        kernel,
        strides=strides,
        pooling=1,
        padding=padding,
        activation="linear",
        dilations=dilations,
        flip=flip,
    )
    if not isinstance(kernel, Kernel) and np.ndim(kernel) != 2:
        raise ValueError(f"`kernel` must be of shape (h, w), got shape {np.shape(kernel)}")
    weights = result.weights.astype(np.float64)[:, :, 0, 0]
    offset = kernel.offset if isinstance(kernel, Kernel) else 0
    unit = _unit(result, image)
    slide = _slide(result.image * unit, weights.shape, strides, padding, dilations, fill=0)
    output = result.conv[0, :, :, 0] * unit
    every = [slide.padded[window] * weights for window in slide.windows]
    largest = np.abs(every).max()

    def _panels(stop: int) -> list[list[Panel]]:
        products = every[stop]
        note = f"sum {brief(products.sum())}"
        if offset:
            note += f", plus {brief(offset * unit)}"
        return [
            [slide.drawn(stop, "input"), _filled("output", output, stop)],
            [grid("kernel", weights), grid("products", products, note=note, largest=largest)],
        ]

    return _animate(_panels, len(slide.windows), interval, alt)


@plt.style.context("convgallery.figures.figures")
def animate_pooling(
    image: Image.Image | NDArray[Any],
    pooling: int | tuple[int, ...] = 2,
    *,
    pool_strides: int | tuple[int, ...] | None = None,
    padding: str = "VALID",
    interval: int = 1200,
    alt: str = "",
) -> FuncAnimation:
    """Let a pooling window slide over a small matrix, and show its maximum and its mean.

    Four panels: the input with the pixels of the window marked, the window by itself, and what
    max pooling and average pooling have written so far. Cells of SAME padding are blank: they
    count in neither. All numbers are those of :func:`convolve`.

    Parameters
    ----------
    image : PIL.Image.Image or ndarray of shape (H, W)
        A gray picture of at most 12x12 pixels, padding included: integers from 0 to 255, which
        are shown as they are, or floats from 0 to 1.
    pooling : int or tuple of int, optional
        Pixels of each window: one number, (rows, columns) or (1, rows, columns, 1).
    pool_strides : int or tuple of int, optional
        Pixels from one window to the next; as ``pooling`` unless it is given.
    padding : {"SAME", "VALID"}, optional
        Let the last windows hang over the border, or leave them out.
    interval : int, optional
        Milliseconds from one frame to the next.
    alt : str, optional
        What is to be seen, for readers who cannot see it; becomes the figure's label.

    Returns
    -------
    matplotlib.animation.FuncAnimation
        A frame for each window, as of :func:`animate_convolution`.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the picture is not gray, or there is too much to show: more
        than 12 rows or columns, or more than 64 windows.

    Examples
    --------
    >>> import numpy as np
    >>> import convgallery as cg
    >>> animation = cg.animate_pooling(np.eye(6), 3)
    >>> len(list(animation.new_frame_seq()))
    4
    >>> player = animation.to_jshtml()
    """
    result = convolve(
        image,
        [[1]],
        strides=1,
        pooling=pooling,
        pool_strides=pool_strides,
        padding=padding,
        activation="linear",
    )
    unit = _unit(result, image)
    window = pair("pooling", pooling)
    steps = window if pool_strides is None else pool_strides
    slide = _slide(result.image * unit, window, steps, padding, 1, fill=np.nan)
    largest = np.nanmax(np.abs(slide.padded))
    maximum, mean = (pool[0, :, :, 0] * unit for pool in (result.max_pool, result.avg_pool))

    def _panels(stop: int) -> list[list[Panel]]:
        seen = slide.padded[slide.windows[stop]]
        note = f"maximum {brief(float(np.nanmax(seen)))}, mean {brief(float(np.nanmean(seen)))}"
        return [
            [slide.drawn(stop, "input"), grid("window", seen, note=note, largest=largest)],
            [_filled("max pool", maximum, stop), _filled("average pool", mean, stop)],
        ]

    return _animate(_panels, len(slide.windows), interval, alt)


def _unit(result: Convolution, image: Image.Image | NDArray[Any]) -> int:
    """Tell what a white pixel is called in the picture that was given: 255, or 1."""
    if result.image.ndim != 2:
        raise ValueError(f"`image` must be gray, of shape (H, W), got shape {result.image.shape}")
    return 1 if isinstance(image, np.ndarray) and image.dtype.kind == "f" else 255


def _slide(
    matrix: NDArray[np.float32],
    shape: tuple[int, ...],
    strides: int | tuple[int, ...],
    padding: str,
    dilations: int | tuple[int, ...],
    fill: float,
) -> _Slide:
    """Pad a matrix with a number, and list the windows of a shape."""
    sides, inner, starts = [], [], []
    for size, length, stride, dilation in zip(
        matrix.shape, shape, pair("strides", strides), pair("dilations", dilations), strict=True
    ):
        setting: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
        before, after = conv_padding(size, length, **setting)
        sides.append((before, after))
        inner.append(slice(before, before + size))
        stops = np.arange(conv_output_size(size, length, **setting)) * stride
        starts.append(stops[:, None] + dilation * np.arange(length))
    padded = np.pad(matrix.astype(np.float64), sides, constant_values=fill)
    if max(padded.shape) > _LARGEST:
        raise ValueError(
            f"`image` must have at most {_LARGEST} rows and columns with its padding, "
            f"got shape {padded.shape}"
        )
    windows = [np.ix_(rows, columns) for rows in starts[0] for columns in starts[1]]
    if len(windows) > _MOST_STOPS:
        raise ValueError(
            f"`image` must be so small that there are at most {_MOST_STOPS} stops, "
            f"got {len(windows)}; a larger stride makes fewer"
        )
    return _Slide(padded, (inner[0], inner[1]), windows)


def _filled(title: str, matrix: NDArray[Any], stop: int) -> Panel:
    """Draw a result as far as it is known, with the newest number marked."""
    known = np.where(np.arange(matrix.size).reshape(matrix.shape) <= stop, matrix, np.nan)
    newest = divmod(stop, matrix.shape[1])
    return grid(title, known, largest=np.abs(matrix).max(), marked=[newest])


def _animate(
    panels: Callable[[int], list[list[Panel]]], stops: int, interval: int, alt: str
) -> FuncAnimation:
    """Draw a figure of panels, and all of them again at each stop."""
    pause = positive("interval", interval)
    figure = make_figure(panels(stops - 1), alt)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # keep the places of all panels

    def draw(stop: int) -> list[Any]:
        flat = [panel for row in panels(stop) for panel in row]
        for axes, panel in zip(figure.axes, flat, strict=True):
            draw_panel(axes, panel)
        return list(figure.axes)

    return FuncAnimation(figure, draw, frames=stops, interval=pause)
