"""Questions and answers on pages, folded until a reader opens them."""

import pytest
from answers import answering
from one_page import build_page
from sphinx_gallery.py_source_parser import Block

PAGE = """
Page
====

.. predict:: Which *edges*
   stay?

   Those along the movement.

Try it
------

Do it.

.. answer::

Like this.

.. code-block:: python

   x = 1

.. rst-class:: output

  1

Next
----

Go on.
"""


def test_answers_unfold_without_a_script(tmp_path):
    html = build_page(tmp_path, PAGE, "answers")
    predict, answer = html.split("<details")[1:]
    assert "<strong>Predict.</strong> Which <em>edges</em> stay?" in html.split("<details")[0]
    for details, words in ((predict, "Those along"), (answer, "Like this.")):
        inside, after = details.split("</details>")
        assert 'class="answer' in inside
        assert "<summary" in inside
        assert words in inside
        assert words not in after
        assert "open=" not in inside
    inside, after = answer.split("</details>")
    assert "Do it." in predict
    assert 'class="output"' in inside
    assert inside.count('<span class="n">x</span>') == 1
    assert "Next" in after
    assert "Next" not in inside


def test_a_question_needs_an_answer(tmp_path):
    with pytest.raises(Exception, match="Content block expected"):
        build_page(tmp_path, "Page\n====\n\n.. predict:: Which?\n", "answers")


def test_code_belongs_to_an_answer_until_the_next_heading():
    blocks = [
        Block("text", "Title\n=====", 1),
        Block("code", "a = 1", 3),
        Block("text", "Try it\n------\nDo it.\n\n.. answer::\n\nSo.", 4),
        Block("code", "b = 1", 9),
        Block("text", "And so.", 10),
        Block("code", "c = 1", 11),
        Block("text", "Next\n----\nGo on.", 12),
        Block("code", "d = 1", 14),
    ]
    code = [
        block.content[0] for block, is_in in zip(blocks, answering(blocks), strict=True) if is_in
    ]
    assert code == ["b", "c"]
