"""Reproducible zips, which depend only on the files in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)


def write_zip(archive: Path, files: Mapping[str, Path]) -> None:
    """Write files to a zip; the same files always give the same bytes.

    Parameters
    ----------
    archive : Path
        The zip.
    files : mapping of str to Path
        The files, keyed by their names in the zip.
    """
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, path in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
