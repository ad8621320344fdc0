"""The pipeline: convolution, activation, and average and max pooling."""

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

    Each output pixel is the sum of the kernel's weights times the pixels under them,

    .. math:: y_{i,j} = b + \sum_{u=0}^{h-1} \sum_{v=0}^{w-1}
              k_{u,v}\, x_{i s + u d - p,\; j s + v d - p}

    with stride :math:`s`, dilation :math:`d`, padding :math:`p` in pixels and offset :math:`b`.
    This is the cross-correlation that ``tf.nn.conv2d`` computes and that is called a convolution
    in neural networks. ``flip=True`` rotates the kernel by 180 degrees first, which gives the
    mathematical convolution.

    Parameters
    ----------
    image : PIL.Image.Image or array_like
        An image, or anything that NumPy converts to an array of shape (H, W), (H, W, 1),
        (H, W, 3) or a batch (N, H, W, C): integers from 0 to 255, floats from 0 to 1 or bools. A
        PIL image is first turned upright according to its EXIF orientation, and composited over
        white. With a Dask array of such a shape, the results are lazy.
    kernel : Kernel or array_like
        A matrix (h, w) filters each channel separately. With an array (h, w, in, out), each
        output channel is a sum over all input channels, as in ``tf.nn.conv2d``.
    strides : int or tuple of int, optional
        Pixels from one window to the next: one number, (rows, columns) or (1, rows, columns, 1).
    pooling : int or tuple of int, optional
        Size of the pooling windows in pixels, in the same forms.
    pool_strides : int or tuple of int, optional
        Pixels from one pooling window to the next; by default equal to ``pooling``, so that the
        windows neither overlap nor leave gaps.
    padding : {"SAME", "VALID"}, optional
        SAME surrounds the image with zeros so that stride 1 keeps its size; VALID uses only
        windows that lie entirely inside the image. Pooling ignores the padding.
    rgb : bool, optional
        Keep the colors; otherwise convert them to gray (0.2989 R + 0.5870 G + 0.1140 B) first.
    activation : {"sigmoid", "relu", "tanh", "linear"}, optional
        The function applied to each filtered value; linear leaves it unchanged.
    dilations : int or tuple of int, optional
        Distance in pixels between neighboring weights, in the same forms as ``strides``.
    flip : bool, optional
        Rotate the kernel by 180 degrees first.

    Returns
    -------
    Convolution
        The image and the four results, as NumPy arrays, or as Dask arrays if the image is one.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image has masked values, the kernel and the image
        differ in their number of input channels, results would exceed the range of float32, or
        VALID leaves no room for a window.
    RuntimeError
        If TensorFlow is needed, for a batch of small images or a kernel (h, w, in, out), and its
        eager execution is off, or it was used before this process was forked from another.

    Notes
    -----
    A kernel of even size has no center pixel. As in TensorFlow, its center is the pixel above and
    to the left of the middle, row ``(h - 1) // 2`` and column ``(w - 1) // 2``: a 2x2 kernel
    weights a pixel and its neighbors to the right and below.

    With SAME padding, the windows at opposite edges extend equally far beyond the image, or by one
    pixel more at the bottom and right. With a stride, the first window is therefore not always
    centered on pixel 0.

    A batch of small images, or a small image whose channels the kernel mixes, is computed by
    TensorFlow's own operations. Other images are computed tile by tile, in up to eight threads;
    their results equal TensorFlow's up to float32 rounding.

    An image larger than memory can be a Dask array. The results are then Dask arrays too, and
    nothing is computed until they are stored or the result's ``compute()`` is called. Each chunk
    is computed with the pixels of neighboring chunks that its windows cover, so the results do not
    depend on the image's chunks. The image's values are checked when its chunks are computed.
    Dask is optional, the extra ``convgallery[dask]``.

    Examples
    --------
    The example from GIMP's manual, a kernel that selects the pixel above:

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
    if settings.activation in ("relu", "linear"):  # the other activations are at most 1
        _check_float32(weights, offset, pooled=settings.pooling[0] * settings.pooling[1])
    _check_windows(batch.shape[1:3], weights.shape[:2], settings)
    results = run(batch, weights, offset, settings, separate=separate)
    return Convolution(pixels, weights, *results, activation_name=settings.activation)


def _as_batch(pixels: Any) -> Any:
    """Reshape (H, W), (H, W, C) or (N, H, W, C) to (N, H, W, C)."""
    if pixels.ndim == 2:
        return pixels[None, ..., None]
    return pixels[None] if pixels.ndim == 3 else pixels


def _as_weights(
    kernel: Kernel | ArrayLike, channels: int
) -> tuple[NDArray[np.float32], float, bool]:
    """Return weights (h, w, in, out), the offset, and whether channels are filtered separately."""
    offset = 0.0
    if isinstance(kernel, Kernel):
        offset, kernel = kernel.offset, kernel.coefficients
    check_computed("kernel", kernel)
    weights = numbers("kernel", kernel)
    separate = weights.ndim == 2 or weights.shape[2:] == (1, 1)
    if weights.ndim == 2:
        # Weights between different channels are 0: each channel is filtered separately.
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
    """Reject a kernel whose results, or sums of ``pooled`` results, could exceed float32."""
    # Pixels are at most 1, so a result is at most the sum of the weights' absolute values.
    with np.errstate(over="ignore"):
        sums = np.abs(weights).sum(axis=(0, 1, 2), dtype=np.float64)
    largest = pooled * (sums.max() + abs(offset))
    if largest > np.finfo(np.float32).max:
        where = f" in the sum of {pooled} pooled results" if pooled > 1 else ""
        raise ValueError(
            f"`kernel` must keep results in the range of float32, got up to {largest:g}{where}"
        )


def _check_windows(size: tuple[int, ...], kernel: tuple[int, ...], settings: Settings) -> None:
    """Reject windows that VALID leaves no room for, before anything is computed."""
    if settings.padding == "SAME":
        return
    extent = [window_extent(k, dilation=d) for k, d in zip(kernel, settings.dilations, strict=True)]
    _check_fits("`kernel` with its dilations", extent, size)
    filtered = [
        conv_output_size(n, e, stride=s, padding=settings.padding)
        for n, e, s in zip(size, extent, settings.strides, strict=True)
    ]
    _check_fits("`pooling`", settings.pooling, filtered)


def _check_fits(name: str, window: Sequence[int], size: Sequence[int]) -> None:
    """Reject a window that is larger than its input."""
    if window[0] > size[0] or window[1] > size[1]:
        raise ValueError(
            f"{name} must fit inside its {size[0]}x{size[1]} input with padding='VALID', "
            f"got a window of {window[0]}x{window[1]}"
        )
