"""The accuracies of training runs that were repeated with several seeds."""

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import mapping, numbers
from convgallery.figures._panels import WIDTH
from convgallery.figures._style import StyledFigure, in_house_style
from convgallery.figures._titles import title

_ROW = 0.45  # inches: room for a name of two lines
_FRAME = 0.9  # inches for the title and the numbers below
_BAND = 0.5  # of a row, in which the dots lie one below the other
_BAR = 0.75  # of a row, the height of the mark at a median
_TICKS = 6  # more percentages would touch each other


@in_house_style
def plot_seeds(accuracies: Mapping[str, ArrayLike]) -> Figure:
    """Plot a dot for each seed, in a row for each variant, and a bar at each median.

    Parameters
    ----------
    accuracies : mapping of str to array_like of shape (N,)
        For each variant, one fraction from 0 to 1 for each of N seeds, such as the accuracies in
        :func:`load_seeds`.

    Returns
    -------
    matplotlib.figure.Figure
        One panel. In each row, the first seed is at the top and the last at the bottom, so that
        equal accuracies do not hide each other.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If there is no variant, if an accuracy is not from 0 to 1, or if the variants have
        different numbers of seeds.

    Examples
    --------
    >>> import convgallery as cg
    >>> figure = cg.plot_seeds({"max": [0.93, 0.95, 0.94], "average": [0.90, 0.91, 0.91]})
    >>> figure.axes[0].get_title()
    'accuracy, 3 seeds'
    """
    rows = _checked(accuracies)
    height = _FRAME + _ROW * len(rows)
    figure = plt.figure(FigureClass=StyledFigure, figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    seeds = len(next(iter(rows.values())))
    below = _BAND * ((np.arange(seeds) + 0.5) / seeds - 0.5)
    for row, values in enumerate(rows.values()):
        median = np.median(values)
        axes.plot([median, median], [row - _BAR / 2, row + _BAR / 2], color="black", linewidth=2)
        axes.plot(values, row + below, "o", color=f"C{row}", alpha=0.8)
    axes.set(title=f"accuracy, {seeds} seed{'s' * (seeds > 1)}", ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), [*rows])
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(_TICKS, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.6g}%")
    axes.grid(axis="x", color="0.85", linewidth=0.8)
    return figure


def _checked(accuracies: Any) -> dict[str, NDArray[np.float64]]:
    """Check that each variant has a name and as many fractions as the others."""
    given = mapping("accuracies", accuracies, "be a mapping of names to fractions")
    rows = {title("name", name): numbers(name, row) for name, row in given.items()}
    if not rows:
        raise ValueError("`accuracies` must hold at least one variant, got an empty mapping")
    for name, row in rows.items():
        if row.min() < 0 or row.max() > 1:
            raise ValueError(f"`{name}` must be from 0 to 1, got {row.min():g} to {row.max():g}")
    shapes = [row.shape for row in rows.values()]
    if len(set(shapes)) > 1 or len(shapes[0]) != 1:
        raise ValueError(
            f"`accuracies` must hold one fraction per seed for each variant, got shapes {shapes}"
        )
    return rows
