"""Windows that slide over a Dask array, chunk by chunk.

A window may begin in one chunk and end in the next. The array is cut anew so that each chunk begins
where a window does; :func:`dask.array.map_overlap` then appends to each chunk the cells of the next
that its last windows cover. The results of chunks of one size are of one size, too, as file stores
demand.
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
    """How an axis is cut.

    Attributes
    ----------
    cells : tuple of int
        The cells of each chunk; together they are those that windows cover.
    windows : tuple of int
        The windows that begin in each chunk.
    overlap : int
        The cells of the next chunk that the last windows cover.
    """

    cells: tuple[int, ...]
    windows: tuple[int, ...]
    overlap: int


def cut(axis: Axis, length: int, chunk: int) -> Cuts:
    """Cut an axis so that each chunk but the last has the same number of windows.

    Parameters
    ----------
    axis : Axis
        The windows.
    length : int
        The cells of the array.
    chunk : int
        About how many cells a chunk should have.

    Returns
    -------
    Cuts
        The chunks. None has fewer cells than its neighbor's windows cover of it.

    Examples
    --------
    Windows of three cells, two apart: the second chunk begins with the third window.

    >>> cut(Axis(window=3, stride=2, dilation=1, before=0, count=4), 9, 4)
    Cuts(cells=(4, 5), windows=(2, 2), overlap=1)
    """
    extent = (axis.window - 1) * axis.dilation + 1
    overlap = max(extent - axis.stride, 0)
    end = min(length, axis.covered(slice(0, axis.count)).stop)
    per_chunk = -(-max(chunk, overlap) // axis.stride)
    while True:
        firsts = range(0, axis.count, per_chunk)  # windows
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
    """Call a function for each chunk, and for the windows that begin in it.

    Parameters
    ----------
    function : callable
        Takes cells (n, h, w, c) and the axes of the chunk as ``axes``; returns results
        (n, h, w, channels), or (stacked, n, h, w, channels).
    array : dask.array.Array of shape (N, H, W, C)
        What the windows slide over.
    axes : tuple of Axis
        The windows along rows and columns.
    channels : int
        The channels of the result.
    stacked : int, optional
        How many results the function stacks along a new, first axis; without it, none.
    **options
        More arguments of the function.

    Returns
    -------
    dask.array.Array of shape (N, h, w, channels) or (stacked, N, h, w, channels)
        The results, lazy.
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
        allow_rechunk=False,  # it would move the cuts
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
    """Compute one chunk, with the padding before it only if it is the first."""
    place = block_id[-3:-1]
    axes = tuple(
        replace(axis, before=0 if i else axis.before, count=counts[i])
        for axis, counts, i in zip(all_axes, windows, place, strict=True)
    )
    with one_thread():  # Dask's scheduler decides how many chunks are computed at once
        return function(cells, axes=axes, **options)
