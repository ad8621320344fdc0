"""What a page may not hold under its policy is found."""

import pytest
from policy import find_violations
from written_page import read_tags

HEAD = """<!doctype html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
"""
ALLOWED = """<link rel="stylesheet" href="site.css"><link rel="canonical" href="https://a.org/">
<script src="a.js"></script><body><p class="style" id="on">&lt;style&gt;
<a href="https://a.org/">elsewhere</a> <img src="a.png" alt="onclick='x' style='y'"></body>"""


@pytest.fixture
def violations(tmp_path):
    """Write a page and find its violations: what is said, the tag and its line."""

    def found(html):
        path = tmp_path / "page.html"
        path.write_text(html)
        return [(fault, tag.source, tag.line) for tag, fault in find_violations(read_tags(path))]

    return found


def test_what_is_allowed(violations):
    assert violations(HEAD + ALLOWED) == []


@pytest.mark.parametrize(
    ("html", "fault", "source"),
    [
        ("<script>let a;\n a < 1;</script>", "inline script", "<script>let a; a < 1;"),
        ("<style>p { color: red; }</style>", "inline style", "<style>p { color: red; }"),
        ("<td STYLE='width: 3%'>", "attribute style", "<td STYLE='width: 3%'>"),
        ("<svg><path style='opacity: 1'/></svg>", "attribute style", "<path style='opacity: 1'/>"),
        ("<img src=a.png onload='a()'>", "attribute onload", "<img src=a.png onload='a()'>"),
        ("<link rel='next' href='b.html'>", "in advance", "<link rel='next' href='b.html'>"),
        ("<script src='https://a.org/a.js'>", "another host", "<script src='https://a.org/a.js'>"),
        ("<img src='//a.org/a.png'>", "another host", "<img src='//a.org/a.png'>"),
    ],
)
def test_what_is_not_allowed_is_named(violations, html, fault, source):
    ((said, found, line),) = violations(f"{HEAD}<body>\n{html}")
    assert fault in said
    assert (found, line) == (source, 4)


@pytest.mark.parametrize(
    "html",
    [
        "<script src='a.js'></script><body>",
        "<link href='a.css'>" + HEAD,
        HEAD.replace("default-src 'none'", "default-src *") + "<body>",
        "<body>No head",
    ],
)
def test_a_page_without_a_policy_at_its_beginning(violations, html):
    ((fault, _, _),) = violations(html)
    assert "no strict Content-Security-Policy" in fault
