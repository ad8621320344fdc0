"""Files that are written whole or not at all."""

import os
from errno import ENOSPC

import keras
import numpy as np
import pytest

from convgallery.data._digits import Digits
from convgallery.training._checkpoint import read_arrays, remove_partials, write_arrays
from convgallery.training._digests import digits_digest, model_digest
from convgallery.training._state import TrainingState

ARRAYS = {"settings": np.array('{"a": 1}'), "weights": np.arange(6, dtype=np.float32)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "training.npz"


def network(*, units=3, activation="tanh", strides=1):
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(2, 5, strides=strides, activation=activation),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(units),
        ]
    )


def test_round_trip(path):
    write_arrays(path, ARRAYS)
    arrays = read_arrays(path)
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert np.array_equal(arrays[name], array)
    with np.load(path) as npz:
        assert np.array_equal(npz["weights"], ARRAYS["weights"])


def test_any_flipped_bit_is_detected(path):
    write_arrays(path, ARRAYS)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(OSError, match="training.npz is damaged"):
            read_arrays(path)


@pytest.mark.parametrize("length", [0, 5, 100, -1])
def test_truncated_files_are_detected(path, length):
    write_arrays(path, ARRAYS)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(OSError, match="training.npz is damaged or not a checkpoint"):
        read_arrays(path)


def test_objects_are_not_unpickled(path):
    write_arrays(path, {"weights": np.array([{}])})
    with pytest.raises(ValueError, match="allow_pickle=False"):
        read_arrays(path)


def test_a_full_disk_leaves_the_file_as_it_was(path, assert_kept):
    assert_kept(path, lambda path: write_arrays(path, {"weights": np.arange(1000)}))


def test_so_does_a_disk_that_turns_out_to_be_full_later(path, monkeypatch):
    """As a network drive's may."""
    write_arrays(path, ARRAYS)

    def full(_):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="could not write .*training.npz: No space left on device;"):
        write_arrays(path, {"weights": np.zeros(3)})
    monkeypatch.undo()
    assert np.array_equal(read_arrays(path)["weights"], ARRAYS["weights"])
    assert list(path.parent.iterdir()) == [path]


def test_what_killed_processes_left_is_removed(path):
    write_arrays(path, ARRAYS)
    kept = path.with_name("other.77.partial.npz")
    for name in (kept.name, "training.77.partial.npz", "training.123.partial.npz"):
        path.with_name(name).touch()
    remove_partials(path)
    assert sorted(path.parent.iterdir()) == [kept, path]


def test_a_folder_is_not_a_checkpoint(path):
    path.mkdir()
    with pytest.raises(OSError, match="training.npz is damaged or not a checkpoint"):
        read_arrays(path)


def test_two_trainings_may_write_at_once(path, monkeypatch):
    own = os.getpid()
    sync = os.fsync

    def meanwhile(file):
        sync(file)
        if os.getpid() == own:
            monkeypatch.setattr("os.getpid", lambda: own + 1)
            write_arrays(path, {"weights": np.zeros(300)})
            monkeypatch.setattr("os.getpid", lambda: own)

    monkeypatch.setattr("os.fsync", meanwhile)
    write_arrays(path, ARRAYS)
    assert np.array_equal(read_arrays(path)["weights"], ARRAYS["weights"])
    assert list(path.parent.iterdir()) == [path]


def test_state_is_restored(path):
    variables = [keras.Variable([1.0, 2.0]), keras.Variable(3, dtype="int64")]
    before = TrainingState(5, variables, {"seed": 7})
    before.add([0.5, 0.25])
    before.accuracy[1] = 0.75
    before.save(path)
    for variable in variables:
        variable.assign(variable * 0)

    after = TrainingState(9, variables, {"seed": 7})
    after.restore(path)
    assert after.step == 2
    assert [variable.numpy().tolist() for variable in variables] == [[1, 2], 3]
    assert after.history().loss.tolist() == [0.5, 0.25]
    assert np.array_equal(after.history().validation_accuracy, [np.nan, 0.75], equal_nan=True)
    expected = [[0.5, 0.25, 0.125], after.history().mean_loss.tolist()]
    after.add([0.125])
    assert after.history().loss.tolist() == expected[0]
    after.restore(path)  # also into a state that has gone on
    assert after.step == 2
    assert after.history().mean_loss.tolist() == expected[1]


def test_other_trainings_are_refused(path):
    state = TrainingState(5, [], {"seed": 7, "optimizer": "adagrad"})
    state.add([0.5, 0.25])
    state.save(path)
    with pytest.raises(ValueError, match=r"training.npz has seed 7, got 8"):
        TrainingState(5, [], {"seed": 8, "optimizer": "adagrad"}).restore(path)
    with pytest.raises(ValueError, match="`steps` must be at least 2, .*, got 1"):
        TrainingState(1, [], {"seed": 7, "optimizer": "adagrad"}).restore(path)


def test_model_digest_distinguishes_layers():
    networks = [{}, {"units": 4}, {"activation": "relu"}, {"strides": 2}]
    assert len({model_digest(network(**changes)) for changes in networks}) == 4
    assert model_digest(network()) == model_digest(network())


def test_digits_digest_distinguishes_digits():
    images, labels = np.zeros((2, 28, 28, 1), np.float32), np.array([3, 8])
    dot = images.copy()
    dot[1, 5, 5] = 1
    sets = [(images, labels), (dot, labels), (images, labels[::-1])]
    digests = {digits_digest(Digits(*one, *other)) for one in sets for other in sets}
    assert len(digests) == 9
