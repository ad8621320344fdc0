"""Execute a notebook as a reader's Jupyter does, and count the images that each cell shows.

``python execute_notebook.py NOTEBOOK`` ends with an error if a cell fails, or if it shows more or
fewer images than it draws figures. ``nox -s downloads`` runs it on every notebook of the site.
"""

import sys

import nbclient
import nbformat

# Counts the figures that pyplot makes; put behind the cell that installs the package.
COUNTER = """\
from matplotlib._pylab_helpers import Gcf

class FigureCounter:
    def __init__(self):
        self.count, self.register = 0, Gcf._set_new_active_manager

    def __call__(self, manager):
        self.count += 1
        return self.register(manager)

    def take(self):
        count, self.count = self.count, 0
        return count

figure_counter = FigureCounter()
Gcf._set_new_active_manager = figure_counter"""
TAKE = "print(figure_counter.take())"


def shows_figure(data):
    """Tell whether an output is an image, or the player of an animation."""
    return "image/png" in data or '<div class="animation">' in data.get("text/html", "")


def execute(notebook):
    """Return a pair for each cell of code but the first: images shown, figures drawn."""
    first, *rest = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [first, nbformat.v4.new_code_cell(COUNTER)]
    for cell in rest:
        notebook.cells += [cell, nbformat.v4.new_code_cell(TAKE)]
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    return [
        (
            sum(shows_figure(output.get("data", {})) for output in cell.outputs),
            int(counted.outputs[0]["text"]),
        )
        for cell, counted in zip(notebook.cells[2::2], notebook.cells[3::2], strict=True)
    ]


if __name__ == "__main__":
    cells = execute(nbformat.read(sys.argv[1], as_version=4))
    print("images of each cell:", *(shown for shown, _ in cells))
    wrong = [
        f"cell {number} shows {shown} images of {drawn} figures"
        for number, (shown, drawn) in enumerate(cells, start=2)
        if shown != drawn
    ]
    if wrong:
        sys.exit("; ".join(wrong))
