"""Add ``lenet-live`` to the page of the script that trains the network, not to the script itself.

The directive, and what its pages load, are defined in live.py, the weights in lenet_weights.py.
"""

from typing import Any

from docutils import nodes
from live import LiveNode
from sphinx.application import Sphinx

_TRAINING = "gallery/04_lenet/training"
_TITLE = "Try the network"
_TEXT = (
    "Write a digit, and the network that this page trained classifies it. The slider goes back to "
    "earlier steps of this training run."
)


def _place(app: Sphinx, document: nodes.document) -> None:
    """Insert a section before the last one, the references."""
    if app.env.docname != _TRAINING:
        return
    page = next(iter(document.findall(nodes.section)))
    last = max(i for i, child in enumerate(page) if isinstance(child, nodes.section))
    title, text = nodes.title("", _TITLE), nodes.paragraph("", _TEXT)
    element = LiveNode(tag="lenet-live", shown={})
    page.insert(last, nodes.section("", title, text, element, ids=["try-the-network"]))


def setup(app: Sphinx) -> dict[str, Any]:
    """Place the element before Sphinx lists the sections of a page."""
    app.setup_extension("live")
    app.setup_extension("lenet_weights")
    app.connect("doctree-read", _place, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
