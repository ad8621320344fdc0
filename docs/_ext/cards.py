"""The gallery's cards: each shows the question that its page answers, and tags filter them.

Sphinx-gallery makes a thumbnail with a title for each script, and writes the script's tags beside
it. Its own filter of tags works only with a mouse; ``tags.js`` replaces it with buttons.
"""

import ast
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config

_TITLE = re.compile(r'(<div class="sphx-glr-thumbnail-title">.*?</div>)', re.DOTALL)
_SENTENCE = re.compile(r".*?[.?](?=\s|$)", re.DOTALL)


def opening(script: str) -> str:
    """Extract the first sentence of a script's page.

    Parameters
    ----------
    script : str
        The script's text, whose docstring has a title and, below it, paragraphs.

    Returns
    -------
    str
        The sentence, on one line, without reST markup.
    """
    docstring = ast.get_docstring(ast.parse(script)) or ""
    _, _, text = docstring.partition("\n\n")
    sentence = _SENTENCE.match(text.lstrip())
    return " ".join(re.sub(r"[`*]", "", sentence[0]).split()) if sentence else ""


def _add_openings(app: Sphinx, document: nodes.document) -> None:
    gallery = app.config.sphinx_gallery_conf["gallery_dirs"]
    if not re.fullmatch(rf"{gallery}/(.*/)?index", app.env.docname):
        return
    page = ""
    for node in list(document.findall()):
        if isinstance(node, addnodes.pending_xref):
            page = node["reftarget"].removeprefix("/")
        elif isinstance(node, nodes.raw) and page and _TITLE.search(node.astext()):
            script = Path(app.srcdir, page).with_suffix(".py").read_text(encoding="utf-8")
            sentence = f'<div class="opening">{escape(opening(script))}</div>'
            before, title, after = _TITLE.split(node.astext(), maxsplit=1)
            text = before + title + sentence + after
            node.replace_self(nodes.raw("", text, format="html"))
            page = ""


def _without_mouse_script(app: Sphinx, config: Config) -> None:
    app.registry.js_files[:] = [file for file in app.registry.js_files if file[0] != "sg-tags.js"]
    app.add_js_file("tags.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handlers."""
    app.connect("config-inited", _without_mouse_script)
    app.connect("doctree-read", _add_openings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
