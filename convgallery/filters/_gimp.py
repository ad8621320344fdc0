"""GIMP's Convolution Matrix, computed as its dialog does."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convgallery._arguments import choice, flag, number, numbers, text
from convgallery.data._pil_images import plain_image
from convgallery.data._pixels import as_array
from convgallery.kernels import Kernel

# The borders of the dialog, and NumPy's names for them.
_BORDERS: dict[str, Literal["edge", "wrap", "constant"]] = {
    "extend": "edge",
    "wrap": "wrap",
    "black": "constant",
}


def gimp_filter(
    image: Image.Image | ArrayLike,
    kernel: Kernel | ArrayLike,
    *,
    divisor: float = 1,
    offset: float = 0,
    normalize: bool = True,
    border: str = "extend",
    channels: str = "RGB",
    alpha_weight: bool = True,
) -> Image.Image:
    r"""Filter an image as GIMP's Convolution Matrix does.

    Each value of the result is the sum of weights times pixels, divided by the divisor, plus the
    offset, and clipped to the range of a pixel. GIMP does not flip the kernel, and it adds up
    *linear light*: a pixel value :math:`v` from 0 to 1 stands for the light

    .. math:: l = \begin{cases} v / 12.92 & v \le 0.04045 \\
              ((v + 0.055) / 1.055)^{2.4} & \text{otherwise} \end{cases}

    so that a blurred image looks as it would out of focus, and not too dark.

    Parameters
    ----------
    image : PIL.Image.Image or array_like
        An image, or what NumPy turns into an array of shape (H, W), (H, W, 1) or (H, W, 3):
        integers from 0 to 255, floats from 0 to 1 or bools. A PIL image is turned upright first,
        as its EXIF orientation asks.
    kernel : Kernel or array_like of shape (3, 3) or (5, 5)
        The weights. A :class:`~convgallery.kernels.Kernel` brings its own divisor and offset.
    divisor : float, optional
        What the sum is divided by, unless ``normalize`` is set.
    offset : float, optional
        What is then added, in linear light, unless ``normalize`` is set.
    normalize : bool, optional
        Choose both by the sum of the weights: divide by a positive sum and add 0; divide by the
        absolute value of a negative sum and add 1; with a sum of 0, divide by 1 and add 0.5.
    border : {"extend", "wrap", "black"}, optional
        What lies beyond the image: its outermost pixels, its opposite side, or black.
    channels : str, optional
        Which of the letters R, G and B are filtered; the others stay as they are.
    alpha_weight : bool, optional
        Weight each pixel by its opacity.

    Returns
    -------
    PIL.Image.Image
        A new image: RGBA, with the same alpha, if parts of the given image are transparent;
        otherwise gray (L) if the given image is gray, and RGB if it is not.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, the image has masked values, or the kernel is neither 3x3
        nor 5x5.

    Notes
    -----
    The rules were measured on GEGL 0.4.42, GIMP's engine; the results agree with it within 1 of
    255. The curve between pixel values and light is that of sRGB, IEC 61966-2-1.

    Examples
    --------
    A white pixel in the dark, blurred. Nine pixels share its light; on a screen, a ninth of the
    light is more than a third of the value.

    >>> import numpy as np
    >>> import convgallery as cg
    >>> impulse = np.zeros((5, 5), np.uint8)
    >>> impulse[2, 2] = 255
    >>> np.asarray(cg.gimp_filter(impulse, cg.kernels.BLUR))[2].tolist()
    [0, 94, 94, 94, 0]
    """
    pixels, alpha = _pixels_and_alpha(image)
    weights, divisor, offset = _settings(kernel, divisor, offset, flag("normalize", normalize))
    pad_mode = _BORDERS[choice("border", border, tuple(_BORDERS))]
    selected = _channel_indices(text("channels", channels), pixels.shape[-1])
    uses_alpha = flag("alpha_weight", alpha_weight)

    light = _decode(pixels[..., selected])
    if uses_alpha and alpha is not None:
        light *= alpha[..., None] / 255
    margin = len(weights) // 2
    padded = np.pad(light, ((margin, margin), (margin, margin), (0, 0)), mode=pad_mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, weights.shape, axis=(0, 1))
    filtered = np.einsum("ijchw,hw->ijc", windows, weights) / divisor + offset

    pixels[..., selected] = _encode(np.clip(filtered, 0, 1))
    result = np.round(pixels * 255).astype(np.uint8)
    if alpha is not None:
        result = np.concatenate([result, alpha[..., None]], axis=-1)
    return Image.fromarray(result if result.shape[-1] > 1 else result[..., 0])


def _pixels_and_alpha(
    image: Image.Image | ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.uint8] | None]:
    """Bring an image to (H, W, 1) or (H, W, 3) from 0 to 1, and its transparency to (H, W)."""
    alpha = None
    if isinstance(image, Image.Image):
        plain = plain_image("image", image)
        image = np.asarray(plain)
        if plain.mode == "RGBA":
            image, alpha = image[..., :3], image[..., 3]
    pixels = as_array(image, rgb=True).astype(np.float64)
    if pixels.ndim == 4:
        raise ValueError(f"`image` must be a single image, got a batch of shape {pixels.shape}")
    return (pixels if pixels.ndim == 3 else pixels[..., None]), alpha


def _settings(
    kernel: Kernel | ArrayLike, divisor: float, offset: float, normalize: bool
) -> tuple[NDArray[np.float64], float, float]:
    """Check weights, divisor and offset, and normalize them as the dialog does."""
    divisor, offset = number("divisor", divisor), number("offset", offset)
    if divisor == 0:
        raise ValueError("`divisor` must not be 0, got 0")
    if isinstance(kernel, Kernel):
        weights = kernel.weights
        divisor, offset = divisor * kernel.divisor, offset + kernel.offset
    else:
        weights = numbers("kernel", kernel)
    if weights.shape not in ((3, 3), (5, 5)):
        raise ValueError(f"`kernel` must be of shape (3, 3) or (5, 5), got shape {weights.shape}")
    if not normalize:
        return weights, divisor, offset
    total = float(weights.sum())
    if abs(total) <= 1e-12 * np.abs(weights).sum():  # as 0.1 + 0.2 - 0.3 is not quite 0
        return weights, 1.0, 0.5
    return weights, abs(total), 0.0 if total > 0 else 1.0


def _channel_indices(channels: str, available: int) -> list[int]:
    """Turn letters into channel numbers."""
    letters = sorted(channels.upper(), key="RGB".find)
    if not letters or not set(letters) <= set("RGB") or len(set(letters)) < len(letters):
        raise ValueError(f"`channels` must be some of the letters R, G and B, got {channels!r}")
    if available == 1:
        if letters != ["R", "G", "B"]:
            raise ValueError(f"`channels` must be 'RGB' for a gray image, got {channels!r}")
        return [0]
    return ["RGB".index(letter) for letter in letters]


def _decode(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn pixel values into light."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _encode(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn light into pixel values."""
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
