"""The curves of a training."""

from dataclasses import replace

import numpy as np
import pytest

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


def test_repr_names_shapes_and_ranges():
    loss = np.linspace(2.5, 0.125, 12_000, dtype=np.float32)
    accuracy = np.full(12_000, np.nan, np.float32)
    accuracy[[99, 199]] = 0.5, 0.75
    text = repr(new_history(loss, accuracy))
    assert text.startswith(
        "History(steps (12000,) from 1 to 12000, loss (12000,) from 2.5 to 0.125"
    )
    assert "mean_loss (12000,) from 2.5 to 0.12" in text
    assert text.endswith("validation_accuracy (12000,) from 0.5 to 0.75)")
    nothing = repr(new_history(loss[:2], accuracy[:2]))
    assert nothing.endswith("validation_accuracy (2,) not measured)")


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("loss", [0.5, 0.25], TypeError),
        ("steps", np.array(["1", "2"]), TypeError),
        ("mean_loss", np.zeros(3), ValueError),
        ("validation_accuracy", np.zeros((2, 1)), ValueError),
    ],
)
def test_a_history_has_arrays_of_one_length(field, value, error):
    history = new_history(np.float32([2, 1]), np.float32([np.nan, 0.5]))
    with pytest.raises(error, match=f"`{field}` must be"):
        replace(history, **{field: value})
