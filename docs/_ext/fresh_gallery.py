"""Run every script again when the package has changed, and each as if it ran alone.

Sphinx-gallery runs a script again when its own text changes. The figures also depend on the
package and on the settings of trainings, so these are hashed, and a new hash makes all pages stale.
Networks that scripts trained and kept are then trained anew.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

import convgallery

_EXTENSIONS = Path(__file__).parent
_TRAINED = "*/lenet-run"  # below the gallery: checkpoints, which pages of a chapter share
_SETTINGS = ("CONVGALLERY_STEPS", "CONVGALLERY_MNIST")  # of the environment


def _digest() -> str:
    package = Path(convgallery.__file__).parent
    sources = [path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    sources.append(_EXTENSIONS / "figures.py")
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(repr([os.environ.get(name) for name in _SETTINGS]).encode())
    return digest.hexdigest()


def _stamp(app: Sphinx) -> Path:
    return Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"], ".package-sha256")


def _compare(app: Sphinx, config: Config) -> None:
    stamp = _stamp(app)
    fresh = stamp.is_file() and stamp.read_text() == _digest()
    config.sphinx_gallery_conf["run_stale_examples"] = not fresh
    if not fresh:
        for folder in Path(app.srcdir, config.sphinx_gallery_conf["examples_dirs"]).glob(_TRAINED):
            shutil.rmtree(folder)


def _remember(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        _stamp(app).write_text(_digest())


def forget_layers(gallery_conf: dict[str, Any], script: str | None) -> None:
    """Let Keras number layers from the start: ``conv2d``, ``conv2d_1`` and so on."""
    if "keras" in sys.modules:
        sys.modules["keras"].utils.clear_session()


def setup(app: Sphinx) -> dict[str, Any]:
    """Compare before sphinx-gallery reads its settings, remember after a build that succeeded."""
    app.connect("config-inited", _compare, priority=1)
    app.connect("build-finished", _remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
