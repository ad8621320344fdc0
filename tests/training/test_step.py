"""One step of training, held against NumPy."""

import keras
import numpy as np
import pytest

import convgallery as cg
from convgallery.training._step import accuracy_on_tests, batch_rows


def linear(**settings):
    return keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, **settings)]
    )


@pytest.fixture(scope="module")
def digits():
    """A few digits, and more tests than are looked at in one batch."""
    whole = cg.load_digits()
    images, labels = whole.train_images, whole.train_labels
    return cg.Digits(images[:50], labels[:50], images[50:1253], labels[50:1253])


def test_each_epoch_has_every_digit_once():
    rows = np.concatenate([batch_rows(3, step, 7, 10) for step in range(30)])
    assert rows.dtype == np.int32
    epochs = rows.reshape(21, 10)
    assert np.array_equal(np.sort(epochs), np.tile(np.arange(10), (21, 1)))
    assert len({tuple(epoch) for epoch in epochs.tolist()}) == 21


def test_batches_depend_on_seed_and_step_alone():
    forth = [batch_rows(3, step, 7, 10).tolist() for step in range(30)]
    back = [batch_rows(3, step, 7, 10).tolist() for step in reversed(range(30))]
    assert forth == back[::-1]
    assert forth != [batch_rows(4, step, 7, 10).tolist() for step in range(30)]


def test_a_batch_may_be_all_digits():
    assert sorted(batch_rows(0, 5, 4, 4).tolist()) == [0, 1, 2, 3]


def softmax_regression(weights, bias, digits, optimizer, *, steps, batch_size, rate):
    """The same training in float64, with each optimizer as its authors wrote it down."""
    images = digits.train_images.reshape(len(digits.train_images), -1).astype(np.float64)
    parameters = [weights.astype(np.float64), bias.astype(np.float64)]
    memory = [np.full_like(p, 0.1 if optimizer == "adagrad" else 0) for p in parameters]
    losses = []
    for step in range(steps):
        rows = batch_rows(0, step, batch_size, len(images))
        pixels, labels = images[rows], digits.train_labels[rows]
        logits = pixels @ parameters[0] + parameters[1]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        losses.append(-np.log(probabilities[np.arange(batch_size), labels]).mean())
        error = (probabilities - np.eye(10)[labels]) / batch_size
        for i, gradient in enumerate([pixels.T @ error, error.sum(axis=0)]):
            if optimizer == "adagrad":
                memory[i] += gradient**2
                change = gradient / np.sqrt(memory[i])
            else:
                memory[i] = gradient + memory[i] * (0.9 if optimizer == "momentum" else 0)
                change = memory[i]
            parameters[i] -= rate * change
    return losses, parameters


@pytest.mark.parametrize("optimizer", ["adagrad", "sgd", "momentum"])
def test_equals_numpy(digits, optimizer):
    model = linear()
    settings = {"steps": 6, "batch_size": 20, "rate": 0.05}
    losses, parameters = softmax_regression(*model.get_weights(), digits, optimizer, **settings)
    history = cg.train(
        model, digits, steps=6, batch_size=20, learning_rate=0.05, optimizer=optimizer
    )
    np.testing.assert_allclose(history.loss, losses, rtol=2e-6)
    for actual, expected in zip(model.get_weights(), parameters, strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-6)


def test_weights_of_regularized_layers_shrink(digits):
    penalized = linear(kernel_regularizer=keras.regularizers.L2(0.1))
    plain = linear()
    penalized.set_weights(plain.get_weights())
    kernel = plain.get_weights()[0]
    settings = {"steps": 1, "batch_size": 20, "learning_rate": 1.0, "optimizer": "sgd"}
    more, less = (cg.train(m, digits, **settings).loss[0] for m in (penalized, plain))
    assert more - less == pytest.approx(0.1 * np.square(kernel).sum(), rel=1e-4)
    shrunk = plain.get_weights()[0] - 2 * 0.1 * kernel
    np.testing.assert_allclose(penalized.get_weights()[0], shrunk, atol=1e-6)


def trained_lenet(digits):
    model = cg.lenet_model()
    cg.train(model, digits, steps=5, batch_size=50)
    return model


@pytest.mark.parametrize("make", [lambda _: linear(), trained_lenet], ids=["linear", "lenet"])
def test_accuracy_is_that_of_what_keras_predicts(digits, make):
    model = make(digits)
    guesses = np.argmax(model.predict(digits.test_images, verbose=0), axis=1)
    expected = np.mean(guesses == digits.test_labels)
    assert 0.02 < expected < 0.9
    assert accuracy_on_tests(model, digits)() == pytest.approx(expected, abs=1e-9)


def test_accuracy_of_one_answer_is_its_share(digits):
    model = linear()
    model.layers[-1].set_weights([np.zeros((784, 10)), np.eye(10)[3]])
    assert accuracy_on_tests(model, digits)() == np.mean(digits.test_labels == 3)
