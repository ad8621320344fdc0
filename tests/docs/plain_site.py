"""A site of a few pages, without scripts, built in this process with some extensions of the real one."""

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

# Stand-ins for what sphinx-gallery writes and for its settings, which some extensions read.
BACKREFERENCES = "gallery/backreferences/backreferences_all.json"
CONF = """
def setup(app):
    app.add_config_value("sphinx_gallery_conf", {"gallery_dirs": "gallery"}, "")
"""
PAGES = {
    "index": "Site\n====\n\n.. toctree::\n\n   gallery/index\n   gallery/01_first/index\n",
    "gallery/index": "Gallery\n=======\n\nAll pages.\n",
    "gallery/01_first/index": "First chapter\n=============\n\n.. toctree::\n\n   blur\n",
    "gallery/01_first/blur": "Blur & more\n===========\n\nWhat does a mean do?\n",
}


def write_pages(folder, pages=PAGES):
    """Write the sources of a site."""
    files = {f"{name}.rst": text for name, text in pages.items()}
    for name, text in {"conf.py": CONF, BACKREFERENCES: "{}", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def build(folder, *extensions, address="", look=None, **settings):
    """Build a site; return the folder of its pages, and whether that succeeded.

    The function `look` is called before the pages are written.
    """
    settings = {"extensions": list(extensions), "html_theme": "basic", **settings}
    with docutils_namespace():
        app = Sphinx(
            *(folder, folder, folder / "html", folder / "doctrees", "html"),
            confoverrides={"html_baseurl": address, "exclude_patterns": ["html"], **settings},
            status=None,
            warning=None,
            warningiserror=True,
        )
        if look:
            app.connect("env-updated", look)
        app.build()
    return folder / "html", app.statuscode == 0
