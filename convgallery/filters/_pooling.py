"""Pooling of large arrays: first along rows, then along columns."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from convgallery._parallel import scratch
from convgallery.filters._settings import Axis

_FEW_CHANNELS = 8  # up to this many, NumPy combines columns faster one channel at a time


def pool_tile(
    values: NDArray[np.float32],
    rows: Axis,
    columns: Axis,
    place: tuple[slice, slice],
    maximum: NDArray[np.float32],
    mean: NDArray[np.float32],
) -> None:
    """Compute the maximum and the mean of each window in a part of the result.

    Parameters
    ----------
    values : ndarray of shape (H, W, C)
        The values to pool. Cells beyond the border are ignored.
    rows, columns : Axis
        The windows along both axes.
    place : tuple of slice
        The windows to compute.
    maximum, mean : ndarray of shape (h, w, C)
        The whole results, of which the part at ``place`` is written.
    """
    height, width, channels = values.shape
    across = columns.covered(place[1])
    first = max(across.start, 0)
    part = values[:, first : min(across.stop, width)]
    # The part begins at column `first`, so the windows start that much further left in it.
    columns_of_part = replace(columns, before=columns.before + first)
    partial = scratch("partial", (place[0].stop - place[0].start, *part.shape[1:]))
    groups = range(channels) if channels <= _FEW_CHANNELS else [slice(None)]
    for ufunc, initial, out in ((np.maximum, -np.inf, maximum[place]), (np.add, 0, mean[place])):
        _combine(ufunc, initial, part, partial, rows, place[0].start)
        for group in groups:
            _combine(
                ufunc,
                initial,
                np.swapaxes(partial[:, :, group], 0, 1),
                np.swapaxes(out[:, :, group], 0, 1),
                columns_of_part,
                place[1].start,
            )
    counts = np.outer(_counts(rows, height, place[0]), _counts(columns, width, place[1]))
    mean[place] /= counts[:, :, None]


def _combine(
    ufunc: np.ufunc,
    initial: float,
    values: NDArray[np.float32],
    out: NDArray[np.float32],
    axis: Axis,
    start: int,
) -> None:
    """Combine each window along the first axis, one cell at a time for all windows together."""
    cells = [_inside(axis, cell, values, out, start) for cell in range(axis.window)]
    if len(cells) > 1 and len(cells[0][0]) == len(cells[1][0]) == len(out):
        ufunc(cells[0][1], cells[1][1], out=out)
        cells = cells[2:]
    else:
        out[...] = initial
    for target, inside in cells:
        ufunc(target, inside, out=target)


def _inside(
    axis: Axis, cell: int, values: NDArray[np.float32], out: NDArray[np.float32], start: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Select the windows whose given cell lies inside the array: their results, and these cells."""
    offset = cell - axis.before
    first = max(start, -(offset // axis.stride))  # the smallest i with i * stride + offset >= 0
    last = min(start + len(out), (len(values) - 1 - offset) // axis.stride + 1)
    stop = max(last, first)
    inside = values[first * axis.stride + offset :: axis.stride][: stop - first]
    return out[first - start : stop - start], inside


def _counts(axis: Axis, size: int, windows: slice) -> NDArray[np.float32]:
    """Count the cells of each window that lie inside the array."""
    starts = np.arange(windows.start, windows.stop) * axis.stride - axis.before
    stops = np.minimum(starts + axis.window, size)
    counts: NDArray[np.float32] = (stops - np.maximum(starts, 0)).astype(np.float32)
    return counts
