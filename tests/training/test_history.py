"""The curves of a training."""

import numpy as np

from convgallery.training._history import new_history


def test_running_mean_by_hand():
    history = new_history(np.float32([3, 1, 2]), np.full(3, np.nan, np.float32))
    expected = [3, (0.9 * 3 + 1) / 1.9, (0.81 * 3 + 0.9 * 1 + 2) / 2.71]
    np.testing.assert_allclose(history.mean_loss, expected, rtol=1e-12)


def test_running_mean_of_a_constant_is_the_constant():
    history = new_history(np.full(50, 0.25, np.float32), np.full(50, np.nan, np.float32))
    np.testing.assert_allclose(history.mean_loss, 0.25, rtol=1e-12)


def test_arrays_are_of_one_length():
    history = new_history(np.float32([2, 1]), np.float32([np.nan, 0.5]))
    assert history.steps.tolist() == [1, 2]
    assert history.loss.shape == history.mean_loss.shape == history.validation_accuracy.shape
