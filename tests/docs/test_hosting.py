"""Files and addresses for whoever hosts the site."""

import re
from xml.etree import ElementTree

import pytest
from plain_site import PAGES, build, write_pages
from sphinx.errors import ConfigError

ADDRESS = "https://example.org/some/prefix/"
EXTENSIONS = ("descriptions", "hosting", "sphinx_reredirects")
MOVED = {"redirects": {"old/blur": "../gallery/01_first/blur.html"}}


def tags(html):
    """Read the Open Graph tags of a page."""
    return dict(re.findall(r'<meta property="og:(\w+)" content="(.*?)" />', html))


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.rstrip("/")])
def test_addresses_of_pages_agree(tmp_path, address):
    write_pages(tmp_path)
    html, succeeded = build(tmp_path, *EXTENSIONS, address=address, **MOVED)
    assert succeeded
    root = ElementTree.parse(html / "sitemap.xml").getroot()  # noqa: S314 - our own
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    listed = [location.text for location in root.findall("{*}url/{*}loc")]
    assert listed == sorted(f"{ADDRESS}{page}.html" for page in PAGES)  # not the page that moved
    for page in PAGES:
        text = (html / f"{page}.html").read_text()
        (canonical,) = re.findall(r'<link rel="canonical" href="(.*?)" />', text)
        assert canonical == tags(text)["url"] == f"{ADDRESS}{page}.html"
    robots = (html / "robots.txt").read_text()
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address_no_file_names_one(tmp_path):
    write_pages(tmp_path)
    html, _ = build(tmp_path, *EXTENSIONS, address=ADDRESS)
    assert (html / "sitemap.xml").is_file()
    html, _ = build(tmp_path, *EXTENSIONS)
    assert not (html / "sitemap.xml").exists()
    assert (html / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert (html / ".nojekyll").read_bytes() == b""
    for page in PAGES:
        text = (html / f"{page}.html").read_text()
        assert "canonical" not in text
        assert "url" not in tags(text)


def test_pages_say_what_they_are(tmp_path):
    write_pages(tmp_path)
    html, _ = build(tmp_path, *EXTENSIONS, project="convgallery")
    found = tags((html / "gallery/01_first/blur.html").read_text())
    assert found["title"] == "Blur &amp; more"
    assert found["description"] == "What does a mean do?"
    assert found["type"] == "article"
    assert found["site_name"] == "convgallery"
    assert tags((html / "index.html").read_text())["type"] == "website"


@pytest.mark.parametrize("address", ["example.org", "/convolutions/", "https://example.org/?a=b"])
def test_an_incomplete_address_is_refused(tmp_path, address):
    write_pages(tmp_path)
    with pytest.raises(ConfigError, match=r"SITE_URL must be a complete address .* got '"):
        build(tmp_path, *EXTENSIONS, address=address)
