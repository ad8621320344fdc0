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
    described = {
        "og:title": title,
        "og:description": text,
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:url": context["pageurl"],  # none if the site's address is unknown
    }
    context["metatags"] += f'<meta name="description" content="{escape(text)}" />\n' + "".join(
        f'<meta property="{name}" content="{escape(content)}" />\n'
        for name, content in described.items()
        if content
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handler."""
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
