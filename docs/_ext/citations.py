"""Mark the works that a docstring cites as the items of their list, which Docutils does not."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def _visit(translator: HTML5Translator, node: nodes.citation) -> None:
    HTML5Translator.visit_citation(translator, node)
    # Its own role is deprecated and not allowed in a list.
    tag = translator.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')
    translator.body[-1] = tag


def _depart(translator: HTML5Translator, node: nodes.citation) -> None:
    HTML5Translator.depart_citation(translator, node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Replace the way in which citations are written."""
    app.add_node(nodes.citation, override=True, html=(_visit, _depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
