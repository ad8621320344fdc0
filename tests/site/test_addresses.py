"""The addresses by which search engines, link previews and hosts know the pages."""

import re
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from PIL import Image

CARD = (1200, 630)
UNLISTED = {"404.html", "genindex.html", "search.html"}  # no reader looks for them


class Head(HTMLParser):
    """The links and meta elements of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.metas, self.refresh = {}, {}, ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "link":
            self.links[attributes["rel"]] = attributes["href"]
        elif tag == "meta" and "content" in attributes:
            name = attributes.get("property") or attributes.get("name") or ""
            self.metas[name] = attributes["content"]
            if attributes.get("http-equiv") == "refresh":
                self.refresh = attributes["content"].partition("url=")[2]


@pytest.fixture(scope="module")
def heads(site):
    paths = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    return {path.relative_to(site).as_posix(): Head(path) for path in sorted(paths)}


@pytest.fixture(scope="module")
def moved(heads):
    return {page: head for page, head in heads.items() if head.refresh}


@pytest.fixture(scope="module")
def listed(heads, moved):
    return {page: heads[page] for page in heads if page not in moved and page not in UNLISTED}


@pytest.fixture(scope="module")
def base(heads):
    """Find the address that the site was built with, or an empty string."""
    return heads["index.html"].links.get("canonical", "").removesuffix("index.html")


def test_every_page_has_its_own_address(site, base, listed):
    assert {"index.html", "lab.html", "lenet_live.html", "gallery/index.html"} <= set(listed)
    for page, head in listed.items():
        canonical = f"{base}{page}" if base else None
        assert head.links.get("canonical") == canonical, page
        assert head.metas.get("og:url") == canonical, page
    robots = (site / "robots.txt").read_text()
    if base:
        sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
        assert re.findall("<loc>(.*)</loc>", sitemap) == [
            f"{base}{page}" for page in sorted(listed)
        ]
        assert f"\nSitemap: {base}sitemap.xml\n" in robots
    else:
        assert not (site / "sitemap.xml").exists()
        assert "Sitemap" not in robots


def test_moved_pages_name_the_new_address(moved, listed):
    assert "gallery/02_kernels/top_sobel.html" in moved
    for page, head in moved.items():
        for target in (head.refresh, head.links["canonical"]):
            assert urljoin(page, target) in listed, page
        assert "robots" not in head.metas, page


def test_every_page_has_a_preview(site, base, listed):
    for page, head in listed.items():
        assert head.metas["og:title"], page
        assert len(head.metas["og:description"]) > 5, page
        assert head.metas["og:type"] == ("website" if page == "index.html" else "article")
        assert ("og:image" in head.metas) == bool(base), page
    cards = set()
    for page, head in listed.items() if base else ():
        card = site / head.metas["og:image"].removeprefix(base)
        size = tuple(int(head.metas[f"og:image:{side}"]) for side in ("width", "height"))
        with Image.open(card) as image:
            assert image.size == size == CARD, page
        assert card.stat().st_size < 150_000, page
        assert head.metas["og:image:alt"], page
        assert head.metas["twitter:card"] == "summary_large_image"
        cards.add(card)
        script = PurePosixPath(page)
        if (site.parents[1] / "gallery" / script.parent.name / f"{script.stem}.py").is_file():
            assert card.name.startswith(f"{script.stem}-")
    assert cards == set(site.glob("_cards/*"))
