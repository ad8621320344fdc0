"""What the built pages hold, read as text."""

import ast
import json
import re
import tomllib
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(ROOT.glob("gallery/*/*.py"))
# Calls that make a figure.
STILLS = {"show_digits", "show_grids", "show_image_ops", "show_images", "subplots"} | {
    "plot_feature_maps",
    "plot_filters",
    "plot_layer_blocks",
    "plot_loss",
    "plot_model_graph",
    "plot_seeds",
}


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
    # The links of 404.html depend on where it is shown: test_hosting.py follows them.
    found = (path for path in site.rglob("*.html") if "_static" not in path.parts)
    return sorted(path for path in found if path != site / "404.html")


def test_there_is_a_gallery():
    assert len(SCRIPTS) >= 40


def test_the_guide_leads_to_every_script(site):
    linked = set()
    for path in site.glob("guide/*.html"):
        hrefs = [a.get("href") or "" for tag, a in Tags(path).found if tag == "a"]
        linked |= {Path(href).stem for href in hrefs if href.startswith("../gallery/")}
    assert {script.stem for script in SCRIPTS} <= linked


def test_bibliography_names_works_once_with_their_pages(site):
    html = (site / "guide/references.html").read_text(encoding="utf-8")
    assert html.count("A guide to convolution arithmetic") == 1
    assert "gallery/01_convolution/transposed_convolution.html" in html
    assert "gallery/02_kernels/compass.html" in html


def test_every_exercise_for_classes_has_a_folded_answer(site):
    tags = Tags(site / "guide/in_class.html").found
    exercises = [tag for tag, _ in tags if tag == "h3"]
    answers = [a for tag, a in tags if tag == "details" and "answer" in (a.get("class") or "")]
    assert len(exercises) == len(answers) >= 4
    assert not any("open" in answer for answer in answers)


def test_no_code_ends_with_a_blank_line(pages):
    for page in pages:
        assert not re.search(r"\n\s*\n</pre>", page.read_text(encoding="utf-8")), page


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
    films = [tag for tag, _ in tags if tag == "frame-player"]
    drawn = [name for name in calls if name in STILLS]
    animated = [name for name in calls if name.startswith("animate_")]
    assert len(figures) == len(drawn)
    assert len(films) == len(animated)
    assert figures + films
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
    first, *cells = json.loads(files[".ipynb"].read_text())["cells"]
    assert "%pip install" in "".join(first["source"])
    assert any(cell["cell_type"] == "code" for cell in cells)
    with zipfile.ZipFile(files[".zip"]) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {f"{script.stem}.py", f"{script.stem}.ipynb"}


CHAPTERS = sorted({script.parent.name for script in SCRIPTS})


@pytest.mark.parametrize("chapter", [*CHAPTERS, "gallery"])
def test_zips_hold_scripts_notebooks_and_the_wheel(site, chapter):
    scripts = [script for script in SCRIPTS if chapter in (script.parent.name, "gallery")]
    folder = "" if chapter == "gallery" else f"{chapter}/"
    index = Tags(site / "gallery" / folder / "index.html").found
    (href,) = [a["href"] for tag, a in index if tag == "a" and a["href"].endswith(".zip")]
    path = (site / "gallery" / folder / href).resolve()
    assert path == site / f"convgallery-{chapter}.zip"
    within = "{0.parent.name}/{0.stem}" if chapter == "gallery" else "{0.stem}"
    expected = {within.format(script) + end for script in scripts for end in (".py", ".ipynb")}
    with zipfile.ZipFile(path) as archive:
        names = {name.removeprefix(f"convgallery-{chapter}/") for name in archive.namelist()}
        (wheel,) = [name for name in archive.namelist() if name.endswith(".whl")]
        assert names == {*expected, Path(wheel).name}
        assert archive.read(wheel) == (site / Path(wheel).name).read_bytes()


def test_there_is_one_wheel_with_what_the_pages_ran(site):
    (wheel,) = site.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("convgallery/")}
        for name in packed:
            assert archive.read(name) == (ROOT / name).read_bytes()
    modules = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("convgallery/*.py")}
    assert modules <= packed


def test_figures_are_described_and_sized(pages):
    for path in pages:
        for tag, attributes in Tags(path).found:
            if tag == "img":
                assert "alt" in attributes, path
                assert attributes["width"], path
                assert attributes["height"], path
                if "sphx-glr-single-img" in attributes.get("class", ""):
                    assert len(attributes["alt"]) > 40, path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_pages_ask_explain_and_lead_on(site, script):
    html = script_page(site, script).read_text(encoding="utf-8")
    tags = Tags(script_page(site, script)).found
    images = [a for tag, a in tags if tag == "img"]
    figures = sum("sphx-glr-single-img" in a.get("class", "") for a in images)
    players = sum(tag == "frame-player" for tag, _ in tags)
    assert sum(tag == "figcaption" for tag, _ in tags) == figures + players
    assert html.count("<strong>Predict.</strong>") == 1
    unfolding = [a for tag, a in tags if tag == "details"]
    assert len(unfolding) == 2, "an answer to the question, and one to Try it"
    assert not any("open" in a for a in unfolding)
    headings = re.findall(r"<h2>(.*?)<a", html)
    closing = [heading for heading in headings if heading != "Try the network"]  # LeNet Live
    assert closing[-4:] == ["Notice", "Try it", "Next", "References"]
    answer = html.rpartition("<details")[2].partition("</details>")[0]
    assert "highlight-Python" in answer
    assert "sphx-glr-script-out" in answer or "<figure" in answer, "the answer was executed"


def test_animations_are_light_and_described(site):
    films = 0
    for script in SCRIPTS:
        page = script_page(site, script)
        frames = {}
        for tag, attributes in Tags(page).found:
            if tag == "frame-player":
                frames[attributes["aria-label"]] = current = []
            elif tag == "img" and attributes["alt"] == "":  # the player's label speaks for it
                current.append(page.parent / attributes["src"])
        for label, files in frames.items():
            assert len(label) > 40, page
            assert len(files) > 1, label
            assert sum(file.stat().st_size for file in files) <= 300_000, label
        films += len(frames)
    assert films >= 7


def test_alt_texts_are_not_repeated(site):
    for script in SCRIPTS:
        tags = Tags(script_page(site, script)).found
        alts = [a["alt"] for tag, a in tags if tag == "img" and a["alt"]]
        alts += [a["aria-label"] for tag, a in tags if tag == "frame-player"]
        assert len(alts) == len(set(alts)), script


def test_every_page_has_a_description(pages):
    special = {"genindex.html", "search.html", "py-modindex.html"}
    for path in pages:
        if path.name not in special:
            metas = [attributes for tag, attributes in Tags(path).found if tag == "meta"]
            described = [meta["content"] for meta in metas if meta.get("name") == "description"]
            assert described, path
            assert all(described), path
            assert "Go to the end" not in described[0], path  # sphinx-gallery's note


def test_every_page_has_its_own_title(pages):
    titles = {}
    for path in pages:
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in html:
            titles.setdefault(re.search(r"<title>(.*?)</title>", html)[1], []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}
    assert titles["Sharpen - Kernels - Gallery - convgallery"]


def test_every_page_names_its_version_and_licenses(pages):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for path in pages:
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in html and path.name != "404.html":
            footer = " ".join(html.rpartition("<footer>")[2].split())
            assert f"convgallery {project['version']}" in footer, path
            for license_id in project["license"].split(" AND "):
                assert license_id in footer, path


def test_reference_leads_to_the_examples(site):
    html = (site / "api/generated/convgallery.convolve.html").read_text(encoding="utf-8")
    assert "gallery/02_kernels/sharpen.html" in html.replace("../", "")


def test_formulas_are_mathml(site):
    tags = Tags(site / "gallery/01_convolution/what_is_a_convolution.html").found
    assert "math" in {tag for tag, _ in tags}
