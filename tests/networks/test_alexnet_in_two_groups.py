"""AlexNet with all details of the paper: two groups, and local response normalization."""

import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf

import convgallery as cg


@pytest.fixture(scope="module")
def model():
    return cg.alexnet_model("two_groups", seed=3)


def normalized(maps, k=2, n=5, alpha=1e-4, beta=0.75):
    """Apply the paper's formula, value by value, in float64."""
    maps = np.asarray(maps, np.float64)
    result = np.empty_like(maps)
    channels = maps.shape[-1]
    for i in range(channels):
        first, last = max(0, i - n // 2), min(channels - 1, i + n // 2)
        total = sum(maps[..., j] ** 2 for j in range(first, last + 1))
        result[..., i] = maps[..., i] / (k + alpha * total) ** beta
    return result


@pytest.mark.parametrize(
    "settings",
    [{}, {"k": 1, "n": 3, "alpha": 0.5, "beta": 1}, {"n": 1}, {"n": 2**32 - 1}, {"n": 10**20 + 1}],
)
@pytest.mark.parametrize("channels", [1, 3, 8])
def test_normalization_is_the_papers(settings, channels):
    maps = np.random.default_rng(0).normal(scale=100, size=(2, 4, 5, channels)).astype(np.float32)
    layer = cg.LocalResponseNormalization(**settings)
    expected = normalized(maps, **settings)
    assert np.max(np.abs(expected - maps / layer.k**layer.beta)) > 0.1
    np.testing.assert_allclose(layer(maps), expected, rtol=1e-5)


def test_gradients_of_normalization():
    layer = cg.LocalResponseNormalization(k=1, n=3, alpha=0.3, beta=0.75)
    rng = np.random.default_rng(1)
    maps, weights = rng.normal(size=(2, 1, 2, 2, 6))
    pixels = tf.constant(maps, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        total = tf.reduce_sum(layer(pixels) * tf.constant(weights, tf.float32))
    found = tape.gradient(total, pixels)
    step = 1e-6
    for index in np.ndindex(maps.shape):
        moved = np.zeros(maps.shape)
        moved[index] = step
        settings = {"k": 1, "n": 3, "alpha": 0.3}
        up, down = (normalized(maps + sign * moved, **settings) for sign in (1, -1))
        slope = np.sum((up - down) * weights) / (2 * step)
        assert float(found[index]) == pytest.approx(slope, abs=1e-4)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"n": 4}, ValueError, "`n` must be odd, got 4"),
        ({"n": 0}, ValueError, "`n` must be a positive int, got 0"),
        ({"n": 2.5}, TypeError, "`n` must be a positive int, got 2.5"),
        ({"k": 0}, ValueError, "`k` must be above 0, got 0"),
        ({"k": None}, TypeError, "`k` must be a number, got None"),
        ({"alpha": -1}, ValueError, "`alpha` must be at least 0, got -1"),
        ({"beta": "1"}, TypeError, "`beta` must be a number, got '1'"),
    ],
)
def test_bad_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        cg.LocalResponseNormalization(**arguments)


def test_the_papers_count_of_parameters(model):
    assert model.count_params() == 60_965_224
    counts = {layer.name: layer.count_params() for layer in model.layers if layer.weights}
    convolutions = [17_472, 153_728, 442_560, 331_968, 221_312]  # 11*11*3*48 + 48 and so on
    for number, count in enumerate(convolutions, 1):
        assert counts[f"conv{number}a"] == counts[f"conv{number}b"] == count
    assert list(counts.values())[-3:] == [37_752_832, 16_781_312, 4_097_000]
    assert model.input_shape == (None, 227, 227, 3)
    assert model.output_shape == (None, 1000)


def test_first_weights_are_those_of_the_paper(model):
    for layer in model.layers:
        if layer.weights:
            assert np.std(layer.kernel) == pytest.approx(0.01, rel=0.05)
            hidden = isinstance(layer, keras.layers.Dense) and layer.units == 4096
            ones = layer.name[:5] in ("conv2", "conv4", "conv5") or hidden
            assert np.unique(layer.bias).tolist() == [float(ones)]
    kernels = [model.get_layer(f"conv3{tower}").kernel for tower in "ab"]
    assert not np.any(np.asarray(kernels[0]) == np.asarray(kernels[1]))


def test_another_seed_gives_other_weights(model):
    other = cg.alexnet_model("TWO_GROUPS", seed=4)
    first, second = (np.asarray(m.get_layer("conv1a").kernel) for m in (model, other))
    assert not np.any(first == second)


def grouped(model, images):
    """Compute the maps before the dense layers with stock convolutions in groups."""

    def convolved(x, number, groups):
        towers = [model.get_layer(f"conv{number}{tower}") for tower in "ab"]
        kernel, bias = (
            np.concatenate([np.asarray(getattr(layer, name)) for layer in towers], axis=-1)
            for name in ("kernel", "bias")
        )
        layer = keras.layers.Conv2D(
            *(kernel.shape[-1], kernel.shape[:2], towers[0].strides, towers[0].padding),
            groups=groups,
            activation="relu",
        )
        layer.build(x.shape)
        layer.set_weights([kernel, bias])
        return np.asarray(layer(x))

    def pooled(x):
        return np.asarray(tf.nn.max_pool2d(x, 3, 2, "VALID"))

    def normalized_by_tower(x):
        return np.concatenate([normalized(part) for part in np.split(x, 2, axis=-1)], axis=-1)

    x = pooled(normalized_by_tower(convolved(images, 1, 1)).astype(np.float32))
    x = pooled(normalized_by_tower(convolved(x, 2, 2)).astype(np.float32))
    x = convolved(x, 3, 1)
    return pooled(convolved(convolved(x, 4, 2), 5, 2))


def test_two_towers_are_convolutions_in_two_groups(model):
    for layer in model.layers:  # first weights are so small that little but the biases matters
        if layer.name.startswith("conv"):
            layer.kernel.assign(layer.kernel * 4)
    images = np.random.default_rng(2).random((2, 227, 227, 3), np.float32) * 50
    maps = keras.Model(model.input, model.get_layer("join5").output)(images)
    expected = grouped(model, images)
    assert expected.std() > 1
    np.testing.assert_allclose(maps, expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("in_function", [False, True])
def test_it_trains(model, in_function):
    images = tf.random.stateless_uniform((1, 227, 227, 3), (0, 1))

    def gradients():
        with tf.GradientTape() as tape:
            logits = model(images, training=True)
            loss = keras.losses.sparse_categorical_crossentropy(
                tf.constant([7]), logits, from_logits=True
            )
        return tape.gradient(loss, [weight.value for weight in model.trainable_variables])

    step = tf.function(gradients) if in_function else gradients
    for gradient, weight in zip(step(), model.trainable_variables, strict=True):
        assert np.any(gradient), weight.path
        assert np.all(np.isfinite(gradient)), weight.path


LOAD = """if True:
    import sys, keras, numpy as np, convgallery as cg
    cg.LocalResponseNormalization
    model = keras.models.load_model(sys.argv[1] + "/small.keras")
    np.save(sys.argv[1] + "/result.npy", model(np.load(sys.argv[1] + "/images.npy")))
    print(model.layers[-1].get_config())
"""


# Keras asks its arrays for what NumPy 2 asks of arrays, and NumPy warns.
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")
def test_a_saved_model_is_loaded_once_the_layer_is_known(tmp_path):
    inputs = keras.Input((9, 9, 3))
    maps = keras.layers.Conv2D(8, 3)(inputs)
    layer = cg.LocalResponseNormalization(k=1, n=3, alpha=0.5, beta=0.25, name="norm")
    model = keras.Model(inputs, layer(maps))
    images = np.random.default_rng(5).random((2, 9, 9, 3), np.float32)
    model.save(tmp_path / "small.keras")
    np.save(tmp_path / "images.npy", images)
    command = [sys.executable, "-c", LOAD, str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "'k': 1.0, 'n': 3, 'alpha': 0.5, 'beta': 0.25" in printed
    assert np.array_equal(np.load(tmp_path / "result.npy"), model(images))


def test_it_is_built_again_from_its_settings(model):
    rebuilt = keras.Model.from_config(model.get_config())
    assert [layer.name for layer in rebuilt.layers] == [layer.name for layer in model.layers]
    assert rebuilt.count_params() == model.count_params()


def test_channels_last_whatever_keras_prefers():
    keras.config.set_image_data_format("channels_first")
    try:
        assert cg.alexnet_model("two_groups").count_params() == 60_965_224
    finally:
        keras.config.set_image_data_format("channels_last")


@pytest.mark.parametrize(("name", "value"), [("k", 1e-320), ("alpha", 1e308), ("beta", -1e39)])
def test_normalization_refuses_what_float32_has_as_zero_or_infinity(name, value):
    with pytest.raises(ValueError, match=f"`{name}` must have an absolute value from 1.18e-38 to"):
        cg.LocalResponseNormalization(**{name: value})
