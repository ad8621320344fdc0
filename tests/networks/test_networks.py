"""LeNet and AlexNet: their layers, their first weights, and LeNet against NumPy in float64."""

import subprocess
import sys
import zlib

import keras
import numpy as np
import pytest

import convgallery as cg

ACTIVATIONS = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "linear": lambda x: x,
}


def shapes(model):
    return [layer.output.shape[1:] for layer in model.layers]


def with_random_weights(model, seed=0):
    """Fill a model with weights and biases that no symmetry can hide in."""
    rng = np.random.default_rng(seed)
    for weight in model.weights:
        scale = 1 / np.sqrt(np.prod(weight.shape[:-1]))
        weight.assign(rng.normal(scale=scale, size=weight.shape))
    return model


@pytest.mark.parametrize(
    ("padding", "sides", "parameters"), [("SAME", (14, 7), 313_040), ("VALID", (12, 4), 110_288)]
)
def test_lenets_layers(padding, sides, parameters):
    model = cg.lenet_model(padding=padding)
    conv_sides = (28, 14) if padding == "SAME" else (24, 8)
    assert [type(layer).__name__ for layer in model.layers] == [
        "InputLayer",
        *("Conv2D", "MaxPooling2D") * 2,
        *("Flatten", "Dense", "Dropout", "Dense"),
    ]
    assert shapes(model) == [
        (28, 28, 1),
        (conv_sides[0], conv_sides[0], 4),
        (sides[0], sides[0], 4),
        (conv_sides[1], conv_sides[1], 6),
        (sides[1], sides[1], 6),
        (sides[1] ** 2 * 6,),
        (1024,),
        (1024,),
        (10,),
    ]
    assert model.count_params() == parameters


@pytest.fixture(scope="module", params=["tutorial", "paper"])
def alexnet(request):
    return request.param, cg.alexnet_model(request.param.upper(), seed=3)


def test_alexnets_layers(alexnet):
    variant, model = alexnet
    by_variant = {
        "tutorial": [
            *[(57, 57, 96), (29, 29, 96), (15, 15, 256), (8, 8, 256)],
            *[(8, 8, 384), (8, 8, 384), (8, 8, 256), (4, 4, 256)],
            *[(4096,)] * 5,
            *[(1000,)] * 2,
            (10,),
        ],
        "paper": [
            *[(55, 55, 96), (27, 27, 96), (27, 27, 256), (13, 13, 256)],
            *[(13, 13, 384), (13, 13, 384), (13, 13, 256), (6, 6, 256)],
            (9216,),
            *[(4096,)] * 4,
            (1000,),
        ],
    }
    assert shapes(model) == [(227, 227, 3), *by_variant[variant]]
    # The paper's: 11*11*3*96 + 96 and so on, layer by layer.
    paper = [34_944, 614_656, 885_120, 1_327_488, 884_992, 37_752_832, 16_781_312, 4_097_000]
    tutorial = [*paper[:5], 16_781_312, 16_781_312, 4_097_000, 10_010]
    counts = [layer.count_params() for layer in model.layers if layer.count_params()]
    assert counts == (paper if variant == "paper" else tutorial)
    assert model.count_params() == (62_378_344 if variant == "paper" else 41_416_834)


def test_alexnets_first_weights(alexnet):
    variant, model = alexnet
    weighty = [layer for layer in model.layers if layer.count_params()]
    rates = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    kinds = [layer.activation.__name__ for layer in weighty]
    if variant == "paper":
        assert rates == [0.5] * 2
        assert kinds == ["relu"] * 7 + ["linear"]
        biases = [np.unique(layer.bias).tolist() for layer in weighty]
        assert biases == [[0], [1], [0], [1], [1], [1], [1], [0]]
        for layer in weighty:
            assert np.std(layer.kernel) == pytest.approx(0.01, rel=0.05)
            assert np.mean(layer.kernel) == pytest.approx(0, abs=3e-4)
    else:
        assert rates == pytest.approx([0.8] * 3)
        assert kinds == ["tanh"] * 8 + ["linear"]
        assert not any(np.any(layer.bias) for layer in weighty)
        assert not np.any(weighty[-1].kernel)
        assert all(np.any(layer.kernel) for layer in weighty[:-1])


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_every_digit_is_equally_likely_at_first(padding):
    images = np.random.default_rng(0).random((5, 28, 28, 1))
    model = cg.lenet_model(padding)
    assert np.array_equal(model(images), np.zeros((5, 10)))
    inside = keras.Model(model.input, model.layers[-2].output)
    assert np.std(inside(images)) > 0.05


def numpy_lenet(model, images, padding, activation, pooling):
    """LeNet by windows and sums, in float64."""
    weights = [np.asarray(w, np.float64) for w in model.weights]
    x = images.astype(np.float64)
    for kernel, bias in (weights[:2], weights[2:4]):
        if padding == "SAME":
            x = np.pad(x, [(0, 0), (2, 2), (2, 2), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(x, (5, 5), axis=(1, 2))
        x = ACTIVATIONS[activation](np.einsum("nrcihw,hwio->nrco", windows, kernel) + bias)
        n, height, width, channels = x.shape
        pools = x.reshape(n, height // 2, 2, width // 2, 2, channels)
        x = pools.max(axis=(2, 4)) if pooling == "max" else pools.mean(axis=(2, 4))
    x = ACTIVATIONS[activation](x.reshape(len(x), -1) @ weights[4] + weights[5])
    return x @ weights[6] + weights[7]


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("pooling", ["max", "average"])
def test_lenet_equals_numpy(padding, activation, pooling):
    model = with_random_weights(
        cg.lenet_model(padding.lower(), activation.upper(), pooling.title(), keep_prob=0.5)
    )
    images = np.random.default_rng(1).random((6, 28, 28, 1), np.float32)
    expected = numpy_lenet(model, images, padding, activation, pooling)
    assert np.std(expected) > 0.01
    np.testing.assert_allclose(model(images), expected, atol=2e-6, rtol=1e-5)


def test_a_layer_of_other_sizes():
    inputs = keras.Input((20, 17, 3))
    assert cg.lenet_layer(inputs, 8, kernel_size=3, pool_size=4).shape == (None, 5, 5, 8)
    valid = cg.lenet_layer(inputs, 8, kernel_size=4, pool_size=3, padding="valid")
    assert valid.shape == (None, 5, 4, 8)
    assert cg.dense_layer(keras.Input((5,)), np.int64(3), activation="RELU").shape == (None, 3)


def test_flat_is_row_by_row():
    inputs = keras.Input((2, 3, 2))
    maps = np.arange(24).reshape(2, 2, 3, 2)
    flat = keras.Model(inputs, cg.flatten_convolution(inputs))(maps)
    assert np.array_equal(flat, np.arange(24).reshape(2, 12))


def test_dropout_is_for_training_only():
    inputs = keras.Input((4,))
    model = keras.Model(inputs, cg.dense_layer(inputs, 5000, activation="linear", keep_prob=0.8))
    ones = np.ones((1, 4))
    everything = np.asarray(model(ones))
    some = np.asarray(model(ones, training=True))
    kept = some != 0
    assert abs(kept.mean() - 0.8) < 0.03
    np.testing.assert_allclose(some[kept], everything[kept] / 0.8, rtol=1e-5)
    assert len(keras.Model(inputs, cg.dense_layer(inputs, 5)).layers) == 2


def bits(model):
    return zlib.crc32(b"".join(np.asarray(weight).tobytes() for weight in model.weights))


def run(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_seed_settles_the_weights_in_any_process():
    code = """if True:
        import zlib, numpy as np, convgallery as cg
        weights = cg.lenet_model(seed=2**32 - 1).weights
        print(zlib.crc32(b"".join(np.asarray(weight).tobytes() for weight in weights)))
    """
    assert int(run(code)) == bits(cg.lenet_model(seed=2**32 - 1))


def test_another_seed_gives_other_weights():
    first, same, other = (cg.lenet_model(seed=seed) for seed in (7, 7, 8))
    assert bits(first) == bits(same)
    for layer, counterpart in zip(first.layers, other.layers, strict=True):
        if layer.count_params() and layer is not first.layers[-1]:
            assert not np.any(np.asarray(layer.kernel) == np.asarray(counterpart.kernel))


def test_a_seed_settles_dropout():
    inputs = keras.Input((4,))
    first, same, other = (
        keras.Model(inputs, cg.dense_layer(inputs, 50, keep_prob=0.5, seed=seed))
        for seed in (7, 7, 8)
    )
    ones = np.ones((1, 4))
    kept = [np.asarray(model(ones, training=True)) != 0 for model in (first, same, other)]
    assert np.array_equal(kept[0], kept[1])
    assert not np.array_equal(kept[0], kept[2])


# Keras asks its arrays for what NumPy 2 asks of arrays, and NumPy warns.
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")
def test_a_saved_model_needs_keras_alone(tmp_path):
    model = with_random_weights(cg.lenet_model(padding="valid", activation="relu"))
    images = np.random.default_rng(2).random((3, 28, 28, 1), np.float32)
    model.save(tmp_path / "lenet.keras")
    np.save(tmp_path / "images.npy", images)
    code = """if True:
        import sys, keras, numpy as np
        model = keras.models.load_model(sys.argv[1] + "/lenet.keras")
        logits = model(np.load(sys.argv[1] + "/images.npy"))
        np.save(sys.argv[1] + "/logits.npy", logits)
        print("convgallery" in sys.modules)
    """
    assert run(code, tmp_path).split() == ["False"]
    assert np.array_equal(np.load(tmp_path / "logits.npy"), model(images))


IMAGES, VALUES = keras.Input((8, 10, 3)), keras.Input((5,))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"inputs": np.zeros((1, 8, 8, 1))}, TypeError, "`inputs` must be a Keras tensor of shape"),
        ({"inputs": VALUES}, ValueError, r"`inputs` must .* got shape \(None, 5\)"),
        ({"inputs": keras.Input((None, 8, 1))}, ValueError, r"got shape \(None, None, 8, 1\)"),
        ({"filters": 0}, ValueError, "`filters` must be a positive int, got 0"),
        ({"filters": 2.0}, TypeError, "`filters` must be a positive int, got 2.0"),
        ({"kernel_size": -1}, ValueError, "`kernel_size` must be a positive int, got -1"),
        ({"pool_size": (2, 2)}, TypeError, r"`pool_size` must be a positive int, got \(2, 2\)"),
        (
            {"kernel_size": 9, "padding": "VALID"},
            ValueError,
            "`kernel_size` must be at most 8 with padding='VALID', as .* 8x10 values, got 9",
        ),
        (
            {"kernel_size": 7, "pool_size": 3, "padding": "VALID"},
            ValueError,
            "`pool_size` must be at most 2 with padding='VALID', as .* 2x4 values, got 3",
        ),
        ({"padding": "full"}, ValueError, "`padding` must be one of 'SAME', 'VALID', got 'full'"),
        ({"activation": "elu"}, ValueError, "`activation` must be one of 'sigmoid', 'relu'"),
        ({"activation": None}, TypeError, "`activation` must be one of .* got None"),
        ({"pooling": "min"}, ValueError, "`pooling` must be one of 'max', 'average', got 'min'"),
        ({"seed": -1}, ValueError, "`seed` must be an int from 0 to 4294967295, got -1"),
        ({"seed": None}, TypeError, "`seed` must be an int from 0 to 4294967295, got None"),
    ],
)
def test_bad_arguments_of_lenet_layer(arguments, error, message):
    with pytest.raises(error, match=message):
        cg.lenet_layer(**{"inputs": IMAGES, "filters": 4} | arguments)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"inputs": IMAGES}, ValueError, r"`inputs` must be a Keras tensor of shape \(None, N\)"),
        ({"inputs": [1, 2]}, TypeError, r"`inputs` must .* got \[1, 2\]"),
        ({"units": True}, TypeError, "`units` must be a positive int, got True"),
        ({"activation": "softmax"}, ValueError, "`activation` must be one of"),
        ({"keep_prob": 0}, ValueError, "`keep_prob` must be above 0 and at most 1, got 0"),
        ({"keep_prob": 1.5}, ValueError, "`keep_prob` must be above 0 and at most 1, got 1.5"),
        ({"keep_prob": np.nan}, ValueError, "`keep_prob` must be finite, got nan"),
        ({"keep_prob": "half"}, TypeError, "`keep_prob` must be a number, got 'half'"),
        ({"seed": 2**32}, ValueError, "`seed` must be an int .* got 4294967296"),
    ],
)
def test_bad_arguments_of_dense_layer(arguments, error, message):
    with pytest.raises(error, match=message):
        cg.dense_layer(**{"inputs": VALUES, "units": 4} | arguments)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: cg.lenet_model("full"), ValueError, "`padding` must be one of"),
        (lambda: cg.lenet_model(activation=np.tanh), TypeError, "`activation` must be one of"),
        (lambda: cg.lenet_model(pooling=2), TypeError, "`pooling` must be one of .* got 2"),
        (lambda: cg.lenet_model(keep_prob=-0.5), ValueError, "`keep_prob` must .* got -0.5"),
        (lambda: cg.lenet_model(seed=0.5), TypeError, "`seed` must be an int .* got 0.5"),
        (
            lambda: cg.alexnet_model("vgg"),
            ValueError,
            "`variant` must be one of 'tutorial', 'paper', 'two_groups', got 'vgg'",
        ),
        (lambda: cg.alexnet_model(seed="0"), TypeError, "`seed` must be an int .* got '0'"),
        (lambda: cg.flatten_convolution(VALUES), ValueError, r"shape \(None, H, W, C\), got"),
    ],
)
def test_bad_arguments_of_models(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_layers_that_do_not_fit_into_memory_are_refused():
    inputs = keras.Input((28, 28, 1))
    with pytest.raises(
        ValueError, match="`filters` must give a layer of at most 268435456 weights"
    ):
        cg.lenet_layer(inputs, 10**9)
    with pytest.raises(ValueError, match="`units` must give .*, got an int of"):
        cg.dense_layer(cg.flatten_convolution(inputs), 10**5000)
    # TensorFlow would abort the process.
    with pytest.raises(ValueError, match="`pool_size` must be at most 4096, got 2147483648"):
        cg.lenet_layer(inputs, 4, pool_size=2**31)
