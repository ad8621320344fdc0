"""Texts that callers choose, checked before they are drawn; Matplotlib would fail much later."""

from functools import cache
from typing import Any

from matplotlib.cbook import is_math_text
from matplotlib.font_manager import findfont, get_font
from matplotlib.mathtext import MathTextParser

from convgallery._arguments import shown, text
from convgallery.figures._line_breaks import text_width

_WIDEST = 4.5  # inches: beside or above wider lines, there is no room for a panel
_MOST_LINES = 8


def title(name: str, value: Any) -> str:
    """Check a text that is drawn: a title, or a name in a legend.

    Parameters
    ----------
    name : str
        What error messages call it.
    value : object
        The text: lines, which may have formulas between dollar signs.

    Returns
    -------
    str
        The text.

    Raises
    ------
    TypeError
        If it is not a string.
    ValueError
        If it has characters that cannot be drawn, lines that are too long or too many, or a
        formula that is not complete.

    Examples
    --------
    >>> title("title", "a sum $x + y$")
    'a sum $x + y$'
    """
    lines = text(name, value).split("\n")
    if not all(map(_is_drawable, "".join(lines))):
        raise ValueError(
            f"`{name}` must have characters that the font DejaVu Sans has, got {shown(value)}"
        )
    # The limit of characters is for texts that would take long to measure.
    if len(lines) > _MOST_LINES or any(len(s) > 999 or text_width(s) > _WIDEST for s in lines):
        raise ValueError(
            f"`{name}` must have at most {_MOST_LINES} lines, each at most {_WIDEST:g} inches "
            f"wide, got {shown(value)}"
        )
    for line in filter(is_math_text, lines):
        try:
            MathTextParser("path").parse(line)
        except ValueError as error:
            raise ValueError(
                f"`{name}` must have complete formulas between dollar signs, got {shown(value)}"
            ) from error
    return str(value)


def literal(name: str) -> str:
    r"""Make the name of a layer or a network drawable as it is.

    Parameters
    ----------
    name : str
        Any name.

    Returns
    -------
    str
        Without formulas, and with question marks for characters that cannot be drawn.

    Examples
    --------
    >>> literal("cost in $")
    'cost in \\$'
    """
    return "".join(c if _is_drawable(c) else "?" for c in name).replace("$", r"\$")


def _is_drawable(character: str) -> bool:
    return character.isprintable() and ord(character) in _characters()


@cache
def _characters() -> frozenset[int]:
    """List the characters of the font of our figures, by their code points."""
    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())
