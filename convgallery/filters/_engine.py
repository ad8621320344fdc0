"""How the pipeline is computed: tile by tile, or many small images at once.

An image is split into tiles that fit into a processor's cache. Each of up to eight threads takes
the next tile, pads its pixels, filters them, applies the activation while the results are still in
the cache, and writes both results to the output arrays. Pooling works in the same way. Apart from
the results, memory never holds more tiles than there are threads. A batch of small images, or a
small image whose channels the kernel mixes, is passed to TensorFlow's operations as a whole.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from convgallery._backend import require_eager_execution
from convgallery._parallel import run_parallel, scratch, tiles
from convgallery.filters._correlation import prepare
from convgallery.filters._pooling import pool_tile
from convgallery.filters._settings import Axis, Results, Settings

_SMALL = 2**17  # values of an image
_GROUP = 2**22  # values of the small images that are computed at once
_TILE = 3 * 2**17  # values of a tile
_FEWEST = 2  # bands of tiles in a batch, at least
_WIDTH = 3 * 2**12  # columns times channels of a tile, at most

Correlate = Callable[[NDArray[np.float32], NDArray[np.float32]], None]


def run_pipeline(
    batch: NDArray[np.float32],
    weights: NDArray[np.float32],
    offset: float,
    settings: Settings,
    *,
    separate: bool,
) -> Results:
    """Filter a batch, apply the activation, and pool with both methods.

    Parameters
    ----------
    batch : ndarray of shape (N, H, W, C)
        Images.
    weights : ndarray of shape (h, w, C, out)
        The kernel.
    offset : float
        The number added to each result of the convolution.
    settings : Settings
        The settings of the pipeline.
    separate : bool
        Whether the kernel filters each channel separately, with the same weights.

    Returns
    -------
    Results
        The results of the steps, identical on every run.
    """
    if _suits_tensorflow(batch, separate=separate):
        return _in_groups(batch, weights, offset, settings)
    return _in_tiles(batch, weights, offset, settings, separate=separate)


def _suits_tensorflow(batch: NDArray[np.float32], *, separate: bool) -> bool:
    """Tell whether TensorFlow's operations are faster than tiles.

    They are for batches of small images, and for small images whose channels a kernel mixes. A
    single image takes about as long in either way, but importing TensorFlow takes seconds.
    """
    return batch[0].size <= _SMALL and (len(batch) > 1 or not separate)


def _in_groups(
    batch: NDArray[np.float32], weights: NDArray[np.float32], offset: float, settings: Settings
) -> Results:
    """Compute a group of images at a time with TensorFlow's operations."""
    require_eager_execution()
    # Imported here because it takes seconds, and single images often do not need TensorFlow.
    from convgallery.filters._plain_ops import plain_ops  # noqa: PLC0415

    count = _GROUP // batch[0].size
    _, columns = settings.conv_axes(batch.shape[1:3], weights.shape[:2])
    if columns.count == 1 and settings.strides[0] != settings.strides[1]:
        count = 1  # in larger batches, oneDNN, which TensorFlow uses on x86, mixes up the images
    if len(batch) <= count:
        return plain_ops(batch, weights, offset, settings)
    results = _empty_results(batch.shape, weights.shape, settings)
    for (group,) in tiles([len(batch)], [count]):
        parts = plain_ops(batch[group], weights, offset, settings)
        for whole, part in zip(results, parts, strict=True):
            whole[group] = part
    return results


def _in_tiles(
    batch: NDArray[np.float32],
    weights: NDArray[np.float32],
    offset: float,
    settings: Settings,
    *,
    separate: bool,
) -> Results:
    """Compute a tile at a time, in parallel."""
    results = _empty_results(batch.shape, weights.shape, settings)
    axes = settings.conv_axes(batch.shape[1:3], weights.shape[:2])
    correlate, axes = correlation(weights, axes, settings, separate=separate)
    filter_tiles(
        *(batch, correlate, axes, offset, results.conv),
        activation=results.activation,
        activate=ACTIVATIONS[settings.activation],
    )
    pool_axes = settings.pool_axes(results.conv.shape[1:3])
    pool_tiles(results.activation, pool_axes, results.max_pool, results.avg_pool)
    return results


def filter_tiles(
    batch: NDArray[np.float32],
    correlate: Correlate,
    axes: tuple[Axis, Axis],
    offset: float,
    conv: NDArray[np.float32],
    activation: NDArray[np.float32] | None = None,
    activate: Callable[[NDArray[np.float32], NDArray[np.float32]], None] | None = None,
) -> None:
    """Filter a batch and apply the activation, a tile at a time, in parallel.

    Parameters
    ----------
    batch : ndarray of shape (N, H, W, C)
        Images.
    correlate, axes : callable, tuple of Axis
        The results of :func:`correlation`.
    offset : float
        The number added to each result of the convolution.
    conv : ndarray of shape (N, h, w, c)
        Receives the filtered images.
    activation : ndarray of shape (N, h, w, c), optional
        Receives the filtered images after the activation.
    activate : callable, optional
        The activation function.
    """
    rows, columns = axes

    def _filter(tile: tuple[slice, ...]) -> None:
        n, place = tile[0].start, tile[1:]
        filtered = conv[n][place]
        covered = rows.covered(place[0]), columns.covered(place[1])
        correlate(_padded(batch[n], *covered), filtered)
        if offset:
            filtered += np.float32(offset)
        if activation is not None and activate is not None:
            activate(filtered, activation[n][place])

    run_parallel(_filter, _tiles(conv.shape, (rows.stride, columns.stride)))


def pool_tiles(
    values: NDArray[np.float32],
    axes: tuple[Axis, Axis],
    max_pool: NDArray[np.float32],
    avg_pool: NDArray[np.float32],
) -> None:
    """Pool a batch with both methods, a tile at a time, in parallel.

    Parameters
    ----------
    values : ndarray of shape (N, H, W, C)
        The values to pool.
    axes : tuple of Axis
        The windows along rows and columns.
    max_pool, avg_pool : ndarray of shape (N, h, w, C)
        Receive the maxima and the means.
    """

    def _pool(tile: tuple[slice, ...]) -> None:
        n, place = tile[0].start, (tile[1], tile[2])
        pool_tile(values[n], *axes, place, max_pool[n], avg_pool[n])

    run_parallel(_pool, _tiles(max_pool.shape, (axes[0].stride, axes[1].stride)))


def correlation(
    weights: NDArray[np.float32], axes: tuple[Axis, Axis], settings: Settings, *, separate: bool
) -> tuple[Correlate, tuple[Axis, Axis]]:
    """Prepare a kernel for filtering tiles.

    Parameters
    ----------
    weights : ndarray of shape (h, w, C, out)
        The kernel.
    axes : tuple of Axis
        Its windows along rows and columns.
    settings : Settings
        The settings of the pipeline.
    separate : bool
        Whether the kernel filters each channel separately, with the same weights.

    Returns
    -------
    correlate : callable
        Filters padded pixels into an array.
    axes : tuple of Axis
        The windows that it uses, which may be larger than the given ones.
    """
    if separate:
        kernel = prepare(weights[:, :, 0, 0], *axes)
        return kernel.correlate, (kernel.rows, kernel.columns)
    require_eager_execution()
    from convgallery.filters._plain_ops import correlate  # noqa: PLC0415 - as in _in_groups

    def _correlate(padded: NDArray[np.float32], out: NDArray[np.float32]) -> None:
        out[...] = correlate(padded[None], weights, settings, "VALID")[0]

    return _correlate, axes


def _empty_results(batch: tuple[int, ...], kernel: tuple[int, ...], settings: Settings) -> Results:
    """Allocate the arrays of the results."""
    rows, columns = settings.conv_axes(batch[1:3], kernel[:2])
    pool_rows, pool_columns = settings.pool_axes((rows.count, columns.count))
    # Two at a time, because the system allocates larger arrays faster.
    conv, activation = np.empty((2, batch[0], rows.count, columns.count, kernel[3]), np.float32)
    avg_pool, max_pool = np.empty(
        (2, batch[0], pool_rows.count, pool_columns.count, kernel[3]), np.float32
    )
    return Results(conv, activation, avg_pool, max_pool)


def _tiles(shape: tuple[int, ...], steps: tuple[int, int]) -> Iterable[tuple[slice, ...]]:
    """Split a result (N, h, w, c) into tiles that are computed from about equally many values."""
    widest = max(_WIDTH // (shape[3] * steps[1]), 1)
    columns = _equal(shape[2], -(-shape[2] // widest))
    rows = max(_TILE // (columns * shape[3] * steps[0] * steps[1]), 1)
    bands = max(-(-shape[1] // rows), -(-_FEWEST // shape[0]))  # no thread is idle
    return tiles(shape[:3], (1, _equal(shape[1], bands), columns))


def _equal(length: int, parts: int) -> int:
    """Return the length of one of several parts that are about equal."""
    return -(-length // parts)


def _padded(image: NDArray[np.float32], rows: slice, columns: slice) -> NDArray[np.float32]:
    """Copy a part of an image (H, W, C), with zeros beyond its border."""
    top, left = max(-rows.start, 0), max(-columns.start, 0)
    inside = image[max(rows.start, 0) : rows.stop, max(columns.start, 0) : columns.stop]
    bottom, right = top + inside.shape[0], left + inside.shape[1]
    shape = (rows.stop - rows.start, columns.stop - columns.start, image.shape[2])
    padded = scratch("padded", shape)
    padded[:top] = padded[bottom:] = 0
    padded[top:bottom, :left] = padded[top:bottom, right:] = 0
    padded[top:bottom, left:right] = inside
    return padded


def _sigmoid(values: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    """Compute 1 / (1 + exp(-x)) from tanh, since the exponential could overflow."""
    np.multiply(values, np.float32(0.5), out=out)
    np.tanh(out, out=out)
    out *= np.float32(0.5)
    out += np.float32(0.5)


def _relu(values: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    np.maximum(values, np.float32(0), out=out)


def _tanh(values: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    np.tanh(values, out=out)


def _linear(values: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    out[...] = values


# Each function reads its first argument and writes to its second.
ACTIVATIONS: dict[str, Callable[[NDArray[np.float32], NDArray[np.float32]], None]] = {
    "sigmoid": _sigmoid,
    "relu": _relu,
    "tanh": _tanh,
    "linear": _linear,
}
