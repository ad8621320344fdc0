"""Reproducible zips, which depend only on the files in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)


def write_zip(archive: Path, files: Mapping[str, Path | bytes]) -> None:
    """Write files to a zip, whole or not at all; the same files always give the same bytes.

    Parameters
    ----------
    archive : Path
        The zip.
    files : mapping of str to Path or bytes
        The files, or their content, keyed by their names in the zip.
    """
    partial = archive.with_name(f"{archive.name}.part")
    with zipfile.ZipFile(partial, "w") as zipped:
        for name, file in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = 0o644 << 16
            content = file.read_bytes() if isinstance(file, Path) else file
            zipped.writestr(entry, content, zipfile.ZIP_DEFLATED)
    partial.replace(archive)
