"""A training step and the accuracy on the test digits, compiled by TensorFlow."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from convgallery.data._digits import Digits
from convgallery.training._checks import IMAGE_SHAPE
from convgallery.training._fast_forward import training_forward

_TEST_BATCH = 1000


def batch_rows(seed: int, step: int, batch_size: int, digits: int) -> NDArray[np.int32]:
    """Choose the digits of a training step.

    The epochs, each in its own random order, are concatenated and cut into batches, so a batch
    may hold the last digits of one epoch and the first of the next.

    Parameters
    ----------
    seed, step : int
        The choice depends on these alone; the first step is 0.
    batch_size, digits : int
        Number of digits to choose, and to choose from.

    Returns
    -------
    ndarray of shape (batch_size,)
        Rows of the training digits, int32.

    Examples
    --------
    >>> rows = [batch_rows(0, step, 4, 6) for step in range(3)]
    >>> sorted(np.concatenate(rows).tolist())
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    """
    first = step * batch_size
    epochs = range(first // digits, (first + batch_size - 1) // digits + 1)
    rows = np.concatenate([_epoch_order(seed, epoch, digits) for epoch in epochs])
    return rows[first % digits :][:batch_size]


@lru_cache(maxsize=4)
def _epoch_order(seed: int, epoch: int, digits: int) -> NDArray[np.int32]:
    return np.random.default_rng([seed, epoch]).permutation(digits).astype(np.int32)


def training_step(
    model: keras.Model,
    optimizer: keras.Optimizer,
    digits: Digits,
    strategy: tf.distribute.Strategy,
    *,
    batch_size: int,
    seed: int,
) -> Callable[[int], Any]:
    """Compile a training step.

    Parameters
    ----------
    model : keras.Model
        The network to train.
    optimizer : keras.Optimizer
        The optimizer that updates its weights.
    digits : Digits
        Training digits.
    strategy : tf.distribute.Strategy
        The strategy that distributes the step over devices.
    batch_size : int
        Number of digits in a batch, over all devices.
    seed : int
        Seed of the order of the digits and of dropout.

    Returns
    -------
    callable
        Called with the number of steps taken so far; takes the next step and returns its loss as
        a tensor.
    """
    forward = training_forward(model)
    images = tf.constant(digits.train_images)
    labels = tf.constant(digits.train_labels.astype(np.int32))
    weights = [weight.value for weight in model.trainable_variables]
    replicas = strategy.num_replicas_in_sync
    signed_seed = np.uint32(seed).astype(np.int32)

    # Coverage cannot see these functions: TensorFlow runs a translation of them (AutoGraph).
    def _replica_step(rows: Any, step: Any) -> Any:  # pragma: no cover
        replica = tf.distribute.get_replica_context().replica_id_in_sync_group
        first = tf.cast(replica, tf.int32) * (batch_size // replicas)
        replica_rows = rows[first : first + batch_size // replicas]
        with tf.GradientTape() as tape:
            logits = forward(
                tf.gather(images, replica_rows), tf.stack([signed_seed, step]), first, batch_size
            )
            logits = tf.cast(logits, tf.float32)  # float16 is too imprecise for the sum
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                tf.gather(labels, replica_rows), logits
            )
            # The penalties are those of regularizers.
            penalties = [tf.cast(penalty, tf.float32) / replicas for penalty in model.losses]
            loss = tf.add_n([tf.reduce_sum(losses) / batch_size, *penalties])
        # Keras sums the gradients of all replicas.
        optimizer.apply(tape.gradient(loss, weights), model.trainable_variables)
        return loss

    def _distributed_step(rows: Any, step: Any) -> Any:  # pragma: no cover
        return strategy.reduce("SUM", strategy.run(_replica_step, (rows, step)), axis=None)

    # Without jit_compile: XLA's convolutions are slow on a CPU.
    compiled = tf.function(_distributed_step).get_concrete_function(
        tf.TensorSpec([batch_size], tf.int32), tf.TensorSpec([], tf.int32)
    )
    return lambda step: compiled(
        tf.constant(batch_rows(seed, step, batch_size, len(images))), tf.constant(step)
    )


def accuracy_on_tests(model: keras.Model, digits: Digits) -> Callable[[], float]:
    """Compile a function that measures the accuracy on the test digits.

    Parameters
    ----------
    model : keras.Model
        The network.
    digits : Digits
        The digits.

    Returns
    -------
    callable
        Returns the fraction of the test digits that are classified correctly, that is, whose
        largest logit is that of their label.
    """
    forward = training_forward(model)

    def _count_correct(images: Any, labels: Any) -> Any:  # pragma: no cover - as above
        predictions = tf.argmax(forward(images, None, 0, 0), axis=1)
        return tf.math.count_nonzero(predictions == labels)

    count = tf.function(_count_correct).get_concrete_function(
        tf.TensorSpec((None, *IMAGE_SHAPE)), tf.TensorSpec([None], tf.int64)
    )
    images, labels = tf.constant(digits.test_images), tf.constant(digits.test_labels)
    parts = [slice(i, i + _TEST_BATCH) for i in range(0, len(images), _TEST_BATCH)]
    return lambda: sum(int(count(images[part], labels[part])) for part in parts) / len(images)
