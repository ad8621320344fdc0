"""Small files of MNIST's kinds, and what must be read from them."""

import io
import zipfile

import numpy as np

IDX = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}


def arrays(train=3, test=2):
    """Every pixel another: no transposed axis goes unseen."""
    rng = np.random.default_rng(7)
    return {
        "x_train": rng.integers(0, 256, (train, 28, 28), dtype=np.uint8),
        "y_train": np.arange(train, dtype=np.uint8) % 10,
        "x_test": rng.integers(0, 256, (test, 28, 28), dtype=np.uint8),
        "y_test": np.arange(9, 9 - test, -1, dtype=np.uint8),
    }


def idx(array):
    """An array as MNIST's page describes it: 0, 0, 8 for bytes, the number of axes, the sizes."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def write_npz(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return path


SMALL = arrays(2, 1)
SMALL_NPY = {name: npy(array) for name, array in SMALL.items()}
SMALL_IDX = {name: idx(array) for name, array in SMALL.items()}


def assert_same(digits, expected):
    assert digits.train_images.dtype == digits.test_images.dtype == np.float32
    assert digits.train_labels.dtype == digits.test_labels.dtype == np.int64
    for part in ("train", "test"):
        images = getattr(digits, f"{part}_images")
        assert images.shape == (len(expected[f"x_{part}"]), 28, 28, 1)
        assert np.allclose(images[..., 0] * 255.0, expected[f"x_{part}"], rtol=0, atol=1e-4)
        assert np.array_equal(getattr(digits, f"{part}_labels"), expected[f"y_{part}"])
