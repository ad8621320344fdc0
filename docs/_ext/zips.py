"""Reproducible zips, which depend only on the files in them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from convgallery._files import whole_file

_DATE = (1980, 1, 1, 0, 0, 0)


def write_zip(archive: Path, files: Mapping[str, Path | bytes]) -> None:
    """Write files to a zip, whole or not at all; the same files always give the same bytes.

    A zip that would not change is left alone, so that Sphinx does not read its page again.

    Parameters
    ----------
    archive : Path
        The zip.
    files : mapping of str to Path or bytes
        The files, or their content, keyed by their names in the zip.

    Raises
    ------
    OSError
        If the zip cannot be written; the message names it.
    """
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as writer:
        for name, file in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = 0o644 << 16
            content = file.read_bytes() if isinstance(file, Path) else file
            writer.writestr(entry, content, zipfile.ZIP_DEFLATED)
    if not archive.is_file() or archive.read_bytes() != zipped.getvalue():
        with whole_file(archive) as partial:
            partial.write_bytes(zipped.getvalue())
