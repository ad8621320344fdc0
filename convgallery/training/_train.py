"""Training a network on digits."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from convgallery._arguments import choice, flag, positive
from convgallery._arguments import seed as check_seed
from convgallery._backend import require_eager_execution
from convgallery.data._digits import Digits
from convgallery.training._checkpoint import remove_partials
from convgallery.training._checks import (
    check_digits,
    check_learning_rate,
    check_model,
    check_strategy,
    check_workers,
    local_folder,
    lost_workers_named,
    uncompilable_model_named,
    writable_folder,
)
from convgallery.training._digests import digits_digest, model_digest
from convgallery.training._history import History
from convgallery.training._lock import locked
from convgallery.training._optimizers import OPTIMIZERS
from convgallery.training._recorder import Recorder
from convgallery.training._state import TrainingState
from convgallery.training._step import accuracy_on_tests, training_step

_CHECKPOINT = "training.npz"
_MAX_STEPS = 10_000_000
_REPORT_EVERY = 10  # steps; reading the losses waits for the device


def train(
    model: keras.Model,
    digits: Digits,
    *,
    steps: int = 2000,
    batch_size: int = 300,
    learning_rate: "float | keras.optimizers.schedules.LearningRateSchedule" = 0.1,
    optimizer: str = "adagrad",
    seed: int = 0,
    validate_every: int = 100,
    checkpoint_dir: str | os.PathLike[str] | None = None,
    checkpoint_every: int = 100,
    log_dir: str | os.PathLike[str] | None = None,
    strategy: "tf.distribute.Strategy | None" = None,
    progress: bool = True,
) -> History:
    r"""Train a network to classify digits.

    Each step computes the mean cross-entropy of a batch of :math:`B` digits,

    .. math:: L = -\frac{1}{B} \sum_{i=1}^{B} \log
              \frac{e^{z_{i, y_i}}}{\sum_{c} e^{z_{i, c}}}

    with logits :math:`z` and labels :math:`y`, and the optimizer updates the weights from its
    gradient. Every digit is used once per epoch, in a new random order.

    Parameters
    ----------
    model : keras.Model
        A network that maps images to logits. It is trained in place, starting from its current weights.
    digits : Digits
        The training digits, and the test digits for validation.
    steps : int, optional
        Total number of training steps, one batch each.
    batch_size : int, optional
        Number of digits in a batch.
    learning_rate : float or keras.optimizers.schedules.LearningRateSchedule, optional
        Learning rate of the optimizer. A schedule, one of Keras's own, sets it at each step:
        ``CosineDecay(0.01, steps)`` lowers it from 0.01 to 0.
    optimizer : {"adagrad", "sgd", "momentum", "rmsprop", "adam"}, optional
        Keras's optimizer of that name with its defaults; momentum is SGD with a momentum of 0.9.
        Adagrad's sums of squares start at 0.1, as in TensorFlow 1.
    seed : int, optional
        Seed of the order of the digits and of dropout. It does not affect the initial weights,
        which are the model's.
    validate_every : int, optional
        Number of steps between measurements of the validation accuracy, which is also measured
        after the last step.
    checkpoint_dir : str or path-like, optional
        A local folder for ``training.npz``. After an interruption, the same call continues from
        this file and ends with the same result. With larger ``steps``, it trains further. If
        another training run is using the folder, the call waits until that run ends, says so in
        a log message, and continues from its checkpoint.
    checkpoint_every : int, optional
        Number of steps between checkpoints. One is also written before the first step and after
        the last.
    log_dir : str or path-like, optional
        A local folder for TensorBoard logs: loss, mean loss, validation accuracy and the network's
        graph. Logs of earlier training runs in it are replaced. A folder that another training run
        is using is waited for, too.
    strategy : tf.distribute.Strategy, optional
        Divides each batch equally among devices or machines. The model must have been created in
        its scope. With several workers, only the chief writes files, but all must be able to read
        ``checkpoint_dir``.
    progress : bool, optional
        Draw a progress bar in a terminal or a notebook; elsewhere nothing is printed.

    Returns
    -------
    History
        Loss and validation accuracy at each step.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is out of range, if model, digits and strategy do not fit together, if
        TensorFlow cannot compile the model, if a folder is a URL, or if ``checkpoint_dir`` holds a
        different training run.
    OSError
        If a file cannot be written, for example on a full disk, or the checkpoint is damaged. The
        last checkpoint is then unchanged.
    RuntimeError
        If Keras does not run on TensorFlow with eager execution, if TensorFlow was used before
        this process was forked from another, or if a worker of ``strategy`` stops.

    Notes
    -----
    On a CPU, two training runs with the same initial weights, digits, settings and number of
    threads end with bitwise identical weights. On a GPU, call
    ``tf.config.experimental.enable_op_determinism()`` first. A batch that is split among devices
    is summed in a different order, so its loss differs in the last digits. Of the layers that draw
    random numbers, only ``keras.layers.Dropout`` follows ``seed``; give others their own seed.

    The operating system locks ``checkpoint_dir`` and ``log_dir`` for the time of the call, and
    unlocks them when the process ends, even if it is killed. On a file system without locks, such
    as some network drives, use a folder in one process at a time.

    Examples
    --------
    >>> import convgallery as cg
    >>> history = cg.train(cg.lenet_model(), cg.load_digits(), steps=3)
    >>> history.steps, history.loss.shape
    (array([1, 2, 3]), (3,))
    >>> round(float(history.loss[0]), 3)  # the logarithm of 10: every digit is equally likely
    2.303
    """
    require_eager_execution()
    steps = positive("steps", steps)
    if steps > _MAX_STEPS:
        raise ValueError(f"`steps` must be at most {_MAX_STEPS}, got {steps}")
    rate, rate_settings = check_learning_rate(learning_rate)
    seed, batch_size = check_seed("seed", seed), positive("batch_size", batch_size)
    validate_every = positive("validate_every", validate_every)
    optimizer = choice("optimizer", optimizer, tuple(OPTIMIZERS))
    settings: dict[str, Any] = {
        "batch_size": batch_size,
        "learning_rate": rate_settings,
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
        updates = OPTIMIZERS[optimizer](rate)
        updates.build(model.trainable_variables)
    checkpoint = checkpoint_folder and checkpoint_folder / _CHECKPOINT
    if checkpoint:  # digests take time, and only checkpoints need them
        settings |= {"model": model_digest(model), "digits": digits_digest(digits)}
    state = TrainingState(steps, [*model.variables, *updates.variables], settings)
    _restore(state, checkpoint)  # raises errors before this run waits for others
    with ExitStack() as locks, lost_workers_named():
        is_chief = strategy.extended.should_checkpoint
        if is_chief:
            _lock(locks, checkpoint if state.step < steps else None, log_folder)
        check_workers(strategy, 0)  # the other workers wait until the chief has the locks
        if state.step < steps:
            _restore(state, checkpoint)
        check_workers(strategy, state.step)
        if is_chief:
            recorder = Recorder(state, model, checkpoint, log_folder, progress)
        else:
            recorder = Recorder(state, model, None, None, progress=False)
        if state.step < steps:
            with uncompilable_model_named():
                train_step = training_step(
                    model, updates, digits, strategy, batch_size=batch_size, seed=seed
                )
                accuracy = accuracy_on_tests(model, digits)
            _run(state, train_step, accuracy, recorder, validate_every, checkpoint_every)
    return state.history()


def _restore(state: TrainingState, checkpoint: Path | None) -> None:
    if checkpoint:
        with writable_folder("checkpoint_dir", checkpoint.parent):
            exists = checkpoint.exists()
        if exists:
            state.restore(checkpoint)


def _lock(locks: ExitStack, checkpoint: Path | None, log_folder: Path | None) -> None:
    """Create the folders of the checkpoint and the log, and lock them until the run ends."""
    folders = {"checkpoint_dir": checkpoint and checkpoint.parent, "log_dir": log_folder}
    real = {os.path.realpath(path): (name, path) for name, path in folders.items() if path}
    # In one order, so that no two runs block each other.
    for _, (name, path) in sorted(real.items()):
        with writable_folder(name, path):
            path.mkdir(parents=True, exist_ok=True)
            is_locked = locks.enter_context(locked(path))
            if checkpoint and path == checkpoint.parent and is_locked:
                remove_partials(checkpoint)


def _run(
    state: TrainingState,
    train_step: Callable[[int], Any],
    accuracy: Callable[[], float],
    recorder: Recorder,
    validate_every: int,
    checkpoint_every: int,
) -> None:
    """Take the remaining steps, and record them."""
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
