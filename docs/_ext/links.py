"""Links between the pages and files of the written site: whether each of them arrives.

Links must be relative, so that the site works at any address and from disk.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from written_page import Tag

# Attributes that hold one address; the last two are read by our own scripts.
_ADDRESSES = ("href", "src", "action", "poster", "data-page", "data-wheel")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.+)", re.IGNORECASE)
# A candidate of srcset is an address and, perhaps, a width or a density.
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)")


def find_links(tag: Tag) -> Iterator[str]:
    """List the addresses that a tag names.

    Parameters
    ----------
    tag : Tag
        Any start tag.

    Yields
    ------
    str
        An address, relative or not.
    """
    attributes = tag.attributes
    for name in _ADDRESSES:
        if name in attributes:
            yield attributes[name]
    yield from _CANDIDATE.findall(attributes.get("srcset", ""))
    yield from attributes.get("data-scripts", "").split()
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(attributes.get("content", ""))


def find_broken(
    page: str, tags: list[Tag], files: Mapping[str, frozenset[str]], base: str = ""
) -> Iterator[tuple[Tag, str]]:
    """Find the links of a page that do not arrive.

    Parameters
    ----------
    page : str
        The path of the page in the site.
    tags : list of Tag
        The page.
    files : mapping of str to frozenset of str
        The paths of all files of the site, each with its anchors.
    base : str
        The address of the site, if that is known.

    Yields
    ------
    tag : Tag
        Where the link is.
    fault : str
        The link, and what is wrong with it.
    """
    for tag in tags:
        if tag.attributes.get("rel") == "canonical":
            continue  # a full address, of the site as it is published
        for address in find_links(tag):
            fault = _find_fault(page, address, files, base)
            if fault:
                yield tag, f"the link {address!r} {fault}"


def _find_fault(page: str, address: str, files: Mapping[str, frozenset[str]], base: str) -> str:
    """Say what is wrong with a link; an empty text says that nothing is."""
    parts = urlsplit(address)
    within = base and address.startswith(base)
    if parts.scheme in {"http", "https", "mailto", "data"} and not within:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "must be relative"
    folder = posixpath.dirname(page)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page
    if path not in files:
        return f"leads to {path}, which is not a file of the site"
    anchor = unquote(parts.fragment)
    if anchor and path.endswith(".html") and anchor not in files[path]:
        return f"leads to an anchor that {path} does not have"
    return ""
