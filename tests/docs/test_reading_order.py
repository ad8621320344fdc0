"""Every script has its place, and every place its script."""

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
