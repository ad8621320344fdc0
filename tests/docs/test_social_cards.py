"""The images of link previews."""

import ast
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from plain_site import build, write_pages
from social_cards import Card, draw

GALLERY = Path(__file__).parents[2] / "gallery"
ADDRESS = "https://example.org/some/prefix/"
EXTENSIONS = ("social_cards", "whole_site")


def noise(path, seed=0):
    """Save a thumbnail that is as hard to compress as any."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (268, 480, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def site(tmp_path):
    write_pages(tmp_path)
    noise(tmp_path / "gallery/01_first/images/sphx_glr_blur_001.jpg")
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (96, 27), "blue").save(tmp_path / "pictures/readme.png")
    return tmp_path


def cards(html):
    return {path: path.stat().st_mtime_ns for path in html.glob("_cards/*")}


def test_titles_keep_clear_of_the_thumbnail(tmp_path):
    scripts = [path.read_text(encoding="utf-8") for path in GALLERY.glob("*/*.py")]
    titles = {ast.get_docstring(ast.parse(text)).partition("\n")[0] for text in scripts}
    words = {max(title.split(), key=len) for title in titles}
    longest = [*sorted(titles, key=len)[-3:], *sorted(words, key=len)[-2:]]
    thumbnail = tmp_path / "blue.png"
    Image.new("RGB", (480, 268), "blue").save(thumbnail)
    for title in longest:
        image = np.asarray(draw(Card(title, "A chapter", thumbnail)))
        assert image.shape == (630, 1200, 3)
        blue = (image == (0, 0, 255)).all(axis=-1)
        left = np.flatnonzero(blue.any(axis=0))[0]
        assert blue.sum() == blue.any(axis=0).sum() * blue.any(axis=1).sum()  # nothing is over it
        assert (image[:, left - 25 : left] == 255).all(), title
        text = image[140:500, 60:left].min(axis=-1) < 128
        assert text.any(axis=1).sum() >= 30, title  # legible at half the size


def test_pages_name_their_cards(site):
    html, succeeded = build(site, *EXTENSIONS, address=ADDRESS)
    assert succeeded
    images = {}
    for page in ("index", "gallery/index", "gallery/01_first/index", "gallery/01_first/blur"):
        text = (html / f"{page}.html").read_text()
        found = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="(.*?)" />', text))
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:image:alt"]
        image = html / found["og:image"].removeprefix(ADDRESS)
        size = int(found["og:image:width"]), int(found["og:image:height"])
        assert Image.open(BytesIO(image.read_bytes())).size == size == (1200, 630)
        images[page] = image
    blur = images.pop("gallery/01_first/blur")
    assert len(set(images.values())) == 1  # pages without a figure share one
    assert blur not in images.values()
    assert blur.stat().st_size < 150_000
    assert "“Blur &amp; more”" in (html / "gallery/01_first/blur.html").read_text()


def test_only_changed_cards_are_drawn(site):
    html, _ = build(site, *EXTENSIONS, address=ADDRESS)
    first = cards(html)
    build(site, *EXTENSIONS, address=ADDRESS)
    assert cards(html) == first
    chapter = site / "gallery/01_first/index.rst"
    thumbnail = site / "gallery/01_first/images/sphx_glr_blur_001.jpg"
    for change in (
        lambda: noise(thumbnail, seed=1),
        lambda: chapter.write_text(chapter.read_text().replace("First", "Final")),
    ):
        before = cards(html)
        change()
        build(site, *EXTENSIONS, address=ADDRESS)
        after = cards(html)
        assert len(after) == 2  # the old one is removed
        (drawn,) = set(after) - set(before)
        assert all(before[path] == time for path, time in after.items() if path != drawn)
        assert f"{ADDRESS}_cards/{drawn.name}" in (html / "gallery/01_first/blur.html").read_text()


def test_without_an_address_there_are_none(site):
    html, _ = build(site, *EXTENSIONS, address=ADDRESS)
    assert cards(html)
    build(site, *EXTENSIONS)
    assert not cards(html)
    assert "og:image" not in (html / "gallery/01_first/blur.html").read_text()
