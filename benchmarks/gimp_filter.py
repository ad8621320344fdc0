"""Compare gimp_filter with SciPy: from bytes to linear light, weighted, and back to bytes."""

import numpy as np
from numpy.typing import NDArray
from timing import OURS, Contestant, Result, summarize, take_turns

SIZES = [(134, 240), (540, 960), (3000, 4000)]


def measure(rounds: int) -> list[Result]:
    """Time kernels of both sizes on RGB images."""
    results = []
    for rows, columns in SIZES:
        for size in (3, 5):
            contestants = prepare(rows, columns, size)
            megapixels = rows * columns / 1e6
            turns = rounds if megapixels < 1 else max(rounds // 3, 3)
            case = f"{rows}x{columns} RGB, {size}x{size}"
            seconds = take_turns(contestants, turns)
            results.append(summarize("gimp_filter", case, seconds, megapixels))
    return results


def prepare(rows: int, columns: int, size: int) -> dict[str, Contestant]:
    """Set up both on one image, and compare their results."""
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (rows, columns, 3), dtype=np.uint8)
    kernel = rng.normal(size=(size, size))
    kernel /= kernel.sum()
    contestants = {OURS: convgallery(image, kernel), "SciPy": scipy(image, kernel)}
    ours, theirs = (np.asarray(contestant(), int) for contestant in contestants.values())
    if np.abs(ours - theirs).max() > 1:
        raise ValueError(f"SciPy's sums differ by {np.abs(ours - theirs).max()}")
    return contestants


def convgallery(image: NDArray[np.uint8], kernel: NDArray[np.float64]) -> Contestant:
    """Set up gimp_filter."""
    import convgallery as cg

    return lambda: np.asarray(cg.gimp_filter(image, kernel, normalize=False))


def scipy(image: NDArray[np.uint8], kernel: NDArray[np.float64]) -> Contestant:
    """Set up the documented formulas in float64, with a table of each byte's linear light."""
    from scipy import ndimage

    values = np.arange(256) / 255
    table = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)

    def run() -> NDArray[np.uint8]:
        light = ndimage.correlate(table[image], kernel[..., None], mode="nearest").clip(0, 1)
        curved = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
        return np.round(curved * 255).astype(np.uint8)

    return run
