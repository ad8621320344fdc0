"""Windows that slide over a Dask array, chunk by chunk.

A window may begin in one chunk and end in the next. The array is therefore rechunked so that each
chunk begins where a window does; :func:`dask.array.map_overlap` then appends to each chunk the
cells of the next that its last windows cover. Chunks of equal size have results of equal size, as
array file formats require.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import dask.array as da
import numpy as np
from numpy.typing import NDArray

from convgallery._dask_arrays import DaskArray
from convgallery._parallel import one_thread
from convgallery.filters._settings import Axis


@dataclass(frozen=True)
class Cuts:
    """The chunks of an axis.

    Attributes
    ----------
    cells : tuple of int
        The number of cells in each chunk; together the chunks are what the windows cover.
    windows : tuple of int
        The number of windows that begin in each chunk.
    overlap : int
        The number of cells of the next chunk that the last windows cover.
    """

    cells: tuple[int, ...]
    windows: tuple[int, ...]
    overlap: int


def cut(axis: Axis, length: int, chunk: int) -> Cuts:
    """Split an axis so that all chunks but the last have the same number of windows.

    Parameters
    ----------
    axis : Axis
        The windows along the axis.
    length : int
        The length of the axis in cells.
    chunk : int
        The approximate number of cells per chunk.

    Returns
    -------
    Cuts
        The chunks. The windows of one chunk never extend beyond the next chunk.

    Examples
    --------
    Windows of three cells with stride 2: the second chunk begins with the third window.

    >>> cut(Axis(window=3, stride=2, dilation=1, before=0, count=4), 9, 4)
    Cuts(cells=(4, 5), windows=(2, 2), overlap=1)
    """
    extent = (axis.window - 1) * axis.dilation + 1
    overlap = max(extent - axis.stride, 0)
    end = min(length, axis.covered(slice(0, axis.count)).stop)
    per_chunk = -(-max(chunk, overlap) // axis.stride)
    while True:
        firsts = range(0, axis.count, per_chunk)  # the first window of each chunk
        starts = [0] + [first * axis.stride - axis.before for first in firsts[1:]]
        cells = np.diff([*starts, end])
        if len(cells) == 1 or cells.min() >= max(overlap, 1):
            break
        per_chunk += 1
    windows = np.diff([*firsts, axis.count])
    return Cuts(tuple(cells.tolist()), tuple(windows.tolist()), overlap if len(cells) > 1 else 0)


def map_windows(
    function: Callable[..., NDArray[np.float32]],
    array: DaskArray,
    axes: tuple[Axis, Axis],
    *,
    channels: int,
    stacked: int = 0,
    **options: Any,
) -> DaskArray:
    """Apply a function to each chunk and the windows that begin in it.

    Parameters
    ----------
    function : callable
        Takes cells (n, h, w, c) and the chunk's windows as ``axes``; returns results
        (n, h, w, channels), or (stacked, n, h, w, channels).
    array : dask.array.Array of shape (N, H, W, C)
        The array that the windows slide over.
    axes : tuple of Axis
        The windows along rows and columns.
    channels : int
        The number of channels of the result.
    stacked : int, optional
        The number of results that the function stacks along a new first axis; 0 adds no axis.
    **options
        Further keyword arguments of the function.

    Returns
    -------
    dask.array.Array of shape (N, h, w, channels) or (stacked, N, h, w, channels)
        The lazy results.
    """
    rows, columns = (
        cut(axis, array.shape[i], max(array.chunks[i])) for i, axis in enumerate(axes, 1)
    )
    covered = array[:, : sum(rows.cells), : sum(columns.cells)]
    aligned = covered.rechunk({1: rows.cells, 2: columns.cells, 3: -1})
    result_chunks = (array.chunks[0], rows.windows, columns.windows, (channels,))
    mapped: DaskArray = da.map_overlap(
        _on_chunk,
        aligned,
        depth={0: 0, 1: (0, rows.overlap), 2: (0, columns.overlap), 3: 0},
        boundary="none",
        trim=False,
        allow_rechunk=False,  # it would move the chunk boundaries
        new_axis=[0] if stacked else None,
        chunks=((stacked,), *result_chunks) if stacked else result_chunks,
        dtype=np.float32,
        meta=np.empty((0,) * (5 if stacked else 4), np.float32),
        function=function,
        all_axes=axes,
        windows=(rows.windows, columns.windows),
        **options,
    )
    return mapped


def _on_chunk(
    cells: NDArray[np.float32],
    *,
    function: Callable[..., NDArray[np.float32]],
    all_axes: tuple[Axis, Axis],
    windows: tuple[tuple[int, ...], tuple[int, ...]],
    block_id: tuple[int, ...],
    **options: Any,
) -> NDArray[np.float32]:
    """Compute one chunk; only the first chunk along an axis has padding before it."""
    place = block_id[-3:-1]
    axes = tuple(
        replace(axis, before=0 if i else axis.before, count=counts[i])
        for axis, counts, i in zip(all_axes, windows, place, strict=True)
    )
    with one_thread():  # Dask's scheduler decides how many chunks are computed at once
        return function(cells, axes=axes, **options)
