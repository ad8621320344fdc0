"""What a full disk, a power failure or an interruption leaves of a build."""

import re
import zipfile
from types import SimpleNamespace

import downloads
import figures
import fresh_gallery
import lenet_weights
import live
import numpy as np
import pytest
import results
import run
import whole_site
from notebooks import write_notebook
from PIL import Image
from small_site import SmallSite
from sphinx.errors import SphinxError
from test_notebooks import CONF
from zips import write_zip

NOISE = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
TEXT = "".join(map(chr, NOISE.flat))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("report.json", lambda path: run.write_json(path, {"text": TEXT})),
        ("record.json", lambda path: results.write_whole(path, TEXT)),
        ("photo.js", lambda path: live._write_script(path, text=TEXT)),
        ("lenet_weights.js", lambda path: lenet_weights._write(path, "weights", TEXT)),
        ("a_001.webp", lambda path: figures._save(Image.fromarray(NOISE), path)),
        ("a_001.jpg", lambda path: figures._save(Image.fromarray(NOISE), path)),
    ],
)
def test_a_full_disk_keeps_the_earlier_file(tmp_path, assert_kept, name, write):
    assert_kept(tmp_path / name, write)


def test_and_an_earlier_zip(tmp_path, assert_kept):
    (tmp_path / "noise").write_bytes(NOISE)
    (tmp_path / "zips").mkdir()
    files = {"noise": tmp_path / "noise"}
    assert_kept(tmp_path / "zips" / "all.zip", lambda path: write_zip(path, files))


def test_and_an_earlier_notebook(tmp_path, assert_kept):
    (tmp_path / "a.py").write_text(f'"""Title\n=====\n\n{"Words. " * 400}\n"""\n\nprint(1)\n')
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs" / "a.ipynb"
    assert_kept(path, lambda _: write_notebook(tmp_path / "a.py", path, CONF, ""))


def test_zips_have_no_unfinished_notebooks(tmp_path):
    chapter = tmp_path / "gallery" / "01_first"
    chapter.mkdir(parents=True)
    (tmp_path / "_dist").mkdir()
    config = SimpleNamespace(release="1", sphinx_gallery_conf={"gallery_dirs": "gallery"})
    for name in ("index.rst", "a.py", "a.ipynb", "a.77.partial.ipynb"):
        (chapter / name).touch()
    (tmp_path / "_dist" / downloads._wheel_name(config)).touch()
    downloads._zip_chapters(SimpleNamespace(srcdir=tmp_path, config=config))
    with zipfile.ZipFile(tmp_path / "_dist" / "convgallery-01_first.zip") as zipped:
        names = [name.rpartition("/")[2] for name in zipped.namelist()]
    assert names == ["convgallery-1-py3-none-any.whl", "a.ipynb", "a.py"]


def test_and_an_earlier_copy_of_a_run(tmp_path, assert_kept):
    run_, source = tmp_path / "04_lenet" / "lenet-run", tmp_path / "05_inside" / "a.py"
    copy = source.parent / "lenet-run" / "training.npz"
    for folder in (run_, copy.parent):
        folder.mkdir(parents=True)
    (run_ / "training.npz").write_bytes(NOISE)
    script = fresh_gallery.Script(source, source, source, "", run_, "04_lenet/training")
    assert_kept(copy, lambda _: fresh_gallery._borrow_run_of(script, run_))


@pytest.mark.parametrize("content", ["", '{"inputs": "a"', "\0" * 100])
def test_a_damaged_record_is_none(tmp_path, content):
    path = tmp_path / "record.json"
    path.write_text(content)
    assert not results.is_fresh(path, "a")


@pytest.mark.parametrize("content", ["", '{"time": 1', "{}"])
def test_a_damaged_file_of_costs_is_none(tmp_path, content):
    source = tmp_path / "a.py"
    source.write_text("cg.convolve(image, kernel)")
    page = tmp_path / "docs" / "a.py"
    page.parent.mkdir()
    page.with_suffix(".cost.json").write_text(content)
    script = fresh_gallery.Script(source, page, tmp_path / "a.json", "", None, None)
    assert script.seconds() == 2


def test_a_wheel_that_cannot_be_built_says_why(tmp_path):
    app = SimpleNamespace(srcdir=tmp_path / "docs")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'a'\nversion = 'one'\n")
    with pytest.raises(SphinxError, match=r"(?s)the wheel could not be built in .*_dist.*one"):
        downloads._build_wheel(app, SimpleNamespace())


def test_a_cleanup_that_is_interrupted_leaves_no_page_that_looks_new(tmp_path, monkeypatch):
    app = SimpleNamespace(doctreedir=tmp_path / "doctrees", outdir=tmp_path / "html")
    app.doctreedir.mkdir()
    whole_site._begin(app, SimpleNamespace())
    pages = app.doctreedir / "environment.pickle"  # says which pages Sphinx need not write
    pages.touch()

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.rmtree", interrupt)
    with pytest.raises(KeyboardInterrupt):
        whole_site._begin(app, SimpleNamespace())
    assert not pages.exists()


@pytest.mark.slow
def test_a_build_on_a_full_disk_and_the_next_one(tmp_path, full_disk):
    """With more room, a later step fails; what came before it is kept."""
    site = SmallSite(tmp_path / "site")
    for room, written in ((1_000, r"_2x\.webp"), (12_000, r"\.jpg")):
        with full_disk(room):
            ran, printed = site.build(fails=True)
        assert ran == ["blur", "sharpen"]
        assert re.search(f"could not write .*sphx_glr_blur_001{written}.*free space", printed)
    assert site.build()[0] == ["blur", "sharpen"]

    index = site.folder / "docs" / "index.rst"
    index.write_text(index.read_text() + "\nMore.\n")
    with full_disk(3_000):
        ran, printed = site.build(fails=True)
    assert ran == []
    assert re.search("could not write .*html: File too large.*free space", printed), printed
    assert site.build()[0] == []
    recovered = site.pages()
    site.clean()
    site.build()
    assert site.pages() == recovered
