"""LeNet Live computes what Keras does, in Chromium."""

from pathlib import Path

import lenet_pages
import lenet_weights
import numpy as np
import pytest

import convgallery as cg

CHECKPOINT = Path(__file__).parents[2] / "gallery" / "04_lenet" / "lenet-run" / "training.npz"
CLASSIFY = """(element, [text, count]) => {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return Array.from({ length: count }, (_, i) => {
        const pixels = Float32Array.from(bytes.subarray(784 * i, 784 * (i + 1)), v => v / 255);
        return Array.from(element.classify(pixels).probabilities);
    });
}"""
PREPARE = """(element, [text, count]) => {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const ink = new convgallery.digitInk.Ink();
    return Array.from({ length: count }, (_, i) => {
        ink.show(Float32Array.from(bytes.subarray(784 * i, 784 * (i + 1)), v => v / 255));
        return Array.from(ink.digit());
    });
}"""
LAYERS = """(element, pixels) => element.classify(Float32Array.from(pixels)).layers.map(
    layer => [layer.shape, Array.from(layer.data)])"""
USE = """(element, layers) => {
    element.network = convgallery.lenet.decodeNetwork(layers);
}"""


@pytest.fixture(scope="module")
def digits():
    return cg.load_digits()


@pytest.fixture(scope="module")
def digit_bytes(digits):
    return np.rint(digits.test_images * 255).astype(np.uint8)


def classify(element, images):
    return np.array(element.evaluate(CLASSIFY, [lenet_pages.text(images), len(images)]))


@pytest.fixture(scope="module")
def model():
    """Make a network of random weights, none of them zero, not even those of the last layer."""
    model = cg.lenet_model(seed=7)
    random = np.random.default_rng(0)
    for variable in model.trainable_variables:
        if len(variable.shape) == 1 or variable.shape == (1024, 10):
            variable.assign(random.normal(0, 0.2, variable.shape))
    return model


def float32_layers(model):
    """Encode weights without rounding."""
    pairs = zip(model.trainable_variables[::2], model.trainable_variables[1::2], strict=True)
    encoded = [
        {
            part: {"shape": list(variable.shape), "base64": lenet_pages.text(np.asarray(variable))}
            for part, variable in zip(("kernel", "bias"), pair, strict=True)
        }
        for pair in pairs
    ]
    return dict(zip(("conv1", "conv2", "dense1", "dense2"), encoded, strict=True))


def test_probabilities_are_those_of_keras(open_lenet, model, digits, digit_bytes):
    live = open_lenet()
    live.evaluate(USE, float32_layers(model))
    got = classify(live, digit_bytes[:200])
    logits = model.predict(digits.test_images[:200], verbose=0).astype(float)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    expected = powers / powers.sum(axis=1, keepdims=True)
    assert np.ptp(expected.argmax(axis=1)) > 0  # the network does not always say the same
    np.testing.assert_allclose(got, expected, atol=1e-4)


def test_layers_are_those_of_keras(open_lenet, model, digits):
    live = open_lenet()
    live.evaluate(USE, float32_layers(model))
    image = digits.test_images[:1]
    got = live.evaluate(LAYERS, image.ravel().tolist())
    values = image
    expected = [values]
    for layer in model.layers[1:]:
        values = layer(values)
        if not layer.name.startswith(("flatten", "dropout")):
            expected.append(values)
    for (shape, data), layer in zip(got, expected, strict=True):
        assert tuple(shape) == tuple(layer.shape[1:])
        np.testing.assert_allclose(data, np.ravel(layer), atol=1e-4)


def test_int8_weights_agree_on_the_class(open_lenet, digits, digit_bytes):
    run = lenet_weights.read_run(CHECKPOINT)
    model = cg.lenet_model()
    weights = [array for pair in run.weights.values() for array in pair]
    for variable, array in zip(model.trainable_variables, weights, strict=True):
        variable.assign(array)
    expected = model.predict(digits.test_images, verbose=0).argmax(axis=1)
    live = open_lenet()
    got = classify(live, digit_bytes).argmax(axis=1)
    if run.steps >= 300:
        assert np.mean(got == expected) >= 0.995
    accuracy = np.mean(got == digits.test_labels)
    shown = f"After {run.steps:,} steps, {accuracy:.1%} of 1,000 test digits are classified"
    assert shown in live.inner_text()


def test_digits_of_mnist_stay_as_they_are(open_lenet, digits, digit_bytes):
    live = open_lenet()
    prepared = live.evaluate(PREPARE, [lenet_pages.text(digit_bytes), len(digit_bytes)])
    np.testing.assert_allclose(prepared, digits.test_images.reshape(1000, 784), atol=1e-6)
