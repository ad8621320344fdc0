"""Notebooks in Markdown: what sphinx-gallery's converter of reST does not know.

It knows headings, formulas, code and plain links. References to other pages become links to the
site, if its address is known, and else the words alone. What is still reST is an error.
"""

import ast
import re
from pathlib import Path
from typing import Any

from alt_texts import without_alt_texts
from downloads import notebook_cell
from sphinx.errors import ExtensionError

_LINK = re.compile(r"`([^`<]+?)\s*<([^`<>]+)>`__")
_ROLE = re.compile(r":(\w+):`(?!`)(?:([^`<]+?)\s*<)?([^`<>]+?)>?`")
_LITERAL = re.compile(r"``.*?``|```.*?```|\$[^$]+\$", re.DOTALL)
_REST = re.compile(r"`_|:\w+:`|^\s*\.\. |::$", re.MULTILINE)


def write_notebook(source: Path, page: Path, gallery_conf: dict[str, Any], address: str) -> None:
    """Write the notebook of a script.

    Parameters
    ----------
    source : Path
        The script in the gallery.
    page : Path
        Its copy, beside which the notebook is written.
    gallery_conf : dict
        The settings of sphinx-gallery, complete.
    address : str
        Where the site is, or nothing.

    Raises
    ------
    ExtensionError
        If reST is left in the Markdown.
    """
    # Imported here, as in fresh_gallery.py.
    from sphinx_gallery.notebook import jupyter_notebook, save_notebook  # noqa: PLC0415
    from sphinx_gallery.py_source_parser import split_code_and_text_blocks  # noqa: PLC0415

    cell = notebook_cell(gallery_conf["first_notebook_cell"] or "", source.read_text("utf-8"))
    _, blocks = split_code_and_text_blocks(str(source))
    markdown = []
    for block in blocks:
        content = block.content
        if block.type == "text":
            content = with_links(without_alt_texts(content), source.parents[1], address)
        if content.strip():
            markdown.append(block._replace(content=content))
    conf = {**gallery_conf, "first_notebook_cell": cell or None}
    notebook = jupyter_notebook(markdown, conf, str(page.parent))
    for text in ("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"):
        left = _REST.search(_LITERAL.sub("", text))
        if left:
            line = text[max(0, text.find(left[0]) - 30) :].splitlines()[0]
            raise ExtensionError(f"{source.name}: reST in the notebook: {line}")
    save_notebook(notebook, page.with_suffix(".ipynb"))


def with_links(text: str, gallery: Path, address: str) -> str:
    """Write references and anonymous links as Markdown does.

    Parameters
    ----------
    text : str
        A block of reST.
    gallery : Path
        The folder of the chapters, in which titles of pages are looked up.
    address : str
        Where the site is, or nothing.

    Returns
    -------
    str
        The block; all else is as it was.

    Raises
    ------
    ExtensionError
        If a role has no form in Markdown.
    """

    def _reference(match: re.Match[str]) -> str:
        role, title, target = match[1], match[2], match[3]
        if role == "math":
            return match[0]
        if role == "func":
            words, path = f"`{title or target}()`", f"/api/generated/{target}"
        elif role == "doc":
            words, path = title or _title(gallery, target), target
        else:
            raise ExtensionError(f"notebooks have no role {role!r}: {match[0]}")
        return f"[{words}]({address.rstrip('/')}{path}.html)" if address else words

    return _LINK.sub(lambda match: f"[{match[1]}]({match[2]})", _ROLE.sub(_reference, text))


def _title(gallery: Path, target: str) -> str:
    """Read the title of the script that a reference leads to."""
    script = gallery / f"{target.removeprefix('/gallery/')}.py"
    if not script.is_file():
        raise ExtensionError(f"a reference to {target} needs a title of its own in notebooks")
    docstring = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]
