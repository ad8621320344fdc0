"""Files that are bundled with the package."""

import hashlib
import json
from importlib.resources import files
from typing import Any


def bundled(name: str, sha256: str) -> bytes:
    """Read a file of ``convgallery/data`` and verify its checksum.

    Parameters
    ----------
    name : str
        The file's name.
    sha256 : str
        Its SHA-256 checksum, in hexadecimal.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    OSError
        If the file is missing or has a different checksum.

    Examples
    --------
    >>> bundled("cat.png", "0" * 64)
    Traceback (most recent call last):
    OSError: convgallery/data/cat.png is damaged; install convgallery again
    """
    data = files("convgallery").joinpath("data", name).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OSError(f"convgallery/data/{name} is damaged; install convgallery again")
    return data


def bundled_json(name: str) -> dict[str, Any]:
    """Read a JSON file of ``convgallery/data``.

    Parameters
    ----------
    name : str
        The file's name.

    Returns
    -------
    dict
        Its content.

    Raises
    ------
    OSError
        If the file is missing or does not hold a JSON object.

    Examples
    --------
    >>> bundled_json("seeds.json")["seeds"]
    [0, 1, 2, 3, 4]
    """
    data = files("convgallery").joinpath("data", name).read_bytes()
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise OSError(f"convgallery/data/{name} is damaged; install convgallery again")
    return content
