"""Formulas become MathML, or a warning that names the page."""

import pytest
from one_page import build_page
from sphinx.errors import SphinxWarning

TITLE = "Page\n====\n\n"


def test_formulas_are_mathml(tmp_path):
    html = build_page(
        tmp_path, TITLE + "Half, :math:`\\frac{1}{2}`.\n\n.. math:: y = x^2", "mathml"
    )
    assert html.count("<math") == 2
    assert "<mfrac>" in html
    assert '<div class="formula"><math' in html


@pytest.mark.parametrize("text", [":math:`\\Big/`", ".. math:: \\Big/"])
def test_unknown_commands_are_refused_with_their_page(tmp_path, text):
    with pytest.raises(SphinxWarning, match=r"index.*cannot be converted: .*Big"):
        build_page(tmp_path, TITLE + text, "mathml")
