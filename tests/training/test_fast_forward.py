"""The fast way through a network, against Keras's own."""

import keras
import numpy as np
import pytest
import tensorflow as tf

import convgallery as cg
from convgallery.training._fast_forward import _moved_copies, training_forward

SEED = tf.constant([3, 14])


def chain(*layers, size=(28, 28, 1), dtype=None):
    model = keras.Sequential([keras.Input(size, dtype=dtype), *layers])
    return with_random_weights(model)


def with_random_weights(model):
    rng = np.random.default_rng(0)
    for weight in model.trainable_weights:
        scale = 1 / np.sqrt(np.prod(weight.shape[:-1]))
        weight.assign(rng.normal(scale=scale, size=weight.shape))
    return model


def conv(filters=4, size=5, **settings):
    return keras.layers.Conv2D(filters, size, **{"activation": "tanh"} | settings)


def pool(size=2, **settings):
    return keras.layers.MaxPooling2D(size, **settings)


def random_images(model, count=5):
    rng = np.random.default_rng(1)
    return tf.constant(rng.random((count, *model.input_shape[1:])), model.inputs[0].dtype)


def check_equal(model, images, *, tolerance=1e-5):
    """Compare results, and the gradients of weights and images, with those of Keras's layers."""
    results_and_gradients = []
    forward = training_forward(model)
    for way in (
        lambda x: forward(x, SEED, 0, len(images)),
        lambda x: model(x, training=True),
    ):
        with tf.GradientTape() as tape:
            tape.watch(images)
            results = way(images)
            # Any curved sum, so that each result has a gradient of its own.
            total = tf.reduce_mean(tf.sin(3 * results) * (1 + results))
        results_and_gradients.append(
            [results, *tape.gradient(total, [images, *model.trainable_variables])]
        )
    for fast, plain in zip(*results_and_gradients, strict=True):
        assert fast.shape == plain.shape
        assert np.std(plain) > 1e-6
        np.testing.assert_allclose(
            fast, plain, rtol=tolerance, atol=tolerance * np.abs(plain).max()
        )


def graph_of(model):
    """List the operations of a step forward."""
    forward = training_forward(model)
    spec = tf.TensorSpec((2, *model.input_shape[1:]), model.inputs[0].dtype)
    graph = tf.function(lambda x: forward(x, SEED, 0, 2)).get_concrete_function(spec).graph
    return graph.get_operations()


def operations(model):
    """Name what a step forward is made of."""
    return {operation.type for operation in graph_of(model)}


def test_the_drawing_of_four_copies():
    rows, columns = _moved_copies(5, 2, 1), _moved_copies(5, 2, 1)
    places = np.einsum("UimxA,VjnyB->mnUiVj", rows, columns).reshape(4, 6, 6)
    drawn = ["\n".join(" ".join(".k"[int(n)] for n in row) for row in copy) for copy in places]
    documented = [line.strip() for line in training_forward.__globals__["__doc__"].split("\n")]
    for row in range(6):
        assert "     ".join(copy.split("\n")[row] for copy in drawn) in documented


def test_by_hand():
    """A kernel that takes the difference to the pixel above, and the largest of four."""
    model = chain(conv(1, (2, 1), padding="valid", activation="relu"), pool(), size=(5, 4, 1))
    model.set_weights([np.array([-1.0, 1.0]).reshape(2, 1, 1, 1), np.array([0.5])])
    pixels = tf.constant(
        [[0, 0, 0, 0], [1, 0, 0, 5], [0, 3, 0, 4], [0, 0, 9, 4], [0, 0, 8, 4]], tf.float32
    )
    expected = [[3.5, 5.5], [0.5, 9.5]]
    assert np.array_equal(
        training_forward(model)(pixels[None, :, :, None], SEED, 0, 1)[0, :, :, 0], expected
    )


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", "linear"])
def test_equals_kerass_lenet(padding, activation):
    model = with_random_weights(cg.lenet_model(padding, activation, keep_prob=1.0))
    assert "MaxPool" not in operations(model)
    check_equal(model, random_images(model))


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_gradients_of_lenets_convolutions_are_the_fast_ones(padding):
    """With explicit padding, oneDNN computes no gradients."""
    convolutions = [node for node in graph_of(cg.lenet_model(padding)) if node.type == "Conv2D"]
    assert len(convolutions) == 2
    assert {node.get_attr("padding") for node in convolutions} <= {b"SAME", b"VALID"}


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_logits_and_gradients_of_a_trained_lenet(padding):
    """Digits have black borders, where neighbors are equal."""
    digits = cg.load_digits()
    model = cg.lenet_model(padding, keep_prob=1.0)
    cg.train(model, digits, steps=50, progress=False)
    images, labels = digits.train_images[:300], digits.train_labels[:300]
    forward = training_forward(model)
    results_and_gradients = []
    for way in (lambda x: forward(x, SEED, 0, 300), lambda x: model(x, training=True)):
        with tf.GradientTape() as tape:
            logits = way(tf.constant(images))
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
            loss = tf.reduce_mean(losses)
        results_and_gradients.append([logits, *tape.gradient(loss, model.trainable_variables)])
    for fast, plain in zip(*results_and_gradients, strict=True):
        assert np.abs(plain).max() > 1e-3
        np.testing.assert_allclose(fast, plain, rtol=0, atol=1e-5)


FAST = {
    "one pair": [conv(), pool()],
    "even kernel": [conv(4, 4, padding="same"), pool()],
    "oblong kernel": [conv(4, (3, 6), padding="same"), pool()],
    "small kernel": [conv(4, 1), pool()],
    "pool of 4": [conv(3, 5, padding="same"), pool(4)],
    "pool of 3": [conv(3, 5), pool(3), conv(2, 3, padding="same"), pool(2)],
    "pool of 1": [conv(), pool(1)],
    "a pad that is not whole blocks": [conv(padding="same"), pool(), conv(6, 3), pool()],
    "three pairs": [
        conv(padding="same"),
        pool(),
        conv(6, padding="same"),
        pool(),
        conv(8, 2),
        pool(3),
    ],
    "blocks, then none": [conv(), pool(), conv(6), pool(), conv(8, 3), keras.layers.Flatten()],
    "pools padded with nothing": [conv(), pool(padding="same")],
}


@pytest.mark.parametrize("layers", FAST.values(), ids=FAST)
def test_equals_keras(layers):
    model = chain(*[type(layer).from_config(layer.get_config()) for layer in layers])
    assert "MaxPool" not in operations(model)
    check_equal(model, random_images(model))


def test_equals_keras_in_oblong_color():
    model = chain(conv(), pool(), conv(3, (1, 5)), pool(), size=(28, 32, 3))
    assert "MaxPool" not in operations(model)
    check_equal(model, random_images(model))


def test_equals_keras_in_float64():
    with_padding = {"padding": "same", "dtype": "float64"}
    model = chain(
        conv(**with_padding),
        pool(dtype="float64"),
        conv(6, **with_padding),
        pool(dtype="float64"),
        dtype="float64",
    )
    assert "MaxPool" not in operations(model)
    check_equal(model, random_images(model), tolerance=1e-12)


PLAIN = {
    "stride": [conv(strides=2), pool()],
    "dilation": [conv(dilation_rate=2), pool()],
    "groups": [conv(padding="same"), conv(6, groups=2, padding="same"), pool()],
    "no bias": [conv(use_bias=False), pool()],
    "an activation that falls": [conv(activation="silu"), pool()],
    "odd size": [conv(4, 4), pool()],
    "overlapping pools": [conv(), pool(3, strides=2)],
    "oblong pools": [conv(), pool((2, 4))],
    "activation apart": [conv(), keras.layers.Activation("tanh"), pool()],
    "half precision": [conv(dtype="mixed_float16"), pool(dtype="mixed_float16")],
}


@pytest.mark.parametrize("layers", PLAIN.values(), ids=PLAIN)
def test_other_layers_are_called_as_they_are(layers):
    model = chain(*[type(layer).from_config(layer.get_config()) for layer in layers])
    assert "MaxPool" in operations(model)
    images = random_images(model)
    fast, plain = training_forward(model)(images, SEED, 0, 5), model(images, training=True)
    assert np.array_equal(fast, plain)


def test_average_pooling_is_called_as_it_is():
    model = with_random_weights(cg.lenet_model(pooling="average", keep_prob=1.0))
    assert "AvgPool" in operations(model)
    check_equal(model, random_images(model))


def branches():
    inputs = keras.Input((28, 28, 1))
    x = pool()(conv()(inputs))
    return keras.Model(inputs, keras.layers.Concatenate()([x, x]))


def layer_used_twice():
    inputs = keras.Input((28, 28, 1))
    again = conv(1, padding="same")
    return keras.Model(inputs, pool()(again(again(inputs))))


class Subclass(keras.Model):
    """A model that does not say what its layers take."""

    def __init__(self):
        super().__init__()
        self.layer = conv()
        self.pool = pool()

    def call(self, images):
        return self.pool(self.layer(images))


@pytest.mark.parametrize("build", [branches, layer_used_twice])
def test_no_chain(build):
    model = with_random_weights(build())
    assert "MaxPool" in operations(model)
    images = random_images(model)
    assert np.array_equal(training_forward(model)(images, SEED, 0, 5), model(images, training=True))


def test_no_chain_that_shows():
    model, images = Subclass(), tf.constant(np.random.default_rng(2).random((5, 28, 28, 1)))
    expected = model(images, training=True)
    assert np.array_equal(training_forward(model)(images, SEED, 0, 5), expected)


def test_variables_are_the_models_own():
    model = with_random_weights(cg.lenet_model(keep_prob=1.0))
    forward = tf.function(training_forward(model))
    images = random_images(model)
    before = forward(images, SEED, 0, 5)
    for weight in model.trainable_weights:
        weight.assign(weight * 0.5)
    assert not np.allclose(forward(images, SEED, 0, 5), before, atol=1e-3)
    np.testing.assert_allclose(forward(images, SEED, 0, 5), model(images), atol=1e-6)


def dropout(rate, values=4000):
    return keras.Sequential([keras.Input((values,)), keras.layers.Dropout(rate)])


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.8])
def test_dropout_keeps_its_share(rate):
    dropped = np.asarray(training_forward(dropout(rate))(tf.ones((10, 4000)), SEED, 0, 10))
    kept = dropped > 0
    np.testing.assert_allclose(dropped[kept], 1 / (1 - rate), rtol=1e-6)
    assert abs(kept.mean() - (1 - rate)) < 0.01
    # Each row and each value has luck of its own.
    assert np.all(abs(kept.mean(axis=1) - (1 - rate)) < 0.04)
    assert len(np.unique(kept, axis=0)) == (1 if rate == 0 else 10)


def test_dropout_does_not_depend_on_how_a_batch_is_divided():
    model = with_random_weights(cg.lenet_model())
    forward = tf.function(training_forward(model))
    images = random_images(model, 12)
    whole = forward(images, SEED, tf.constant(0), 12)
    for parts in (2, 3):
        rows = 12 // parts
        pieces = [
            forward(images[n : n + rows], SEED, tf.constant(n), 12) for n in range(0, 12, rows)
        ]
        np.testing.assert_allclose(tf.concat(pieces, 0), whole, atol=1e-5)
    swapped = forward(images[6:], SEED, tf.constant(0), 12)
    assert not np.allclose(swapped, whole[6:], atol=1e-2)


def test_dropout_depends_on_seed_and_layer_alone():
    model = chain(keras.layers.Dropout(0.5), keras.layers.Dropout(0.5), size=(1000,))
    forward = training_forward(model)
    ones = tf.ones((1, 1000))
    first = forward(ones, SEED, 0, 1)
    assert np.array_equal(first, forward(ones, SEED, 0, 1))
    # Were both layers to draw the same, half of the values were left, not a quarter.
    assert abs(np.mean(first > 0) - 0.25) < 0.06
    for other in ([3, 15], [4, 14], [14, 3], [-3, 14]):
        assert (
            abs(np.mean((first > 0) == (forward(ones, tf.constant(other), 0, 1) > 0)) - 0.625)
            < 0.08
        )


def test_dropout_of_images():
    model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Dropout(0.5)])
    dropped = np.asarray(training_forward(model)(tf.ones((4, 28, 28, 1)), SEED, 2, 8))
    assert abs(np.mean(dropped > 0) - 0.5) < 0.05
    spatial = keras.Sequential([keras.Input((28, 28, 3)), keras.layers.SpatialDropout2D(0.5)])
    whole = np.asarray(training_forward(spatial)(tf.ones((4, 28, 28, 3)), SEED, 2, 8))
    assert np.array_equal(whole, np.broadcast_to(whole[:, :1, :1], whole.shape))
