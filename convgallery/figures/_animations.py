"""Animated schematics: a window slides over a small matrix, and the results fill another."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.animation import FuncAnimation
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import pair, positive
from convgallery._dask_arrays import check_computed
from convgallery.figures._panels import Panel, brief, draw_panel, grid, make_figure
from convgallery.figures._style import StyledAnimation, house_style, in_house_style
from convgallery.filters._convolution import convolve
from convgallery.filters._result import Convolution
from convgallery.filters._shapes import conv_output_size, conv_padding
from convgallery.kernels import Kernel

_MAX_FRAMES = 64  # a longer animation is too slow to watch
_MAX_SIZE = 12  # rows or columns: numbers of larger matrices are too small to read on a phone


class _Slide(NamedTuple):
    """A padded matrix, and the cells under the window at each of its positions."""

    padded: NDArray[np.float64]
    matrix: tuple[slice, slice]  # the part that is not padding
    windows: list[tuple[NDArray[np.intp], ...]]  # rows and columns, as np.ix_ gives them

    def panel(self, step: int, title: str) -> Panel:
        """Prepare a panel that shows the matrix framed and the window marked.

        Parameters
        ----------
        step : int
            The index of the window.
        title : str
            The first line of the panel's title.

        Returns
        -------
        Panel
            To be drawn by :func:`make_figure`.
        """
        rows, columns = (cells.ravel().tolist() for cells in self.windows[step])
        marked = [(row, column) for row in rows for column in columns]
        shape = tuple(part.stop - part.start for part in self.matrix)
        return grid(title, self.padded, note=str(shape), marked=marked, framed=self.matrix)


@in_house_style
def animate_convolution(
    image: Image.Image | ArrayLike,
    kernel: Kernel | ArrayLike,
    *,
    strides: int | tuple[int, ...] = 1,
    padding: str = "VALID",
    dilations: int | tuple[int, ...] = 1,
    flip: bool = False,
    interval: int = 800,
) -> FuncAnimation:
    """Slide a kernel over a small matrix, and show the sum at each position.

    The figure has four panels: the input, framed where SAME pads it with zeros, with the pixels
    under the kernel marked; the output computed so far; the kernel; and the products of the two,
    whose sum is the newest number of the output. All numbers are those of :func:`convolve`.

    Parameters
    ----------
    image : PIL.Image.Image or array_like of shape (H, W)
        A gray image of at most 12x12 pixels, padding included: integers from 0 to 255, which
        are shown as they are, or floats from 0 to 1.
    kernel : Kernel or array_like of shape (h, w)
        The weights.
    strides : int or tuple of int, optional
        Pixels from one position to the next: one number, (rows, columns) or (1, rows, columns,
        1).
    padding : {"SAME", "VALID"}, optional
        Pad the image with zeros, or do not pad it.
    dilations : int or tuple of int, optional
        Distance between the pixels under neighboring weights, in the same forms as ``strides``.
    flip : bool, optional
        Flip the kernel along both axes before it is applied.
    interval : int, optional
        Milliseconds from one frame to the next.

    Returns
    -------
    matplotlib.animation.FuncAnimation
        One frame for each position. Notebooks play it if ``plt.rcParams["animation.html"]`` is
        "jshtml"; ``animation.save("sliding.gif")`` writes it to a file.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image is not gray, or there is too much to show: more
        than 12 rows or columns, or more than 64 positions.

    Examples
    --------
    >>> import numpy as np
    >>> import convgallery as cg
    >>> animation = cg.animate_convolution(np.eye(4), cg.kernels.SHARPEN)
    >>> len(list(animation.new_frame_seq()))
    4
    >>> player = animation.to_jshtml()
    """
    check_computed("image", image)
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
    white = _white_level(result, image)
    slide = _slide(result.image * white, weights.shape, strides, padding, dilations, fill=0)
    output = result.conv[0, :, :, 0] * white
    products = [slide.padded[window] * weights for window in slide.windows]
    largest = np.abs(products).max()

    def _panels(step: int) -> list[list[Panel]]:
        note = f"sum {brief(products[step].sum())}"
        if offset:
            note += f", plus {brief(offset * white)}"
        return [
            [slide.panel(step, "input"), _filled("output", output, step)],
            [grid("kernel", weights), grid("products", products[step], note=note, largest=largest)],
        ]

    return _animate(_panels, len(slide.windows), interval)


@in_house_style
def animate_pooling(
    image: Image.Image | ArrayLike,
    pooling: int | tuple[int, ...] = 2,
    *,
    pool_strides: int | tuple[int, ...] | None = None,
    padding: str = "VALID",
    interval: int = 1200,
) -> FuncAnimation:
    """Slide a pooling window over a small matrix, and show its maximum and its mean.

    The figure has four panels: the input with the window marked, the values in the window, and
    the results of max pooling and average pooling so far. Cells of SAME padding are blank, as both
    results ignore them. All numbers are those of :func:`convolve`.

    Parameters
    ----------
    image : PIL.Image.Image or array_like of shape (H, W)
        A gray image of at most 12x12 pixels, padding included: integers from 0 to 255, which
        are shown as they are, or floats from 0 to 1.
    pooling : int or tuple of int, optional
        Rows and columns of each window: one number, (rows, columns) or (1, rows, columns, 1).
    pool_strides : int or tuple of int, optional
        Pixels from one window to the next; by default the same as ``pooling``.
    padding : {"SAME", "VALID"}, optional
        Let the last windows extend beyond the border, or leave them out.
    interval : int, optional
        Milliseconds from one frame to the next.

    Returns
    -------
    matplotlib.animation.FuncAnimation
        One frame for each window, as in :func:`animate_convolution`.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image is not gray, or there is too much to show: more
        than 12 rows or columns, or more than 64 positions.

    Examples
    --------
    >>> import numpy as np
    >>> import convgallery as cg
    >>> animation = cg.animate_pooling(np.eye(6), 3)
    >>> len(list(animation.new_frame_seq()))
    4
    >>> player = animation.to_jshtml()
    """
    check_computed("image", image)
    result = convolve(
        image,
        [[1]],
        strides=1,
        pooling=pooling,
        pool_strides=pool_strides,
        padding=padding,
        activation="linear",
    )
    white = _white_level(result, image)
    window = pair("pooling", pooling)
    steps = window if pool_strides is None else pool_strides
    slide = _slide(result.image * white, window, steps, padding, 1, fill=np.nan)
    largest = np.nanmax(np.abs(slide.padded))
    maximum, mean = (pool[0, :, :, 0] * white for pool in (result.max_pool, result.avg_pool))

    def _panels(step: int) -> list[list[Panel]]:
        window_values = slide.padded[slide.windows[step]]
        note = f"maximum {brief(float(np.nanmax(window_values)))}, mean {brief(float(np.nanmean(window_values)))}"
        return [
            [slide.panel(step, "input"), grid("window", window_values, note=note, largest=largest)],
            [_filled("max pool", maximum, step), _filled("average pool", mean, step)],
        ]

    return _animate(_panels, len(slide.windows), interval)


def _white_level(result: Convolution, image: Image.Image | ArrayLike) -> int:
    """Return the value of a white pixel in the given image: 255 or 1."""
    if result.image.ndim != 2:
        raise ValueError(f"`image` must be gray, of shape (H, W), got shape {result.image.shape}")
    integers = isinstance(image, Image.Image) or np.asarray(image).dtype.kind in "iu"
    return 255 if integers else 1


def _slide(
    matrix: NDArray[np.float32],
    shape: tuple[int, ...],
    strides: int | tuple[int, ...],
    padding: str,
    dilations: int | tuple[int, ...],
    fill: float,
) -> _Slide:
    """Pad a matrix with a constant, and list the positions of a window."""
    sides, inner, starts = [], [], []
    for size, length, stride, dilation in zip(
        matrix.shape, shape, pair("strides", strides), pair("dilations", dilations), strict=True
    ):
        settings: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
        before, after = conv_padding(size, length, **settings)
        sides.append((before, after))
        inner.append(slice(before, before + size))
        firsts = np.arange(conv_output_size(size, length, **settings)) * stride
        starts.append(firsts[:, None] + dilation * np.arange(length))
    padded = np.pad(matrix.astype(np.float64), sides, constant_values=fill)
    if max(padded.shape) > _MAX_SIZE:
        raise ValueError(
            f"`image` must have at most {_MAX_SIZE} rows and columns with its padding, "
            f"got shape {padded.shape}"
        )
    windows = [np.ix_(rows, columns) for rows in starts[0] for columns in starts[1]]
    if len(windows) > _MAX_FRAMES:
        raise ValueError(
            f"`image` must leave the window at most {_MAX_FRAMES} positions, "
            f"got {len(windows)}; use a smaller image or a larger stride"
        )
    return _Slide(padded, (inner[0], inner[1]), windows)


def _filled(title: str, matrix: NDArray[Any], step: int) -> Panel:
    """Prepare a panel of the results so far, with the newest number marked."""
    known = np.where(np.arange(matrix.size).reshape(matrix.shape) <= step, matrix, np.nan)
    newest = divmod(step, matrix.shape[1])
    return grid(title, known, largest=np.abs(matrix).max(), marked=[newest])


def _animate(
    panels: Callable[[int], list[list[Panel]]], steps: int, interval: int
) -> FuncAnimation:
    """Draw a figure of panels, and redraw all of them at each step."""
    pause = positive("interval", interval)
    figure = make_figure(panels(steps - 1))
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # keeps all panels in place

    def draw(step: int) -> list[Any]:
        flat = [panel for row in panels(step) for panel in row]
        with house_style():  # frames are drawn later, when the animation plays
            for axes, panel in zip(figure.axes, flat, strict=True):
                axes.clear()
                draw_panel(axes, panel)
        return list(figure.axes)

    return StyledAnimation(figure, draw, frames=steps, interval=pause)
