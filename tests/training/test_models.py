"""Which networks train() accepts: logits only, with channels last, of any class."""

import keras
import numpy as np
import pytest
import tensorflow as tf

import convgallery as cg
from convgallery.training._checks import local_folder, lost_workers_named
from convgallery.training._digests import model_digest
from convgallery.training._fast_forward import training_forward

SHORT = {"steps": 12, "batch_size": 60, "validate_every": 6, "checkpoint_every": 4}
SOFTMAX = "`model` must return logits, got probabilities: .* leave out the softmax"


def chain(*layers):
    return keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10), *layers]
    )


def functional(function):
    model = chain()
    return keras.Model(model.inputs[0], function(model.outputs[0]))


def inner(*layers):
    return keras.Sequential([keras.Input((28, 28, 1)), chain(*layers)])


class Network(keras.Model):
    """LeNet's idea as a class, with its layers in another order than they are called in."""

    def __init__(self, units=10, last=None):
        super().__init__()
        self.last = keras.layers.Dense(units, activation=last)
        self.hidden = keras.layers.Dense(16, activation="tanh")
        self.flatten = keras.layers.Flatten()
        self.conv = keras.layers.Conv2D(3, 5, strides=3)

    def call(self, images):
        return self.last(self.hidden(self.flatten(self.conv(images))))


def built(**settings):
    keras.utils.set_random_seed(0)
    model = Network(**settings)
    model(np.zeros((1, 28, 28, 1)))
    return model


@pytest.mark.parametrize(
    "model",
    [
        lambda: chain(keras.layers.Softmax()),
        lambda: chain(keras.layers.Softmax(), keras.layers.Reshape((10,))),
        lambda: inner(keras.layers.Softmax()),
        lambda: functional(keras.ops.softmax),
        lambda: functional(keras.activations.softmax),
        lambda: functional(lambda x: keras.ops.exp(x) / keras.ops.sum(keras.ops.exp(x), 1, True)),
        lambda: built(last="softmax"),
    ],
    ids=["layer", "reshaped", "inner", "ops", "activations", "by hand", "subclass"],
)
def test_probabilities_are_refused(digits, model):
    with pytest.raises(ValueError, match=SOFTMAX):
        cg.train(model(), digits, **SHORT)


@pytest.mark.parametrize("activation", ["softmax", "relu", "sigmoid"])
def test_last_activation_of_an_inner_model(digits, activation):
    model = inner(keras.layers.Dense(10, activation=activation))
    message = f"`model` must return logits: its last layer .* got {activation}"
    with pytest.raises(ValueError, match=message):
        cg.train(model, digits, **SHORT)


@pytest.mark.parametrize(
    "model",
    [
        chain,
        inner,
        lambda: functional(keras.ops.log_softmax),
        lambda: keras.Sequential(cg.lenet_model().layers),
    ],
    ids=["chain", "inner", "log_softmax", "shared layers"],
)
def test_logits_are_trained_on(digits, model):
    history = cg.train(model(), digits, **SHORT)
    assert history.loss[-3:].mean() < history.loss[0] - 0.2


def test_a_subclass_trains(digits, tmp_path):
    model = built()
    folders = {"checkpoint_dir": tmp_path / "checkpoints", "log_dir": tmp_path / "logs"}
    history = cg.train(model, digits, **SHORT, **folders)
    assert history.loss[-3:].mean() < history.loss[0] - 0.2
    again = built()
    assert cg.train(again, digits, **SHORT, **folders).loss.tolist() == history.loss.tolist()
    for weight, expected in zip(again.get_weights(), model.get_weights(), strict=True):
        assert np.array_equal(weight, expected)
    predictions = np.argmax(model(digits.test_images), axis=1)
    assert history.validation_accuracy[-1] == pytest.approx(
        np.mean(predictions == digits.test_labels)
    )


def test_subclasses_that_do_not_fit(digits):
    with pytest.raises(ValueError, match=r"logits of shape \(None, 10\), got .* \(None, 9\)"):
        cg.train(built(units=9), digits, **SHORT)
    with pytest.raises(ValueError, match="`model` must .* got None and None"):
        cg.train(Network(), digits, **SHORT)


def test_digests_of_subclasses():
    assert model_digest(built()) == model_digest(built())
    others = [built(), built(units=9), built(last="tanh"), chain()]
    assert len({model_digest(model) for model in others}) == 4


def test_digest_of_an_inner_model_ignores_names():
    assert model_digest(inner()) == model_digest(inner())
    assert model_digest(functional(keras.ops.relu)) == model_digest(functional(keras.ops.relu))
    assert model_digest(functional(keras.ops.relu)) != model_digest(functional(keras.ops.tanh))


@pytest.mark.parametrize(
    "layer",
    [
        lambda: keras.layers.Conv2D(28, 3, padding="same", data_format="channels_first"),
        lambda: keras.layers.MaxPooling2D(1, data_format="channels_first"),
    ],
    ids=["convolution", "pool"],
)
@pytest.mark.parametrize("depth", [0, 1])
def test_channels_first_is_refused(digits, layer, depth):
    first = layer()
    layers = [keras.Input((28, 28, 1)), first]
    start = [keras.Sequential(layers)] if depth else layers
    model = keras.Sequential([*start, keras.layers.Flatten(), keras.layers.Dense(10)])
    message = f"`model` must have .*'channels_last', got 'channels_first' in layer '{first.name}'"
    with pytest.raises(ValueError, match=message):
        cg.train(model, digits, **SHORT)


@pytest.mark.parametrize("name", ["checkpoint_dir", "log_dir"])
@pytest.mark.parametrize("url", ["gs://bucket/run", "s3://bucket", "hdfs://host:80/run"])
def test_urls_are_refused(digits, tmp_path, monkeypatch, name, url):
    monkeypatch.chdir(tmp_path)
    message = f"`{name}` must be a local folder, not a URL, got '{url}'"
    with pytest.raises(ValueError, match=message):
        cg.train(chain(), digits, **SHORT, **{name: url})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["runs/1", "C:/runs", "C:\\runs", "/runs", "a:b", ""])
def test_paths_are_folders(path, tmp_path):
    assert str(local_folder("log_dir", path)) == (path or ".")
    assert local_folder("log_dir", tmp_path) == tmp_path


def test_layers_that_another_network_uses_at_another_size():
    layers = [keras.layers.Conv2D(2, 3, activation="tanh"), keras.layers.MaxPooling2D(2)]
    keras.Sequential([keras.Input((30, 30, 1)), *layers])
    model = keras.Sequential([keras.Input((10, 9, 1)), *layers])  # 7 columns cannot be halved
    images = np.random.default_rng(0).random((3, 10, 9, 1), np.float32)
    results = training_forward(model)(images, (0, 1), 0, 3)
    assert results.shape == (3, 4, 3, 2)
    np.testing.assert_allclose(results, model(images), rtol=1e-5)


def test_a_model_without_weights_is_refused(digits):
    layers = keras.layers
    largest = [layers.GlobalMaxPooling2D(), layers.RepeatVector(10), layers.Flatten()]
    model = keras.Sequential([keras.Input((28, 28, 1)), *largest])
    with pytest.raises(ValueError, match="`model` must have trainable weights, got none"):
        cg.train(model, digits, **SHORT)


@pytest.mark.parametrize("kind", [tf.errors.UnavailableError, tf.errors.AbortedError])
def test_a_lost_worker_is_named(kind):
    with (
        pytest.raises(RuntimeError, match="a worker of `strategy` stopped, .* restart all workers"),
        lost_workers_named(),
    ):
        raise kind(None, None, "connection refused")


@pytest.mark.parametrize("log", [False, True])
def test_models_that_cannot_be_compiled_are_refused(digits, tmp_path, log):
    layers = [keras.Input((28, 28, 1)), keras.layers.Flatten(name="a $"), keras.layers.Dense(10)]
    with pytest.raises(ValueError, match=r"`model` must be one that .* compile: .*'a \$' is not a"):
        cg.train(keras.Sequential(layers), digits, steps=1, log_dir=tmp_path if log else None)
