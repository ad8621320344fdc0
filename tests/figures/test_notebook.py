"""In a notebook, each figure is shown once, and so are those of Matplotlib itself."""

from io import BytesIO

import matplotlib.pyplot as plt
import nbclient
import nbformat
import numpy as np
import pytest
from PIL import Image

import convgallery as cg

SHOW = "cg.show_images({'a': [[0.5]]})"

# Each cell's code, and how many images it must show.
CELLS = [
    ("import convgallery as cg, numpy as np, matplotlib as mpl, matplotlib.pyplot as plt", 0),
    (f"figure = {SHOW}", 1),  # the first figure of the session starts the backend
    (f"figure = {SHOW}", 1),
    ("plt.plot([1, 2]);", 1),
    ("assert mpl.is_interactive()", 0),
    (SHOW, 1),  # the last value is displayed, and must not be shown again
    (f"figure = {SHOW}\nfigure", 1),
    ("figure", 1),  # again, in a later cell
    (f"[{SHOW}, {SHOW}]", 2),
    (f"display({SHOW})\nplt.plot([1, 2]);", 2),
    (f"plt.close({SHOW})", 0),
    ("animation = cg.animate_pooling(np.eye(4))", 1),
    ("cg.animate_pooling(np.eye(4))", 1),
    ("mpl.rcParams['animation.html'] = 'jshtml'\ncg.animate_pooling(np.eye(4))", 0),
    ("cg.convolve(cg.sample_image(), cg.kernels.BLUR)", 1),
    ("%matplotlib inline", 0),
    (SHOW, 1),
    ("plt.plot([1, 2]);", 1),
    ("plt.switch_backend('agg')\nfigure = " + SHOW, 0),
]


@pytest.mark.slow
def test_each_figure_is_shown_once(monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(code) for code, _ in CELLS]
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    shown = [
        (cell.source, sum("image/png" in output.get("data", {}) for output in cell.outputs))
        for cell in notebook.cells
    ]
    assert shown == CELLS
    players = sum(
        "text/html" in output.get("data", {}) for cell in notebook.cells for output in cell.outputs
    )
    assert players == 1


def test_a_result_is_shown_as_its_panels():
    result = cg.convolve(cg.sample_image(), cg.kernels.BLUR)
    shown = result._repr_png_()
    assert not plt.get_fignums()
    panels = BytesIO()
    figure = cg.show_image_ops(result)
    figure.savefig(panels, format="png")
    plt.close(figure)
    with Image.open(BytesIO(shown)) as actual, Image.open(panels) as expected:
        assert np.array_equal(np.asarray(actual), np.asarray(expected))


def test_a_result_of_many_channels_is_shown_as_text():
    result = cg.convolve(np.zeros((9, 8)), np.ones((3, 3, 1, 5)))
    assert result._repr_png_() is None
