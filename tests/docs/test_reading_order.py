"""Every script has its place, and every place its script."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
from reading_order import SCRIPTS, position
from sphinx.errors import ExtensionError

GALLERY = Path(__file__).parents[2] / "gallery"


def test_places_and_scripts_agree():
    assert sorted(SCRIPTS) == sorted(path.stem for path in GALLERY.glob("*/*.py"))


def test_chapters_are_read_in_order():
    scripts = sorted(GALLERY.glob("*/*.py"), key=lambda path: position(str(path)))
    chapters = [path.parent.name for path in scripts]
    assert chapters == sorted(chapters)


def test_script_without_a_place():
    with pytest.raises(ExtensionError, match=r"new\.py has no place in SCRIPTS"):
        position("gallery/02_kernels/new.py")


# Packages that readers have beside ours, whether or not they are installed here.
OTHER_PACKAGES = {"jax", "keras", "scipy", "skimage", "tensorboard", "tensorflow", "torch"}


def test_no_script_hides_a_package():
    """A script's folder comes first on its import path: its neighbors hide what has their name."""
    installed = [path for path in sys.path if Path(path).name == "site-packages"]
    for name in SCRIPTS:
        assert name not in sys.stdlib_module_names | OTHER_PACKAGES
        assert PathFinder.find_spec(name, installed) is None


def test_scripts_have_names_without_spaces():
    for path in GALLERY.glob("*/*.py"):
        assert path.stem.isidentifier()
