"""Set each image's size, so that pages do not shift while they load, and load images lazily.

Of an image that figures.py has saved twice, browsers load the one that suits the screen.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from figures import DENSE
from PIL import Image
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

# How wide site.css shows figures, and the thumbnails on cards.
_FIGURE = "(min-width: 48em) 728px, calc(100vw - 2.5rem)"
_CARD = "(min-width: 48em) 15rem, 9rem"


def _add_sizes(app: Sphinx, document: nodes.document) -> None:
    for node in document.findall(nodes.image):
        path = Path(app.srcdir, node["uri"])
        dense = path.with_stem(f"{path.stem}{DENSE}")
        if dense.is_file():
            node["sizes"] = _FIGURE if "width" in node else _CARD
            other = str(Path(node["uri"]).with_name(dense.name))
            node["srcset"] = [(node["uri"], _size(path)[0]), (other, _size(dense)[0])]
            app.env.images.add_file(app.env.docname, other)
            app.env.note_dependency(other)
        if "width" not in node and path.suffix in {".jpg", ".png", ".webp"} and path.is_file():
            node["width"], node["height"] = map(str, _size(path))
            node["classes"].append("no-scaled-link")  # its own size does not scale it down
        node.setdefault("loading", "lazy")


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def _publish(app: Sphinx, document: nodes.document, page: str) -> None:
    """Copy all variants of a page's images to the site."""
    for node in document.findall(nodes.image):
        variants: list[tuple[str, int]] = node.get("srcset", [])
        for uri, _ in variants:
            app.builder.images[uri] = app.env.images[uri][1]


def _visit(translator: HTML5Translator, node: nodes.image) -> None:
    HTML5Translator.visit_image(translator, node)
    if "srcset" in node:
        builder = translator.builder
        srcset = ", ".join(
            f"{builder.imgpath}/{builder.images[uri]} {width}w" for uri, width in node["srcset"]
        )
        added = f'<img srcset="{srcset}" sizes="{node["sizes"]}" '
        translator.body[-1] = translator.body[-1].replace("<img ", added, 1)


def _depart(translator: HTML5Translator, node: nodes.image) -> None:
    HTML5Translator.depart_image(translator, node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handlers, the first of which runs after Sphinx has resolved all paths."""
    app.connect("doctree-read", _add_sizes)
    app.connect("doctree-resolved", _publish)
    app.add_node(nodes.image, override=True, html=(_visit, _depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
