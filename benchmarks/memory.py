"""Measure the peak memory of convolve beyond its image and results, in a fresh process."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

from timing import OURS, Result, say

# Rows, columns, channels, kernel, strides.
CASES = [
    *((1080, 1920, 1, 3, 1), (2160, 3840, 1, 3, 1), (7500, 13500, 1, 3, 1)),
    *((2160, 3840, 1, 15, 1), (2160, 3840, 3, 3, 1), (2160, 3840, 1, 3, 3)),
]


def measure(rounds: int) -> list[Result]:  # noqa: ARG001 - memory is the same each time
    """Measure each case in its own process."""
    context = multiprocessing.get_context("spawn")
    results = []
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
        for case in CASES:
            rows, columns, channels, kernel, strides = case
            colors = "RGB" if channels == 3 else "gray"
            name = f"{rows}x{columns} {colors}, {kernel}x{kernel}, strides {strides}"
            extra = pool.submit(extra_memory, *case).result()
            say(f"memory: {name}: {extra:.2f} times the image")
            megapixels = rows * columns / 1e6
            results.append(Result("memory", name, megapixels, "images", {OURS: extra}, {}))
    return results


def extra_memory(rows: int, columns: int, channels: int, kernel: int, strides: int) -> float:
    """Return the peak memory beyond the results, as a multiple of the image."""
    import numpy as np

    import convgallery as cg

    # Run once, on an image just large enough for tiles, so that what it loads does not count.
    weights = np.random.default_rng(0).random((kernel, kernel))
    cg.convolve(np.zeros((370, 370), np.float32), weights, strides=strides)
    image = np.random.default_rng(0).random((rows, columns, channels), dtype=np.float32)
    before = peak()
    result = cg.convolve(image, weights, strides=strides)
    arrays = (result.image, result.conv, result.activation, result.avg_pool, result.max_pool)
    return (peak() - before - sum(array.nbytes for array in arrays)) / image.nbytes


def peak() -> int:
    """Return the peak memory of this process, in bytes."""
    import resource  # not on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
