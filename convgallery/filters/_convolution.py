"""The pipeline: a convolution, an activation, and two methods of pooling."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import choice, flag, numbers, pair
from convgallery._dask_arrays import check_computed, is_dask
from convgallery.data._pixels import as_array
from convgallery.filters._engine import ACTIVATIONS, run_pipeline
from convgallery.filters._result import Convolution
from convgallery.filters._settings import Results, Settings
from convgallery.filters._shapes import PADDINGS, conv_output_size, window_extent
from convgallery.kernels import Kernel


def convolve(
    image: Image.Image | ArrayLike,
    kernel: Kernel | ArrayLike,
    *,
    strides: int | tuple[int, ...] = 3,
    pooling: int | tuple[int, ...] = 3,
    pool_strides: int | tuple[int, ...] | None = None,
    padding: str = "SAME",
    rgb: bool = True,
    activation: str = "sigmoid",
    dilations: int | tuple[int, ...] = 1,
    flip: bool = False,
) -> Convolution:
    r"""Filter an image, apply an activation, and pool the result with two methods.

    Each output pixel is the sum of kernel times window,

    .. math:: y_{i,j} = b + \sum_{u=0}^{h-1} \sum_{v=0}^{w-1}
              k_{u,v}\, x_{i s + u d - p,\; j s + v d - p}

    with stride :math:`s`, dilation :math:`d`, pixels of padding :math:`p` and offset :math:`b`.
    That is the cross-correlation that ``tf.nn.conv2d`` computes and that neural networks call a
    convolution. ``flip=True`` rotates the kernel by 180 degrees first, which gives the
    convolution of mathematics.

    Parameters
    ----------
    image : PIL.Image.Image or array_like
        An image, or what NumPy turns into an array of shape (H, W), (H, W, 1), (H, W, 3) or a
        batch (N, H, W, C): integers from 0 to 255, floats from 0 to 1 or bools. A PIL image is
        turned upright first, as its EXIF orientation asks; where it is transparent, it is white.
        A Dask array in these forms makes the results lazy.
    kernel : Kernel or array_like
        A matrix (h, w) filters each channel separately. An array (h, w, in, out) is taken
        literally: each of its outputs is a sum over all input channels.
    strides : int or tuple of int, optional
        Pixels from one window to the next: one number, (rows, columns) or (1, rows, columns, 1).
    pooling : int or tuple of int, optional
        Pixels of each pooling window, in the same forms.
    pool_strides : int or tuple of int, optional
        Pixels from one pooling window to the next; as ``pooling``, so that the windows neither
        overlap nor leave gaps, unless it is given.
    padding : {"SAME", "VALID"}, optional
        SAME surrounds the image with zeros so that stride 1 keeps its size; VALID uses only
        windows that lie inside. Pooling ignores padded cells.
    rgb : bool, optional
        Keep the colors, or mix them to gray (0.2989 R + 0.5870 G + 0.1140 B) first.
    activation : {"sigmoid", "relu", "tanh", "linear"}, optional
        What is applied to every filtered value; linear leaves it as it is.
    dilations : int or tuple of int, optional
        Distance between the pixels that neighboring weights see, in the forms of ``strides``.
    flip : bool, optional
        Rotate the kernel by 180 degrees first.

    Returns
    -------
    Convolution
        The image and the four results, as NumPy arrays; as Dask arrays, if the image is one.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image has masked values, the kernel has other input
        channels than the image, results would exceed float32, or VALID leaves no room for one
        window.
    RuntimeError
        If TensorFlow is needed, for a small image or a kernel (h, w, in, out), and its eager
        execution is off.

    Notes
    -----
    An even kernel has no middle pixel. As in TensorFlow, its center is the one above and left of
    the middle, row ``(h - 1) // 2`` and column ``(w - 1) // 2``: a 2x2 kernel weights its pixel
    and the right and lower neighbors.

    With SAME padding and a stride, windows are placed so that those at opposite edges overhang
    equally, or by one pixel more at the bottom and right; they need not start on pixel 0.

    Small images go through TensorFlow's own operations. Large ones are computed tile by tile, in up
    to eight threads, and equal those within float32's rounding.

    An image larger than memory can be a Dask array. The results are then Dask arrays, too, and
    nothing is computed before they are stored or the result's ``compute()`` is called. Each chunk
    is computed with the pixels of neighboring chunks that its windows cover, so the results do not
    depend on how the image is cut. The image's values are checked when its chunks are computed.
    Dask is optional: ``pip install convgallery[dask]``.

    Examples
    --------
    The example of GIMP's manual: a kernel that picks the pixel above.

    >>> import numpy as np
    >>> import convgallery as cg
    >>> pixels = np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]])
    >>> above = [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    >>> result = cg.convolve(pixels, above, strides=1, pooling=1, padding="VALID")
    >>> round(float(result.conv[0, 0, 0, 0]) * 255)
    42
    """
    pixels: Any
    run: Callable[..., Results]
    if is_dask(image):
        from convgallery.filters._dask_pipeline import run_lazily  # noqa: PLC0415 - optional
        from convgallery.filters._dask_pixels import lazy_array  # noqa: PLC0415

        pixels, run = lazy_array(image, rgb=flag("rgb", rgb)), run_lazily
    else:
        pixels, run = as_array(image, rgb=flag("rgb", rgb)), run_pipeline
    batch = _as_batch(pixels)
    weights, offset, separate = _as_weights(kernel, batch.shape[-1])
    settings = Settings(
        strides=pair("strides", strides),
        dilations=pair("dilations", dilations),
        pooling=pair("pooling", pooling),
        pool_strides=pair("pool_strides", pooling if pool_strides is None else pool_strides),
        padding=choice("padding", padding, PADDINGS),
        activation=choice("activation", activation, tuple(ACTIVATIONS)),
    )
    if flag("flip", flip):
        weights = weights[::-1, ::-1]
    if settings.activation in ("relu", "linear"):  # the others are at most 1
        _check_float32(weights, offset, pooled=settings.pooling[0] * settings.pooling[1])
    _check_windows(batch.shape[1:3], weights.shape[:2], settings)
    results = run(batch, weights, offset, settings, separate=separate)
    return Convolution(pixels, weights, *results, activation_name=settings.activation)


def _as_batch(pixels: Any) -> Any:
    """Bring (H, W), (H, W, C) or (N, H, W, C) to (N, H, W, C)."""
    if pixels.ndim == 2:
        return pixels[None, ..., None]
    return pixels[None] if pixels.ndim == 3 else pixels


def _as_weights(
    kernel: Kernel | ArrayLike, channels: int
) -> tuple[NDArray[np.float32], float, bool]:
    """Bring a kernel to (h, w, in, out); tell its offset, and if it filters channels separately."""
    offset = 0.0
    if isinstance(kernel, Kernel):
        offset, kernel = kernel.offset, kernel.coefficients
    check_computed("kernel", kernel)
    weights = numbers("kernel", kernel)
    separate = weights.ndim == 2 or weights.shape[2:] == (1, 1)
    if weights.ndim == 2:
        # Zero between different channels: each is filtered separately.
        weights = weights[..., None, None] * np.eye(channels)
    if weights.ndim != 4:
        raise ValueError(
            f"`kernel` must be of shape (h, w) or (h, w, in, out), got shape {weights.shape}"
        )
    if weights.shape[2] != channels:
        raise ValueError(
            f"`kernel` must have as many input channels as the image, {channels}, "
            f"got {weights.shape[2]} in shape {weights.shape}"
        )
    _check_float32(weights, offset)
    return weights.astype(np.float32), offset, separate


def _check_float32(weights: NDArray[np.floating], offset: float, *, pooled: int = 1) -> None:
    """Refuse kernels whose results, or sums of as many results as are pooled, exceed float32."""
    # Pixels are at most 1, so a result is at most the sum of the weights' absolute values.
    largest = pooled * (np.abs(weights).sum(axis=(0, 1, 2), dtype=np.float64).max() + abs(offset))
    if largest > np.finfo(np.float32).max:
        where = f" in the sum of {pooled} results that are pooled" if pooled > 1 else ""
        raise ValueError(f"`kernel` must keep results within float32, got up to {largest:g}{where}")


def _check_windows(size: tuple[int, ...], kernel: tuple[int, ...], settings: Settings) -> None:
    """Refuse windows that VALID leaves no room for, before anything is computed."""
    if settings.padding == "SAME":
        return
    extent = [window_extent(k, dilation=d) for k, d in zip(kernel, settings.dilations, strict=True)]
    _check_fits("`kernel`, with its dilations,", extent, size)
    filtered = [
        conv_output_size(n, e, stride=s, padding=settings.padding)
        for n, e, s in zip(size, extent, settings.strides, strict=True)
    ]
    _check_fits("`pooling`", settings.pooling, filtered)


def _check_fits(name: str, window: Sequence[int], size: Sequence[int]) -> None:
    """Refuse a window that is larger than what it slides over."""
    if window[0] > size[0] or window[1] > size[1]:
        raise ValueError(
            f"{name} covers {window[0]}x{window[1]} pixels; with padding='VALID' at most the "
            f"{size[0]}x{size[1]} that it slides over are allowed"
        )
