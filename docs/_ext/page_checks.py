"""Check the written pages: what each holds is allowed by its policy, and each link arrives."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from links import find_broken
from policy import find_violations
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from written_page import read_tags

# A host shows it at any address that is missing, to which no link can be relative.
_MISSING = "404.html"
_logger = logging.getLogger(__name__)


def _check(app: Sphinx, exception: Exception | None) -> None:
    """Warn of each fault once, with the first place where it is."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    site = Path(app.outdir)
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    pages = {path: read_tags(site / path) for path in sorted(paths) if path.endswith(".html")}
    files = dict.fromkeys(paths, frozenset[str]()) | {
        page: frozenset(tag.attributes["id"] for tag in tags if "id" in tag.attributes)
        for page, tags in pages.items()
    }
    places: dict[str, list[str]] = defaultdict(list)
    for page, tags in pages.items():
        faults = list(find_violations(tags))
        if page != _MISSING:
            faults += find_broken(page, tags, files, app.config.html_baseurl)
        for tag, fault in faults:
            places[f"{fault}: {tag.source}"].append(f"{site / page}:{tag.line}")
    for fault, (first, *others) in places.items():
        more = f" ({len(others)} more like it)" if others else ""
        _logger.warning("%s%s", fault, more, location=first, type="page_checks")


def setup(app: Sphinx) -> dict[str, Any]:
    """Check after all files are written and whole_site.py has removed stale ones."""
    app.connect("build-finished", _check, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
