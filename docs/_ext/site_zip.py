"""The whole site as one zip, to open from disk where there is no network.

It is written after all other files, and a build that fails leaves none. Inside it, pages do not offer
the zip itself: the element with the class ``site-zip`` is left out. The same goes for files that
only mean something at the site's own address.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from whole_site import succeeded
from zips import write_zip

_NAME = "convgallery-site.zip"
_OFFER = re.compile(rb'<p class="site-zip">.*?</p>\n?', re.DOTALL)
_ONLINE = {_NAME, "404.html", "robots.txt", "sitemap.xml", "_cards"}


def _files(site: Path) -> dict[str, Path | bytes]:
    """Find what the zip holds, keyed by the names inside its folder."""
    files: dict[str, Path | bytes] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site)
        hidden = name.parts[0].startswith(".") and name.name != ".nojekyll"
        if path.is_dir() or hidden or name.parts[0] in _ONLINE:
            continue
        files[name.as_posix()] = path
        if path.suffix == ".html":
            page = path.read_bytes()
            if _OFFER.search(page):
                files[name.as_posix()] = _OFFER.sub(b"", page)
    return files


def _remove_old(app: Sphinx) -> None:
    Path(app.outdir, _NAME).unlink(missing_ok=True)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if succeeded(app, exception) and isinstance(app.builder, StandaloneHTMLBuilder):
        archive = Path(app.outdir, _NAME)
        files = _files(app.outdir)
        write_zip(archive, {f"{archive.stem}/{name}": file for name, file in files.items()})


def _remove_failed(app: Sphinx, exception: Exception | None) -> None:
    if not succeeded(app, exception):
        _remove_old(app)


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the zip when leftovers have been removed; checks of the whole site come after it."""
    app.connect("builder-inited", _remove_old)
    app.connect("build-finished", _write, priority=940)
    app.connect("build-finished", _remove_failed, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
