"""The small modern network: its layers, its weights, and its results against NumPy."""

import keras
import numpy as np
import pytest

import convgallery as cg


def with_random_weights(model):
    """Fill a model with weights and running means that no symmetry can hide in."""
    random = np.random.default_rng(0)
    for weight in model.weights:
        scale = 1 / np.sqrt(np.prod(weight.shape[:-1]))
        values = random.normal(scale=scale, size=weight.shape)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)
    return model


def numpy_modern(model, images):
    """Compute the logits by windows and sums, in float64."""
    weights = iter([np.asarray(weight, np.float64) for weight in model.weights])
    x = images.astype(np.float64)
    for pool in (True, True, False):
        windows = np.pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(windows, (3, 3), axis=(1, 2))
        x = np.einsum("nrcihw,hwio->nrco", windows, next(weights))
        if pool:
            count, height, width, channels = x.shape
            x = x.reshape(count, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))
        gamma, beta, mean, variance = (next(weights) for _ in range(4))
        x = np.maximum(gamma * (x - mean) / np.sqrt(variance + 1e-3) + beta, 0)
    return x.reshape(len(x), -1) @ next(weights) + next(weights)


def test_layers_and_parameters():
    model = cg.modern_model()
    assert [type(layer).__name__ for layer in model.layers] == [
        "InputLayer",
        *("Conv2D", "MaxPooling2D", "BatchNormalization", "ReLU") * 2,
        *("Conv2D", "BatchNormalization", "ReLU", "Flatten", "Dense"),
    ]
    convolutions = 9 * (1 * 8 + 8 * 16 + 16 * 32)
    normalization = 4 * (8 + 16 + 32)
    assert model.count_params() == convolutions + normalization + 7 * 7 * 32 * 10 + 10 == 21_746
    assert model.count_params() < cg.lenet_model().count_params() / 10


def test_equals_numpy():
    model = with_random_weights(cg.modern_model())
    images = np.random.default_rng(1).random((6, 28, 28, 1), np.float32)
    expected = numpy_modern(model, images)
    assert np.std(expected) > 0.01
    np.testing.assert_allclose(model(images), expected, atol=1e-5, rtol=1e-4)


def test_every_digit_is_equally_likely_at_first():
    images = np.random.default_rng(0).random((5, 28, 28, 1))
    model = cg.modern_model()
    assert np.array_equal(model(images), np.zeros((5, 10)))
    inside = keras.Model(model.input, model.layers[-2].output)
    assert np.std(inside(images)) > 0.05


def test_weights_follow_from_the_seed():
    weights = [cg.modern_model(seed).get_weights() for seed in (0, 0, 1)]
    kernels = [[w for w in ws if w.ndim == 4] for ws in weights]
    assert all(np.array_equal(a, b) for a, b in zip(*weights[:2], strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(*kernels[1:], strict=True))
    for kernel in kernels[0][1:]:  # He's: the variance is 2 in the number of inputs
        assert np.std(kernel) == pytest.approx(np.sqrt(2 / np.prod(kernel.shape[:3])), rel=0.1)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_wrong_seed_is_refused(seed):
    with pytest.raises(ValueError, match=f"`seed` must be an int from 0 to 4294967295, got {seed}"):
        cg.modern_model(seed)
