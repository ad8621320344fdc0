"""What a page and its notebook install."""

import ast
import subprocess
import sys

import pytest
from downloads import _NOTEBOOK_CELL, notebook_cell

CELL = _NOTEBOOK_CELL.format(name="convgallery.whl", elsewhere="", more="{more}")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("import numpy as np\n", {}),
        ("import dask.array as da\n", {"dask": "dask[array]", "zarr": "zarr"}),
        ("from dask import array\n", {"dask": "dask[array]", "zarr": "zarr"}),
        ("# import dask\n", {}),
    ],
)
def test_notebooks_install_what_their_script_imports(text, more):
    cell = notebook_cell(CELL, text)
    assert f"more = {more!r}\n" in cell
    assert "{more}" not in cell
    plain = "\n".join(line for line in cell.splitlines() if "%pip" not in line)
    ast.parse(plain)


def test_install_command_quotes_every_requirement(tmp_path):
    """The cell without its magic command, in a Python that finds no packages."""
    (tmp_path / "convgallery.whl").touch()
    cell = notebook_cell(CELL, "import dask\n")
    code = cell.replace("%pip install --quiet {requirements}", "print(requirements)")
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=True)
    assert done.stdout == '"convgallery.whl" "dask[array]" "zarr"\n'
