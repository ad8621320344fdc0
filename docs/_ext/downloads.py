"""The site's downloads: the wheel that its pages were run with, and a zip of each chapter.

A zip holds scripts, notebooks and the wheel. Each script's page shows the command that installs the
wheel; the first cell of each notebook runs it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from zips import write_zip

_FOLDER = "_dist"  # its files are copied to the root of the site
_ALL = "convgallery-gallery.zip"

# What a script needs in addition if it imports a module: modules, and their requirements.
_MORE = {"dask": {"dask": "dask[array]", "zarr": "zarr"}}

_NOTEBOOK_CELL = """\
# Install what this notebook needs, if it is missing. This takes a minute or two.
from importlib.util import find_spec
from pathlib import Path

wheel = "{name}"  # in the zips: beside the notebook, or one folder up
more = {more}
if not all(map(find_spec, ["convgallery", *more])):
    places = [str(path) for path in (Path(wheel), Path("..", wheel)) if path.is_file()]
    address = (places or ["{elsewhere}"])[0]
    if not address:
        raise SystemExit(
            f"This notebook needs the package convgallery. Download {{wheel}} from the page of "
            "this notebook, put it beside this notebook, and run this cell again."
        )
    requirements = " ".join(f'"{{name}}"' for name in [address, *more.values()])
    %pip install --quiet {{requirements}}
"""
_INSTALL = """\
<div class="install">
<p>Install what the script needs, once, then run the script with Python:</p>
<div class="highlight"><pre data-wheel="{root}{wheel}">python -m pip install {wheel}{more}</pre></div>
<p>The package is <a href="{root}{wheel}">this wheel</a>, the code that this page was run with.</p>
</div>
"""
_ZIP = """\
<div class="install">
<p><a href="{root}{name}">{name}</a>: all scripts and notebooks of {scope}, and the wheel that they
need.</p>
</div>
"""


def _wheel_name(config: Config) -> str:
    """Return the file name of the wheel."""
    return f"convgallery-{config.release}-py3-none-any.whl"


def _build_wheel(app: Sphinx, config: Config) -> None:
    folder = Path(app.srcdir, _FOLDER)
    shutil.rmtree(folder, ignore_errors=True)  # files of an earlier version
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    try:
        subprocess.run(
            command, cwd=Path(app.srcdir).parent, check=True, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise SphinxError(f"the wheel could not be built in {folder}:\n{error.stderr}") from error
    name = _wheel_name(config)
    elsewhere = f"{config.html_baseurl.rstrip('/')}/{name}" if config.html_baseurl else ""
    cell = _NOTEBOOK_CELL.format(name=name, elsewhere=elsewhere, more="{more}")
    config.sphinx_gallery_conf["first_notebook_cell"] = cell


def notebook_cell(cell: str, text: str) -> str:
    """Adapt the notebooks' first cell to one script.

    Parameters
    ----------
    cell : str
        The template of the cell.
    text : str
        The script's text.

    Returns
    -------
    str
        The cell, which installs what the script needs.
    """
    return cell.replace("{more}", repr(_needs(text)))


def _needs(text: str) -> dict[str, str]:
    """Find what a script needs besides the package: modules, and their requirements."""
    imported = re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE)
    return {name: need for module in imported for name, need in _MORE.get(module, {}).items()}


def _zip_chapters(app: Sphinx) -> None:
    gallery = Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"])
    folder = Path(app.srcdir, _FOLDER)
    wheel = folder / _wheel_name(app.config)
    whole = {wheel.name: wheel}
    for chapter in sorted(path.parent for path in gallery.glob("*/index.rst")):
        # A killed build may leave an unfinished notebook, which has no script.
        files = [
            path
            for path in chapter.iterdir()
            if path.suffix in {".py", ".ipynb"} and path.with_suffix(".py").is_file()
        ]
        part = {path.name: path for path in sorted(files)}
        _zip(folder / _zip_name(chapter.name), {wheel.name: wheel, **part})
        whole |= {f"{chapter.name}/{name}": path for name, path in part.items()}
    _zip(folder / _ALL, whole)


def _zip(archive: Path, files: dict[str, Path]) -> None:
    """Write files to a folder inside the archive that has the archive's name."""
    write_zip(archive, {f"{archive.stem}/{name}": path for name, path in files.items()})


def _zip_name(chapter: str) -> str:
    return f"convgallery-{chapter}.zip"


def _offer(app: Sphinx, document: nodes.document) -> None:
    """Show the installation on a script's page, and the zip on a chapter's page."""
    place = app.env.docname.split("/")
    if place[0] != app.config.sphinx_gallery_conf["gallery_dirs"]:
        return
    terms = {"root": "../" * (len(place) - 1), "wheel": _wheel_name(app.config)}
    if place[-1] != "index":
        # Sphinx-gallery's note above each title only leads to the end of the page.
        for note in list(document.findall(nodes.note)):
            if "sphx-glr-download-link-note" in note["classes"]:
                note.parent.remove(note)
        needs = _needs(Path(app.srcdir, f"{app.env.docname}.py").read_text(encoding="utf-8"))
        html = _INSTALL.format(**terms, more="".join(f' "{need}"' for need in needs.values()))
    elif len(place) == 3:
        html = _ZIP.format(**terms, name=_zip_name(place[1]), scope="this chapter")
    else:
        html = _ZIP.format(**terms, name=_ALL, scope="the gallery")
    section = next(iter(document.findall(nodes.section)))
    section += nodes.raw("", html, format="html")


def setup(app: Sphinx) -> dict[str, Any]:
    """Build the wheel before sphinx-gallery reads its settings, and zip after it has run."""
    app.connect("config-inited", _build_wheel, priority=1)
    app.connect("builder-inited", _zip_chapters, priority=900)
    app.connect("doctree-read", _offer)
    app.add_js_file("install_line.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
