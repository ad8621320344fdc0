"""GIMP's Convolution Matrix filter, computed as GIMP does."""

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import choice, flag, number, numbers, shown, text
from convgallery._dask_arrays import DaskArray, check_computed, is_dask
from convgallery._parallel import run_parallel, tiles
from convgallery.data._pil_images import plain_image
from convgallery.filters._light import NUMPY_BORDERS, LightSettings, filter_padded, light_pixels
from convgallery.kernels import Kernel

# Pixel values in a band of rows, which one thread filters at a time.
_BAND_SIZE = 2**18

# Up to this sum of absolute weights, float32 rounding changes almost no pixel.
_LARGEST_FLOAT32_SUM = 64


@overload
def gimp_filter(  # numpydoc ignore=GL08
    image: DaskArray,
    kernel: Kernel | ArrayLike,
    *,
    divisor: float = 1,
    offset: float = 0,
    normalize: bool = True,
    border: str = "extend",
    channels: str = "RGB",
    alpha_weight: bool = True,
) -> DaskArray: ...


@overload
def gimp_filter(  # numpydoc ignore=GL08
    image: Image.Image | ArrayLike,
    kernel: Kernel | ArrayLike,
    *,
    divisor: float = 1,
    offset: float = 0,
    normalize: bool = True,
    border: str = "extend",
    channels: str = "RGB",
    alpha_weight: bool = True,
) -> Image.Image: ...


def gimp_filter(
    image: Any,
    kernel: Kernel | ArrayLike,
    *,
    divisor: float = 1,
    offset: float = 0,
    normalize: bool = True,
    border: str = "extend",
    channels: str = "RGB",
    alpha_weight: bool = True,
) -> Image.Image | DaskArray:
    r"""Filter an image as GIMP's Convolution Matrix does.

    Each value of the result is the sum of weights times pixels, divided by the divisor, plus the
    offset, and clipped to the range of a pixel. GIMP does not flip the kernel, and it computes in
    *linear light*: a pixel value :math:`v` from 0 to 1 represents the light intensity

    .. math:: l = \begin{cases} v / 12.92 & v \le 0.04045 \\
              ((v + 0.055) / 1.055)^{2.4} & \text{otherwise} \end{cases}

    so that a blurred image looks as if it were out of focus, and not too dark.

    Parameters
    ----------
    image : PIL.Image.Image or array_like
        An image, or anything that NumPy converts to an array of shape (H, W), (H, W, 1) or
        (H, W, 3): integers from 0 to 255, floats from 0 to 1 or bools. A PIL image is first turned
        upright according to its EXIF orientation. With a Dask array of such a shape, the result
        is lazy.
    kernel : Kernel or array_like of shape (3, 3) or (5, 5)
        The weights. The divisor and offset of a :class:`~convgallery.kernels.Kernel` apply, too.
    divisor : float, optional
        The number by which the sum is divided, unless ``normalize`` is set.
    offset : float, optional
        The number that is then added, in linear light, unless ``normalize`` is set.
    normalize : bool, optional
        Choose both from the sum of the weights: divide by a positive sum and add 0; divide by the
        absolute value of a negative sum and add 1; with a sum of 0, divide by 1 and add 0.5.
    border : {"extend", "wrap", "black"}, optional
        How the image is continued: with its outermost pixels, its opposite side, or black.
    channels : str, optional
        The channels to filter, some of the letters R, G and B; the others stay unchanged.
    alpha_weight : bool, optional
        Weight each pixel by its opacity.

    Returns
    -------
    PIL.Image.Image or dask.array.Array
        A new image: RGBA, with the same alpha, if parts of the given image are transparent;
        otherwise gray (L) if the given image is gray, and RGB if it is not. For a Dask array, a
        uint8 Dask array of shape (H, W) or (H, W, 3).

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image has masked values, or the kernel is neither 3x3
        nor 5x5.

    Notes
    -----
    The rules were measured on GEGL 0.4.42, GIMP's engine; the results differ from GEGL's by at most
    1 of 255. The curve between pixel values and light is that of sRGB, IEC 61966-2-1.

    Large images are filtered in bands of rows, in several threads. The result does not depend on
    the number of threads. A Dask array is filtered and its values are checked chunk by chunk, when
    the result is computed.

    Examples
    --------
    A white pixel on black, blurred. Nine pixels share its light, and a ninth of the light
    corresponds to more than a third of the pixel value.

    >>> import numpy as np
    >>> import convgallery as cg
    >>> impulse = np.zeros((5, 5), np.uint8)
    >>> impulse[2, 2] = 255
    >>> np.asarray(cg.gimp_filter(impulse, cg.kernels.BLUR))[2].tolist()
    [0, 94, 94, 94, 0]
    """
    weighted = flag("alpha_weight", alpha_weight)
    options = (kernel, divisor, offset, normalize, border, channels)
    if is_dask(image):
        # Imported here, as Dask is optional.
        from convgallery.filters._dask_gimp import filter_lazily, lazy_light_pixels  # noqa: PLC0415

        lazy_pixels = lazy_light_pixels(image)
        return filter_lazily(lazy_pixels, _settings(*options, available=lazy_pixels.shape[-1]))
    pixels, alpha = _pixels_and_alpha(image)
    settings = _settings(*options, available=pixels.shape[-1])
    opacity = alpha if weighted else None
    filtered = _filter_bands(pixels, opacity, settings)
    del pixels  # to free memory before Pillow copies the result
    result = Image.fromarray(filtered if filtered.shape[-1] > 1 else filtered[..., 0])
    if alpha is not None:
        result.putalpha(Image.fromarray(alpha))
    return result


def _settings(
    kernel: Kernel | ArrayLike,
    divisor: float,
    offset: float,
    normalize: bool,
    border: str,
    channels: str,
    *,
    available: int,
) -> LightSettings:
    """Check the arguments of :func:`gimp_filter` for an image of ``available`` channels."""
    weights, divisor, offset = _normalized(kernel, divisor, offset, flag("normalize", normalize))
    with np.errstate(over="ignore"):
        weights = weights / divisor
    # Far beyond the range of light, but small enough for finite sums.
    weights, offset = weights.clip(-1e300, 1e300), float(np.clip(offset, -1e300, 1e300))
    exact_enough = np.abs(weights).sum() + abs(offset) <= _LARGEST_FLOAT32_SUM
    return LightSettings(
        weights.astype(np.float32 if exact_enough else np.float64),
        offset,
        choice("border", border, tuple(NUMPY_BORDERS)),
        _channel_slice(text("channels", channels), available),
    )


def _filter_bands(
    pixels: NDArray[Any], alpha: NDArray[np.uint8] | None, settings: LightSettings
) -> NDArray[np.uint8]:
    """Filter a whole image of shape (H, W, C) in bands of rows, in parallel threads."""
    result = np.empty(pixels.shape, np.uint8)

    def _filter_band(place: tuple[slice, ...]) -> None:
        (band,) = place
        padded = _padded(pixels, band, settings)
        opacity = None if alpha is None else _padded(alpha, band, settings)
        result[band] = filter_padded(padded, opacity, settings)

    run_parallel(_filter_band, tiles([len(pixels)], [max(_BAND_SIZE // pixels[0].size, 1)]))
    return result


def _padded(values: NDArray[Any], band: slice, settings: LightSettings) -> NDArray[Any]:
    """Copy a band of rows with a margin on all sides, filled according to the border."""
    margin, border = settings.margin, settings.border
    rows = np.arange(band.start - margin, band.stop + margin)
    inside = rows % len(values) if border == "wrap" else rows.clip(0, len(values) - 1)
    cut = values[inside]
    if border == "black":
        cut[rows != inside] = 0
    sides = [(0, 0), (margin, margin), (0, 0)]
    return np.pad(cut, sides[: values.ndim], mode=NUMPY_BORDERS[border])


def _pixels_and_alpha(
    image: Image.Image | ArrayLike,
) -> tuple[NDArray[Any], NDArray[np.uint8] | None]:
    """Return pixels of shape (H, W, 1) or (H, W, 3), and the alpha channel (H, W), if any."""
    alpha = None
    if isinstance(image, Image.Image):
        plain = plain_image("image", image)
        image = np.asarray(plain)
        if plain.mode == "RGBA":
            image, alpha = image[..., :3], image[..., 3]
    return light_pixels(image), alpha


def _normalized(
    kernel: Kernel | ArrayLike, divisor: float, offset: float, normalize: bool
) -> tuple[NDArray[np.float64], float, float]:
    """Check weights, divisor and offset, and normalize them as the dialog does."""
    divisor, offset = number("divisor", divisor), number("offset", offset)
    check_computed("kernel", kernel)
    if isinstance(kernel, Kernel):
        weights = kernel.weights
        divisor, offset = divisor * kernel.divisor, offset + kernel.offset
    else:
        weights = numbers("kernel", kernel)
    if divisor == 0:
        raise ValueError("`divisor` must not be 0, got 0")
    if weights.shape not in ((3, 3), (5, 5)):
        raise ValueError(f"`kernel` must be of shape (3, 3) or (5, 5), got shape {weights.shape}")
    if not normalize:
        return weights, divisor, offset
    with np.errstate(over="ignore"):
        magnitude = np.abs(weights).sum()
    if not np.isfinite(magnitude):
        raise ValueError(f"`kernel` must have a finite sum of weights, got {shown(weights)}")
    total = float(weights.sum())
    if abs(total) <= 1e-12 * magnitude:  # since 0.1 + 0.2 - 0.3 is not quite 0
        return weights, 1.0, 0.5
    return weights, abs(total), 0.0 if total > 0 else 1.0


def _channel_slice(channels: str, available: int) -> slice:
    """Convert letters to a slice of channels."""
    letters = sorted(channels.upper(), key="RGB".find)
    if not letters or not set(letters) <= set("RGB") or len(set(letters)) < len(letters):
        raise ValueError(
            f"`channels` must be some of the letters R, G and B, got {shown(channels)}"
        )
    if available == 1:
        if letters != ["R", "G", "B"]:
            raise ValueError(f"`channels` must be 'RGB' for a gray image, got {shown(channels)}")
        return slice(0, 1)
    first, last = "RGB".index(letters[0]), "RGB".index(letters[-1])
    return slice(first, last + 1, 2 if letters == ["R", "B"] else 1)
