"""Links of written pages: those that arrive, and what is wrong with the others."""

import pytest
from links import find_broken
from written_page import read_tags

FILES = {
    "index.html": frozenset({"top", "ä"}),
    "guide/page.html": frozenset({"here"}),
    "guide/two words.pdf": frozenset(),
    "_images/a.webp": frozenset(),
    "_images/a,b.webp": frozenset(),
}


@pytest.fixture
def broken(tmp_path):
    """Write guide/page.html and find its broken links."""

    def found(html):
        path = tmp_path / "page.html"
        path.write_text(html)
        tags = read_tags(path)
        base = "https://site.org/docs/"
        return [fault for _, fault in find_broken("guide/page.html", tags, FILES, base)]

    return found


@pytest.mark.parametrize(
    "html",
    [
        "<a href='page.html'>",
        "<a href='#here'>",
        "<a href='#'>",
        "<a href='../index.html#top'>",
        "<a href='../index.html?q=1#%C3%A4'>",
        "<a href='two%20words.pdf#page=2'>",
        "<a href='https://a.org/b#c'>",
        "<a href='mailto:a@b.org'>",
        "<img src='../_images/a.webp' srcset='../_images/a.webp 1x, ../_images/a,b.webp 2x'>",
        "<img src='data:image/png;base64,AA' srcset='../_images/a.webp'>",
        "<p id='no' data-page='../index.html' data-scripts='../index.html page.html?v=1'>",
        "<meta http-equiv='refresh' content='0; url=../index.html'>",
        "<link rel='canonical' href='https://site.org/docs/guide/page.html'>",
    ],
)
def test_links_that_arrive(broken, html):
    assert broken(html) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<a href='away.html'>", "'away.html' leads to guide/away.html, which is not a file"),
        ("<a href='../Index.html'>", "leads to Index.html, which is not a file"),
        ("<a href='../../index.html'>", "leads to ../index.html, which is not a file"),
        ("<a href='../guide/'>", "leads to guide, which is not a file"),
        ("<a href='#there'>", "leads to an anchor that guide/page.html does not have"),
        ("<a href='../index.html#here'>", "leads to an anchor that index.html does not have"),
        ("<a href='/index.html'>", "must be relative"),
        ("<a href='//site.org/docs/'>", "must be relative"),
        ("<a href='https://site.org/docs/index.html'>", "must be relative"),
        ("<a href='javascript:go()'>", "must be relative"),
        ("<img srcset='../_images/a.webp 1x, ../_images/b.webp 2x'>", "leads to _images/b.webp"),
        ("<use href='#svg-sun'/>", "leads to an anchor"),
        ("<form action='search.html'>", "leads to guide/search.html"),
        ("<p data-scripts='page.html gone.js?v=1'>", "leads to guide/gone.js"),
        ("<pre data-wheel='a.whl'>", "leads to guide/a.whl"),
        ("<meta http-equiv='Refresh' content='0; URL=gone.html'>", "leads to guide/gone.html"),
    ],
)
def test_links_that_do_not(broken, html, fault):
    (said,) = broken(html)
    assert fault in said
