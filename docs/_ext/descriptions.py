"""Describe each page by its first paragraph, for search engines and link previews."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_LONGEST = 200


def _describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    if document is None:
        return
    paragraphs = (
        " ".join(paragraph.astext().split())
        for paragraph in document.findall(nodes.paragraph)
        if not isinstance(paragraph.parent, nodes.Admonition)
    )
    title = app.env.titles[page].astext()
    text = next(paragraphs, title)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(maxsplit=1)[0] + " …"
    content = escape(text)
    context["metatags"] += (
        f'<meta name="description" content="{content}" />\n'
        f'<meta property="og:description" content="{content}" />\n'
        f'<meta property="og:title" content="{escape(title)}" />\n'
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handler."""
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
