"""The list of works, read from the scripts."""

from pathlib import Path

import bibliography
import pytest

GALLERY = Path(__file__).parents[2] / "gallery"


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    monkeypatch.setattr(bibliography, "position", lambda name: name)
    texts = {
        "a.py": "* Ada Lovelace and Alan Turing, *On\n#   engines*, 1843, a talk",
        "b.py": "* Anna Zorn, `Pixels <https://example.org/a_b>`__\n# * No work, only words.",
        "d.py": "* IEC 61966-2-1, *A standard*, 1999",
        "c.py": "* Ada Lovelace and Alan Turing, *On engines*, the chapter on wheels",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(f"x = 1\n\n# %%\n# References\n# ----------\n# {text}\n")
    return [tmp_path / name for name in texts]


def test_items_are_read_whole(scripts):
    assert bibliography.references(scripts[0]) == [
        "Ada Lovelace and Alan Turing, *On engines*, 1843, a talk"
    ]
    assert len(bibliography.references(scripts[1])) == 2


def test_a_work_is_listed_once_by_last_name(scripts):
    a, b, d, c = scripts
    assert list(bibliography.works(scripts).items()) == [
        ("IEC 61966-2-1, *A standard*, 1999", [d]),
        ("Ada Lovelace and Alan Turing, *On engines*, 1843", [a, c]),
        ("Anna Zorn, `Pixels <https://example.org/a_b>`__", [b]),
    ]


def test_every_script_has_references():
    for script in GALLERY.glob("*/*.py"):
        assert bibliography.references(script), script
