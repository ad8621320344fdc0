"""Questions whose answers unfold, without JavaScript.

A question before the figure that answers it::

    # .. predict:: Which edges stay sharp?
    #
    #    Those along the movement, because a mean of equal pixels is the same pixel.

A task whose worked answer is the rest of its section, including code and figures::

    # Try it
    # ------
    # Blur along the columns.
    #
    # .. answer::
"""

import re
from textwrap import dedent
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

_SUMMARY = "Answer"
_PREDICT = re.compile(
    r"^\.\. predict::(?P<question>.*(?:\n[ \t]+\S.*)*)\n+(?P<answer>(?:(?:[ \t]+\S.*)?\n|[ \t]+\S.*\Z)+)",
    re.MULTILINE,
)
_ANSWER = re.compile(r"^\.\. answer::[ \t]*\n*(?P<answer>.*)", re.MULTILINE | re.DOTALL)
_DETAILS = "<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n\n"
_HEADING = re.compile(r"^(=|-|~){3,}$", re.MULTILINE)


def in_markdown(text: str) -> str:
    """Convert questions and answers to the Markdown of notebooks.

    Parameters
    ----------
    text : str
        A text block of a script.

    Returns
    -------
    str
        The block, with ``<details>`` around each answer.
    """

    def _question(match: re.Match[str]) -> str:
        question = " ".join(match["question"].split())
        answer = _DETAILS.format(_SUMMARY, dedent(match["answer"]).strip())
        return f"**Predict.** {question}\n\n{answer}"

    def _answer(match: re.Match[str]) -> str:
        words = match["answer"].strip() or "The cell below computes it."
        return _DETAILS.format(f"{_SUMMARY}, computed by the cell below", words)

    return _ANSWER.sub(_answer, _PREDICT.sub(_question, text))


def answering(blocks: list[Any]) -> list[bool]:
    """Find the code blocks of a script that belong to a worked answer.

    Parameters
    ----------
    blocks : list of sphinx_gallery.py_source_parser.Block
        The blocks of a script, text and code.

    Returns
    -------
    list of bool
        For each block, whether it is code between ``.. answer::`` and the next heading.
    """
    belong, inside = [], False
    for block in blocks:
        if block.type == "text":
            last = block.content
            if inside and _HEADING.search(last):
                inside = False
            if marker := _ANSWER.search(last):
                inside = not _HEADING.search(marker["answer"])
        belong.append(inside and block.type == "code")
    return belong


class _Predict(SphinxDirective):
    """A question with a folded answer."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        words, messages = self.parse_inline(" ".join(self.arguments[0].split()))
        label = nodes.strong("", "Predict.")
        question = nodes.paragraph("", "", label, nodes.Text(" "), *words)
        answer = _folded()
        answer += self.parse_content_to_nodes()
        return [nodes.container("", question, answer, classes=["predict"]), *messages]


def _folded() -> nodes.admonition:
    title = nodes.title("", _SUMMARY)
    return nodes.admonition("", title, classes=["answer"], collapsible="closed")


class _Marker(nodes.Element):
    """The place where a worked answer begins."""


class _Answer(SphinxDirective):
    """Begin a worked answer."""

    def run(self) -> list[nodes.Node]:
        return [_Marker()]


class _FoldAnswers(SphinxTransform):
    """Fold everything that follows a marker in its section."""

    default_priority = 400  # after figures and outputs have been given their classes

    def apply(self, **options: Any) -> None:  # noqa: ARG002 - docutils's
        for marker in list(self.document.findall(_Marker)):
            section = marker.parent
            place = section.index(marker)
            answer = _folded()
            answer += section[place + 1 :]
            section[place:] = [answer]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and the transform."""
    app.add_directive("predict", _Predict)
    app.add_directive("answer", _Answer)
    app.add_transform(_FoldAnswers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
