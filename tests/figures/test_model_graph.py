"""A network as a chain of boxes."""

from itertools import pairwise

import keras
import matplotlib.pyplot as plt
import pytest
from keras import layers

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")


PIXELS = (28, 28, 1)


def steps():
    return [
        layers.Conv2D(4, (5, 3), padding="same", activation="tanh", name="conv1"),
        layers.MaxPooling2D(3, 2, name="pool1"),
        layers.Conv2D(6, 3, dilation_rate=2, groups=2, name="conv2"),
        layers.AveragePooling2D(2, name="pool2"),
        layers.Flatten(name="flatten"),
        layers.Dropout(0.5, name="dropout"),
        layers.Dense(10, activation="softmax", name="out"),
    ]


def functional():
    tensor = inputs = keras.Input(PIXELS)
    for layer in steps():
        tensor = layer(tensor)
    return keras.Model(inputs, tensor, name="small")


def sequential():
    return keras.Sequential([keras.Input(PIXELS), *steps()], name="small")


def written(figure):
    """All texts from top to bottom."""
    (axes,) = figure.axes
    texts = [text for text in axes.texts if text.get_text()]
    return [text.get_text() for text in sorted(texts, key=lambda text: text.get_position()[1])]


@pytest.mark.parametrize("build", [functional, sequential])
def test_every_layer_its_settings_and_the_shapes_between(build):
    figure = cg.plot_model_graph(build())
    assert written(figure) == [
        "small: 1,148 parameters",
        "(28, 28, 1)",
        "conv1: Conv2D",
        "4 filters, 5x3, stride 1x1, SAME, tanh",
        "64 parameters",  # 5 * 3 * 1 * 4 + 4
        "(28, 28, 4)",
        "pool1: MaxPooling2D",
        "3x3, stride 2x2, VALID",
        "(13, 13, 4)",
        "conv2: Conv2D",
        "6 filters, 3x3, stride 1x1, VALID, dilation 2x2, 2 groups",
        "114 parameters",  # 3 * 3 * 2 * 6 + 6
        "(9, 9, 6)",
        "pool2: AveragePooling2D",
        "2x2, stride 2x2, VALID",
        "(4, 4, 6)",
        "flatten: Flatten",
        "(96,)",
        "dropout: Dropout",
        "rate 0.5",
        "(96,)",
        "out: Dense",
        "10 units, softmax",
        "970 parameters",
        "(10,)",
    ]


def test_boxes_do_not_overlap_and_hold_their_lines():
    figure = cg.plot_model_graph(functional())
    (axes,) = figure.axes
    boxes = [(box.get_y(), box.get_y() + box.get_height()) for box in axes.patches]
    assert len(boxes) == 7
    assert all(bottom < top for (_, bottom), (top, _) in pairwise(boxes))
    figure.draw_without_rendering()
    page = figure.bbox
    for text in axes.texts:
        if text.get_text():
            extent = text.get_window_extent()
            assert page.x0 <= extent.x0 < extent.x1 <= page.x1
            assert page.y0 <= extent.y0 < extent.y1 <= page.y1


def test_more_layers_make_it_taller():
    deep = keras.Sequential([keras.Input((3,)), *[layers.Dense(3) for _ in range(20)]])
    width, height = cg.plot_model_graph(deep).get_size_inches()
    assert width == cg.plot_model_graph(functional()).get_size_inches()[0] <= 8
    assert height > 2 * cg.plot_model_graph(functional()).get_size_inches()[1]


def branching():
    inputs = keras.Input((4,))
    return keras.Model(inputs, layers.Add()([layers.Dense(4)(inputs), layers.Dense(4)(inputs)]))


def skipping():
    inputs = keras.Input((4,))
    hidden = layers.Dense(4, name="hidden")(inputs)
    return keras.Model(inputs, layers.Add(name="skip")([inputs, hidden]))


def shared():
    inputs = keras.Input((4,))
    twice = layers.Dense(4, name="twice")
    return keras.Model(inputs, twice(twice(inputs)))


def two_outputs():
    inputs = keras.Input((4,))
    hidden = layers.Dense(4)(inputs)
    return keras.Model(inputs, [hidden, layers.Dense(2)(hidden)])


class Subclass(keras.Model):
    def call(self, inputs):
        return inputs


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (lambda: None, TypeError, "`model` must be a Keras model, got None"),
        (lambda: layers.Dense(2), TypeError, "`model` must be a Keras model"),
        (lambda: keras.Sequential([layers.Dense(2)]), ValueError, "`model` must know the shapes"),
        (Subclass, ValueError, "`model` must know the shapes"),
        (branching, ValueError, "`model` must be a chain of layers, which .* leaves"),
        (skipping, ValueError, "`model` must be a chain of layers, which 'skip' leaves"),
        (shared, ValueError, "`model` must be a chain of layers, which 'twice' leaves"),
        (two_outputs, ValueError, "`model` must have one input, one output and a layer"),
    ],
)
def test_models_that_are_no_chain(model, error, message):
    with pytest.raises(error, match=message):
        cg.plot_model_graph(model())
    assert not plt.get_fignums()
