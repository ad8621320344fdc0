"""A build fails if a page violates its policy or a link is broken, and names page and text once."""

import io
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

DOCS = Path(__file__).parents[2] / "docs"
PAGE = ".. index:: stride\n\n{title}\n=====\n\n.. raw:: html\n\n   {html}\n"


@pytest.fixture
def build(tmp_path):
    """Build the pages that are given, with the site's templates; return the status and warnings."""

    def built(**pages):
        for name, html in pages.items():
            text = ":orphan:\n\n" + PAGE.format(title=name.title(), html=html)
            (tmp_path / f"{name}.rst").write_text(text)
        settings = {
            "extensions": ["page_checks"],
            "html_theme": "furo",
            "templates_path": [str(DOCS / "_templates")],
            "html_static_path": [str(DOCS / "_static")],
        }
        warnings = io.StringIO()
        with docutils_namespace():
            app = Sphinx(
                *(tmp_path, None, tmp_path / "html", tmp_path / "doctrees", "html"),
                confoverrides=settings,
                status=None,
                warning=warnings,
                warningiserror=True,
            )
            app.build()
        return app.statuscode, warnings.getvalue()

    return built


def test_an_incremental_build_finds_a_link_of_a_page_that_it_does_not_write(build, tmp_path):
    pages = {"index": "<a href='other.html#deep'>deep</a>", "other": "<p id='deep'>Deep."}
    assert build(**pages, **{"404": "<a href='/docs/'>home</a>"}) == (0, "")
    status, warnings = build(other="<p>Shallow.")
    assert status == 1
    assert warnings.count("WARNING") == 1
    assert f"{tmp_path / 'html' / 'index.html'}:" in warnings
    assert "'other.html#deep' leads to an anchor that other.html does not have" in warnings


def test_what_is_wrong_on_several_pages_is_said_once(build, tmp_path):
    status, warnings = build(index="<p style='x'>", other="<p style='x'>")
    assert status == 1
    assert warnings.count("WARNING") == 1
    assert f"{tmp_path / 'html' / 'index.html'}:" in warnings
    assert "the attribute style is not allowed: <p style='x'> (1 more like it)" in warnings
