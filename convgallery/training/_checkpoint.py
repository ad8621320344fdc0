"""Arrays in a file that is replaced atomically and protected by a checksum."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convgallery._files import whole_file

_DIGEST = hashlib.sha256().digest_size


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Replace a file atomically by an npz of arrays, followed by its SHA-256.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder must exist.
    arrays : dict of str to ndarray
        Arrays of numbers or strings.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_arrays(Path(folder, "a.npz"), {"step": np.array(7)})
    ...     int(read_arrays(Path(folder, "a.npz"))["step"])
    7
    """
    npz = BytesIO()
    contents: dict[str, Any] = dict(arrays)
    np.savez(npz, **contents)
    content = npz.getvalue()
    with whole_file(path) as partial:
        partial.write_bytes(content + hashlib.sha256(content).digest())


def remove_partials(path: Path) -> None:
    """Remove the unfinished files that killed processes left beside a file.

    Parameters
    ----------
    path : pathlib.Path
        The file that they were writing with :func:`write_arrays`; no process may write it now.
    """
    for partial in path.parent.glob(f"{path.stem}.*.partial{path.suffix}"):
        partial.unlink()


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read the arrays that :func:`write_arrays` wrote.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    dict of str to ndarray
        The arrays.

    Raises
    ------
    OSError
        If the file cannot be read, or its checksum does not match.

    Examples
    --------
    >>> read_arrays(Path("nowhere.npz"))
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.npz'
    """
    stored = b"" if path.is_dir() else path.read_bytes()
    content, digest = stored[:-_DIGEST], stored[-_DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        raise OSError(f"{path} is damaged or not a checkpoint; remove it to start over")
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return dict(arrays)
