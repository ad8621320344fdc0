"""Compare the pipeline with other libraries: convolution, sigmoid, average and max pooling.

Each contestant takes the same float32 image and returns all four results as NumPy arrays. Where a
library lacks a function, NumPy or SciPy replaces it. Pillow computes in bytes. Before a case is
timed, its results are compared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from timing import OURS, Contestant, Result, summarize, take_turns

Steps = tuple[NDArray[np.float32], ...]  # conv, sigmoid, average pool, max pool
POOL = 3
INSIDE = np.s_[:, 7:-7, 7:-7]  # Pillow leaves the pixels at the border unchanged
EVERYWHERE = (OURS, "OpenCV", "PyTorch", "TensorFlow")  # on images of any size
AT_4K = (*EVERYWHERE, "SciPy", "scikit-image", "Pillow")


@dataclass(frozen=True)
class Case:
    """An image or a batch, and a kernel."""

    rows: int
    columns: int
    kernel: int = 3
    channels: int = 1
    count: int = 1
    contestants: tuple[str, ...] = EVERYWHERE

    def __str__(self) -> str:
        """Describe the case as tables show it."""
        colors = {1: "gray", 3: "RGB"}[self.channels]
        batch = f"{self.count} of " if self.count > 1 else ""
        return f"{batch}{self.rows}x{self.columns} {colors}, {self.kernel}x{self.kernel}"

    @property
    def megapixels(self) -> float:
        """The pixels of the whole batch, in millions."""
        return self.rows * self.columns * self.count / 1e6


CASES = [
    Case(135, 240),
    Case(540, 960),
    Case(1080, 1920),
    Case(2160, 3840, contestants=AT_4K),
    Case(7500, 13500),
    Case(2160, 3840, kernel=5, contestants=AT_4K),
    Case(2160, 3840, kernel=9, contestants=AT_4K),
    Case(2160, 3840, kernel=15, contestants=AT_4K),
    Case(2160, 3840, channels=3, contestants=AT_4K),
    Case(540, 960, count=16),
    Case(540, 960, channels=3, count=16),
]


def measure(rounds: int) -> list[Result]:
    """Time every case."""
    return [measure_case(case, rounds) for case in CASES]


def measure_case(case: Case, rounds: int) -> Result:
    """Compare and time the contestants of a case."""
    contestants = prepare(case)
    # Time small images more often, and the largest, which take seconds per round, less often.
    rounds = rounds * 10 if case.megapixels < 1 else rounds
    rounds = max(rounds // 3, 3) if case.megapixels > 50 else rounds
    seconds = take_turns(contestants, rounds)
    return summarize("pipeline", str(case), seconds, case.megapixels)


def prepare(case: Case) -> dict[str, Contestant]:
    """Set up the contestants on one image, and compare their results."""
    rng = np.random.default_rng(0)
    shape = (case.count, case.rows, case.columns, case.channels)
    batch = rng.random(shape, dtype=np.float32)
    kernel = rng.random((case.kernel, case.kernel), dtype=np.float32)
    kernel /= kernel.sum()  # so that the results fit bytes
    contestants = {
        name: SETUPS[name](batch, kernel)
        for name in case.contestants
        if name != "Pillow" or case.kernel in (3, 5)  # it has no other sizes
    }
    expected = contestants[OURS]()
    for name, contestant in islice(contestants.items(), 1, None):
        for ours, theirs in zip(expected, as_floats(contestant()), strict=True):
            if ours.shape != theirs.shape:
                raise ValueError(f"{name} must return shape {ours.shape}, got {theirs.shape}")
            difference = float(np.abs(ours - theirs)[INSIDE].max())
            if difference > (3 / 255 if name == "Pillow" else 1e-5):
                raise ValueError(f"{name} differs by {difference}: {case}")
    return dict(contestants)


def convgallery(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up convolve."""
    import convgallery as cg

    def run() -> Steps:
        result = cg.convolve(batch, kernel, strides=1, pooling=POOL)
        return result.conv, result.activation, result.avg_pool, result.max_pool

    return run


def opencv(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up filter2D, exp and divide, a resize that averages, and dilate subsampled by 3."""
    import cv2

    window, border = np.ones((POOL, POOL), np.uint8), cv2.BORDER_CONSTANT

    def chain(image: NDArray[np.float32]) -> Steps:
        size = (image.shape[1] // POOL, image.shape[0] // POOL)
        conv = cv2.filter2D(image, cv2.CV_32F, kernel, borderType=border)
        sigmoid = cv2.exp(-conv)
        sigmoid += 1
        sigmoid = cv2.divide(1.0, sigmoid)
        mean = cv2.resize(sigmoid, size, interpolation=cv2.INTER_AREA)
        largest = np.ascontiguousarray(cv2.dilate(sigmoid, window)[1::POOL, 1::POOL])
        return tuple(step.reshape(*step.shape[:2], -1) for step in (conv, sigmoid, mean, largest))

    return lambda: stacked([chain(image) for image in batch])


def pytorch(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up conv2d, sigmoid, avg_pool2d and max_pool2d, in its preferred order of axes."""
    import torch
    from torch.nn import functional

    channels = batch.shape[-1]
    images = torch.from_numpy(batch).permute(0, 3, 1, 2).contiguous()
    weights = torch.from_numpy(kernel)[None, None].repeat(channels, 1, 1, 1)

    def run() -> Steps:
        with torch.inference_mode():
            conv = functional.conv2d(images, weights, padding="same", groups=channels)
            sigmoid = torch.sigmoid(conv)
            mean = functional.avg_pool2d(sigmoid, POOL)
            largest = functional.max_pool2d(sigmoid, POOL)
        steps = (conv, sigmoid, mean, largest)
        return tuple(step.permute(0, 2, 3, 1).numpy() for step in steps)

    return run


def tensorflow(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up TensorFlow's eager operations, which convolve uses for batches of small images."""
    from convgallery.filters._plain_ops import plain_ops
    from convgallery.filters._settings import Settings

    weights = kernel[..., None, None] * np.eye(batch.shape[-1], dtype=np.float32)
    pools = ((POOL, POOL), (POOL, POOL))
    settings = Settings((1, 1), (1, 1), *pools, padding="SAME", activation="sigmoid")
    return lambda: tuple(plain_ops(batch, weights, 0, settings))


def scipy(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up correlate and expit; NumPy pools."""
    from scipy import ndimage, special

    window = kernel[None, :, :, None]

    def run() -> Steps:
        conv = ndimage.correlate(batch, window, mode="constant")
        sigmoid = special.expit(conv)
        count, rows, columns, channels = batch.shape
        blocks = sigmoid.reshape(count, rows // POOL, POOL, columns // POOL, POOL, channels)
        return conv, sigmoid, blocks.mean((2, 4)), blocks.max((2, 4))

    return run


def scikit_image(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up block_reduce for both pools, and SciPy's filter and sigmoid, as it has neither."""
    from scipy import ndimage, special
    from skimage.measure import block_reduce

    window, block = kernel[None, :, :, None], (1, POOL, POOL, 1)

    def run() -> Steps:
        conv = ndimage.correlate(batch, window, mode="constant")
        sigmoid = special.expit(conv)
        mean = block_reduce(sigmoid, block, np.mean)
        return conv, sigmoid, mean, block_reduce(sigmoid, block, np.max)

    return run


def pillow(batch: NDArray[np.float32], kernel: NDArray[np.float32]) -> Callable[[], Steps]:
    """Set up Kernel, a lookup table, reduce, and MaxFilter subsampled by 3."""
    from PIL import Image, ImageFilter

    pixels = np.round(batch * 255).astype(np.uint8)
    images = [Image.fromarray(image.squeeze()) for image in pixels]
    # Pillow's kernels begin with the bottom row.
    convolution = ImageFilter.Kernel(kernel.shape, kernel[::-1].ravel().tolist(), scale=1)
    table = [round(255 / (1 + np.exp(-byte / 255))) for byte in range(256)] * batch.shape[-1]

    def chain(image: Image.Image) -> Steps:
        conv = image.filter(convolution)
        sigmoid = conv.point(table)
        largest = sigmoid.filter(ImageFilter.MaxFilter(POOL))
        steps = (conv, sigmoid, sigmoid.reduce(POOL), largest)
        arrays = [np.asarray(step).reshape(step.height, step.width, -1) for step in steps]
        arrays[3] = np.ascontiguousarray(arrays[3][1::POOL, 1::POOL])
        return tuple(arrays)

    return lambda: stacked([chain(image) for image in images])


def as_floats(steps: Steps) -> Steps:
    """Scale bytes to the range from 0 to 1."""
    return tuple(step if step.dtype == np.float32 else step / np.float32(255) for step in steps)


def stacked(images: list[Steps]) -> Steps:
    """Stack the steps of all images into those of the batch."""
    return tuple(
        step[0][None] if len(step) == 1 else np.stack(step) for step in zip(*images, strict=True)
    )


SETUPS = {
    OURS: convgallery,
    "OpenCV": opencv,
    "PyTorch": pytorch,
    "TensorFlow": tensorflow,
    "SciPy": scipy,
    "scikit-image": scikit_image,
    "Pillow": pillow,
}
