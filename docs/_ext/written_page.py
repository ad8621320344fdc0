"""A written HTML page, as its start tags."""

import textwrap
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_LONGEST = 60  # letters of a script that are shown


class Tag(NamedTuple):
    """A start tag, and where it stands.

    Attributes
    ----------
    name : str
        The element.
    attributes : dict of str to str
        Its attributes; one without a value has an empty one.
    source : str
        The tag as it is written; for a script or a style, with the beginning of its text.
    line : int
        The page's line, counted from 1.
    """

    name: str
    attributes: dict[str, str]
    source: str
    line: int


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes, self.get_starttag_text() or "", self.getpos()[0]))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # the text of a script or a style
            tag = self.tags[-1]
            self.tags[-1] = tag._replace(source=tag.source + textwrap.shorten(data, _LONGEST))


def read_tags(path: Path) -> list[Tag]:
    """Read the start tags of a page.

    Parameters
    ----------
    path : Path
        An HTML file.

    Returns
    -------
    list of Tag
        In the order of the page.
    """
    parser = _Parser()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.tags
