"""The directive ``frame-player``: images that a page plays as an animation.

Its content is a list of images, one per line. Without JavaScript, a page shows the last one.
"""

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator


class PlayerNode(nodes.General, nodes.Element):
    """All frames, as images."""


class FramePlayer(SphinxDirective):
    """Read the options and the list of frames."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "alt": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "interval": directives.positive_int,
        "width": directives.positive_int,
        "height": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        player = PlayerNode(alt=self.options["alt"], interval=self.options["interval"])
        size = {"width": str(self.options["width"]), "height": str(self.options["height"])}
        for uri in filter(None, map(str.strip, self.content)):
            # One alt text describes the whole player, not each frame.
            player += nodes.image(uri=uri, alt="", classes=["no-scaled-link"], **size)
        words, messages = self.parse_inline(self.options["caption"])
        return [nodes.figure("", player, nodes.caption("", "", *words)), *messages]


def _visit(translator: HTML5Translator, node: PlayerNode) -> None:
    attributes = {"role": "group", "aria-label": node["alt"], "interval": str(node["interval"])}
    translator.body.append(translator.starttag(node, "frame-player", **attributes))


def _depart(translator: HTML5Translator, node: PlayerNode) -> None:
    translator.body.append("</frame-player>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, its node and the script that plays it."""
    app.add_node(PlayerNode, html=(_visit, _depart))
    app.add_directive("frame-player", FramePlayer)
    app.add_js_file("frame_player.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
