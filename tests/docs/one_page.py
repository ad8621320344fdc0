"""A site of one page, built in this process with some extensions of the real one."""

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace


def build_page(folder, text, *extensions):
    """Build a page of reST; return its HTML. A warning is an exception."""
    (folder / "index.rst").write_text(text)
    with docutils_namespace():
        app = Sphinx(
            folder,
            None,
            folder / "html",
            folder / "doctrees",
            "html",
            confoverrides={"extensions": list(extensions), "html_theme": "basic"},
            status=None,
            warningiserror=True,
            exception_on_warning=True,
        )
        app.build()
    html = (folder / "html" / "index.html").read_text()
    return html[html.index("<h1>") : html.index('<div class="sphinxsidebar')]
