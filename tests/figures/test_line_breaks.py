"""Lines of text that fit into boxes."""

from itertools import pairwise

import matplotlib.pyplot as plt
import pytest

from convgallery.figures._line_breaks import break_line, text_width
from convgallery.figures._style import StyledFigure, house_style

pytestmark = pytest.mark.usefixtures("close_figures")

LINES = [
    "96 filters, 11x11, stride 4x4, VALID, relu",
    "a_pool: LocalResponseNormalization",
    "x" * 60,
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("width", [0.9, 1.5, 3.0])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_lines_fit_and_lose_nothing(line, width, weight):
    lines = break_line(line, width, 12, weight)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(text_width(part, 12, weight) <= width for part in lines)
    assert all(
        text_width(f"{one}{other}", 12, weight) > width / 2 for one, other in pairwise(lines)
    )


def test_a_line_that_fits_is_left_alone():
    assert break_line(LINES[0], 8) == [LINES[0]]


def test_settings_stay_whole_while_they_can():
    assert break_line("3x3, stride 1x1, SAME", 1.2) == ["3x3,", "stride 1x1,", "SAME"]


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("size", [10, 12])
def test_widths_are_those_that_are_drawn(size, weight):
    with house_style():
        figure = plt.figure(FigureClass=StyledFigure, dpi=100)
        text = figure.text(0, 0, LINES[0], fontsize=size, weight=weight)
        drawn = text.get_window_extent().width / 100
    assert text_width(LINES[0], size, weight) == pytest.approx(drawn, rel=0.03)
