"""A network as rows of blocks."""

from itertools import combinations

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from keras import layers
from matplotlib.colors import to_hex

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")


def network(*steps, shape=(32, 32, 3), name="small"):
    return keras.Sequential([keras.Input(shape), *steps], name=name)


def written(figure):
    (axes,) = figure.axes
    return [text.get_text() for text in axes.texts if text.get_text()]


def blocks(figure):
    """The size of each front, from the first block to the last: width and height."""
    (axes,) = figure.axes
    corners = [np.ptp(patch.get_xy(), axis=0) for patch in axes.patches]
    fronts = [
        size
        for patch, size in zip(axes.patches, corners, strict=True)
        if all(len(np.unique(patch.get_xy()[:, axis].round(6))) == 2 for axis in (0, 1))
    ]
    return np.array(fronts)


def test_lenets_blocks():
    figure = cg.plot_layer_blocks(cg.lenet_model())
    texts = written(figure)
    assert texts[0] == "lenet: 313,040 parameters"
    shapes = ["28x28x1", "28x28x4", "14x14x4", "14x14x6", "7x7x6", "294", "1024", "10"]
    assert [text for text in texts if text in shapes] == shapes
    made_by = ["conv\n5x5", "pool\n2x2", "conv\n5x5", "pool\n2x2", "flatten", "dense", "dense"]
    assert [text for text in texts[1:] if text not in shapes] == made_by
    assert len(figure.axes[0].patches) == 3 * 8 + 4  # faces and windows
    width, _ = figure.get_size_inches()
    assert width == 5.6


def test_heights_are_in_proportion_where_they_can_be():
    sizes = blocks(cg.plot_layer_blocks(cg.lenet_model()))
    heights = sizes[:5, 1]
    np.testing.assert_allclose(heights / heights[0], [1, 1, 1 / 2, 1 / 2, 1 / 4])


def test_blocks_of_alexnet_stay_visible_and_ordered():
    sizes = blocks(cg.plot_layer_blocks(cg.alexnet_model("paper")))
    assert len(sizes) == 13
    maps, vectors = sizes[:9], sizes[9:]
    rows = np.array([227, 55, 27, 27, 13, 13, 13, 13, 6])
    channels = np.array([3, 96, 96, 256, 256, 384, 384, 256, 256])
    # Heights are a power of the rows, lengths a logarithm of the channels.
    logs = np.log(maps[:, 1])
    slope = (logs[0] - logs[-1]) / np.log(227 / 6)
    np.testing.assert_allclose(logs, logs[0] + slope * np.log(rows / 227), atol=1e-9)
    assert 0.4 < slope < 0.7
    np.testing.assert_allclose(
        np.polyval(np.polyfit(np.log(channels), maps[:, 0], 1), np.log(channels)), maps[:, 0]
    )
    assert maps[:, 1].min() > 0.25
    assert np.ptp(vectors[:, 0]) < 1e-9
    assert vectors[0, 1] > vectors[1, 1] == vectors[2, 1] > vectors[3, 1]


NETWORKS = {
    "lenet": cg.lenet_model,
    "valid": lambda: cg.lenet_model("VALID"),
    "alexnet": lambda: cg.alexnet_model("tutorial"),
    "long": lambda: network(*[layers.Conv2D(512, 3, padding="same") for _ in range(9)]),
    "short": lambda: network(layers.Dense(3), shape=(4,)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_everything_is_in_the_figure_and_texts_are_apart(name):
    figure = cg.plot_layer_blocks(NETWORKS[name]())
    (axes,) = figure.axes
    figure.draw_without_rendering()
    texts = [text for text in axes.texts if text.get_text()]
    assert {text.get_fontsize() for text in texts} == {12}
    extents = [text.get_window_extent() for text in texts]
    for extent in [*extents, *(patch.get_window_extent() for patch in axes.patches)]:
        assert figure.bbox.x0 <= extent.x0 < extent.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= extent.y0 < extent.y1 <= figure.bbox.y1
    for one, other in combinations(extents, 2):
        assert not one.overlaps(other)
    fronts = [patch for patch in axes.patches if patch.get_linewidth() == 0.8]
    for extent in extents:
        for patch in fronts:
            covers = patch.get_path().contains_points(
                axes.transData.inverted().transform(extent.corners())
            )
            assert not covers.any()


def test_what_changes_nothing_is_left_out():
    model = network(
        layers.Conv2D(3, 3, padding="same"),  # the shape stays, but there is a window
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Dropout(0.5),
        layers.ZeroPadding2D(1),
        layers.GlobalAveragePooling2D(),
        layers.Dense(3),
    )
    texts = written(cg.plot_layer_blocks(model))[1:]
    assert sorted(texts) == sorted(
        [
            *("32x32x3", "32x32x3", "34x34x3", "3", "3"),
            *("conv\n3x3", "zero padding", "global\npool", "dense"),
        ]
    )


def test_a_window_is_as_large_as_it_is_for_its_block():
    figure = cg.plot_layer_blocks(network(layers.Conv2D(4, (16, 8))))
    window = figure.axes[0].patches[3].get_xy()
    side = figure.axes[0].patches[2].get_xy()
    across = [np.ptp(corners[:, 0]) for corners in (window, side)]
    assert across[0] / across[1] == pytest.approx(8 / 32)
    tall = [corners[1, 1] - corners[0, 1] for corners in (window, side)]
    assert tall[0] / tall[1] == pytest.approx(16 / 32)


def test_channels_first():
    first = network(layers.Conv2D(8, 3, data_format="channels_first"), shape=(3, 32, 16))
    last = network(layers.Conv2D(8, 3, data_format="channels_last"), shape=(32, 16, 3))
    figures = [cg.plot_layer_blocks(model) for model in (first, last)]
    np.testing.assert_allclose(blocks(figures[0]), blocks(figures[1]))
    assert {"3x32x16", "8x30x14"} <= set(written(figures[0]))


def test_kinds_have_colors():
    figure = cg.plot_layer_blocks(cg.lenet_model())
    tints = {to_hex(patch.get_facecolor()) for patch in figure.axes[0].patches}
    assert len(tints) == 5 * 3 + 1  # three faces of each kind of layer, and windows


def branching():
    inputs = keras.Input((4,))
    return keras.Model(inputs, layers.Add(name="sum")([inputs, layers.Dense(4)(inputs)]))


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (lambda: None, TypeError, "`model` must be a Keras model, got None"),
        (branching, ValueError, "`model` must be a chain of layers, which 'sum' leaves"),
        (
            lambda: network(layers.Conv2D(2, 3), shape=(None, None, 3)),
            ValueError,
            r"`model` must pass on vectors .* of known size, got shape \(None, None, 3\)",
        ),
        (
            lambda: network(layers.Reshape((2, 2)), shape=(4,)),
            ValueError,
            r"`model` must pass on vectors .* got shape \(2, 2\)",
        ),
    ],
)
def test_what_cannot_be_drawn(model, error, message):
    with pytest.raises(error, match=message):
        cg.plot_layer_blocks(model())
    assert not plt.get_fignums()
