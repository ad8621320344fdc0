"""The sentence on a card of the gallery."""

from pathlib import Path

import pytest
from cards import opening

SCRIPTS = sorted((Path(__file__).parents[2] / "gallery").glob("*/*.py"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Why is it\n``soft``? A mean.", "Why is it soft?"),
        ("It costs 0.5 each. So.", "It costs 0.5 each."),
        ("What is *this*?\n\nMore.", "What is this?"),
    ],
)
def test_opening_is_the_first_sentence(text, sentence):
    assert opening(f'"""\nBlur\n====\n\n{text}\n"""\n') == sentence


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_page_opens_with_a_sentence_that_fits_a_card(script):
    sentence = opening(script.read_text(encoding="utf-8"))
    assert 20 <= len(sentence) <= 160
    assert sentence.endswith(("?", "."))
