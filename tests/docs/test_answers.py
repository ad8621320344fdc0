"""Questions and answers on pages, folded until a reader opens them."""

import pytest
from answers import answering
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace
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


@pytest.fixture
def build(tmp_path):
    """Build a page, and read its main part."""

    def build(text):
        (tmp_path / "index.rst").write_text(text)
        confoverrides = {"extensions": ["answers"], "html_theme": "basic"}
        folders = (tmp_path, None, tmp_path / "html", tmp_path / "doctrees")
        with docutils_namespace():
            app = Sphinx(
                *folders,
                "html",
                confoverrides=confoverrides,
                status=None,
                warningiserror=True,
                exception_on_warning=True,
            )
            app.build()
        html = (tmp_path / "html" / "index.html").read_text()
        return html[html.index("<h1>") : html.index('<div class="sphinxsidebar')]

    return build


def test_answers_unfold_without_a_script(build):
    html = build(PAGE)
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


def test_a_question_needs_an_answer(build):
    with pytest.raises(Exception, match="Content block expected"):
        build("Page\n====\n\n.. predict:: Which?\n")


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
