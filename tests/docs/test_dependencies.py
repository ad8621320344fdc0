"""Which files a script's results depend on."""

import shutil
from pathlib import Path

import dependencies
import pytest

import convgallery

ROOT = Path(convgallery.__file__).parents[1]
GALLERY = ROOT / "gallery"
IGNORE = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def package(tmp_path):
    """Make a package of which each module can be told by its name."""
    root = tmp_path / "toy"
    for name, text in {
        "__init__.py": "import lazy",
        "__init__.pyi": "from .shapes._square import square as square\n"
        "from .shapes._round import circle as disk\nfrom . import colors as colors\n",
        "colors.py": "RED = 1",
        "shapes/__init__.py": "",
        "shapes/_square.py": "from toy.shapes._sides import sides",
        "shapes/_sides.py": "def sides():\n    from toy import colors",
        "shapes/_round.py": "import numpy",
        "shapes/pi.txt": "3.14",
        "other/__init__.py": "",
        "other/_thing.py": "import toy.colors",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def modules(package, text):
    return dependencies.Package(package).modules(text.encode())


SQUARE = {"toy", "toy.shapes", "toy.shapes._square", "toy.shapes._sides", "toy.colors"}
EVERYTHING = SQUARE | {"toy.shapes._round", "toy.other", "toy.other._thing"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import numpy", set()),
        ("import toy", {"toy"}),
        ("import toy as t\nt.square()", SQUARE),
        ("import toy\ntoy.square()", SQUARE),
        ("from toy import square", SQUARE),
        ("from toy.shapes._square import square as s", SQUARE),
        ("import toy as t\nt.disk", {"toy", "toy.shapes", "toy.shapes._round"}),
        ("import toy as t\nt.colors.RED", {"toy", "toy.colors"}),
        ("from toy import colors", {"toy", "toy.colors"}),
        ("import toy.colors", {"toy", "toy.colors"}),
        ("import toy.other._thing", {"toy", "toy.other", "toy.other._thing", "toy.colors"}),
        ("import toy as t\ngetattr(t, 'square')", EVERYTHING),
        ("import toy as t\nx = other.square", {"toy"}),
    ],
)
def test_names_lead_to_modules(package, text, expected):
    assert modules(package, text) == expected


def digest(package, script):
    return dependencies.Package(package).digest(script)


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text("import toy\ntoy.disk()")
    return path


@pytest.mark.parametrize("name", ["shapes/_round.py", "shapes/pi.txt", "shapes/__init__.py"])
def test_a_file_that_is_used_changes_the_digest(package, script, name):
    before = digest(package, script)
    (package / name).write_text("# another text")
    assert digest(package, script) != before


@pytest.mark.parametrize("name", ["colors.py", "shapes/_square.py", "other/new.txt"])
def test_another_file_does_not(package, script, name):
    before = digest(package, script)
    (package / name).write_text("# another text")
    assert digest(package, script) == before


def test_the_script_itself_does(package, script):
    before = digest(package, script)
    script.write_text(script.read_text() + "\n")
    assert digest(package, script) != before


def test_a_name_that_moved_does(package, script):
    before = digest(package, script)
    (package / "shapes/_new.py").write_text("import numpy")
    stub = package / "__init__.pyi"
    stub.write_text(stub.read_text().replace("_round", "_new"))
    assert digest(package, script) != before


def test_settings_of_the_environment_do_where_they_are_read(package, script, monkeypatch):
    monkeypatch.delenv("CONVGALLERY_STEPS", raising=False)
    other = script.with_name("other.py")
    other.write_text("os.environ.get('CONVGALLERY_STEPS')")
    before = digest(package, script), digest(package, other)
    monkeypatch.setenv("CONVGALLERY_STEPS", "20")
    after = digest(package, script), digest(package, other)
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_so_does_the_data_that_a_setting_names(package, script, monkeypatch, tmp_path):
    script.write_text("os.environ.get('CONVGALLERY_MNIST')")
    folder = tmp_path / "digits"
    folder.mkdir()
    (folder / "images").write_bytes(b"0")
    monkeypatch.setenv("CONVGALLERY_MNIST", str(folder))
    before = digest(package, script)
    (folder / "images").write_bytes(b"1")
    assert digest(package, script) != before


def stale_after(tmp_path, edited):
    """Edit a file of the package, and find the gallery's scripts that depend on it."""
    copy = tmp_path / "convgallery"
    shutil.copytree(ROOT / "convgallery", copy, ignore=IGNORE)
    scripts = sorted(GALLERY.glob("*/*.py"))
    before = dependencies.Package(copy)
    digests = [before.digest(script) for script in scripts]
    with (copy / edited).open("ab") as file:
        file.write(b"\n")
    after = dependencies.Package(copy)
    pairs = zip(scripts, digests, strict=True)
    return {script.stem for script, old in pairs if after.digest(script) != old}, scripts


def test_an_edit_of_plot_loss_concerns_the_pages_that_call_it(tmp_path):
    stale, scripts = stale_after(tmp_path, "figures/_loss_plot.py")
    assert stale == {script.stem for script in scripts if "plot_loss(" in script.read_text()}
    assert len(stale) == 8


def test_an_edit_of_the_style_concerns_all_pages_that_draw_with_the_package(tmp_path):
    stale, scripts = stale_after(tmp_path, "figures/figures.mplstyle")
    drawing = ("cg.show_", "cg.plot_", "cg.animate_")
    drawn = {s.stem for s in scripts if any(name in s.read_text() for name in drawing)}
    assert drawn - {"receptive_fields"} <= stale
    assert len(stale) < len(scripts)


def test_an_edit_of_the_networks_concerns_no_page_of_kernels(tmp_path):
    stale, scripts = stale_after(tmp_path, "networks/_layers.py")
    assert "training" in stale
    assert not stale & {script.stem for script in scripts if script.parent.name == "02_kernels"}
