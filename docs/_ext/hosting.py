"""The site's address, and files for its host: robots.txt, sitemap.xml and .nojekyll.

A sitemap needs absolute addresses, so there is one only if the site's address is known. It lists
all pages that have not moved, without dates: a date that does not come from the page's content is
ignored by search engines, and would differ from build to build.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.errors import ConfigError

_SITEMAP = "sitemap.xml"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _check_address(app: Sphinx, config: Config) -> None:
    address = config.html_baseurl
    parts = urlsplit(address)
    complete = parts.scheme in {"http", "https"} and parts.netloc
    if address and (not complete or parts.query or parts.fragment):
        raise ConfigError(
            "SITE_URL must be a complete address such as https://example.org/convolutions/, "
            f"got {address!r}"
        )


def _write_files(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    site, address = Path(app.outdir), app.config.html_baseurl.rstrip("/")
    (site / ".nojekyll").touch()  # else GitHub Pages may leave out folders such as _static
    robots = "User-agent: *\nAllow: /\n"
    if address:
        robots += f"\nSitemap: {address}/{_SITEMAP}\n"
        root = ElementTree.Element("urlset", xmlns=_SCHEMA)
        for page in sorted(app.env.found_docs):
            location = ElementTree.SubElement(ElementTree.SubElement(root, "url"), "loc")
            location.text = f"{address}/{app.builder.get_target_uri(page)}"
        ElementTree.indent(root)
        text = ElementTree.tostring(root, "utf-8", xml_declaration=True)
        (site / _SITEMAP).write_bytes(text + b"\n")
    else:
        (site / _SITEMAP).unlink(missing_ok=True)
    (site / "robots.txt").write_text(robots, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Check the address before it is used, and write the files after all pages."""
    app.connect("config-inited", _check_address, priority=0)
    app.connect("build-finished", _write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
