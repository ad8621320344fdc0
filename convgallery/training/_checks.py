"""Checks of the arguments of train(): each of them, and whether they fit together."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from convgallery._arguments import number, path, shown
from convgallery.data._digits import Digits
from convgallery.data._mnist_files import SIDE
from convgallery.networks._sequential import all_layers
from convgallery.training._fast_forward import training_forward

IMAGE_SHAPE = (SIDE, SIDE, 1)
_CLASSES = 10
_SAMPLES = 4  # digits whose outputs are checked before training
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # pathlib turns gs:// into gs:/; not C:/


@contextmanager
def writable_folder(name: str, folder: Path) -> Iterator[None]:
    """Name the argument if its folder cannot be created, read or written."""
    try:
        yield
    except OSError as error:
        raise OSError(
            f"`{name}` must be a writable folder, got {shown(str(folder))}: {error}"
        ) from error


def local_folder(name: str, value: Any) -> Path | None:
    if value is None:
        return None
    folder = path(name, value, "a string, a path or None")
    if _URL.match(str(folder)):
        raise ValueError(f"`{name}` must be a local folder, not a URL, got {shown(value)}")
    return folder


def check_learning_rate(value: Any) -> tuple[Any, Any]:
    """Return the learning rate for the optimizer, and its JSON-serializable settings."""
    if isinstance(value, keras.optimizers.schedules.LearningRateSchedule):
        if not type(value).__module__.startswith("keras."):
            raise TypeError(
                "`learning_rate` must be a number or one of Keras's own schedules, "
                f"got {type(value).__name__}"
            )
        config = json.loads(json.dumps(value.get_config()))  # as a checkpoint returns it
        return value, [type(value).__name__, config]
    rate = number("learning_rate", value)
    if rate <= 0:
        raise ValueError(f"`learning_rate` must be positive, got {shown(value)}")
    return rate, rate


def check_strategy(strategy: Any) -> tf.distribute.Strategy:
    if strategy is None:
        return tf.distribute.get_strategy()
    if not isinstance(strategy, tf.distribute.Strategy) or isinstance(
        strategy, tf.distribute.ParameterServerStrategy
    ):
        raise TypeError(
            "`strategy` must be None or a tf.distribute.Strategy that trains synchronously, "
            f"got {shown(strategy)}"
        )
    return strategy


def check_digits(digits: Any, batch_size: int, strategy: tf.distribute.Strategy) -> None:
    if not isinstance(digits, Digits):
        raise TypeError(f"`digits` must be what load_digits() returns, got {shown(digits)}")
    if batch_size > len(digits.train_images):
        raise ValueError(
            f"`batch_size` must be at most {len(digits.train_images)}, the number of training "
            f"digits, got {batch_size}"
        )
    if batch_size % strategy.num_replicas_in_sync:
        raise ValueError(
            f"`batch_size` must be a multiple of {strategy.num_replicas_in_sync}, the number of "
            f"replicas of `strategy`, got {batch_size}"
        )


def check_model(model: Any, digits: Digits, strategy: tf.distribute.Strategy) -> None:
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a keras.Model, got {shown(model)}")
    is_functional = model.built and bool(getattr(model, "inputs", None))
    if is_functional:
        _check_shapes(model.input_shape, model.output_shape)
    elif not model.built:
        _check_shapes(None, None)
    _check_layers(model, is_functional)
    if not model.trainable_variables:
        raise ValueError("`model` must have trainable weights, got none")
    if not all(strategy.extended.variable_created_in_scope(v.value) for v in model.variables):
        raise ValueError("`model` must be created in the scope of `strategy`")
    _check_outputs(training_forward(model)(digits.train_images[:_SAMPLES], None, 0, _SAMPLES))


def _check_shapes(input_shape: Any, output_shape: Any) -> None:
    expected = (None, *IMAGE_SHAPE), (None, _CLASSES)
    if (input_shape, output_shape) != expected:
        raise ValueError(
            f"`model` must take images of shape {expected[0]} and return logits of shape "
            f"{expected[1]}, got {input_shape} and {output_shape}"
        )


def _check_layers(model: keras.Model, is_functional: bool) -> None:
    for layer in all_layers(model):
        if getattr(layer, "data_format", None) == "channels_first":
            raise ValueError(
                "`model` must have layers with data_format='channels_last', got "
                f"'channels_first' in layer {layer.name!r}"
            )
    if not is_functional:  # a subclass may list its layers in any order
        return
    last = model.layers[-1]
    while isinstance(last, keras.Model) and last.layers:
        last = last.layers[-1]
    if getattr(last, "activation", None) not in (None, keras.activations.linear):
        raise ValueError(
            "`model` must return logits: its last layer must have no activation, got "
            f"{last.activation.__name__}"
        )


def _check_outputs(outputs: Any) -> None:
    """Check the outputs for a few digits, because a softmax may be anywhere in the model."""
    shape = tuple(getattr(outputs, "shape", ()))
    if shape != (_SAMPLES, _CLASSES):
        _check_shapes((None, *IMAGE_SHAPE), (None, *shape[1:]))
    values = np.asarray(keras.ops.convert_to_numpy(outputs), np.float64)
    if np.all(values >= 0) and np.allclose(values.sum(axis=1), 1, rtol=0, atol=1e-3):
        raise ValueError(
            "`model` must return logits, got probabilities: its outputs are at least 0 and sum "
            "to 1 for each digit; leave out the softmax"
        )


@contextmanager
def uncompilable_model_named() -> Iterator[None]:
    """Name the model if TensorFlow cannot compile it, for the name of a layer, for example."""
    try:
        yield
    except (TypeError, ValueError) as error:
        reason = " ".join(str(error).split())[-400:]  # it begins with our own code
        raise ValueError(f"`model` must be one that TensorFlow can compile: {reason}") from error


@contextmanager
def lost_workers_named() -> Iterator[None]:
    """Raise a clear error if TensorFlow's health checks find that another worker stopped."""
    try:
        yield
    except (tf.errors.UnavailableError, tf.errors.AbortedError) as error:
        raise RuntimeError(
            "a worker of `strategy` stopped, and the others cannot continue without it: restart "
            "all workers; with `checkpoint_dir`, they continue from the last checkpoint"
        ) from error


def check_workers(strategy: tf.distribute.Strategy, step: int) -> None:
    """Wait for all workers, and check that they read the same checkpoint."""
    own = strategy.experimental_distribute_values_from_function(lambda _: tf.constant([step]))
    if strategy.num_replicas_in_sync > 1:
        worker_steps = strategy.gather(own, axis=0).numpy()
        if any(worker_steps != step):
            raise ValueError(
                "`checkpoint_dir` must be a folder that all workers share; they read checkpoints "
                f"of steps {sorted(set(worker_steps.tolist()))}"
            )
