"""Training from digits to curves: repeatable, interruptible, logged and distributed."""

import sys
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

import convgallery as cg
from convgallery.training import _train

SHORT = {"steps": 25, "batch_size": 60, "validate_every": 10, "checkpoint_every": 7}


def network(*, units=16, last=None):
    """A small network with dropout, the same each time."""
    first = [keras.initializers.GlorotUniform(seed) for seed in range(3)]
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(2, 5, strides=3, activation="tanh", kernel_initializer=first[0]),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation="tanh", kernel_initializer=first[1]),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation=last, kernel_initializer=first[2]),
        ]
    )


def same(one, other):
    """Whether two lists of arrays are equal, bit for bit."""
    return [array.tobytes() for array in one] == [array.tobytes() for array in other]


def curves(history):
    return [history.steps, history.loss, history.mean_loss, history.validation_accuracy]


def test_learns(digits):
    history = cg.train(network(), digits, steps=60, batch_size=100, validate_every=20)
    assert history.steps.tolist() == list(range(1, 61))
    assert history.loss[0] > 2
    assert history.loss[-10:].mean() < 1
    measured = ~np.isnan(history.validation_accuracy)
    assert history.steps[measured].tolist() == [20, 40, 60]
    assert history.validation_accuracy[-1] > 0.7


def test_last_step_is_validated(digits):
    history = cg.train(network(), digits, **SHORT)
    measured = ~np.isnan(history.validation_accuracy)
    assert history.steps[measured].tolist() == [10, 20, 25]


def test_repeats_to_the_bit(digits):
    first, second, other = network(), network(), network()
    histories = [cg.train(model, digits, **SHORT) for model in (first, second)]
    assert same(first.get_weights(), second.get_weights())
    assert same(curves(histories[0]), curves(histories[1]))
    cg.train(other, digits, **SHORT, seed=1)
    assert not same(first.get_weights(), other.get_weights())


@pytest.mark.parametrize("optimizer", ["adagrad", "sgd", "momentum", "rmsprop", "adam"])
def test_optimizers_lower_the_loss(digits, optimizer):
    rate = 0.005 if optimizer in ("rmsprop", "adam") else 0.1
    settings = {"steps": 40, "batch_size": 100, "learning_rate": rate, "optimizer": optimizer}
    history = cg.train(network(), digits, **settings)
    assert history.mean_loss[-1] < 0.8 * history.loss[0]


class StoppedError(Exception):
    """What ends a training in the midst."""


@pytest.fixture
def interrupt(monkeypatch):
    """Return a function that has training end after a number of steps."""

    def after(steps):
        take = _train.training_step

        def failing(*args, **settings):
            step = take(*args, **settings)

            def limited(done):
                if done == steps:
                    raise StoppedError
                return step(done)

            return limited

        monkeypatch.setattr(_train, "training_step", failing)

    yield after
    monkeypatch.undo()


@pytest.mark.parametrize("steps", [0, 3, 7, 16, 24])
def test_goes_on_to_the_same_end(digits, tmp_path, monkeypatch, interrupt, steps):
    whole = network()
    expected = cg.train(whole, digits, **SHORT)
    with monkeypatch.context():
        interrupt(steps)
        with pytest.raises(StoppedError):
            cg.train(network(), digits, **SHORT, checkpoint_dir=tmp_path)
    monkeypatch.undo()
    resumed = network()
    resumed.set_weights([0 * weight for weight in resumed.get_weights()])
    history = cg.train(resumed, digits, **SHORT, checkpoint_dir=tmp_path)
    assert same(resumed.get_weights(), whole.get_weights())
    assert same(curves(history), curves(expected))


def test_finished_training_is_not_repeated(digits, tmp_path, interrupt):
    first, second = network(), network()
    expected = cg.train(first, digits, **SHORT, checkpoint_dir=tmp_path)
    written = (tmp_path / "training.npz").stat().st_mtime_ns
    interrupt(0)
    history = cg.train(second, digits, **SHORT, checkpoint_dir=tmp_path)
    assert same(second.get_weights(), first.get_weights())
    assert same(curves(history), curves(expected))
    assert (tmp_path / "training.npz").stat().st_mtime_ns == written
    assert [path.name for path in tmp_path.iterdir()] == ["training.npz"]


def test_more_steps_continue(digits, tmp_path):
    whole, continued = network(), network()
    cg.train(whole, digits, **SHORT)
    cg.train(network(), digits, **{**SHORT, "steps": 12}, checkpoint_dir=tmp_path)
    history = cg.train(continued, digits, **SHORT, checkpoint_dir=tmp_path)
    assert same(continued.get_weights(), whole.get_weights())
    assert history.steps[~np.isnan(history.validation_accuracy)].tolist() == [10, 12, 20, 25]
    with pytest.raises(ValueError, match="`steps` must be at least 25, the number of steps in"):
        cg.train(network(), digits, **{**SHORT, "steps": 12}, checkpoint_dir=tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"batch_size": 50}, "batch_size 60, got 50"),
        ({"learning_rate": 0.2}, "learning_rate 0.1, got 0.2"),
        ({"optimizer": "sgd"}, "optimizer 'adagrad', got 'sgd'"),
        ({"seed": 1}, "seed 0, got 1"),
        ({"validate_every": 5}, "validate_every 10, got 5"),
        ({"model": network(units=17)}, "model '"),
    ],
)
def test_checkpoint_of_another_training(digits, tmp_path, change, message):
    cg.train(network(), digits, **{**SHORT, "steps": 1}, checkpoint_dir=tmp_path)
    with pytest.raises(
        ValueError, match=f"`checkpoint_dir` must hold .* the same .* has {message}"
    ):
        cg.train(
            **{"model": network(), "digits": digits, **SHORT, **change}, checkpoint_dir=tmp_path
        )


def test_checkpoint_of_other_digits(digits, tmp_path):
    cg.train(network(), digits, **{**SHORT, "steps": 1}, checkpoint_dir=tmp_path)
    fewer = cg.Digits(
        digits.train_images[:300],
        digits.train_labels[:300],
        digits.test_images,
        digits.test_labels,
    )
    with pytest.raises(ValueError, match=r"has digits '\w+', got '\w+'"):
        cg.train(network(), fewer, **SHORT, checkpoint_dir=tmp_path)


def test_damaged_checkpoint(digits, tmp_path):
    (tmp_path / "training.npz").write_bytes(b"PK and then nothing")
    with pytest.raises(OSError, match="training.npz is damaged or not a checkpoint; remove it"):
        cg.train(network(), digits, **SHORT, checkpoint_dir=tmp_path)


def scalars(folder):
    """Read all points of all event files: {tag: [(step, value), ...]}."""
    points, graphs = {}, 0
    for path in sorted(Path(folder).iterdir()):
        for event in tf.compat.v1.train.summary_iterator(str(path)):
            graphs += bool(event.graph_def)
            for value in event.summary.value:
                assert value.metadata.plugin_data.plugin_name == "scalars"
                number = tf.make_ndarray(value.tensor).item()
                points.setdefault(value.tag, []).append((event.step, number))
    return points, graphs


def logged(history):
    """What of a history is to be read back."""
    steps = history.steps.tolist()
    arrays = {
        "loss": history.loss,
        "mean_loss": history.mean_loss.astype(np.float32),
        "validation_accuracy": history.validation_accuracy,
    }
    return {
        tag: [(s, v) for s, v in zip(steps, array.tolist(), strict=True) if not np.isnan(v)]
        for tag, array in arrays.items()
    }


def test_log_is_read_back(digits, tmp_path):
    history = cg.train(network(), digits, **SHORT, log_dir=tmp_path / "logs")
    points, graphs = scalars(tmp_path / "logs")
    assert points == logged(history)
    assert graphs == 1


def test_log_of_a_continued_training_has_each_step_once(digits, tmp_path, monkeypatch, interrupt):
    folders = {"checkpoint_dir": tmp_path / "checkpoints", "log_dir": tmp_path / "logs"}
    interrupt(23)
    with pytest.raises(StoppedError):
        cg.train(network(), digits, **SHORT, **folders)
    monkeypatch.undo()
    assert max(scalars(tmp_path / "logs")[0]["loss"])[0] > 14
    (tmp_path / "logs" / "events.out.tfevents.1.mine").touch()
    history = cg.train(network(), digits, **SHORT, **folders)
    assert scalars(tmp_path / "logs") == (logged(history), 1)
    assert (tmp_path / "logs" / "events.out.tfevents.1.mine").exists()


def test_prints_nothing_where_it_cannot_redraw(digits, capfd):
    cg.train(network(), digits, **SHORT)
    assert capfd.readouterr().out == ""


def test_bar_in_a_terminal(digits, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    cg.train(network(), digits, **SHORT)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "25/25" in out
    assert "loss: " in out
    assert "accuracy: " in out
    cg.train(network(), digits, **SHORT, progress=False)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.distribute.OneDeviceStrategy("cpu:0"),
        lambda: tf.distribute.MirroredStrategy(["cpu:0"]),
    ],
    ids=["one device", "mirrored"],
)
def test_strategy_of_one_replica(digits, tmp_path, make):
    alone = cg.train(network(), digits, **SHORT)
    strategy = make()
    with strategy.scope():
        model = network()
    history = cg.train(model, digits, **SHORT, strategy=strategy, checkpoint_dir=tmp_path)
    np.testing.assert_allclose(history.loss, alone.loss, atol=1e-5)
    assert (tmp_path / "training.npz").exists()


def test_strategy_must_be_the_models(digits):
    strategy = tf.distribute.OneDeviceStrategy("cpu:0")
    with pytest.raises(ValueError, match="`model` must be created in the scope of `strategy`"):
        cg.train(network(), digits, **SHORT, strategy=strategy)
    with strategy.scope():
        model = network()
    with pytest.raises(ValueError, match="`model` must be created in the scope of `strategy`"):
        cg.train(model, digits, **SHORT)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"model": 3}, TypeError, "`model` must be a keras.Model, got 3"),
        ({"digits": None}, TypeError, "`digits` must be what load_digits"),
        ({"steps": 0}, ValueError, "`steps` must be a positive int, got 0"),
        ({"steps": 10**8}, ValueError, "`steps` must be at most 10000000, got 100000000"),
        ({"steps": 2.5}, TypeError, "`steps` must be a positive int, got 2.5"),
        ({"batch_size": 401}, ValueError, "`batch_size` must be at most 400, .*, got 401"),
        ({"batch_size": -1}, ValueError, "`batch_size` must be a positive int, got -1"),
        ({"learning_rate": 0}, ValueError, "`learning_rate` must be positive, got 0"),
        ({"learning_rate": "0.1"}, TypeError, "`learning_rate` must be a number"),
        ({"learning_rate": float("nan")}, ValueError, "`learning_rate` must be finite"),
        ({"optimizer": "adamw"}, ValueError, "`optimizer` must be one of 'adagrad', 'sgd'"),
        ({"seed": -1}, ValueError, "`seed` must be .*, got -1"),
        ({"seed": 2**32}, ValueError, "`seed` must be .*, got 4294967296"),
        ({"validate_every": 0}, ValueError, "`validate_every` must be a positive int, got 0"),
        ({"checkpoint_every": 0}, ValueError, "`checkpoint_every` must be a positive int, got 0"),
        ({"checkpoint_dir": 3}, TypeError, "`checkpoint_dir` must be a string, a path or None"),
        ({"log_dir": 3}, TypeError, "`log_dir` must be a string, a path or None, got 3"),
        ({"strategy": "mirrored"}, TypeError, "`strategy` must be None or a tf.distribute"),
        ({"progress": 1}, TypeError, "`progress` must be True or False, got 1"),
    ],
)
def test_arguments(digits, change, error, message):
    with pytest.raises(error, match=message):
        cg.train(**{"model": network(), "digits": digits, **change})


def of(*layers):
    return keras.Sequential(list(layers))


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (of(keras.layers.Dense(10)), "got None and None"),
        (
            of(keras.Input((28, 28)), keras.layers.Flatten()),
            r"got \(None, 28, 28\) and \(None, 784",
        ),
        (
            of(keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(9)),
            r"logits of shape \(None, 10\), got \(None, 28, 28, 1\) and \(None, 9\)",
        ),
        (network(last="softmax"), "its last layer must have no activation, got softmax"),
    ],
    ids=["not built", "images without channel", "nine classes", "softmax"],
)
def test_networks_that_do_not_fit(digits, model, message):
    with pytest.raises(ValueError, match=f"`model` must .*{message}"):
        cg.train(model, digits)


@pytest.mark.parametrize("name", ["checkpoint_dir", "log_dir"])
def test_folders_that_cannot_be_written(digits, tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=f"`{name}` must be a writable folder, got .*file"):
        cg.train(network(), digits, **SHORT, **{name: tmp_path / "file" / "folder"})


@pytest.mark.slow
def test_lenet_learns_the_bundled_digits():
    """The tutorial's settings, for a fifth of its steps."""
    digits = cg.load_digits()
    histories = [
        cg.train(cg.lenet_model(seed=seed), digits, seed=seed, validate_every=500)
        for seed in range(3)
    ]
    assert np.median([history.validation_accuracy[-1] for history in histories]) >= 0.955
