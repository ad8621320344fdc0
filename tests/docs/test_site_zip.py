"""The zip of the whole site."""

import zipfile
from pathlib import Path

import pytest
from plain_site import PAGES, build, write_pages

EXTENSIONS = ("hosting", "notfound.extension", "site_zip", "whole_site")
OFFER = """

Before.

.. rst-class:: site-zip

Download `it <convgallery-site.zip>`__.

After.
"""


@pytest.fixture
def site(tmp_path):
    write_pages(tmp_path, {**PAGES, "index": PAGES["index"] + OFFER})
    return tmp_path


def test_the_zip_is_the_site_without_what_offers_it(site):
    html, succeeded = build(site, *EXTENSIONS, address="https://example.org/")
    assert succeeded
    with zipfile.ZipFile(html / "convgallery-site.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    files = {path.relative_to(html).as_posix(): path for path in html.rglob("*") if path.is_file()}
    left_out = {"404.html", "robots.txt", "sitemap.xml"}
    assert left_out < set(files)
    expected = set(files) - left_out - {"convgallery-site.zip"}
    assert set(packed) == {f"convgallery-site/{name}" for name in expected}
    index = packed.pop("convgallery-site/index.html")
    whole = files.pop("index.html").read_bytes()
    start, end = whole.index(b'<p class="site-zip">'), whole.index(b"<p>After.</p>")
    assert index == whole[:start] + whole[end:]
    for name, content in packed.items():
        assert content == files[name.removeprefix("convgallery-site/")].read_bytes(), name


def test_the_same_site_gives_the_same_bytes(site):
    html, _ = build(site, *EXTENSIONS)
    first = (html / "convgallery-site.zip").read_bytes()
    build(site, *EXTENSIONS)
    assert (html / "convgallery-site.zip").read_bytes() == first


CHECK = """
from sphinx.util.logging import getLogger

def warn(app, exception):
    getLogger("check").warning("a fault")

def setup(app):
    app.connect("build-finished", warn, priority=950)
"""


def test_a_check_at_the_end_that_fails_leaves_no_zip(site, monkeypatch):
    (site / "failing_check.py").write_text(CHECK)
    monkeypatch.syspath_prepend(site)
    html, succeeded = build(site, *EXTENSIONS, "failing_check")
    assert not succeeded
    assert not list(html.glob("*.zip*"))


def test_a_build_that_is_killed_leaves_no_old_zip(site):
    """Look while the pages are being built, which is when a build may be killed."""
    seen = []

    def look(app, _):
        seen.append(list(Path(app.outdir).glob("*.zip")))

    for _ in range(2):
        build(site, *EXTENSIONS, look=look)
    assert seen == [[], []]


def test_a_build_that_fails_leaves_no_zip(site):
    html, _ = build(site, *EXTENSIONS)
    page = site / "gallery/index.rst"
    page.write_text(f"{page.read_text()}\n:doc:`nowhere`\n")
    _, succeeded = build(site, *EXTENSIONS)
    assert not succeeded
    assert not list(html.glob("*.zip*"))
