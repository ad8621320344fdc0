"""What is inside a network: filters and feature maps."""

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from keras import layers
from scipy.signal import correlate

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")


@pytest.fixture
def model():
    keras.utils.set_random_seed(3)
    return keras.Sequential(
        [
            keras.Input((10, 12, 1)),
            layers.Conv2D(3, 3, name="conv1"),
            layers.MaxPooling2D(name="pool1"),
            layers.Conv2D(9, (3, 2), activation="relu", name="conv2"),
            layers.Dropout(0.5, name="dropout"),
            layers.Flatten(name="flatten"),
            layers.Dense(10, name="logits"),
        ]
    )


@pytest.fixture
def picture():
    return np.random.default_rng(4).random((10, 12)).astype(np.float32)


def panel(figure, name):
    """The axes of that name, and what they show."""
    (axes,) = [axes for axes in figure.axes if axes.get_title().startswith(f"{name}\n")]
    return axes, np.ma.filled(axes.images[0].get_array(), np.nan)


def test_filters_of_one_channel_stand_side_by_side(model):
    figure = cg.plot_filters(model)
    axes, drawn = panel(figure, "conv1")
    assert axes.get_title() == "conv1\n(3, 3, 1, 3)"
    assert drawn.shape == (3, 4 * 3)
    weights = model.get_layer("conv1").get_weights()[0]
    for n in range(3):
        assert np.array_equal(drawn[:, 3 * n : 3 * n + 3], weights[:, :, 0, n])
    assert np.all(np.isnan(drawn[:, 9:]))


def test_rows_are_inputs_and_columns_are_filters(model):
    _, drawn = panel(cg.plot_filters(model, layer="conv2"), "conv2")
    weights = model.get_layer("conv2").get_weights()[0]
    assert weights.shape == (3, 2, 3, 9)
    assert drawn.shape == (2 * 3 * 3, 8 * 2)  # the ninth filter continues below
    for n in range(9):
        for channel in range(3):
            top, left = 9 * (n // 8) + 3 * channel, 2 * (n % 8)
            assert np.array_equal(drawn[top : top + 3, left : left + 2], weights[:, :, channel, n])


def test_one_color_scale_centered_on_zero(model):
    axes, drawn = panel(cg.plot_filters(model, layer="conv2"), "conv2")
    (image,) = axes.images
    assert image.get_cmap().name == "RdBu_r"
    assert image.get_clim() == (-np.nanmax(np.abs(drawn)), np.nanmax(np.abs(drawn)))
    assert image.colorbar is not None


def test_of_too_many_filters_the_first_are_drawn():
    wide = keras.Sequential([keras.Input((4, 4, 50)), layers.Conv2D(200, 3, name="wide")])
    axes, drawn = panel(cg.plot_filters(wide), "wide")
    assert axes.get_title() == "wide\n(3, 3, 50, 200), first 864 of 10000"
    assert drawn.shape == (36 * 3, 24 * 3)
    weights = wide.get_layer("wide").get_weights()[0]
    assert np.array_equal(drawn[-3:, -3:], weights[:, :, 35, 23])


def test_feature_maps_are_what_the_layers_compute(model, picture):
    figure = cg.plot_feature_maps(model, picture)
    assert [axes.get_title() for axes in figure.axes if axes.get_title()] == [
        "image\n(10, 12, 1)",
        "logits\n(10,)",
        "conv1\n(8, 10, 3)",
        "pool1\n(4, 5, 3)",
        "conv2\n(2, 4, 9)",
        "dropout\n(2, 4, 9)",
    ]
    assert np.array_equal(panel(figure, "image")[1], picture)
    weights, bias = model.get_layer("conv1").get_weights()
    _, conv1 = panel(figure, "conv1")
    _, pool1 = panel(figure, "pool1")
    for n in range(3):
        kernel = weights[:, :, 0, n].astype(np.float64)
        expected = correlate(picture.astype(np.float64), kernel, mode="valid") + bias[n]
        assert np.allclose(conv1[:, 10 * n : 10 * n + 10], expected, atol=1e-5)
        pooled = expected.reshape(4, 2, 5, 2).max(axis=(1, 3))
        assert np.allclose(pool1[:, 5 * n : 5 * n + 5], pooled, atol=1e-5)
    _, conv2 = panel(figure, "conv2")
    assert np.nanmin(conv2) >= 0
    assert np.array_equal(panel(figure, "dropout")[1], conv2, equal_nan=True)


def test_bars_are_the_last_outputs(model, picture):
    figure = cg.plot_feature_maps(model, picture)
    (bars,) = [axes for axes in figure.axes if axes.get_title().startswith("logits")]
    heights = [bar.get_height() for bar in bars.patches]
    assert np.allclose(heights, model(picture[None, ..., None]).numpy()[0], atol=1e-5)
    assert bars.get_xticks().tolist() == list(range(10))


def test_each_layer_has_its_own_scale(model, picture):
    figure = cg.plot_feature_maps(model, picture)
    for name in ("conv1", "pool1", "conv2"):
        axes, drawn = panel(figure, name)
        low, high = axes.images[0].get_clim()
        assert -low == high == np.nanmax(np.abs(drawn))
        assert axes.images[0].get_interpolation() == "nearest"


def test_pictures_in_every_form(model, picture):
    as_bytes = np.rint(picture * 255).astype(np.uint8)
    for form in (as_bytes, as_bytes[..., None], as_bytes / 255):
        _, drawn = panel(cg.plot_feature_maps(model, form), "image")
        assert np.allclose(drawn, as_bytes / 255, atol=1e-6)


def test_colors_and_a_model_without_dense_layers():
    color = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(2, 5, name="conv")])
    figure = cg.plot_feature_maps(color, cg.sample_image())
    assert [axes.get_title() for axes in figure.axes if axes.get_title()] == [
        "image\n(134, 240, 3)",
        "conv\n(130, 236, 2)",
    ]


def titles(figure):
    return [axes.get_title() for axes in figure.axes if axes.get_title()]


def test_maps_of_a_network_that_branches(picture):
    inputs = keras.Input((10, 12, 1))
    first = layers.Conv2D(2, 3, padding="same", name="first")(inputs)
    second = layers.Conv2D(2, 3, padding="same", name="second")(first)
    added = layers.Add(name="sum")([first, second])
    doubled = keras.ops.multiply(added, 2)
    vectors = [
        layers.Dense(3, name="classes")(layers.Flatten(name="flat")(doubled)),
        layers.GlobalAveragePooling2D(name="means")(first),
    ]
    model = keras.Model(inputs, [*vectors, second])
    figure = cg.plot_feature_maps(model, picture)
    drawn = titles(figure)
    assert drawn[:3] == ["image\n(10, 12, 1)", "means\n(2,)", "classes\n(3,)"]
    names = [title.partition("\n")[0] for title in drawn[3:]]
    assert names[:3] == ["first", "second", "sum"]
    assert len(names) == 4  # and the product
    maps = [panel(figure, name)[1][:, :24] for name in names]
    np.testing.assert_allclose(maps[2], maps[0] + maps[1], atol=1e-6)
    np.testing.assert_allclose(maps[3], 2 * maps[2], atol=1e-6)
    (bars,) = [axes for axes in figure.axes if axes.get_title().startswith("means")]
    heights = [bar.get_height() for bar in bars.patches]
    np.testing.assert_allclose(heights, [maps[0][:, :12].mean(), maps[0][:, 12:].mean()], atol=1e-6)


def test_maps_of_a_layer_that_is_used_twice(picture):
    inputs = keras.Input((10, 12, 1))
    twice = layers.Conv2D(1, 3, padding="same", name="twice")
    figure = cg.plot_feature_maps(keras.Model(inputs, twice(twice(inputs))), picture)
    assert titles(figure)[1:] == ["twice\n(10, 12, 1)", "twice, call 2\n(10, 12, 1)"]
    weights = twice.get_weights()[0][:, :, 0, 0].astype(np.float64)
    once = correlate(picture.astype(np.float64), weights, mode="same")
    for name, expected in {
        "twice": once,
        "twice, call 2": correlate(once, weights, mode="same"),
    }.items():
        np.testing.assert_allclose(panel(figure, name)[1][:, :12], expected, atol=1e-5)


def test_maps_inside_inner_models(model, picture):
    features = keras.Sequential(model.layers[:3], name="features")
    inputs = keras.Input((10, 12, 1))
    maps = features(inputs)
    outer = keras.Model(inputs, [features(1 - inputs), layers.ReLU(name="last")(maps)])
    figure = cg.plot_feature_maps(outer, picture)
    names = [title.partition("\n")[0] for title in titles(figure)]
    inner = [f"features/{name}" for name in ("conv1", "pool1", "conv2")]
    again = [f"features, call 2/{name}" for name in ("conv1", "pool1", "conv2")]
    assert sorted(set(names) & {*inner, *again}) == sorted([*inner, *again])
    alone = cg.plot_feature_maps(model, picture)
    shown = {name: panel(figure, name)[1] for name in (*inner, *again)}
    expected = panel(alone, "conv2")[1]
    assert any(
        np.array_equal(shown[name], expected, equal_nan=True) for name in (inner[-1], again[-1])
    )
    inverted = cg.plot_feature_maps(model, 1 - picture)
    assert any(
        np.allclose(shown[name], panel(inverted, "conv2")[1], atol=1e-6, equal_nan=True)
        for name in (inner[-1], again[-1])
    )


def test_an_inner_model_that_returns_a_vector(picture):
    inner = keras.Sequential([layers.Flatten(), layers.Dense(3)], name="inner")
    figure = cg.plot_feature_maps(keras.Sequential([keras.Input((10, 12, 1)), inner]), picture)
    assert titles(figure) == ["image\n(10, 12, 1)", "inner\n(3,)"]


def test_an_inner_model_without_a_graph(picture):
    class Doubled(keras.Model):
        def call(self, images):
            return 2 * images

    network = keras.Sequential([keras.Input((10, 12, 1)), Doubled(name="doubled")])
    figure = cg.plot_feature_maps(network, picture)
    np.testing.assert_allclose(panel(figure, "doubled")[1][:, :12], 2 * picture)


def test_two_inputs(picture):
    inputs = [keras.Input((10, 12, 1)), keras.Input((10, 12, 1))]
    model = keras.Model(inputs, layers.Add()(inputs), name="pair")
    with pytest.raises(ValueError, match="`model` must have one input, got 2: 'pair'"):
        cg.plot_feature_maps(model, picture)


def test_values_that_are_all_zero(model, picture):
    model.get_layer("conv1").set_weights([np.zeros((3, 3, 1, 3)), np.zeros(3)])
    for figure in (cg.plot_filters(model), cg.plot_feature_maps(model, picture)):
        axes, _ = panel(figure, "conv1")
        assert axes.images[0].get_clim() == (-1, 1)


def test_not_finite(model, picture):
    model.get_layer("conv1").set_weights([np.full((3, 3, 1, 3), np.nan), np.zeros(3)])
    for call in (cg.plot_filters, lambda model: cg.plot_feature_maps(model, picture)):
        with pytest.raises(ValueError, match="'conv1' must be finite to be drawn"):
            call(model)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda m: cg.plot_filters(m, layer=1), TypeError, "`layer` must be a string, got 1"),
        (
            lambda m: cg.plot_filters(m, layer="pool1"),
            ValueError,
            "`layer` must be one of 'conv1', 'conv2', got 'pool1'",
        ),
        (lambda m: cg.plot_feature_maps(m, "photo"), TypeError, "`image` must be a PIL image"),
        (
            lambda m: cg.plot_feature_maps(m, np.zeros((12, 10))),
            ValueError,
            r"`image` must be of shape \(10, 12, 1\) for this model, got \(12, 10, 1\)",
        ),
        (
            lambda m: cg.plot_feature_maps(m, np.zeros((1, 10, 12, 1))),
            ValueError,
            r"`image` must be of shape \(10, 12, 1\).*got \(1, 10, 12, 1\)",
        ),
        (
            lambda m: cg.plot_feature_maps(m, np.full((10, 12), 2.0)),
            ValueError,
            "`image` must be from 0 to 1",
        ),
    ],
)
def test_bad_arguments(model, call, error, message):
    with pytest.raises(error, match=message):
        call(model)
    assert not plt.get_fignums()


@pytest.mark.parametrize(
    "draw", [cg.plot_filters, lambda model: cg.plot_feature_maps(model, [[0]])]
)
def test_what_is_no_model(draw):
    with pytest.raises(TypeError, match="`model` must be a Keras model, got None"):
        draw(None)


def test_filters_that_are_not_built():
    with pytest.raises(ValueError, match="`model` must have a built Conv2D layer"):
        cg.plot_filters(keras.Sequential([layers.Conv2D(3, 3)]))
