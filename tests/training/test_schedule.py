"""Learning rates that follow a schedule, and batch normalization's running means."""

import re

import keras
import numpy as np
import pytest

import convgallery as cg

SHORT = {"batch_size": 60, "validate_every": 10}
CosineDecay = keras.optimizers.schedules.CosineDecay


def same(model, other):
    pairs = zip(model.get_weights(), other.get_weights(), strict=True)
    return all(np.array_equal(*pair) for pair in pairs)


def test_the_schedule_sets_the_rate_of_each_step(digits):
    """Five steps with a rate of 0.1, and five with a rate of 0, which change nothing."""
    stops = keras.optimizers.schedules.PiecewiseConstantDecay([4], [0.1, 0.0])
    short, long = cg.lenet_model(), cg.lenet_model()
    cg.train(short, digits, steps=5, optimizer="sgd", learning_rate=0.1, **SHORT)
    cg.train(long, digits, steps=10, optimizer="sgd", learning_rate=stops, **SHORT)
    assert same(short, long)
    assert not same(short, cg.lenet_model())


def test_the_modern_network_goes_on_to_the_same_end(digits, tmp_path):
    settings = {"optimizer": "adam", "learning_rate": CosineDecay(0.01, 25), **SHORT}
    whole, resumed = cg.modern_model(), cg.modern_model()
    history = cg.train(whole, digits, steps=25, **settings)
    cg.train(cg.modern_model(), digits, steps=11, checkpoint_dir=tmp_path, **settings)
    cg.train(resumed, digits, steps=25, checkpoint_dir=tmp_path, **settings)
    assert same(whole, resumed)
    assert history.validation_accuracy[-1] > 0.7
    # At inference, batch normalization divides by what it saw in training: about by 1.
    normalized = keras.Model(whole.input, whole.layers[3].output)(digits.train_images)
    gamma, beta = whole.layers[3].get_weights()[:2]
    standard = (np.asarray(normalized) - beta) / gamma
    assert np.allclose(standard.mean(axis=(0, 1, 2)), 0, rtol=0, atol=0.5)
    assert np.allclose(standard.std(axis=(0, 1, 2)), 1, rtol=0, atol=0.5)


def test_a_checkpoint_of_another_schedule_is_refused(digits, tmp_path):
    def _train(rate):
        settings = {"steps": 1, "checkpoint_dir": tmp_path, "learning_rate": rate}
        cg.train(cg.modern_model(), digits, **settings, **SHORT)

    _train(CosineDecay(0.01, 25))
    _train(CosineDecay(0.01, 25))
    for other in (0.01, CosineDecay(0.01, 26), CosineDecay(0.02, 25)):
        with pytest.raises(ValueError, match=r"has learning_rate \['CosineDecay'"):
            _train(other)


def test_only_kerass_own_schedules_are_taken(digits):
    class Own(keras.optimizers.schedules.LearningRateSchedule):
        """A schedule that a checkpoint could not compare."""

        def __call__(self, step):
            return 0.1 + 0 * step

    message = "`learning_rate` must be a number or one of Keras's own schedules, got Own"
    with pytest.raises(TypeError, match=re.escape(message)):
        cg.train(cg.lenet_model(), digits, steps=1, learning_rate=Own())
