"""Conversion of images of any kind to float32 arrays from 0 to 1."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convgallery._arguments import plain_array
from convgallery._dask_arrays import DaskArray
from convgallery._parallel import run_parallel, tiles
from convgallery.data._pil_images import in_mode, over_white, plain_image

# The luma weights of ITU-R BT.601, with the digits of MATLAB's rgb2gray and the 2016 tutorial.
GRAY_WEIGHTS = np.array([0.2989, 0.5870, 0.1140], dtype=np.float32)

# How far outside [0, 1] a float may be because of rounding.
_ROUNDING = 1e-6

_TILE = 2**18  # values of an image that are scaled at once


def as_array(image: Any, *, rgb: bool, name: str = "image") -> NDArray[np.float32]:
    """Check an image and convert it to a float32 array.

    Parameters
    ----------
    image : PIL.Image.Image or array_like
        An image, or anything that NumPy converts to an array of shape (H, W), (H, W, 1),
        (H, W, 3) or a batch (N, H, W, C): integers from 0 to 255, floats from 0 to 1 or bools.
    rgb : bool
        Keep the channels; otherwise convert red, green and blue to gray.
    name : str, optional
        The argument's name, for the errors of a PIL image.

    Returns
    -------
    ndarray of shape (H, W), (H, W, 3) or (N, H, W, C)
        Float32 from 0 to 1. A single image with one channel loses its channel axis. PIL images
        are turned upright and composited over white.

    Raises
    ------
    TypeError
        If ``image`` is neither, or does not hold bools, ints or floats.
    ValueError
        If the shape or the range is not allowed, a value is not finite or is masked, or Pillow
        cannot convert the image to RGB.

    Examples
    --------
    >>> as_array(np.full((2, 3, 3), 255, np.uint8), rgb=True).shape
    (2, 3, 3)
    >>> as_array([[False, True]], rgb=True)
    array([[0., 1.]], dtype=float32)
    """
    if isinstance(image, Image.Image):
        plain = over_white(plain_image(name, image))
        pixels: NDArray[Any] = np.asarray(plain if image.mode == "L" else in_mode(plain, "RGB"))
    else:
        pixels = plain_array("image", image)
    if pixels.ndim == 0 and pixels.dtype.kind in "OSU":
        raise TypeError(
            f"`image` must be a PIL image or an array, got {type(image).__name__}; "
            "load_image() reads a file"
        )
    check_form(pixels, name)
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    return _scale(pixels, is_mixed(pixels.shape, rgb=rgb))


def check_form(pixels: NDArray[Any] | DaskArray, name: str = "image") -> None:
    """Check dtype and shape, before any value is read.

    Parameters
    ----------
    pixels : ndarray or dask.array.Array
        An image or a batch.
    name : str, optional
        The argument's name, for the error of an empty image.

    Raises
    ------
    TypeError
        If the image does not hold bools, ints or floats.
    ValueError
        If the image is empty or its shape is not allowed.
    """
    if pixels.dtype.kind not in "iufb":
        raise TypeError(f"`image` must hold bools, ints or floats, got dtype {pixels.dtype}")
    if pixels.ndim not in (2, 3, 4) or (pixels.ndim == 3 and pixels.shape[-1] not in (1, 3)):
        raise ValueError(
            "`image` must be of shape (H, W), (H, W, 1), (H, W, 3) or (N, H, W, C), "
            f"got shape {pixels.shape}"
        )
    if 0 in pixels.shape:
        raise ValueError(f"`{name}` must not be empty, got shape {pixels.shape}")


def is_mixed(shape: tuple[int, ...], *, rgb: bool) -> bool:
    """Return whether the channels of an image are to be converted to gray.

    Parameters
    ----------
    shape : tuple of int
        (H, W), (H, W, 3) or (N, H, W, C).
    rgb : bool
        Keep the channels.

    Returns
    -------
    bool
        True if there are three channels and ``rgb`` is False.

    Raises
    ------
    ValueError
        If ``rgb`` is False and there are two channels, or more than three.
    """
    channels = 1 if len(shape) == 2 else shape[-1]
    if not rgb and channels not in (1, 3):
        raise ValueError(f"`image` must have 1 or 3 channels with rgb=False, got {shape}")
    return not rgb and channels == 3


def _scale(pixels: NDArray[Any], mixed: bool) -> NDArray[np.float32]:
    """Check the range of pixels and scale them to float32 from 0 to 1, in a new array."""
    shape = pixels.shape
    if mixed:
        shape = shape[:-1] if pixels.ndim == 3 else (*shape[:-1], 1)
    result = np.empty(shape, np.float32)
    white, rounding = (255, 0) if pixels.dtype.kind in "iu" else (1, _ROUNDING)
    ranges = []

    def _scale_tile(tile: tuple[slice, ...]) -> None:
        part = pixels[tile]
        low, high = part.min(), part.max()  # NaN if any value is NaN
        ranges.append((low, high))
        if not (low >= -rounding and high <= white + rounding):
            return  # an error is raised once all ranges are known
        scaled = np.empty(part.shape, np.float32) if mixed else result[tile]
        scaled[...] = part
        if white == 255:
            scaled /= np.float32(white)
        elif low < 0 or high > white:
            np.clip(scaled, 0, 1, out=scaled)
        if mixed:
            result[tile] = (scaled @ GRAY_WEIGHTS).reshape(result[tile].shape)

    run_parallel(_scale_tile, _tiles(pixels.shape))
    low, high = np.min(ranges), np.max(ranges)
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("`image` must be finite, got NaN or infinity")
    if low < -rounding or high > white + rounding:
        raise ValueError(
            f"`image` must be from 0 to {white} for dtype {pixels.dtype}, got {low} to {high}"
        )
    return result


def _tiles(shape: tuple[int, ...]) -> Iterable[tuple[slice, ...]]:
    """Split an image or a batch into parts of at most about ``_TILE`` values."""
    axes = shape if len(shape) == 2 else shape[:-1]  # channels are not split
    left = _TILE // (1 if len(shape) == 2 else shape[-1])
    largest: list[int] = []
    for length in reversed(axes):
        largest.insert(0, max(min(length, left), 1))
        left //= length
    return tiles(axes, largest)
