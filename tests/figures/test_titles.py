"""Texts of figures: drawn, or refused before anything is drawn."""

import keras
import numpy as np
import pytest

import convgallery as cg
from convgallery.figures._titles import title

pytestmark = pytest.mark.usefixtures("close_figures")


@pytest.mark.parametrize(
    "text", ["", "a\nb", r"$\frac{1}{2}$ of $x$", "5 $", r"\$5 and \$6", "é א"]
)
def test_what_can_be_drawn_is_kept(text):
    assert title("title", text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"$\frac{1$", "have complete formulas between dollar signs, got "),
        ("a\0b", "have characters that the font DejaVu Sans has, got 'a.x00b'"),
        ("\ud800", "have characters"),
        ("a\r\nb", "have characters"),
        ("猫", "have characters"),
        ("m" * 40, "have at most 8 lines, each at most 4.5 inches wide, got 'mmm"),
        ("9" * 10**6, "have at most 8 lines"),
        ("a\n" * 8, "have at most 8 lines"),
    ],
)
def test_what_cannot_be_drawn_is_refused(text, message):
    with pytest.raises(ValueError, match=f"`title` must {message}"):
        title("title", text)


RUN = cg.History(np.arange(1, 3), np.ones(2), np.ones(2), np.ones(2))


@pytest.mark.parametrize(
    ("draw", "name"),
    [
        (lambda text: cg.show_images({text: [[1]]}), "title"),
        (lambda text: cg.show_grids({text: [[1]]}), "title"),
        (lambda text: cg.show_digits([[[1]]], [text]), "title"),
        (lambda text: cg.plot_seeds({text: [1]}), "name"),
        (lambda text: cg.plot_loss({text: RUN}), "name"),
    ],
    ids=["images", "grids", "digits", "seeds", "loss"],
)
def test_every_figure_checks_its_texts(draw, name):
    with pytest.raises(ValueError, match=f"`{name}` must have complete formulas"):
        draw("$^$")
    draw("$x^2$").draw_without_rendering()


@pytest.mark.parametrize("name", ["", "_hidden"])
def test_names_that_legends_leave_out_are_refused(name):
    with pytest.raises(ValueError, match=f"`name` must begin with another .*, got '{name}'"):
        cg.plot_loss({name: RUN})


def test_a_legend_has_room_for_all_names():
    cg.plot_loss({f"run {i}": RUN for i in range(16)}).draw_without_rendering()
    with pytest.raises(ValueError, match="`history` must have at most 16 lines of names, got 17"):
        cg.plot_loss({f"run {i}": RUN for i in range(17)})


@pytest.mark.parametrize(
    "draw", [cg.plot_filters, cg.plot_model_graph, cg.plot_layer_blocks], ids=lambda f: f.__name__
)
def test_names_of_layers_are_no_formulas(draw):
    layers = [keras.Input((9, 9, 1)), keras.layers.Conv2D(2, 3, name=r"$\frac{1$")]
    figure = draw(keras.Sequential(layers, name="a$\0$"))
    figure.draw_without_rendering()
    texts = [text.get_text() for text in figure.axes[0].texts] + [figure.axes[0].get_title()]
    assert any(r"\$\frac{1\$" in text or r"a\$?\$" in text for text in texts)


def test_feature_maps_of_layers_of_odd_names():
    layers = [keras.Input((9, 9, 1)), keras.layers.Conv2D(2, 3, name="a$猫$")]
    figure = cg.plot_feature_maps(keras.Sequential(layers), np.ones((9, 9)))
    figure.draw_without_rendering()
    assert figure.axes[-2].get_title().startswith("a\\$?\\$\n")
