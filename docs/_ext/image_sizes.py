"""Say every picture's size, so that pages do not jump while they load, and load it when needed."""

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
            node["classes"].append("no-scaled-link")  # a size of its own is no reduction
        node.setdefault("loading", "lazy")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the step, after Sphinx has made each picture's path relative to its source."""
    app.connect("doctree-read", _add_sizes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
