"""What train() accepts: a model, digits, a strategy and folders that fit together."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from convgallery.data._digits import Digits

_CLASSES = 10


@contextmanager
def writable_folder(name: str, folder: Path) -> Iterator[None]:
    """Make a folder, and say which it was if it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except (OSError, tf.errors.OpError) as error:
        raise OSError(
            f"`{name}` must be a folder that can be written, got {str(folder)!r}: {error}"
        ) from error


def local_folder(name: str, value: Any) -> Path | None:
    if value is not None and not isinstance(value, str | os.PathLike):
        raise TypeError(f"`{name}` must be a string, a path or None, got {value!r}")
    return None if value is None else Path(value)


def check_strategy(strategy: Any) -> tf.distribute.Strategy:
    if strategy is None:
        return tf.distribute.get_strategy()
    if not isinstance(strategy, tf.distribute.Strategy) or isinstance(
        strategy, tf.distribute.ParameterServerStrategy
    ):
        raise TypeError(
            "`strategy` must be None or a tf.distribute.Strategy whose replicas work in step, "
            f"got {strategy!r}"
        )
    return strategy


def check_digits(digits: Any, batch_size: int, strategy: tf.distribute.Strategy) -> None:
    if not isinstance(digits, Digits):
        raise TypeError(f"`digits` must be what load_digits() returns, got {digits!r}")
    if batch_size > len(digits.train_images):
        raise ValueError(
            f"`batch_size` must be at most the {len(digits.train_images)} training digits, "
            f"got {batch_size}"
        )
    if batch_size % strategy.num_replicas_in_sync:
        raise ValueError(
            f"`batch_size` must be a multiple of the {strategy.num_replicas_in_sync} replicas of "
            f"`strategy`, got {batch_size}"
        )


def check_model(model: Any, digits: Digits, strategy: tf.distribute.Strategy) -> None:
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a keras.Model, got {model!r}")
    expected = (None, *digits.train_images.shape[1:]), (None, _CLASSES)
    shapes = (model.input_shape, model.output_shape) if model.built else (None, None)
    if shapes != expected:
        raise ValueError(
            f"`model` must take pictures of shape {expected[0]} and return logits of shape "
            f"{expected[1]}, got {shapes[0]} and {shapes[1]}"
        )
    if getattr(model.layers[-1], "activation", None) not in (None, keras.activations.linear):
        raise ValueError(
            "`model` must return logits: its last layer may have no activation, got "
            f"{model.layers[-1].activation.__name__}"
        )
    if not model.trainable_variables:
        raise ValueError("`model` must have weights to train, got none")
    if not all(strategy.extended.variable_created_in_scope(v.value) for v in model.variables):
        raise ValueError("`model` must be made in the scope of `strategy`")


def check_workers(strategy: tf.distribute.Strategy, step: int) -> None:
    """Wait for all workers, and see that they read the same checkpoint."""
    own = strategy.experimental_distribute_values_from_function(lambda _: tf.constant([step]))
    if strategy.num_replicas_in_sync > 1:
        worker_steps = strategy.gather(own, axis=0).numpy()
        if any(worker_steps != step):
            raise ValueError(
                "`checkpoint_dir` must be a folder that all workers share; they worker_steps checkpoints "
                f"of steps {sorted(set(worker_steps.tolist()))}"
            )
