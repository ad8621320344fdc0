"""A network as a chain of boxes, and as a graph that branches."""

from itertools import combinations, pairwise

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from keras import layers

import convgallery as cg
from convgallery.figures._layer_texts import describe_layer

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


def test_settings_of_a_response_normalization():
    layer = cg.LocalResponseNormalization(n=3, k=1.5, alpha=2e-4, beta=0.5, name="norm")
    layer.build((None, 2, 2, 4))
    assert describe_layer(layer) == [
        "norm: LocalResponseNormalization",
        "3 channels, k 1.5, alpha 0.0002, beta 0.5",
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


def skipping():
    """A residual block: what goes in is added to what comes out."""
    inputs = keras.Input(PIXELS, name="image")
    first = layers.Conv2D(4, 3, padding="same", name="first")(inputs)
    second = layers.Conv2D(4, 3, padding="same", name="second")(first)
    third = layers.Conv2D(4, 3, padding="same", name="third")(second)
    return keras.Model(inputs, layers.Add(name="sum")([first, third]), name="residual")


def towers():
    """Four branches, as in GoogLeNet, two of which are shorter."""
    inputs = keras.Input((28, 28, 192), name="image")
    branches = [
        layers.Conv2D(64, 1, name="plain")(inputs),
        layers.Conv2D(128, 3, padding="same", name="three")(
            layers.Conv2D(96, 1, name="before_three")(inputs)
        ),
        layers.Conv2D(32, 5, padding="same", name="five")(
            layers.Conv2D(16, 1, name="before_five")(inputs)
        ),
        layers.MaxPooling2D(3, 1, padding="same", name="a_pool_with_a_long_name")(inputs),
    ]
    return keras.Model(inputs, layers.Concatenate(name="all")(branches), name="inception")


def crossing():
    """Two inputs and three outputs, one of which other layers use as well."""
    left, right = keras.Input((8,), name="left"), keras.Input((6,), name="right")
    a, b = layers.Dense(4, name="a")(left), layers.Dense(5, name="b")(right)
    c, d = layers.Concatenate(name="c")([a, b]), layers.Concatenate(name="d")([b, a])
    deep = layers.Dense(2, name="deep")(layers.Dense(3, name="middle")(d))
    return keras.Model([left, right], [keras.ops.relu(c), deep, a], name="crossing")


def nested_skips():
    """An encoder and a decoder with connections between their stages, as in U-Net."""
    x = inputs = keras.Input((64, 64, 3), name="image")
    skipped = []
    for filters in (16, 32):
        x = layers.Conv2D(filters, 3, padding="same", name=f"down{filters}")(x)
        skipped.append(x)
        x = layers.MaxPooling2D(name=f"pool{filters}")(x)
    for filters in (32, 16):
        x = layers.UpSampling2D(name=f"up{filters}")(x)
        x = layers.Concatenate(name=f"join{filters}")([skipped.pop(), x])
    return keras.Model(inputs, x, name="unet")


def wide_shapes():
    """Three arrows from one box, with no room for its shape beside each of them."""
    inputs = keras.Input((100_000,), name="image")
    split = layers.Reshape((100, 1, 1000), name="a_reshape_whose_name_makes_its_box_wide")(inputs)
    branches = [layers.GlobalMaxPooling2D(name=f"pool{i}")(split) for i in range(3)]
    return keras.Model(inputs, branches, name="wide")


def many_skips():
    """Narrow boxes in a row, each with two arrows."""
    inputs = [keras.Input((100 + i, 100, 1000), name=f"in{i}") for i in range(8)]
    sums = [layers.Add(name=f"sum{i}")([x, keras.ops.relu(x)]) for i, x in enumerate(inputs)]
    return keras.Model(inputs, sums, name="skips")


GRAPHS = [skipping, towers, crossing, nested_skips]


def boxes(figure):
    """The left, top, right and bottom of each box, by the name in its first line."""
    (axes,) = figure.axes
    found = {}
    for box in axes.patches:
        left, top = box.get_xy()
        right, bottom = left + box.get_width(), top + box.get_height()
        inside = [
            text
            for text in axes.texts
            if left < text.get_position()[0] < right and top < text.get_position()[1] < bottom
        ]
        lines = [
            text.get_text() for text in sorted(inside, key=lambda text: text.get_position()[1])
        ]
        found["".join(lines).partition(":")[0]] = (left, top, right, bottom)
    return found


def segments(figure):
    """Both ends of each straight piece of the arrows."""
    (axes,) = figure.axes
    pieces = [piece for line in axes.lines for piece in pairwise(line.get_xydata().tolist())]
    return pieces + [(text.xyann, text.xy) for text in axes.texts if not text.get_text()]


@pytest.mark.parametrize("build", GRAPHS)
def test_boxes_are_below_what_they_depend_on_and_apart(build):
    model = build()
    found = boxes(cg.plot_model_graph(model))
    # An input that goes to one layer is an arrow.
    assert {layer.name for layer in model.layers} - set(found) <= {"image"}
    for (left, top, right, bottom), other in combinations(found.values(), 2):
        assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    for layer in model.layers:
        inputs = layer.input if isinstance(layer.input, list) else [layer.input]
        for tensor in inputs:
            before = tensor._keras_history.operation
            if before is not layer and before.name in found:
                assert found[before.name][3] < found[layer.name][1]


@pytest.mark.parametrize("build", GRAPHS)
def test_arrows_go_around_boxes(build):
    figure = cg.plot_model_graph(build())
    pieces = segments(figure)
    assert len(pieces) > 5
    for (x, y), (x_end, y_end) in pieces:
        assert y <= y_end  # downwards
        for left, top, right, bottom in boxes(figure).values():
            for t in np.linspace(0, 1, 50):
                at, depth = x + t * (x_end - x), y + t * (y_end - y)
                assert not (left + 0.01 < at < right - 0.01 and top + 0.01 < depth < bottom - 0.01)


@pytest.mark.parametrize("build", GRAPHS)
def test_every_connection_has_its_arrow(build):
    model = build()
    figure = cg.plot_model_graph(model)
    (axes,) = figure.axes
    heads = [text.xy for text in axes.texts if not text.get_text()]
    for name, (left, top, right, _) in boxes(figure).items():
        arriving = [x for x, y in heads if left < x < right and abs(y - top) < 1e-6]
        if name.startswith("relu"):
            assert len(arriving) == 1
            continue
        layer = model.get_layer(name)
        if isinstance(layer, layers.InputLayer):
            assert not arriving
        else:
            inputs = layer.input if isinstance(layer.input, list) else [layer.input]
            assert len(arriving) == len(inputs)
    bottom = figure.get_size_inches()[1]
    assert sum(abs(y - bottom) < 1e-6 for _, y in heads) == len(model.outputs)


@pytest.mark.parametrize("build", [*GRAPHS, functional, wide_shapes, many_skips])
def test_texts_are_in_the_figure_and_apart(build):
    figure = cg.plot_model_graph(build())
    (axes,) = figure.axes
    figure.draw_without_rendering()
    texts = [text for text in axes.texts if text.get_text()]
    assert min(text.get_fontsize() for text in texts) >= 10
    extents = [text.get_window_extent() for text in texts]
    for extent in extents:
        assert figure.bbox.x0 <= extent.x0 < extent.x1 <= figure.bbox.x1
    for one, other in combinations(extents, 2):
        assert min(one.x1, other.x1) <= max(one.x0, other.x0) + 1 or (
            min(one.y1, other.y1) <= max(one.y0, other.y0) + 6  # lines of one box
        )
    for left, top, right, bottom in boxes(figure).values():
        for text, extent in zip(texts, extents, strict=True):
            x, y = text.get_position()
            if left < x < right and top < y < bottom:
                assert left * 100 <= extent.x0 < extent.x1 <= right * 100


def test_branches_stand_side_by_side():
    found = boxes(cg.plot_model_graph(towers()))
    first = [found[n] for n in ("plain", "before_three", "before_five", "a_pool_with_a_long_name")]
    assert len({top for _, top, _, _ in first}) == 1
    assert all(right < left for (_, _, right, _), (left, _, _, _) in pairwise(first))
    assert found["three"][:1] > found["plain"][:1]
    assert found["three"][1] == found["five"][1] > first[0][3]


def test_shapes_at_the_arrows_of_a_graph():
    texts = written(cg.plot_model_graph(crossing()))
    shapes = [text for text in texts if text.startswith("(")]
    assert sorted(shapes) == sorted(
        ["(8,)", "(6,)", "(4,)", "(5,)", "(9,)", "(9,)", "(9,)", "(3,)", "(2,)"]
    )
    assert texts[0] == "crossing: 109 parameters"  # 36 + 35 + 30 + 8
    assert "left: input" in texts
    assert any(text.endswith(": Relu") for text in texts)


def test_a_shape_is_not_repeated_where_there_is_no_room_for_it():
    texts = written(cg.plot_model_graph(wide_shapes()))
    assert texts.count("(100, 1, 1000)") == 2  # beside two of the three arrows
    texts = written(cg.plot_model_graph(many_skips()))
    # Below the input, the function and the sum, although two arrows start at the input.
    assert [texts.count(f"({100 + i}, 100, 1000)") for i in range(8)] == [3] * 8


def test_a_layer_that_is_used_twice_has_two_boxes():
    inputs = keras.Input((4,))
    twice = layers.Dense(4, name="twice")
    found = cg.plot_model_graph(keras.Model(inputs, twice(twice(inputs)), name="shared"))
    assert written(found) == [
        "shared: 20 parameters",
        "(4,)",
        *["twice: Dense", "4 units", "20 parameters", "(4,)"] * 2,
    ]


def test_two_arrows_between_the_same_boxes():
    inputs = keras.Input((4,))
    hidden = layers.Dense(4)(inputs)
    figure = cg.plot_model_graph(keras.Model(inputs, layers.Add()([hidden, hidden])))
    assert len({start for start, _ in segments(figure)}) == 4


def test_an_input_of_two_layers_and_an_inner_model():
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3)], name="inner")
    inputs = keras.Input((4,), name="values")
    model = keras.Model(inputs, [inner(inputs), layers.Dense(2, name="out")(inputs)])
    texts = written(cg.plot_model_graph(model))
    assert {"values: input", "inner: Sequential", "out: Dense", "(3,)", "(2,)"} <= set(texts)


def test_many_branches_make_it_wider():
    inputs = keras.Input((4,))
    branches = [layers.Dense(2)(inputs) for _ in range(6)]
    wide = keras.Model(inputs, layers.Concatenate()(branches))
    assert cg.plot_model_graph(wide).get_size_inches()[0] > 6 * 1.25


class Subclass(keras.Model):
    def call(self, inputs):
        return inputs


def without_layers():
    inputs = keras.Input((4,))
    return keras.Model(inputs, inputs)


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (lambda: None, TypeError, "`model` must be a Keras model, got None"),
        (lambda: layers.Dense(2), TypeError, "`model` must be a Keras model"),
        (lambda: keras.Sequential([layers.Dense(2)]), ValueError, "`model` must know the shapes"),
        (Subclass, ValueError, "`model` must know the shapes"),
        (without_layers, ValueError, "`model` must have a layer, got 'functional.*' without"),
    ],
)
def test_what_cannot_be_drawn(model, error, message):
    with pytest.raises(error, match=message):
        cg.plot_model_graph(model())
    assert not plt.get_fignums()
