"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Replace a file atomically, once its new content is on the disk.

    If writing fails, for example on a full disk, an earlier version of the file stays as it is. A
    process that is killed while it writes leaves that version too, and an unfinished file with
    ``.partial`` in its name.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder must exist.

    Returns
    -------
    context manager
        Gives the path to write to, a file in the same folder with the same suffix.

    Raises
    ------
    OSError
        If the file cannot be written; the message names it, and says what to check.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "a.txt")) as partial:
    ...         partial.write_text("whole") and None
    ...     Path(folder, "a.txt").read_text()
    'whole'
    """
    try:
        if path.exists() and not path.is_file():  # a device or a pipe, which must not be replaced
            yield path
            return
        target = path.resolve() if path.is_file() else path  # a link to a file stays a link
        # Another process may write the same file at the same time.
        partial = target.with_name(f"{path.stem[:50]}.{os.getpid()}.partial{path.suffix}")
        try:
            yield partial
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            with suppress(OSError):  # it may not exist, as its folder may not
                partial.unlink()
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, reason: OSError | str) -> OSError:
    """Make the error that a file could not be written.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    reason : OSError or str
        The system's error or its message.

    Returns
    -------
    OSError
        An error that names the file, and says what to check.

    Examples
    --------
    >>> print(not_written(Path("a.png"), "No space left on device"))
    could not write a.png: No space left on device; check that its folder exists, can be written and has free space
    """
    text = reason if isinstance(reason, str) else reason.strerror or str(reason)
    return OSError(
        f"could not write {path}: {text}; check that its folder exists, can be written and has "
        "free space"
    )
