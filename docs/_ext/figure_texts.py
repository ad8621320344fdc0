"""The texts of a script's figures, which stand above the code that draws, not in it.

The text above a block of code describes each of the block's figures, in order::

    # .. alt:: A cat, and the same cat in outlines.
    #
    # .. caption:: Only edges remain.
    #
    # .. thumbnail:: 1 2

The alt text describes the figure for readers who cannot see it; the caption says what to notice.
The thumbnail of the page joins the left half of one panel and the right half of another, or shows
one panel alone.
"""

import re
from typing import Any, NamedTuple

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

_TEXT = re.compile(r"^\.\. (alt|caption|thumbnail)::(.*(?:\n[ \t]+\S.*)*)\n*", re.MULTILINE)


class FigureText(NamedTuple):
    """The texts of one figure.

    Attributes
    ----------
    alt, caption : str
        The texts, each on one line.
    thumbnail : tuple of int
        The panels that make up the page's thumbnail, counted from 1; empty for most figures.
    """

    alt: str
    caption: str
    thumbnail: tuple[int, ...]


def figure_texts(text: str) -> list[FigureText]:
    """Read the texts of figures in a text block.

    Parameters
    ----------
    text : str
        reST.

    Returns
    -------
    list of FigureText
        One for each alt text.

    Raises
    ------
    ExtensionError
        If a figure has no alt text or no caption, or a thumbnail does not name one or two panels.
    """
    found: dict[str, list[str]] = {"alt": [], "caption": []}
    panels: dict[int, tuple[int, ...]] = {}
    for name, words in _TEXT.findall(text):
        line = " ".join(words.split())
        if name == "thumbnail":
            if not re.fullmatch(r"[1-9]\d*( [1-9]\d*)?", line):
                raise ExtensionError(f"a thumbnail must name one or two panels, got {line!r}")
            # It belongs to the figure whose texts are above it, or else to the first.
            panels[max(len(found["alt"]) - 1, 0)] = tuple(map(int, line.split()))
        elif line:
            found[name].append(line)
    alts, captions = found.values()
    if len(alts) != len(captions):
        raise ExtensionError(
            f"each figure must have an alt text and a caption, got {len(alts)} and {len(captions)}; "
            "write them as `.. alt:: What is there.` and `.. caption:: What to see in it.`"
        )
    pairs = enumerate(zip(alts, captions, strict=True))
    return [FigureText(alt, caption, panels.get(i, ())) for i, (alt, caption) in pairs]


def without_figure_texts(text: str) -> str:
    """Remove the texts of figures from a text block.

    Parameters
    ----------
    text : str
        reST.

    Returns
    -------
    str
        The text that readers see.
    """
    return _TEXT.sub("", text)


class _Unseen(SphinxDirective):
    """Show nothing, because the scraper of figures reads the text."""

    has_content = True

    def run(self) -> list[Node]:
        return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    for name in ("alt", "caption", "thumbnail"):
        app.add_directive(name, _Unseen)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
