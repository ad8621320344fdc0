"""GIMP's filter on Dask arrays: each chunk is filtered with the pixels around it."""

from typing import Any

import dask.array as da
import numpy as np
from numpy.typing import NDArray

from convgallery._dask_arrays import DaskArray
from convgallery._parallel import one_thread
from convgallery.filters._dask_pixels import plain_chunks
from convgallery.filters._dask_windows import cut
from convgallery.filters._light import NUMPY_BORDERS, LightSettings, filter_padded, light_pixels
from convgallery.filters._settings import Axis

# Dask's names for the borders.
_DASK_BORDERS: dict[str, Any] = {"extend": "nearest", "wrap": "periodic", "black": 0}


def lazy_light_pixels(image: DaskArray) -> DaskArray:
    """Convert an image lazily, chunk by chunk, to the form that the filter takes.

    Parameters
    ----------
    image : dask.array.Array of shape (H, W), (H, W, 1) or (H, W, 3)
        An image, in the forms of :func:`~convgallery.gimp_filter`.

    Returns
    -------
    dask.array.Array of shape (H, W, 1) or (H, W, 3)
        Uint8, or float32 from 0 to 1.

    Raises
    ------
    TypeError
        If the image does not hold bools, ints or floats, or its chunks are not NumPy arrays.
    ValueError
        If the shape is not allowed, or unknown.
    """
    pixels = plain_chunks(image)
    if pixels.ndim == 4:
        raise ValueError(f"`image` must be a single image, got a batch of shape {pixels.shape}")
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    dtype = np.uint8 if pixels.dtype in (np.uint8, np.bool_) else np.float32
    lazy: DaskArray = pixels.map_blocks(_light_pixels, dtype=dtype, meta=np.empty((0, 0, 0), dtype))
    return lazy


def filter_lazily(pixels: DaskArray, settings: LightSettings) -> DaskArray:
    """Set up the filter without computing anything.

    Parameters
    ----------
    pixels : dask.array.Array of shape (H, W, 1) or (H, W, 3)
        The result of :func:`lazy_light_pixels`.
    settings : LightSettings
        The settings of the filter.

    Returns
    -------
    dask.array.Array of shape (H, W) or (H, W, 3)
        The lazy filtered image, uint8.
    """
    margin = settings.margin
    # Axes shorter than the margin become one chunk: Dask wraps an image only once.
    short = tuple(axis for axis in (0, 1) if pixels.shape[axis] < margin)
    chunks = {}
    for axis, length in enumerate(pixels.shape[:2]):
        windows = Axis(2 * margin + 1, stride=1, dilation=1, before=margin, count=length)
        cuts = cut(windows, length, max(pixels.chunks[axis]))
        chunks[axis] = -1 if axis in short else cuts.windows
    pixels = pixels.rechunk(chunks)
    border = _DASK_BORDERS[settings.border]
    filtered: DaskArray = da.map_overlap(
        _filter,
        pixels,
        depth={axis: 0 if axis in (2, *short) else margin for axis in (0, 1, 2)},
        boundary={0: border, 1: border, 2: "none"},
        trim=False,
        allow_rechunk=False,  # rechunked above, to the chunks of the result
        chunks=pixels.chunks,
        dtype=np.uint8,
        meta=np.empty((0, 0, 0), np.uint8),
        settings=settings,
        short=short,
    )
    gray: DaskArray = filtered[..., 0]
    return filtered if filtered.shape[-1] > 1 else gray


def _light_pixels(block: NDArray[Any]) -> NDArray[Any]:
    with one_thread():
        return light_pixels(block)


def _filter(
    pixels: NDArray[Any], *, settings: LightSettings, short: tuple[int, ...]
) -> NDArray[np.uint8]:
    margins = [(settings.margin if axis in short else 0,) * 2 for axis in (0, 1, 2)]
    padded = np.pad(pixels, margins, mode=NUMPY_BORDERS[settings.border])
    return filter_padded(padded, None, settings)
