"""Convert the reST that sphinx-gallery's notebook converter does not know to Markdown.

It knows headings, formulas, code and plain links. References to other pages become links to the
site if its address is known, and plain text otherwise. Any reST that remains is an error.
"""

import ast
import re
from pathlib import Path
from typing import Any

from answers import answering, in_markdown
from downloads import notebook_cell
from figure_texts import figure_texts, without_figure_texts
from sphinx.errors import ExtensionError

from convgallery._files import whole_file

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
        The address of the site, or an empty string.

    Raises
    ------
    ExtensionError
        If reST remains in the Markdown.
    """
    # Imported here for the same reason as in fresh_gallery.py.
    from sphinx_gallery.notebook import jupyter_notebook, save_notebook  # noqa: PLC0415
    from sphinx_gallery.py_source_parser import (  # noqa: PLC0415
        remove_config_comments,
        split_code_and_text_blocks,
    )

    cell = notebook_cell(gallery_conf["first_notebook_cell"] or "", source.read_text("utf-8"))
    _, blocks = split_code_and_text_blocks(str(source))
    cells, folded = [], []
    captions: list[str] = []
    for block, is_answer in zip(blocks, answering(blocks), strict=True):
        if block.type == "text":
            captions = [text.caption for text in figure_texts(block.content)]
            text = in_markdown(without_figure_texts(block.content))
            cells.append(block._replace(content=with_links(text, source.parents[1], address)))
        elif code := remove_config_comments(block.content).strip():
            cells.append(block._replace(content=code))
            folded.append(is_answer)
            below = "\n\n".join(f"*{caption}*" for caption in captions)
            cells.append(block._replace(type="text", content=below))
    markdown = [block for block in cells if block.content.strip()]
    conf = {**gallery_conf, "first_notebook_cell": cell or None}
    notebook = jupyter_notebook(markdown, conf, str(page.parent))
    code_cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for code_cell, is_answer in zip(code_cells[-len(folded) :], folded, strict=True):
        if is_answer:
            code_cell["metadata"]["jupyter"] = {"source_hidden": True}
    for text in ("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"):
        left = _REST.search(_LITERAL.sub("", text))
        if left:
            line = text[max(0, text.find(left[0]) - 30) :].splitlines()[0]
            raise ExtensionError(f"{source.name}: reST in the notebook: {line}")
    with whole_file(page.with_suffix(".ipynb")) as partial:
        save_notebook(notebook, partial)


def with_links(text: str, gallery: Path, address: str) -> str:
    """Convert references and anonymous links to Markdown.

    Parameters
    ----------
    text : str
        A block of reST.
    gallery : Path
        The folder of the chapters, in which titles of pages are looked up.
    address : str
        The address of the site, or an empty string.

    Returns
    -------
    str
        The block, otherwise unchanged.

    Raises
    ------
    ExtensionError
        If a role cannot be converted to Markdown.
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
            raise ExtensionError(f"notebooks do not support the role {role!r}: {match[0]}")
        return f"[{words}]({address.rstrip('/')}{path}.html)" if address else words

    return _LINK.sub(lambda match: f"[{match[1]}]({match[2]})", _ROLE.sub(_reference, text))


def _title(gallery: Path, target: str) -> str:
    """Read the title of the script that a reference points to."""
    script = gallery / f"{target.removeprefix('/gallery/')}.py"
    if not script.is_file():
        raise ExtensionError(f"a reference to {target} needs an explicit title in notebooks")
    docstring = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]
