"""The pipeline on Dask arrays: each step is lazy, and the engine computes each chunk."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from convgallery._dask_arrays import DaskArray
from convgallery.filters._dask_windows import map_windows
from convgallery.filters._engine import ACTIVATIONS, correlation, filter_tiles, pool_tiles
from convgallery.filters._settings import Axis, Results, Settings


def run_lazily(
    batch: DaskArray,
    weights: NDArray[np.float32],
    offset: float,
    settings: Settings,
    *,
    separate: bool,
) -> Results:
    """Set up :func:`~convgallery.filters._engine.run_pipeline` without computing anything.

    Parameters
    ----------
    batch : dask.array.Array of shape (N, H, W, C)
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
        The results of the steps, as Dask arrays.
    """
    channels = weights.shape[3]
    axes = settings.conv_axes(batch.shape[1:3], weights.shape[:2])
    kernel: dict[str, Any] = {
        "weights": weights,
        "offset": offset,
        "settings": settings,
        "separate": separate,
    }
    conv: Any = map_windows(_filter, batch, axes, channels=channels, **kernel)
    activation = conv.map_blocks(_activate, settings.activation, dtype=np.float32, meta=conv._meta)
    pool_axes = settings.pool_axes(conv.shape[1:3])
    pools: Any = map_windows(_pool, activation, pool_axes, channels=channels, stacked=2)
    return Results(conv, activation, avg_pool=pools[0], max_pool=pools[1])


def _filter(
    batch: NDArray[np.float32],
    *,
    axes: tuple[Axis, Axis],
    weights: NDArray[np.float32],
    offset: float,
    settings: Settings,
    separate: bool,
) -> NDArray[np.float32]:
    conv = np.empty((len(batch), axes[0].count, axes[1].count, weights.shape[3]), np.float32)
    correlate, axes = correlation(weights, axes, settings, separate=separate)
    filter_tiles(batch, correlate, axes, offset, conv)
    return conv


def _activate(conv: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    activation = np.empty_like(conv)
    ACTIVATIONS[name](conv, activation)
    return activation


def _pool(activation: NDArray[np.float32], *, axes: tuple[Axis, Axis]) -> NDArray[np.float32]:
    shape = (len(activation), axes[0].count, axes[1].count, activation.shape[3])
    pools = np.empty((2, *shape), np.float32)
    avg_pool, max_pool = pools
    pool_tiles(activation, axes, max_pool, avg_pool)
    return pools
