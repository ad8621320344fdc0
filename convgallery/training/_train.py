"""Training a network on digits."""

import os
from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from convgallery._arguments import choice, flag, number, positive
from convgallery._arguments import seed as check_seed
from convgallery.data._digits import Digits
from convgallery.training._checks import (
    check_digits,
    check_model,
    check_strategy,
    check_workers,
    local_folder,
)
from convgallery.training._digests import digits_digest, model_digest
from convgallery.training._history import History
from convgallery.training._optimizers import OPTIMIZERS
from convgallery.training._recorder import Recorder
from convgallery.training._state import TrainingState
from convgallery.training._step import accuracy_on_tests, training_step

_MAX_STEPS = 10_000_000
_REPORT_EVERY = 10  # steps from one look at the losses to the next, for each waits for the device


def train(
    model: keras.Model,
    digits: Digits,
    *,
    steps: int = 2000,
    batch_size: int = 300,
    learning_rate: float = 0.1,
    optimizer: str = "adagrad",
    seed: int = 0,
    validate_every: int = 100,
    checkpoint_dir: str | os.PathLike[str] | None = None,
    checkpoint_every: int = 100,
    log_dir: str | os.PathLike[str] | None = None,
    strategy: tf.distribute.Strategy | None = None,
    progress: bool = True,
) -> History:
    r"""Train a network to tell digits apart.

    Each step takes the mean cross-entropy of a batch of :math:`B` digits,

    .. math:: L = -\frac{1}{B} \sum_{i=1}^{B} \log
              \frac{e^{z_{i, y_i}}}{\sum_{c} e^{z_{i, c}}}

    with logits :math:`z` and labels :math:`y`, and moves the weights against its gradient. Every
    digit is used once an epoch, in an order of its own for each epoch.

    Parameters
    ----------
    model : keras.Model
        A network from pictures to logits. It is trained in place, from the weights that it has.
    digits : Digits
        What it learns from, and the test digits that watch over it.
    steps : int, optional
        How many batches to learn from, in all.
    batch_size : int, optional
        Digits in a batch.
    learning_rate : float, optional
        Size of a step.
    optimizer : {"adagrad", "sgd", "momentum", "rmsprop", "adam"}, optional
        How a gradient becomes a step: Keras's optimizers with their defaults, and 0.9 as the
        momentum. Adagrad's sums of squares start at 0.1, as TensorFlow 1 had it.
    seed : int, optional
        Settles the order of the digits and what dropout drops. The first weights are the model's.
    validate_every : int, optional
        Steps from one look at the test digits to the next; the last step has one as well.
    checkpoint_dir : str or path-like, optional
        A folder for ``training.npz``, from which the same call goes on if it was interrupted, to
        the same end. With more steps than it has, a training is continued.
    checkpoint_every : int, optional
        Steps from one checkpoint to the next; there is one before the first step and one after
        the last.
    log_dir : str or path-like, optional
        A folder for TensorBoard: loss, mean loss, validation accuracy and the network's graph.
        Logs of earlier trainings in it are replaced.
    strategy : tf.distribute.Strategy, optional
        Devices or machines that share each batch, in equal parts. The model must have been made
        in its scope. Of several workers the chief alone writes files, but all must see
        ``checkpoint_dir``.
    progress : bool, optional
        Draw a bar in a terminal or a notebook; where there is neither, nothing is printed.

    Returns
    -------
    History
        Loss and validation accuracy, step by step.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is out of range, if model, digits and strategy do not fit together, or if
        ``checkpoint_dir`` is another training's.
    OSError
        If a folder cannot be written, or the checkpoint is damaged.

    Notes
    -----
    On a CPU, two trainings with the same first weights, digits, settings and number of threads
    end with the same weights, bit for bit. On a GPU, call
    ``tf.config.experimental.enable_op_determinism()`` first. A batch that is split among devices
    is added up in another order, and its loss differs in the last digits. Of layers that draw
    random numbers, only ``keras.layers.Dropout`` follows ``seed``; give others a seed of their own.

    Examples
    --------
    >>> import convgallery as cg
    >>> history = cg.train(cg.lenet_model(), cg.load_digits(), steps=3)
    >>> history.steps, history.loss.shape
    (array([1, 2, 3]), (3,))
    >>> round(float(history.loss[0]), 3)  # the logarithm of 10: every digit is equally likely
    2.303
    """
    steps = positive("steps", steps)
    if steps > _MAX_STEPS:
        raise ValueError(f"`steps` must be at most {_MAX_STEPS}, got {steps}")
    learning_rate = number("learning_rate", learning_rate)
    if learning_rate <= 0:
        raise ValueError(f"`learning_rate` must be positive, got {learning_rate!r}")
    seed, batch_size = check_seed("seed", seed), positive("batch_size", batch_size)
    validate_every = positive("validate_every", validate_every)
    optimizer = choice("optimizer", optimizer, tuple(OPTIMIZERS))
    settings: dict[str, Any] = {
        "batch_size": batch_size,
        "learning_rate": learning_rate,
        "optimizer": optimizer,
        "seed": seed,
        "validate_every": validate_every,
    }
    checkpoint_every = positive("checkpoint_every", checkpoint_every)
    checkpoint_folder = local_folder("checkpoint_dir", checkpoint_dir)
    log_folder = local_folder("log_dir", log_dir)
    progress = flag("progress", progress)
    strategy = check_strategy(strategy)
    check_digits(digits, batch_size, strategy)
    check_model(model, digits, strategy)

    with strategy.scope():
        updates = OPTIMIZERS[optimizer](learning_rate)
        updates.build(model.trainable_variables)
    checkpoint = checkpoint_folder and checkpoint_folder / "training.npz"
    if checkpoint:  # digests take time, and only a checkpoint asks for them
        settings |= {"model": model_digest(model), "digits": digits_digest(digits)}
    state = TrainingState(steps, [*model.variables, *updates.variables], settings)
    if checkpoint and checkpoint.exists():
        state.restore(checkpoint)
    check_workers(strategy, state.step)
    if strategy.extended.should_checkpoint:
        recorder = Recorder(state, model, checkpoint, log_folder, progress)
    else:  # a worker that is not the chief
        recorder = Recorder(state, model, None, None, progress=False)

    if state.step < steps:
        train_step = training_step(
            model, updates, digits, strategy, batch_size=batch_size, seed=seed
        )
        accuracy = accuracy_on_tests(model, digits)
        _run(state, train_step, accuracy, recorder, validate_every, checkpoint_every)
    return state.history()


def _run(
    state: TrainingState,
    train_step: Callable[[int], Any],
    accuracy: Callable[[], float],
    recorder: Recorder,
    validate_every: int,
    checkpoint_every: int,
) -> None:
    """Take the steps that are left, and record them."""
    losses: list[Any] = []
    for step in range(state.step + 1, state.steps + 1):
        losses.append(train_step(step - 1))
        validate = step % validate_every == 0 or step == state.steps
        save = step % checkpoint_every == 0 or step == state.steps
        if validate or save or step % _REPORT_EVERY == 0:
            state.add(losses)
            losses = []
            if validate:
                state.accuracy[step - 1] = accuracy()
            recorder.record(save=save)
