"""Images as Dask arrays: shape and dtype are checked at once, values when they are computed."""

import numpy as np
from numpy.typing import NDArray

from convgallery._dask_arrays import DaskArray, check_known
from convgallery._parallel import one_thread
from convgallery.data._pixels import as_array, check_form, is_mixed


def plain_chunks(image: DaskArray) -> DaskArray:
    """Check an image's shape and dtype, and rechunk it so that each chunk has all channels.

    Parameters
    ----------
    image : dask.array.Array
        An image or a batch, in the forms of :func:`~convgallery.data._pixels.as_array`.

    Returns
    -------
    dask.array.Array
        The same image; no chunk is empty.

    Raises
    ------
    TypeError
        If the image does not hold bools, ints or floats, or its chunks are not NumPy arrays.
    ValueError
        If the shape is not allowed, or unknown.
    """
    check_known("image", image)
    check_form(image)
    chunks = [tuple(size for size in sizes if size) for sizes in image.chunks]
    if image.ndim > 2:
        chunks[-1] = (image.shape[-1],)
    plain: DaskArray = image.rechunk(tuple(chunks))
    return plain


def lazy_array(image: DaskArray, *, rgb: bool) -> DaskArray:
    """Convert an image lazily, chunk by chunk, to float32 from 0 to 1.

    Parameters
    ----------
    image : dask.array.Array
        An image or a batch, in the forms of :func:`~convgallery.data._pixels.as_array`.
    rgb : bool
        Keep the channels; otherwise convert red, green and blue to gray.

    Returns
    -------
    dask.array.Array of shape (H, W), (H, W, 3) or (N, H, W, C)
        What ``as_array`` returns for the whole image.

    Raises
    ------
    TypeError
        If the image does not hold bools, ints or floats, or its chunks are not NumPy arrays.
    ValueError
        If the shape is not allowed, or unknown.
    """
    pixels = plain_chunks(image)
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    chunks = pixels.chunks
    if pixels.ndim > 2 and is_mixed(pixels.shape, rgb=rgb):
        chunks = chunks[:-1] if pixels.ndim == 3 else (*chunks[:-1], (1,))
    lazy: DaskArray = pixels.map_blocks(
        _scaled,
        rgb=rgb,
        chunks=chunks,
        drop_axis=[2] if len(chunks) < pixels.ndim else [],
        dtype=np.float32,
        meta=np.empty((0,) * len(chunks), np.float32),
    )
    return lazy


def _scaled(block: NDArray[np.generic], *, rgb: bool) -> NDArray[np.float32]:
    with one_thread():
        return as_array(block, rgb=rgb)
