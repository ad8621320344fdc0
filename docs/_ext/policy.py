"""What the policy of a page, its Content-Security-Policy, would keep a browser from doing.

The templates base.html and moved.html state the policy: it allows no inline script or style, and
nothing from another host.
"""

from collections.abc import Iterator

from written_page import Tag

_LOADING = {"audio", "embed", "iframe", "img", "link", "script", "source", "video"}


def find_violations(tags: list[Tag]) -> Iterator[tuple[Tag, str]]:
    """Find what violates the policy on a page, or that the page has none.

    Parameters
    ----------
    tags : list of Tag
        The page.

    Yields
    ------
    tag : Tag
        Where it is.
    fault : str
        What is wrong there.
    """
    stated = False
    for tag in tags:
        attributes = tag.attributes
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            stated = "default-src 'none'" in attributes.get("content", "")
        elif tag.name in {"script", "style", "link", "body"} and not stated:
            yield tag, "no strict Content-Security-Policy stands above this"
            stated = True  # once is enough
        if tag.name == "style" or (tag.name == "script" and "src" not in attributes):
            yield tag, f"an inline {tag.name} is not allowed"
        for name in attributes:
            if name == "style" or name.startswith("on"):
                yield tag, f"the attribute {name} is not allowed"
        if tag.name == "link" and {"next", "prefetch"} & set(attributes.get("rel", "").split()):
            yield tag, "nothing may be loaded in advance, as Firefox would do"
        address = attributes.get("src") or attributes.get("href", "")
        elsewhere = address.startswith(("http:", "https:", "//"))
        if tag.name in _LOADING and elsewhere and attributes.get("rel") != "canonical":
            yield tag, "nothing may be loaded from another host"
