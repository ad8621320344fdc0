"""What the built pages hold, read as text."""

import ast
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(ROOT.glob("gallery/*/*.py"))
LOADING_TAGS = {"audio", "embed", "iframe", "img", "link", "script", "source", "video"}


class Tags(HTMLParser):
    """Every start tag of a page."""

    def __init__(self, path):
        super().__init__()
        self.found = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def script_page(site, script):
    return site / "gallery" / script.parent.name / f"{script.stem}.html"


@pytest.fixture(scope="module")
def pages(site):
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


def test_there_is_a_gallery():
    assert len(SCRIPTS) >= 14


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_script_has_an_executed_page(site, script):
    html = script_page(site, script).read_text(encoding="utf-8")
    tags = Tags(script_page(site, script)).found
    figures = [a for tag, a in tags if tag == "img" and "sphx-glr-single-img" in a["class"]]
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(script.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    drawn = [name for name in calls if name in {"show_grids", "show_image_ops", "show_images"}]
    drawn += [name for name in calls if name == "subplots"]  # a figure of the script's own
    assert len(figures) == len(drawn) > 0
    assert html.count("image filters (shape") == calls.count("show_shapes")
    assert "&lt;Figure" not in html
    assert "Traceback" not in html


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_script_can_be_downloaded(site, script):
    hrefs = [
        attributes.get("href") or "" for _, attributes in Tags(script_page(site, script)).found
    ]
    offered = {Path(href).suffix: href for href in hrefs if "_downloads" in href}
    assert set(offered) == {".ipynb", ".py", ".zip"}
    files = {end: script_page(site, script).parent / href for end, href in offered.items()}
    assert files[".py"].read_text() == script.read_text()
    cells = json.loads(files[".ipynb"].read_text())["cells"]
    assert any(cell["cell_type"] == "code" for cell in cells)
    with zipfile.ZipFile(files[".zip"]) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {f"{script.stem}.py", f"{script.stem}.ipynb"}


def test_figures_are_described_and_sized(pages):
    for path in pages:
        for tag, attributes in Tags(path).found:
            if tag == "img":
                assert "alt" in attributes, path
                assert attributes["width"], path
                assert attributes["height"], path
                if "sphx-glr-single-img" in attributes.get("class", ""):
                    assert len(attributes["alt"]) > 40, path


def test_alt_texts_are_not_repeated(site):
    for script in SCRIPTS:
        tags = Tags(script_page(site, script)).found
        alts = [a["alt"] for tag, a in tags if tag == "img"]
        assert len(alts) == len(set(alts)), script


def test_nothing_is_loaded_from_another_host(pages):
    for path in pages:
        for tag, attributes in Tags(path).found:
            if tag in LOADING_TAGS and attributes.get("rel") != "canonical":
                address = attributes.get("src") or attributes.get("href") or ""
                assert not re.match(r"(https?:)?//", address), (path, address)


def test_links_within_the_site_arrive(pages):
    ids = {path.resolve(): {a["id"] for _, a in Tags(path).found if "id" in a} for path in pages}
    for path in pages:
        for tag, attributes in Tags(path).found:
            address = attributes.get("href", "") if tag == "a" else ""
            target, _, anchor = address.partition("#")
            if not address or re.match(r"[a-z]+:", address):
                continue
            file = (path.parent / target.partition("?")[0]).resolve() if target else path.resolve()
            assert file.is_file(), (path, address)
            assert not anchor or file not in ids or anchor in ids[file], (path, address)


def test_every_page_has_a_description(pages):
    special = {"genindex.html", "search.html", "py-modindex.html"}
    for path in pages:
        if path.name not in special:
            metas = [attributes for tag, attributes in Tags(path).found if tag == "meta"]
            described = [meta["content"] for meta in metas if meta.get("name") == "description"]
            assert described, path
            assert all(described), path
            assert "Go to the end" not in described[0], path  # sphinx-gallery's note


def test_reference_leads_to_the_examples(site):
    html = (site / "api/generated/convgallery.convolve.html").read_text(encoding="utf-8")
    assert "gallery/02_kernels/sharpen.html" in html.replace("../", "")


def test_formulas_are_mathml(site):
    tags = Tags(site / "gallery/01_convolution/what_is_a_convolution.html").found
    assert "math" in {tag for tag, _ in tags}
