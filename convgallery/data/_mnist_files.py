"""Reading of MNIST's files, Keras's npz and the four IDX files, with limits on their size.

The size that a header declares is checked against :data:`_MAX_DIGITS` and against what the file can
hold before anything is allocated, and no more than that is ever decompressed.
"""

import gzip
import math
import re
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

SIDE = 28  # pixels
_MAX_DIGITS = 60_000  # per array, the size of MNIST's training set
_MAX_DEFLATE_RATIO = 1032  # the highest compression ratio of gzip and zip

# The four arrays, in the order of the fields of Digits, by their names in both file formats.
_IMAGE, _LABEL = (SIDE, SIDE), ()
_NPZ = {"x_train": _IMAGE, "y_train": _LABEL, "x_test": _IMAGE, "y_test": _LABEL}
_IDX = {
    "train-images": _IMAGE,
    "train-labels": _LABEL,
    "t10k-images": _IMAGE,
    "t10k-labels": _LABEL,
}

# The beginning of an npy file (version 1.0) of an array in C order: magic string, length, header;
# 128 bytes for these arrays. NumPy's own header readers evaluate the text as Python, so that a
# damaged header raises errors of the tokenizer and parser (TokenError, MemoryError, RecursionError)
# or warns.
_NPY_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '([^']*)', 'fortran_order': False, "
    rb"'shape': \(([\d, L]*)\), \} *\n",
    re.DOTALL,
)
_NPY_HEADER_SIZE = 256


def read_npz(file: BinaryIO) -> list[NDArray[np.uint8]]:
    """Read the four arrays of Keras's npz file, a zip of npy files.

    Parameters
    ----------
    file : binary file
        The file, open for reading.

    Returns
    -------
    list of ndarray
        Training images, training labels, test images and test labels.

    Raises
    ------
    ValueError
        If an array is missing, or has the wrong dtype or shape.
    """
    with zipfile.ZipFile(file) as archive:
        return [_read_npy(archive, name, shape) for name, shape in _NPZ.items()]


def read_idx_folder(folder: Path) -> list[NDArray[np.uint8]]:
    """Read MNIST's four IDX files.

    Parameters
    ----------
    folder : pathlib.Path
        The folder that holds them.

    Returns
    -------
    list of ndarray
        Training images, training labels, test images and test labels.

    Raises
    ------
    OSError
        If a file is missing.
    ValueError
        If an array has the wrong dtype or shape.
    """
    return [_read_idx(folder, name, shape) for name, shape in _IDX.items()]


def _read_npy(
    archive: zipfile.ZipFile, name: str, item_shape: tuple[int, ...]
) -> NDArray[np.uint8]:
    """Read one array; NumPy's own reader would allocate whatever size the header declares."""
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
                f"{member} must begin with NumPy's header of an array in C order, got {head[:99]!r}"
            )
        dtype, numbers = (group.decode("latin-1") for group in header.groups())
        if dtype != "|u1":
            raise ValueError(f"{member} must be uint8, '|u1', got {dtype!r}")
        shape = tuple(int(number) for number in re.findall(r"\d+", numbers))
        count = _byte_count(member, shape, item_shape)
        already_read = head[header.end() :]
        data = already_read + opened.read(max(count + 1 - len(already_read), 0))
    return _exact_bytes(member, data, count).reshape(shape)


def _read_idx(folder: Path, name: str, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Read one IDX file: big-endian magic number and sizes, then the bytes."""
    axes = 1 + len(item_shape)
    spellings = [f"{name}{mark}idx{axes}-ubyte{end}" for end in ("", ".gz") for mark in "-."]
    path = next((folder / name for name in spellings if (folder / name).is_file()), None)
    if path is None:
        raise FileNotFoundError(f"it must hold {spellings[0]}")
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    with gzip.open(path) if zipped else path.open("rb") as opened:
        header = struct.Struct(f">{1 + axes}I")
        head = opened.read(header.size)
        if len(head) < header.size:
            raise ValueError(f"{path.name} must begin with {header.size} bytes, got {len(head)}")
        magic, *sizes = header.unpack(head)
        if magic != 0x800 + axes:
            raise ValueError(
                f"{path.name} must begin with the magic number {0x800 + axes}, got {magic}"
            )
        shape = tuple(sizes)
        count = _byte_count(path.name, shape, item_shape)
        capacity = _MAX_DEFLATE_RATIO * path.stat().st_size
        data = opened.read(min(count, capacity) + 1)
    return _exact_bytes(path.name, data, count).reshape(shape)


def _byte_count(name: str, shape: tuple[int, ...], item_shape: tuple[int, ...]) -> int:
    """Check the shape that a file declares; return the number of bytes that must follow."""
    if not shape or shape[1:] != item_shape or not 1 <= shape[0] <= _MAX_DIGITS:
        allowed = item_shape_text(item_shape)
        raise ValueError(
            f"{name} must be of shape {allowed}, N from 1 to {_MAX_DIGITS}, got {shape}"
        )
    return math.prod(shape)


def item_shape_text(item_shape: tuple[int, ...]) -> str:
    """Format the shape of a stack of N arrays.

    Parameters
    ----------
    item_shape : tuple of int
        The shape of each array.

    Returns
    -------
    str
        Text such as "(N, 28, 28)".
    """
    return str(("N", *item_shape)).replace("'", "")


def _exact_bytes(name: str, data: bytes, count: int) -> NDArray[np.uint8]:
    """Check that exactly the declared number of bytes was read."""
    if len(data) != count:
        got = "more" if len(data) > count else len(data)
        raise ValueError(f"{name} must hold the {count} bytes that its header declares, got {got}")
    return np.frombuffer(data, np.uint8)
