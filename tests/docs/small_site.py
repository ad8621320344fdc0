"""A site of two scripts, built with the extensions of the real one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

EXTENSIONS = Path(__file__).parents[2] / "docs" / "_ext"

CONF = f"""
import sys
sys.path.insert(0, {str(EXTENSIONS)!r})
extensions = ["sphinx_gallery.gen_gallery", "answers", "figure_texts", "fresh_gallery"]
extensions += ["image_sizes", "whole_site"]
exclude_patterns = ["_build"]
html_theme = "basic"
html_copy_source = False
sphinx_gallery_conf = {{
    "examples_dirs": "../gallery",
    "gallery_dirs": "gallery",
    "filename_pattern": r"\\.py$",
    "within_subsection_order": "reading_order.position",
    "image_scrapers": ("figures.scrape",),
    "download_all_examples": False,
    "write_computation_times": False,
    "min_reported_time": float("inf"),
    "show_signature": False,
    "backreferences_dir": "gallery/backreferences",
    "doc_module": ("convgallery",),
}}
suppress_warnings = ["sphinx_gallery.space_in_filename"]
"""
HEADER = "{title}\n=======\n"
# Each run leaves a line: which script, and its text is on the page.
SCRIPT = '''"""
{title}
=======

A script.
"""

# %%
# A figure
#
# .. alt:: A line.
#
# .. caption:: It rises.

import matplotlib.pyplot as plt
import convgallery as cg

with open("../../runs.txt", "a") as runs:
    runs.write("{name}\\n")
figure = plt.figure(figsize=(1, 1))
figure.subplots().plot([1, 2])
print(cg.{call})
'''


class SmallSite:
    """A folder with a gallery, and the builds of it."""

    environment: ClassVar = {}
    umask = -1  # that of the tests

    def __init__(self, folder):
        self.folder = folder
        self.html = folder / "docs" / "_build" / "html"
        self.scripts = folder / "gallery" / "01_first"
        self.scripts.mkdir(parents=True)
        (folder / "docs").mkdir()
        (folder / "docs" / "conf.py").write_text(CONF)
        index = "Site\n====\n\n.. index:: stride\n\n.. toctree::\n\n   gallery/index\n"
        (folder / "docs" / "index.rst").write_text(index)
        for place in (folder / "gallery", self.scripts):
            (place / "GALLERY_HEADER.rst").write_text(HEADER.format(title="Chapter"))
        self.write("sharpen", "conv_output_size(5, 3, padding='VALID')")
        self.write("blur", "window_extent(3)")

    def write(self, name, call, more=""):
        """Write a script that prints the value of a call of the package."""
        text = SCRIPT.format(title=name.title(), name=name, call=call) + more
        (self.scripts / f"{name}.py").write_text(text)

    def start(self, *options):
        """Start a build."""
        command = [sys.executable, "-m", "sphinx", "-W", "-n", "-b", "html"]
        command += ["-d", "docs/_build/doctrees", *options, "docs", "docs/_build/html"]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, "MPLBACKEND": "agg", **self.environment},
            umask=self.umask,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def build(self, *options, fails=False):
        """Build, and tell which scripts ran, in the order of their names, and what was printed."""
        runs = self.folder / "runs.txt"
        runs.unlink(missing_ok=True)
        with self.start(*options) as process:
            printed, _ = process.communicate()
        assert (process.returncode != 0) is fails, printed
        ran = sorted(runs.read_text().split()) if runs.exists() else []
        return ran, printed

    def pages(self):
        """Read what is published."""
        files = (path for path in self.html.rglob("*") if path.is_file())
        return {path.relative_to(self.html).as_posix(): path.read_bytes() for path in files}

    def clean(self):
        """Remove all that builds wrote."""
        for name in ("gallery", "_build"):
            shutil.rmtree(self.folder / "docs" / name, ignore_errors=True)
