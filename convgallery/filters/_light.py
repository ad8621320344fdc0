"""Filtering in linear light: the sRGB curve, and weighted sums over blocks of an image."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import plain_array
from convgallery.data._pixels import as_array

# The borders of the dialog, and NumPy's names for them.
NUMPY_BORDERS: dict[str, Literal["edge", "wrap", "constant"]] = {
    "extend": "edge",
    "wrap": "wrap",
    "black": "constant",
}

# Pixel values and rows of a tile: small enough that its data stay in a core's cache during all
# steps, and large enough that threads do not wait for each other between the steps.
_TILE_SIZE, _TILE_ROWS = 2**16, 32


def _curve(values: NDArray[Any]) -> NDArray[Any]:
    """Convert pixel values from 0 to 1 to linear light."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


# The light of each byte, computed from the float32 that represents the byte elsewhere.
_LIGHT = _curve((np.arange(256, dtype=np.float32) / np.float32(255)).astype(np.float64))

# The number of equal bins of light: a power of 2, so that scaling by it is exact. Neighboring bytes
# are more than one bin of light apart, so that the range of at most one byte ends in each bin.
_BINS = 4096
_ENDS = np.append(_curve((np.arange(255) + 0.5) / 255) * _BINS, np.inf)  # end of each byte's range
_FIRST_BYTE = np.searchsorted(_ENDS, np.arange(_BINS + 1), side="right").astype(np.uint8)
_FIRST_END = _ENDS[_FIRST_BYTE]


@dataclass(frozen=True, eq=False)
class LightSettings:
    """The settings of the dialog, checked and prepared for blocks of an image.

    Attributes
    ----------
    weights : ndarray of shape (3, 3) or (5, 5)
        The weights divided by the divisor. Computations use their dtype, float32 or float64.
    offset : float
        The number added to each sum, in linear light.
    border : str
        The border: extend, wrap or black.
    channels : slice
        The channels to filter.
    """

    weights: NDArray[np.floating]
    offset: float
    border: str
    channels: slice

    @property
    def margin(self) -> int:
        """The number of pixels that a window extends beyond its center.

        Returns
        -------
        int
            1 or 2.
        """
        return len(self.weights) // 2


def light_pixels(image: ArrayLike) -> NDArray[Any]:
    """Check an image and convert it to the form that is filtered.

    Parameters
    ----------
    image : array_like
        An array of shape (H, W), (H, W, 1) or (H, W, 3): integers from 0 to 255, floats from 0 to
        1 or bools.

    Returns
    -------
    ndarray of shape (H, W, 1) or (H, W, 3)
        Bytes unchanged, bools as bytes, other numbers as float32 from 0 to 1.

    Raises
    ------
    TypeError
        If the image holds something else.
    ValueError
        If the shape or the range is not allowed.

    Examples
    --------
    >>> light_pixels([[False, True]]).tolist()
    [[[0], [255]]]
    """
    pixels = plain_array("image", image)
    is_image = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[-1] in (1, 3))
    if not (is_image and pixels.size and pixels.dtype in (np.uint8, np.bool_)):
        pixels = as_array(pixels if pixels.ndim else image, rgb=True)
    elif pixels.dtype == np.bool_:
        pixels = np.multiply(pixels, 255, dtype=np.uint8)
    if pixels.ndim == 4:
        raise ValueError(f"`image` must be a single image, got a batch of shape {pixels.shape}")
    return pixels if pixels.ndim == 3 else pixels[..., None]


def filter_padded(
    pixels: NDArray[Any], alpha: NDArray[np.uint8] | None, settings: LightSettings
) -> NDArray[np.uint8]:
    """Filter a block of an image that includes its margin, tile by tile.

    Each pixel of the result depends only on its window, not on the block.

    Parameters
    ----------
    pixels : ndarray of shape (H + 2 margin, W + 2 margin, C)
        Uint8, or float32 from 0 to 1, with ``settings.margin`` rows and columns on each side.
    alpha : ndarray of shape (H + 2 margin, W + 2 margin) or None
        The opacity, uint8, if the light is weighted by it.
    settings : LightSettings
        The settings of the filter.

    Returns
    -------
    ndarray of shape (H, W, C)
        The filtered pixels, with the unselected channels unchanged, uint8.
    """
    reach = 2 * settings.margin
    height, width, channels = pixels.shape[0] - reach, pixels.shape[1] - reach, pixels.shape[2]
    rows = min(height, _TILE_ROWS)
    columns = max(1, _TILE_SIZE // (rows * channels))
    result = np.empty((height, width, channels), np.uint8)
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            padded = np.s_[top : top + rows + reach, left : left + columns + reach]
            tile = result[top : top + rows, left : left + columns]
            _filter_tile(pixels[padded], None if alpha is None else alpha[padded], settings, tile)
    return result


def _filter_tile(
    pixels: NDArray[Any],
    alpha: NDArray[np.uint8] | None,
    settings: LightSettings,
    result: NDArray[np.uint8],
) -> None:
    """Filter pixels with their margin into a part of the result."""
    margin, weights = settings.margin, settings.weights
    light = decode(pixels[..., settings.channels], weights.dtype.type)
    if alpha is not None:
        light *= np.divide(alpha, 255, dtype=light.dtype)[..., None]
    filtered = _correlate(light, weights, settings.offset)

    if filtered.shape[-1] < pixels.shape[-1]:
        result[...] = _as_bytes(pixels[margin:-margin, margin:-margin])
    result[..., settings.channels] = encode(filtered)


def _correlate(
    light: NDArray[np.floating], weights: NDArray[np.floating], offset: float
) -> NDArray[np.floating]:
    """Compute weighted sums (H, W, C) of light (H + 2 margin, W + 2 margin, C)."""
    size, channels = len(weights), light.shape[-1]
    shape = (light.shape[0] - size + 1, light.shape[1] - size + 1, channels)
    length = shape[1] * channels
    windows = np.lib.stride_tricks.sliding_window_view(light.reshape(len(light), -1), size, axis=0)
    sums = np.full((shape[0], length), offset, light.dtype)
    products = np.empty_like(sums)
    # Column by column: einsum then runs along image rows, fast for any number of channels.
    for column in np.flatnonzero(weights.any(axis=0)):
        part = windows[:, column * channels : column * channels + length]
        np.einsum("ijk,k->ij", part, weights[:, column], out=products)
        sums += products
    return sums.reshape(shape)


def decode(pixels: NDArray[Any], dtype: type[np.floating]) -> NDArray[np.floating]:
    """Convert pixel values to linear light.

    Parameters
    ----------
    pixels : ndarray
        Uint8, or float32 from 0 to 1.
    dtype : type
        The dtype of the computation, float32 or float64.

    Returns
    -------
    ndarray
        Light from 0 to 1, of the shape of ``pixels``.

    Examples
    --------
    >>> decode(np.array([0, 94, 255], np.uint8), np.float32).round(3)
    array([0.   , 0.112, 1.   ], dtype=float32)
    """
    if pixels.dtype == np.uint8:
        # All indices are valid; mode="clip" avoids a buffer.
        return _LIGHT.astype(dtype).take(pixels, mode="clip")
    return _curve(pixels.astype(dtype))


def encode(light: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Convert linear light to the nearest bytes, overwriting the light.

    Parameters
    ----------
    light : ndarray
        Float32 or float64. Light below 0 counts as 0, light above 1 as 1.

    Returns
    -------
    ndarray
        Uint8, of the shape of ``light``.

    Examples
    --------
    >>> encode(np.array([-1, 0, 1 / 9, 1, 2]))
    array([  0,   0,  94, 255, 255], dtype=uint8)
    """
    light *= _BINS
    np.clip(light, 0, _BINS, out=light)
    bins = light.astype(np.intp)
    encoded: NDArray[np.uint8] = _FIRST_BYTE.take(bins, mode="clip")
    encoded += light >= _FIRST_END.astype(light.dtype).take(bins, mode="clip")
    return encoded


def _as_bytes(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """Round floats from 0 to 1 to bytes."""
    if pixels.dtype == np.uint8:
        return pixels
    return np.round(pixels.astype(np.float64) * 255).astype(np.uint8)
