"""Training a network on digits: the loop, and what it watches, keeps and tells."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from convgallery._arguments import choice, flag, number, positive
from convgallery._arguments import seed as check_seed
from convgallery._checkpoints import Progress, digits_digest, model_digest
from convgallery._digits import Digits
from convgallery._event_log import EventLog
from convgallery._history import History
from convgallery._steps import accuracy_on_tests, training_step

_OPTIMIZERS: dict[str, Callable[[float], keras.Optimizer]] = {
    # Keras starts its accumulators at 0.1, as TensorFlow 1 did.
    "adagrad": keras.optimizers.Adagrad,
    "sgd": keras.optimizers.SGD,
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
}
_MOST_STEPS = 10_000_000
_CLASSES = 10
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
    if steps > _MOST_STEPS:
        raise ValueError(f"`steps` must be at most {_MOST_STEPS}, got {steps}")
    seed = check_seed("seed", seed)
    batch_size = positive("batch_size", batch_size)
    validate_every = positive("validate_every", validate_every)
    checkpoint_every = positive("checkpoint_every", checkpoint_every)
    optimizer = choice("optimizer", optimizer, tuple(_OPTIMIZERS))
    learning_rate = number("learning_rate", learning_rate)
    if learning_rate <= 0:
        raise ValueError(f"`learning_rate` must be positive, got {learning_rate!r}")
    checkpoint_folder = _path("checkpoint_dir", checkpoint_dir)
    log_folder = _path("log_dir", log_dir)
    progress = flag("progress", progress)
    strategy = _check_strategy(strategy)
    _check_digits(digits, batch_size, strategy)
    _check_model(model, digits, strategy)

    with strategy.scope():
        updates = _OPTIMIZERS[optimizer](learning_rate)
        updates.build(model.trainable_variables)
    checkpoint = None if checkpoint_folder is None else checkpoint_folder / "training.npz"
    settings: dict[str, Any] = {}
    if checkpoint:
        settings = {
            "model": model_digest(model),
            "digits": digits_digest(digits),
            "batch_size": batch_size,
            "learning_rate": learning_rate,
            "optimizer": optimizer,
            "seed": seed,
            "validate_every": validate_every,
        }
    done = Progress(steps, [*model.variables, *updates.variables], settings)
    if checkpoint and checkpoint.exists():
        done.restore(checkpoint)
    _check_workers(strategy, done.step)
    if not strategy.extended.should_checkpoint:  # a worker that is not the chief
        checkpoint, log_folder, progress = None, None, False
    if checkpoint and not checkpoint.exists():
        with _writable("checkpoint_dir", checkpoint.parent):
            done.save(checkpoint)
    log = None
    if log_folder:
        with _writable("log_dir", log_folder):
            log = EventLog(log_folder, model)
            log.write(done.history())
    if done.step == steps:
        return done.history()

    take_step = training_step(model, updates, digits, strategy, batch_size=batch_size, seed=seed)
    accuracy = accuracy_on_tests(model, digits)
    bar = _bar(steps, progress)
    losses: list[Any] = []
    while done.step < steps:
        losses.append(take_step(done.step + len(losses)))
        step = done.step + len(losses)
        validate = step % validate_every == 0 or step == steps
        keep = step % checkpoint_every == 0 or step == steps
        if validate or keep or step % _REPORT_EVERY == 0:
            done.add(losses)
            losses = []
            seen = [("loss", done.loss[step - 1])]
            if validate:
                done.accuracy[step - 1] = accuracy()
                seen.append(("accuracy", done.accuracy[step - 1]))
            if checkpoint and keep:
                done.save(checkpoint)
            if log:
                log.write(done.history())
            bar.update(step, seen)
    return done.history()


@contextmanager
def _writable(name: str, folder: Path) -> Iterator[None]:
    """Make a folder, and say which it was if it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except (OSError, tf.errors.OpError) as error:
        raise OSError(
            f"`{name}` must be a folder that can be written, got {str(folder)!r}: {error}"
        ) from error


def _bar(steps: int, wanted: bool) -> keras.utils.Progbar:
    """Draw where a line can be drawn over; elsewhere a bar would fill pages."""
    redraws = sys.stdout.isatty() or "ipykernel" in sys.modules
    return keras.utils.Progbar(
        steps, verbose=int(wanted and redraws), stateful_metrics=["loss", "accuracy"]
    )


def _path(name: str, value: Any) -> Path | None:
    if value is not None and not isinstance(value, str | os.PathLike):
        raise TypeError(f"`{name}` must be a string, a path or None, got {value!r}")
    return None if value is None else Path(value)


def _check_strategy(strategy: Any) -> tf.distribute.Strategy:
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


def _check_digits(digits: Any, batch_size: int, strategy: tf.distribute.Strategy) -> None:
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


def _check_model(model: Any, digits: Digits, strategy: tf.distribute.Strategy) -> None:
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a keras.Model, got {model!r}")
    wanted = (None, *digits.train_images.shape[1:]), (None, _CLASSES)
    shapes = (model.input_shape, model.output_shape) if model.built else (None, None)
    if shapes != wanted:
        raise ValueError(
            f"`model` must take pictures of shape {wanted[0]} and return logits of shape "
            f"{wanted[1]}, got {shapes[0]} and {shapes[1]}"
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


def _check_workers(strategy: tf.distribute.Strategy, step: int) -> None:
    """Wait for all workers, and see that they read the same checkpoint."""
    own = strategy.experimental_distribute_values_from_function(lambda _: tf.constant([step]))
    if strategy.num_replicas_in_sync > 1:
        found = strategy.gather(own, axis=0).numpy()
        if any(found != step):
            raise ValueError(
                "`checkpoint_dir` must be a folder that all workers share; they found checkpoints "
                f"of steps {sorted(set(found.tolist()))}"
            )
