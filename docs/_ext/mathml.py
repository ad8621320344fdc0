"""Formulas as MathML, which browsers draw without scripts, fonts or other hosts."""

from html import escape
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util.logging import getLogger
from sphinx.writers.html5 import HTML5Translator

_logger = getLogger(__name__)


def _convert(app: Sphinx, document: nodes.document) -> None:
    """Convert all formulas of a page, and warn of what docutils does not know."""
    for kind, as_block in ((nodes.math, False), (nodes.math_block, True)):
        for node in document.findall(kind):
            try:
                node["mathml"] = tex2mathml(node.astext(), as_block=as_block)
            except MathError as error:
                line = node.line or node.parent.line
                place = (app.env.docname, line)
                _logger.warning("a formula cannot be converted: %s", error, location=place)
                node["mathml"] = f"<code>{escape(node.astext())}</code>"


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(node["mathml"])
    raise nodes.SkipNode


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="formula">{node["mathml"]}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the renderer."""
    app.connect("doctree-read", _convert)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
