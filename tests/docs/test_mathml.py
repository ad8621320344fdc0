"""Formulas become MathML, or a warning that names the page."""

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace


@pytest.fixture
def build(tmp_path):
    """Build a page, and read it."""

    def build(text):
        (tmp_path / "index.rst").write_text(f"Page\n====\n\n{text}\n")
        folders = (tmp_path, None, tmp_path / "html", tmp_path / "doctrees")
        with docutils_namespace():
            app = Sphinx(
                *folders,
                "html",
                confoverrides={"extensions": ["mathml"], "html_theme": "basic"},
                status=None,
                warningiserror=True,
                exception_on_warning=True,
            )
            app.build()
        return (tmp_path / "html" / "index.html").read_text()

    return build


def test_formulas_are_mathml(build):
    html = build("Half, :math:`\\frac{1}{2}`.\n\n.. math:: y = x^2")
    assert html.count("<math") == 2
    assert "<mfrac>" in html
    assert '<div class="formula"><math' in html


@pytest.mark.parametrize("text", [":math:`\\Big/`", ".. math:: \\Big/"])
def test_unknown_commands_are_refused_with_their_page(build, text):
    with pytest.raises(SphinxWarning, match=r"index.*cannot be converted: .*Big"):
        build(text)
