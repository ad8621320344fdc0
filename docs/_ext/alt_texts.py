"""Alt texts of figures: beside the code that draws, not in it.

The text above a block of code describes each of the block's figures, in order::

    # .. alt:: A cat, and the same cat in outlines.

Pages and notebooks do not show these lines; the image on the page has the text.
"""

import re
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_ALT = re.compile(r"^\.\. alt::(.*(?:\n[ \t]+\S.*)*)\n*", re.MULTILINE)


def alt_texts(text: str) -> list[str]:
    """Find the alt texts in a block of text.

    Parameters
    ----------
    text : str
        reST.

    Returns
    -------
    list of str
        Each on one line.
    """
    return [" ".join(alt.split()) for alt in _ALT.findall(text) if alt.strip()]


def without_alt_texts(text: str) -> str:
    """Remove the alt texts from a block of text.

    Parameters
    ----------
    text : str
        reST.

    Returns
    -------
    str
        The text that readers see.
    """
    return _ALT.sub("", text)


class _Alt(SphinxDirective):
    """Show nothing: the scraper of figures has read the text."""

    has_content = True

    def run(self) -> list[Node]:
        return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("alt", _Alt)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
