"""When scripts run, and what a build publishes."""

import re
import shutil
import signal
import time
from pathlib import Path

import dependencies
import fresh_gallery
import keras
import numpy as np
import pytest
from small_site import SmallSite

import convgallery

ROOT = Path(convgallery.__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a small site once."""
    site = SmallSite(tmp_path_factory.mktemp("a small sité"))
    assert site.build()[0] == ["blur", "sharpen"]
    return site


@pytest.fixture
def site(built, tmp_path):
    """Copy the site that was built, which may move."""
    shutil.copytree(built.folder, tmp_path / "site")
    copy = SmallSite.__new__(SmallSite)
    copy.folder = tmp_path / "site"
    copy.html = copy.folder / "docs" / "_build" / "html"
    copy.scripts = copy.folder / "gallery" / "01_first"
    return copy


def test_nothing_changed_and_nothing_runs(site):
    before = site.pages()
    for _ in range(2):  # Sphinx reads all pages of a site that was moved
        ran, printed = site.build()
        assert ran == []
        assert "scripts run: 0 of 2" in printed
        assert site.pages() == before


def test_one_script_edited_and_one_runs(site):
    site.write("blur", "window_extent(5, dilation=2)")
    assert site.build()[0] == ["blur"]
    assert b"9" in site.pages()["gallery/01_first/blur.html"]
    edited = site.pages()
    site.clean()
    assert site.build("-D", "gallery_workers=1")[0] == ["blur", "sharpen"]
    assert site.pages() == edited


def test_a_figure_that_was_removed_is_not_published(site):
    figure = {f"_images/sphx_glr_blur_001{dense}.webp" for dense in ("", "_2x")}
    thumbnail = {f"_images/sphx_glr_blur_thumb{dense}.webp" for dense in ("", "_2x")}
    published = {name for name in site.pages() if name.startswith("_images/sphx_glr_blur")}
    assert published == figure | thumbnail
    text = (site.scripts / "blur.py").read_text()
    without = text[: text.index("figure =")] + text[text.index("print(") :]
    (site.scripts / "blur.py").write_text(without)
    site.build()
    published = {name for name in site.pages() if name.startswith("_images/sphx_glr_blur")}
    assert published == {"_images/sphx_glr_blur_thumb.png"}  # sphinx-gallery's own


def test_a_script_that_was_removed_leaves_nothing(site):
    (site.scripts / "blur.py").unlink()
    assert site.build()[0] == []
    incremental = site.pages()
    assert not any("blur" in name for name in incremental)
    site.clean()
    site.build()
    assert site.pages() == incremental


def test_a_failure_is_told_and_nothing_else_runs_again(site):
    site.write("blur", "window_extent(5)", "assert cg.window_extent(5) == 6, 'a claim'\n")
    ran, printed = site.build(fails=True)
    assert ran == ["blur"]
    assert "01_first/blur failed" in printed
    assert re.search(
        r'01_first/blur\.py", line \d+.*\n.*assert cg.*\n.*\n.*Error: a claim', printed
    )
    site.write("blur", "window_extent(5)")
    assert site.build()[0] == ["blur"]


def test_changed_results_are_made_again(site):
    page = site.folder / "docs" / "gallery" / "01_first" / "sharpen.rst"
    page.write_text("half a pa")
    assert site.build()[0] == ["sharpen"]
    assert "half a pa" not in page.read_text()


BREAK = """
def _break(app, page, *context):
    if page == "page00":
        raise ValueError("broken")

def setup(app):
    app.connect("html-page-context", _break)
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_page_that_cannot_be_written_fails_the_build(site, processes):
    docs = site.folder / "docs"
    for number in range(60):  # Sphinx itself overlooks what fails in the first of many processes
        (docs / f"page{number:02}.rst").write_text(f":orphan:\n\nPage {number}\n=======\n")
    conf = (docs / "conf.py").read_text()
    (docs / "conf.py").write_text(conf + BREAK)
    _, printed = site.build("-j", str(processes), fails=True)
    assert "broken" in printed or "pages were not written, the first is page" in printed
    (docs / "conf.py").write_text(conf)
    site.build()
    assert "page00.html" in site.pages()


def test_another_setting_of_the_gallery_runs_all(site):
    conf = site.folder / "docs" / "conf.py"
    text = conf.read_text()
    conf.write_text(f"{text}\nhtml_title = 'Another title'\n")
    assert site.build()[0] == []
    assert b"Another title" in site.pages()["gallery/01_first/blur.html"]
    conf.write_text(f"{text}\nsphinx_gallery_conf['capture_repr'] = ()\n")
    assert site.build()[0] == ["blur", "sharpen"]


def test_a_failed_build_is_begun_anew_also_with_doctrees_in_the_site(site):
    shutil.rmtree(site.folder / "docs" / "_build")
    options = ("-d", "docs/_build/html/.doctrees")
    index = site.folder / "docs" / "index.rst"
    text = index.read_text()
    index.write_text(f"{text}\n:doc:`nowhere`\n")
    for _ in range(2):  # not only where the page is read for the first time
        assert "nowhere" in site.build(*options, fails=True)[1]
    index.write_text(text)
    assert site.build(*options)[0] == []
    assert "index.html" in site.pages()


def test_fast_runs_nothing_and_the_next_build_all_that_is_missing(site):
    before = site.pages()
    text = (site.scripts / "blur.py").read_text()
    site.write("blur", "window_extent(5)")
    ran, printed = site.build("-D", "plot_gallery=0")
    assert ran == []
    assert "no script runs" in printed
    (site.scripts / "blur.py").write_text(text)
    assert site.build()[0] == ["blur"]
    assert site.pages() == before


def test_fast_builds_what_never_ran(site):
    builds = []
    for site.environment in ({"TZ": "Asia/Tokyo"}, {"TZ": "America/New_York"}):
        site.clean()
        assert site.build("-D", "plot_gallery=0")[0] == []
        builds.append(site.pages())
    assert b"window_extent" in builds[0]["gallery/01_first/blur.html"]
    assert builds[0] == builds[1]


@pytest.mark.slow
def test_killed_five_times_and_equal_to_a_clean_build(site):
    """End builds at random moments, edit in between, and compare what comes out."""
    site.clean()
    moments = np.random.default_rng(0)
    endings = [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGINT, signal.SIGKILL]
    for round_, ending in enumerate(endings):
        site.write("blur", f"window_extent({round_ + 2})")
        with site.start() as process:
            time.sleep(moments.uniform(0.5, 6))
            process.send_signal(ending)
            process.communicate()
    site.build()
    survived = site.pages()
    site.clean()
    site.build()
    assert site.pages() == survived


def scripts(folder):
    """Find the real gallery's scripts."""
    package = dependencies.Package(ROOT / "convgallery")
    return fresh_gallery.find_scripts(ROOT / "gallery", folder, package, "settings")


def test_scripts_that_share_a_run_wait_for_the_one_that_trains(tmp_path):
    found = {script.name: script for script in scripts(tmp_path)}
    waiting = {name for name, script in found.items() if script.trains}
    lenet = {name for name in waiting if name.startswith("04_lenet/")}
    assert lenet == {"04_lenet/learned_filters", "04_lenet/feature_maps", "04_lenet/mistakes"}
    assert "05_inside/confidence" in waiting  # of another chapter
    assert {found[name].trains for name in waiting} == {"04_lenet/training"}
    runs = {found[name].run for name in {"04_lenet/training", *waiting}}
    assert runs == {ROOT / "gallery" / "04_lenet" / "lenet-run"}
    assert found["04_lenet/dropout"].run is None


def test_a_run_of_another_chapter_is_copied(tmp_path):
    run, source = tmp_path / "04_lenet" / "lenet-run", tmp_path / "05_inside" / "a.py"
    for folder in (run, source.parent):
        folder.mkdir(parents=True)
    script = fresh_gallery.Script(
        *(source, tmp_path / "page.py", tmp_path / "a.json"),
        *("inputs", run, "04_lenet/training"),
    )
    for content in ("one", "another"):  # trained anew
        (run / "training.npz").write_text(content)
        fresh_gallery._borrow_run_of(script, run)
        copies = list((source.parent / "lenet-run").iterdir())
        assert [copy.name for copy in copies] == ["training.npz"]
        assert copies[0].read_text() == content
    own = script._replace(source=tmp_path / "04_lenet" / "b.py")
    fresh_gallery._borrow_run_of(own, run)
    assert [file.name for file in run.iterdir()] == ["training.npz"]


def test_a_run_is_resumed_unless_something_has_changed(tmp_path):
    run = tmp_path / "lenet-run"
    script = fresh_gallery.Script(
        *(tmp_path / "a.py", tmp_path / "page.py", tmp_path / "records" / "a.json"),
        *("inputs", run, None),
    )
    for inputs, kept in [("inputs", False), ("inputs", True), ("other", False), ("other", True)]:
        run.mkdir(exist_ok=True)
        (run / "training.npz").touch()
        fresh_gallery._keep_run_of(script._replace(inputs=inputs))
        assert (run / "training.npz").exists() is kept


def test_versions_are_those_of_all_that_is_required():
    versions = fresh_gallery._versions("convgallery", "sphinx-gallery")
    assert versions["keras"] == keras.__version__
    assert {"numpy", "docutils"} <= versions.keys()  # the second through Sphinx
    assert "ruff" not in versions


def test_layers_are_numbered_from_the_start():
    names = []
    for _ in range(2):
        fresh_gallery.forget_layers({}, None)
        names.append([keras.layers.Conv2D(4, 5).name for _ in range(2)])
    assert names == [["conv2d", "conv2d_1"]] * 2
