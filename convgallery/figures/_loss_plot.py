"""Training curves: the loss, its running mean, and the accuracy."""

from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convgallery._arguments import mapping, shown
from convgallery.figures._panels import WIDTH
from convgallery.figures._style import StyledFigure, in_house_style
from convgallery.figures._titles import title

_HEIGHT = 2.8  # inches for each panel
_MOST_LINES = 16  # of a legend
_DASHES = ["-", "--", "-.", ":"]  # so that color is not the only difference
_ARRAYS = ("steps", "loss", "mean_loss", "validation_accuracy")


@in_house_style
def plot_loss(history: Any) -> Figure:
    """Plot the loss at each step, and the accuracy where it was measured.

    Parameters
    ----------
    history : History or mapping of str to History
        The result of :func:`train`, or several results by name. For several, only the running
        means of the loss are drawn, in one panel.

    Returns
    -------
    matplotlib.figure.Figure
        The loss, in a pale color, and its running mean; below, if it was measured, the accuracy
        on the test digits.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no history, or if its arrays are empty or of different lengths.

    Examples
    --------
    >>> import convgallery as cg
    >>> from types import SimpleNamespace
    >>> steps, nan = np.arange(1, 4), np.nan
    >>> history = SimpleNamespace(steps=steps, loss=3 / steps, mean_loss=4 / (steps + 1),
    ...                           validation_accuracy=np.array([nan, nan, 0.7]))
    >>> [axes.get_title() for axes in cg.plot_loss(history).axes]
    ['loss (3,)', 'validation accuracy, 1 measured']
    """
    several = isinstance(history, Mapping)
    given = mapping("history", history, "map names to histories") if several else {"": history}
    histories = {title("name", name): run for name, run in given.items()}
    if several:
        _check_legend(histories)
    if not histories:
        raise ValueError("`history` must hold at least one history, got an empty mapping")
    for run in histories.values():
        _check(run)
    measured = {name: ~np.isnan(run.validation_accuracy) for name, run in histories.items()}
    panels = 1 + any(np.any(points) for points in measured.values())
    figure = plt.figure(
        FigureClass=StyledFigure, figsize=(WIDTH, _HEIGHT * panels), layout="constrained"
    )
    axes = figure.subplots(panels, 1, sharex=True, squeeze=False)[:, 0]
    if not several:
        axes[0].plot(history.steps, history.loss, color="C0", alpha=0.35, linewidth=0.8)
    for i, (name, run) in enumerate(histories.items()):
        style = {"color": f"C{i}", "linestyle": _DASHES[i % len(_DASHES)], "label": name}
        axes[0].plot(run.steps, run.mean_loss, linewidth=2, **style)
        if panels == 2:
            points = measured[name]
            axes[1].plot(
                run.steps[points],
                run.validation_accuracy[points],
                marker="o",
                markersize=4,
                **style,
            )
    longest = max(len(run.steps) for run in histories.values())
    measurements = max(int(points.sum()) for points in measured.values())
    _finish(axes[0], f"{'mean loss' if several else 'loss'} ({longest},)")
    if panels == 2:
        _finish(axes[1], f"validation accuracy, {measurements} measured")
    if several:
        axes[0].legend()
    return figure


def _finish(axes: Axes, heading: str) -> None:
    axes.set(title=heading, xlabel="step")
    axes.tick_params(labelbottom=True)
    axes.grid(color="0.85", linewidth=0.8)


def _check_legend(names: Iterable[str]) -> None:
    """Check that the legend has room for all names, and shows them."""
    lines = sum(1 + name.count("\n") for name in names)
    if lines > _MOST_LINES:
        raise ValueError(f"`history` must have at most {_MOST_LINES} lines of names, got {lines}")
    for name in names:
        if not name or name.startswith("_"):  # Matplotlib leaves these out
            raise ValueError(f"`name` must begin with another character than _, got {shown(name)}")


def _check(history: Any) -> None:
    """Check that a history holds four arrays of one length."""
    arrays = [getattr(history, name, None) for name in _ARRAYS]
    if not all(isinstance(array, np.ndarray) and array.dtype.kind in "iuf" for array in arrays):
        raise TypeError(f"`history` must be what train() returned, got {shown(history)}")
    shapes = [getattr(history, name).shape for name in _ARRAYS]
    if len(set(shapes)) > 1 or len(shapes[0]) != 1 or shapes[0] == (0,):
        raise ValueError(f"`history` must hold four arrays of one length, got shapes {shapes}")
