"""Build the package's wheel, so that the site offers the very code that its pages ran."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

_FOLDER = "_dist"


def _build(app: Sphinx, config: Config) -> None:
    folder = Path(app.srcdir, _FOLDER)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=Path(app.srcdir).parent, check=True, capture_output=True)
    name = f"convgallery-{config.release}-py3-none-any.whl"
    config.myst_substitutions["wheel"] = f"{{download}}`{name} <{_FOLDER}/{name}>`"


def setup(app: Sphinx) -> dict[str, Any]:
    """Build before pages are read; they link to it as ``{{ wheel }}``."""
    app.connect("config-inited", _build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
