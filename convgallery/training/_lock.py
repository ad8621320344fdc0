"""Locks on folders: one process holds a folder's lock at a time.

The operating system releases a lock when the process ends, even if it is killed.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_logger = logging.getLogger(__name__)
_PAUSE = 0.1  # seconds between attempts


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold a folder's lock; wait as long as another process, or another thread, holds it.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.

    Returns
    -------
    context manager
        Gives False if the file system has no locks, and True otherwise.

    Raises
    ------
    OSError
        If the folder cannot be opened.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, locked(Path(folder)) as is_locked:
    ...     is_locked
    True
    """
    descriptor = _open(folder)
    try:
        yield _wait(descriptor, folder)
    finally:
        _close(descriptor, folder)


def _wait(descriptor: int, folder: Path) -> bool:
    """Take the lock as soon as it is free."""
    waits = False
    while True:
        try:
            _take(descriptor)
        except _Held:
            if not waits:
                _logger.warning("waiting for the training run that uses %s to end", folder)
            waits = True
            time.sleep(_PAUSE)
        except OSError:  # this file system has no locks, or none for folders
            return False
        else:
            return True


if sys.platform == "win32":  # where folders have no locks: it is that of a file in the folder
    import msvcrt

    _NAME = "training.lock"
    _Held = PermissionError

    def _open(folder: Path) -> int:
        return os.open(folder / _NAME, os.O_RDWR | os.O_CREAT)

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _close(descriptor: int, folder: Path) -> None:
        os.close(descriptor)
        with suppress(OSError):  # another process has opened it
            (folder / _NAME).unlink()

else:
    import fcntl

    _Held = BlockingIOError

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _close(descriptor: int, folder: Path) -> None:  # noqa: ARG001 - as on Windows
        with suppress(OSError):  # no locks; a forked process may have a copy of the descriptor
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
