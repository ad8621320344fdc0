"""Notebooks hold Markdown, and no reST."""

import json
from pathlib import Path

import pytest
from notebooks import with_links, write_notebook
from sphinx.errors import ExtensionError

GALLERY = Path(__file__).parents[2] / "gallery"
SITE = "https://example.org/site/"
CONF = {
    "first_notebook_cell": "",
    "last_notebook_cell": None,
    "promote_jupyter_magic": False,
    "notebook_images": False,
    "pypandoc": False,
}


@pytest.mark.parametrize(
    ("rest", "markdown", "without_site"),
    [
        ("`Zarr <https://zarr.dev/>`__, 2020", "[Zarr](https://zarr.dev/), 2020", None),
        ("`two\nlines\n<https://a.b/c_d>`__", "[two\nlines](https://a.b/c_d)", None),
        (
            ":func:`convgallery.convolve`",
            f"[`convgallery.convolve()`]({SITE}api/generated/convgallery.convolve.html)",
            "`convgallery.convolve()`",
        ),
        (
            "a :doc:`word </guide/glossary>`,",
            f"a [word]({SITE}guide/glossary.html),",
            "a word,",
        ),
        (
            ":doc:`/gallery/02_kernels/blur`",
            f"[Blur]({SITE}gallery/02_kernels/blur.html)",
            "Blur",
        ),
        (":math:`x_i` and ``a_`` and *b*", ":math:`x_i` and ``a_`` and *b*", None),
    ],
)
def test_references_become_links(rest, markdown, without_site):
    assert with_links(rest, GALLERY, SITE) == markdown
    assert with_links(rest, GALLERY, "") == (without_site or markdown)


@pytest.mark.parametrize("rest", [":term:`stride`", ":doc:`/guide/glossary`"])
def test_what_has_no_form_is_refused(rest):
    with pytest.raises(ExtensionError, match="notebooks"):
        with_links(rest, GALLERY, SITE)


@pytest.fixture
def write(tmp_path):
    """Write the notebook of a script with some text, and read it."""

    def write(text):
        (tmp_path / "01_first").mkdir(exist_ok=True)
        script = tmp_path / "01_first" / "script.py"
        script.write_text(f'"""\nTitle\n=====\n\n{text}\n"""\n\nprint(1)\n')
        write_notebook(script, script, CONF, SITE)
        return json.loads(script.with_suffix(".ipynb").read_text())["cells"]

    return write


def test_a_notebook_has_the_cells_of_its_script(write):
    text, code = write(":math:`x_i`, `a link <https://a.b/>`__\n\n.. math:: y = x")
    assert "".join(code["source"]) == "print(1)"
    words = "".join(text["source"])
    assert words.strip().startswith("# Title\n")
    assert "$x_i$, [a link](https://a.b/)" in words


@pytest.mark.parametrize(
    "text", ["`name`_", ".. image:: a.png\n\n.. unknown:: b", "A block::\n\n    code", "[1]_ `x`_"]
)
def test_leftovers_are_an_error(write, text):
    with pytest.raises(ExtensionError, match=r"script\.py: reST in the notebook"):
        write(text)


@pytest.mark.parametrize("script", sorted(GALLERY.glob("*/*.py")), ids=lambda path: path.stem)
def test_no_script_leaves_any(script, tmp_path):
    write_notebook(script, tmp_path / script.name, CONF, SITE)
    assert (tmp_path / script.name).with_suffix(".ipynb").is_file()


def source(cell):
    return "".join(cell["source"]).strip()


def test_alt_texts_are_for_the_page_and_captions_for_both(write):
    first, code, below = write(
        "Words.\n\n.. alt:: What is there,\n   in two lines.\n\n.. caption:: What to\n   see."
        "\n\n.. thumbnail:: 1 2"
    )
    assert source(first).endswith("Words.")
    assert source(code) == "print(1)"
    assert source(below) == "*What to see.*"


def test_questions_unfold_their_answers(write):
    first, _ = write("Words.\n\n.. predict:: Which\n   one?\n\n   The *first*.\n\nMore words.")
    expected = "<details>\n<summary>Answer</summary>\n\nThe *first*.\n\n</details>\n\nMore words."
    assert source(first).endswith(f"**Predict.** Which one?\n\n{expected}")


ANSWER = """More.

.. answer::

Like this.
"""


def test_code_of_answers_is_hidden(write, tmp_path):
    write(ANSWER)
    script = tmp_path / "01_first" / "script.py"
    text = script.read_text() + "\n# %%\n# Next\n# ----\n# Words.\n\nprint(2)\n"
    script.write_text(text + '\n# sphinx_gallery_tags = ["blur"]\n')
    write_notebook(script, script, CONF, SITE)
    cells = json.loads(script.with_suffix(".ipynb").read_text())["cells"]
    text, hidden, _, shown = cells
    assert "<summary>Answer, computed by the cell below</summary>\n\nLike this." in source(text)
    assert source(hidden) == "print(1)"
    assert hidden["metadata"]["jupyter"] == {"source_hidden": True}
    assert source(shown) == "print(2)"
    assert "jupyter" not in shown["metadata"]
