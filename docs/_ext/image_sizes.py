"""Set each image's size, so that pages do not shift while they load, and load images lazily."""

from pathlib import Path
from typing import Any

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx


def _add_sizes(app: Sphinx, document: nodes.document) -> None:
    for node in document.findall(nodes.image):
        path = Path(app.srcdir, node["uri"])
        if "width" not in node and path.suffix in {".jpg", ".png", ".webp"} and path.is_file():
            with Image.open(path) as image:
                node["width"], node["height"] = map(str, image.size)
            node["classes"].append("no-scaled-link")  # its own size does not scale it down
        node.setdefault("loading", "lazy")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handler, which runs after Sphinx has resolved the images' paths."""
    app.connect("doctree-read", _add_sizes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
