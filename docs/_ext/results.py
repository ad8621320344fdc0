"""Records of a job's inputs and outputs: results are up to date as long as both are unchanged.

A record is a small JSON file, written after the results. A job that was killed leaves none, and
results that were modified later do not match theirs.
"""

import errno
import json
import os
from collections.abc import Iterable
from pathlib import Path

from dependencies import file_digest

from convgallery._files import whole_file

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # system errors that do not name the file


def write_whole(path: Path, text: str) -> None:
    """Write a file atomically, so that it is never seen half-written.

    Parameters
    ----------
    path : Path
        The file; its folder is created if necessary.
    text : str
        Its content.

    Raises
    ------
    OSError
        If it cannot be written; the message names the file.
    """
    with whole_file(path) as partial:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")


def record(path: Path, inputs: str, outputs: Iterable[Path]) -> None:
    """Record the inputs and outputs of a job.

    Parameters
    ----------
    path : Path
        The record.
    inputs : str
        A digest of what the results depend on.
    outputs : iterable of Path
        The files that the job wrote.
    """
    digests = {os.path.relpath(file, path.parent): file_digest(file) for file in sorted(outputs)}
    write_whole(path, json.dumps({"inputs": inputs, "outputs": digests}, indent=1))


def is_fresh(path: Path, inputs: str) -> bool:
    """Return whether a job's results exist, are unmodified and were made from these inputs.

    Parameters
    ----------
    path : Path
        The record.
    inputs : str
        A digest of what the results depend on now.

    Returns
    -------
    bool
        False also if there is no record, or it is damaged.
    """
    try:
        remembered = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # the second after a power failure
        return False
    return remembered["inputs"] == inputs and all(
        (path.parent / name).is_file() and file_digest(path.parent / name) == digest
        for name, digest in remembered["outputs"].items()
    )
