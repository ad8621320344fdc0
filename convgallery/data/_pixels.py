"""Images in any form, brought to one: float32 arrays from 0 to 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# The luma of ITU-R BT.601, to the digits that MATLAB's rgb2gray and the 2016 tutorial use.
GRAY_WEIGHTS = np.array([0.2989, 0.5870, 0.1140], dtype=np.float32)


def as_array(image: Any, *, rgb: bool) -> NDArray[np.float32]:
    """Check a picture and bring it to one form.

    Parameters
    ----------
    image : PIL.Image.Image or ndarray
        A picture, or an array of shape (H, W), (H, W, 1), (H, W, 3) or a batch (N, H, W, C):
        integers from 0 to 255 or floats from 0 to 1.
    rgb : bool
        Keep the channels; otherwise mix red, green and blue to gray.

    Returns
    -------
    ndarray of shape (H, W), (H, W, 3) or (N, H, W, C)
        Float32 from 0 to 1. One channel without a batch loses its axis.

    Raises
    ------
    TypeError
        If ``image`` is neither, or holds something other than ints and floats.
    ValueError
        If the shape or the range is another, or a value is not finite.

    Examples
    --------
    >>> as_array(np.full((2, 3, 3), 255, np.uint8), rgb=True).shape
    (2, 3, 3)
    """
    if isinstance(image, Image.Image):
        flat = image if image.mode == "L" else rgb_image("image", image)
        pixels: NDArray[Any] = np.asarray(flat)
    elif isinstance(image, np.ndarray):
        pixels = image
    else:
        raise TypeError(
            f"`image` must be a PIL image or a NumPy array, got {type(image).__name__}; "
            "load_image() reads a file"
        )
    scaled = _unit_range(pixels)
    if scaled.ndim == 3 and scaled.shape[-1] == 1:
        scaled = scaled[..., 0]
    if rgb or scaled.ndim == 2 or scaled.shape[-1] == 1:
        return scaled
    if scaled.shape[-1] != 3:
        raise ValueError(f"`image` must have 1 or 3 channels with rgb=False, got {scaled.shape}")
    gray = scaled @ GRAY_WEIGHTS
    return gray if gray.ndim == 2 else gray[..., None]


def _unit_range(pixels: NDArray[Any]) -> NDArray[np.float32]:
    """Check pixels and scale them to float32 from 0 to 1."""
    if pixels.dtype.kind not in "iuf":
        raise TypeError(f"`image` must hold ints or floats, got dtype {pixels.dtype}")
    if pixels.ndim not in (2, 3, 4) or (pixels.ndim == 3 and pixels.shape[-1] not in (1, 3)):
        raise ValueError(
            "`image` must be of shape (H, W), (H, W, 1), (H, W, 3) or (N, H, W, C), "
            f"got shape {pixels.shape}"
        )
    if pixels.size == 0:
        raise ValueError(f"`image` must not be empty, got shape {pixels.shape}")
    if not np.all(np.isfinite(pixels)):
        raise ValueError("`image` must be finite, got NaN or infinity")
    white = 1 if pixels.dtype.kind == "f" else 255
    if pixels.min() < 0 or pixels.max() > white:
        raise ValueError(
            f"`image` must be from 0 to {white} for dtype {pixels.dtype}, "
            f"got {pixels.min()} to {pixels.max()}"
        )
    return pixels.astype(np.float32) / np.float32(white)


def rgb_image(name: str, image: Image.Image) -> Image.Image:
    """Convert any picture to RGB, over white where it is transparent."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) // 257).astype(np.uint8)).convert("RGB")
    if image.mode in ("I", "F"):
        raise ValueError(
            f"`{name}` must hold 8-bit or 16-bit pixels, got Pillow's 32-bit mode {image.mode!r}"
        )
    if image.has_transparency_data:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA"))
    return image.convert("RGB")
