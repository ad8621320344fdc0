"""Text that has to fit into boxes: how wide it is, and where to break it."""

import re
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

# Where a line is broken: better between settings than in one, and in a word only if it must be.
_BREAKS = (r"(?<=[,:] )", r"(?<=[ _/])|(?<=[a-z])(?=[A-Z])", r"(?<=.)")


@cache
def text_width(text: str, size: float = 12, weight: str = "normal") -> float:
    """Measure a line of text in the style of our figures.

    Parameters
    ----------
    text : str
        The line.
    size : float, optional
        In points.
    weight : {"normal", "bold"}, optional
        Of the font.

    Returns
    -------
    float
        In inches.

    Examples
    --------
    >>> text_width("wide") < text_width("wide", weight="bold") < text_width("wide", size=18)
    True
    """
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def break_line(text: str, width: float, size: float = 12, weight: str = "normal") -> list[str]:
    """Break a line of text into lines that are not too wide.

    Parameters
    ----------
    text : str
        The line.
    width : float
        In inches.
    size, weight : float, str, optional
        As in :func:`text_width`.

    Returns
    -------
    list of str
        The lines, broken between settings if possible, or else between words.

    Examples
    --------
    >>> break_line("96 filters, 11x11, stride 4x4", 1.7)
    ['96 filters, 11x11,', 'stride 4x4']
    >>> break_line("max_pooling2d: MaxPooling2D", 1.2, weight="bold")
    ['max_', 'pooling2d:', 'Max', 'Pooling2D']
    """
    return [line.strip() for line in _lines(text, width, size, weight, _BREAKS)]


def _lines(text: str, width: float, size: float, weight: str, breaks: tuple[str, ...]) -> list[str]:
    if not breaks or text_width(text.strip(), size, weight) <= width:
        return [text]
    lines = [""]
    for piece in re.split(breaks[0], text):
        if text_width((lines[-1] + piece).strip(), size, weight) <= width:
            lines[-1] += piece
        else:
            lines += _lines(piece, width, size, weight, breaks[1:])
    return [line for line in lines if line.strip()]
