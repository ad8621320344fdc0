"""Keep the site free of stale pages and files, even after changes that Sphinx does not notice.

Sphinx reads a page again when its source or a file that it depends on has changed. It does not
notice changed extensions, lists of the scripts that use a function, or scripts of live elements,
whose checksums are in pages. A build that failed or was killed leaves pages that look newer than
their sources, so the next one writes the site from scratch. Pages, images and downloads that no
longer have a source are removed. Sphinx's note of its settings is kept with the doctrees, not
published.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Never

from dependencies import file_digest
from results import DISK_FULL, write_whole
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.index_entries import split_index_msg

from convgallery._files import not_written

_EXTENSIONS = Path(__file__).parent
_WATCHED = "watched.json"  # in the folder of doctrees
_UNFINISHED = "unfinished"
_SETTINGS = ".buildinfo"  # where Sphinx notes its settings, to write all pages if they change
_OWN_PAGES = {"404.html", "genindex.html", "search.html"}  # without a source


def _begin(app: Sphinx, config: Config) -> None:
    """Clear the site if the last build was killed or failed, and mark it as unfinished."""
    mark = Path(app.doctreedir, _UNFINISHED)
    if mark.exists():
        # Even if this is interrupted: without it, the next build trusts none of the pages.
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        for folder in (app.doctreedir, app.outdir):  # the second may hold the first
            shutil.rmtree(folder, ignore_errors=True)
    write_whole(mark, "This build has not ended, or it failed.\n")
    app.outdir.mkdir(parents=True, exist_ok=True)


def _restore_settings(app: Sphinx) -> None:
    """Put the note of the settings where Sphinx looks for it."""
    kept = Path(app.doctreedir, _SETTINGS)
    if isinstance(app.builder, StandaloneHTMLBuilder) and kept.is_file():
        shutil.move(kept, app.outdir / _SETTINGS)


def _watched(app: Sphinx) -> dict[str, str]:
    """Hash the files that pages depend on and that Sphinx does not watch."""
    docs = Path(app.srcdir)
    gallery = docs / app.config.sphinx_gallery_conf["gallery_dirs"]
    paths = [
        *_EXTENSIONS.glob("*.py"),
        *docs.glob("_templates/**/*.*"),
        *docs.glob("live/*.js"),
        *gallery.glob("lenet_weights/*.js"),
        gallery / "backreferences" / "backreferences_all.json",
    ]
    return {os.path.relpath(path, docs): file_digest(path) for path in sorted(paths)}


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Read all pages again if one of these files has changed."""
    now = json.dumps(_watched(app), indent=1)
    kept = Path(app.doctreedir, _WATCHED)
    if kept.is_file() and kept.read_text() == now:
        return []
    write_whole(kept, now)
    return env.found_docs


def _check_all_written(builder: StandaloneHTMLBuilder) -> None:
    """Fail if pages are missing: Sphinx may overlook that a process which writes pages failed."""
    pages = sorted(builder.env.found_docs)
    missing = [p for p in pages if not Path(builder.outdir, builder.get_target_uri(p)).is_file()]
    if missing:
        raise SphinxError(
            f"{len(missing)} of {len(pages)} pages were not written, the first is {missing[0]}; "
            "build without -j to see why"
        )


def _remove_leftovers(builder: StandaloneHTMLBuilder) -> None:
    """Remove pages, images and downloads that are no longer used."""
    env, site = builder.env, Path(builder.outdir)
    pages = {site / builder.get_target_uri(page) for page in env.found_docs}
    pages |= {site / name for name in _OWN_PAGES}
    pages |= {site / f"{page}.html" for page in getattr(builder.config, "redirects", {})}
    pictures = {site / builder.imagedir / name for _, name in env.images.values()}
    downloads = {site / "_downloads" / name for _, name in env.dlfiles.values()}
    extra = {
        site / path.name
        for folder in builder.config.html_extra_path
        for path in Path(builder.srcdir, folder).iterdir()
    }
    shown = {*pages, *pictures, *downloads, *extra}
    files = [
        *(path for path in site.rglob("*.html") if site / "_static" not in path.parents),
        *site.glob(f"{builder.imagedir}/*"),
        *(path for path in site.glob("_downloads/**/*") if path.is_file()),
        *site.glob("*.whl"),
        *site.glob("*.zip"),
        *site.glob(f"{_SETTINGS}.bak"),  # left by a build with other settings
    ]
    for file in set(files) - shown:
        file.unlink()


def _mend_search(app: Sphinx) -> Iterable[Never]:
    """Make the search index equal to that of a clean build.

    Sphinx keeps words in it that no page contains any more, and drops the index entries of pages
    that are not written again.
    """
    indexer = app.builder.indexer if isinstance(app.builder, StandaloneHTMLBuilder) else None
    if indexer:
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        for page, entries in app.env.domains.index_domain.entries.items():
            if page not in indexer._index_entries:
                indexer._index_entries[page] = sorted(
                    {
                        (word, target or "", main)
                        for kind, value, target, main, _ in entries
                        for word in split_index_msg(kind, value)
                    }
                )
    return []


def succeeded(app: Sphinx, exception: Exception | None) -> bool:
    """Return whether a build that has come to its end succeeded.

    Parameters
    ----------
    app : Sphinx
        The build.
    exception : Exception or None
        What ended it early.

    Returns
    -------
    bool
        False also if there were warnings that count as errors.
    """
    # Sphinx itself counts warnings as errors only after the event build-finished.
    warned = app._fail_on_warnings and app._warncount
    return exception is None and not app.statuscode and not warned


def _tidy(app: Sphinx, exception: Exception | None) -> None:
    if succeeded(app, exception) and isinstance(app.builder, StandaloneHTMLBuilder):
        _check_all_written(app.builder)
        _remove_leftovers(app.builder)
        shutil.move(app.outdir / _SETTINGS, Path(app.doctreedir, _SETTINGS))


def _end(app: Sphinx, exception: Exception | None) -> None:
    if isinstance(exception, OSError) and exception.errno in DISK_FULL:
        raise SphinxError(not_written(Path(app.outdir), exception)) from exception
    if succeeded(app, exception):
        Path(app.doctreedir, _UNFINISHED).unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Begin before anything is written, and end after everything is."""
    app.connect("config-inited", _begin, priority=0)
    app.connect("builder-inited", _restore_settings)
    app.connect("env-get-outdated", _outdated)
    app.connect("html-collect-pages", _mend_search)
    app.connect("build-finished", _tidy, priority=900)
    app.connect("build-finished", _end, priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
