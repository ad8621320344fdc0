"""Files that the package brings or writes, with any bytes: their content, or an error by name."""

import json
import os

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import convgallery as cg
from convgallery.data import _bundled
from convgallery.training._checkpoint import write_arrays
from convgallery.training._state import TrainingState

LONG = "CONVGALLERY_FUZZ_CASES" in os.environ
ANY = settings(
    max_examples=1000 if LONG else 50,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)
SETTINGS = {"seed": 7, "optimizer": "adagrad"}


@st.composite
def damage(draw, content):
    """The content with some bytes changed, and perhaps cut off."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content) - 1))
        new = draw(st.binary(min_size=1, max_size=4))
        changed[at : at + len(new)] = new
    return bytes(changed[: draw(st.sampled_from([None, draw(st.integers(0, len(content)))]))])


@pytest.mark.parametrize(
    ("name", "load"), [("seeds.json", cg.load_seeds), ("benchmark.json", cg.load_benchmark)]
)
@ANY
@given(data=st.data())
def test_any_report(tmp_path_factory, name, load, data):
    folder = tmp_path_factory.getbasetemp() / "data"
    folder.mkdir(exist_ok=True)
    content = (_bundled.files("convgallery") / "data" / name).read_bytes()
    json_text = st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=3)
    other = json_text.map(lambda value: json.dumps(value).encode()) | st.just(b"[" * 100_000)
    (folder / name).write_bytes(data.draw(damage(content) | other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_bundled, "files", lambda _: folder.parent)
        try:
            outcome = type(load())
        except OSError as error:
            outcome = str(error)
    assert outcome in (dict, f"convgallery/data/{name} is damaged; install convgallery again")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """A path, and the bytes that belong there."""
    path = tmp_path_factory.mktemp("checkpoint") / "training.npz"
    variables = [keras.Variable([1.0, 2.0]), keras.Variable(3, dtype="int64")]
    state = TrainingState(5, variables, SETTINGS)
    state.add([0.5, 0.25])
    state.save(path)
    return path, path.read_bytes()


def assert_restored_or_named(path):
    """An error leaves all variables as they were."""
    state = TrainingState(
        9, [keras.Variable([0.0, 0.0]), keras.Variable(0, dtype="int64")], SETTINGS
    )
    try:
        state.restore(path)
    except (OSError, ValueError) as error:
        message = str(error)
    else:
        assert state.step == 2
        return True
    assert str(path) in message
    assert [variable.numpy().tolist() for variable in state._variables] == [[0, 0], 0]
    return False


@ANY
@given(data=st.data())
def test_any_bytes_are_no_checkpoint(checkpoint, data):
    path, whole = checkpoint
    content = data.draw(damage(whole))
    path.write_bytes(content)
    assert assert_restored_or_named(path) == (content == whole)


ARRAYS = {
    "settings": np.array(json.dumps(SETTINGS)),
    "loss": np.float32([0.5, 0.25]),
    "accuracy": np.float32([np.nan, 0.5]),
    "variable_0": np.float32([1, 2]),
    "variable_1": np.array(3),
}
OTHERS = [
    *(None, np.array("{"), np.array("[]"), np.array('{"seed": 7}'), np.array("[" * 100_000)),
    *(np.zeros(()), np.zeros(2), np.zeros(3), np.zeros((2, 1)), np.zeros(0), np.zeros(99)),
    *(np.array(["a", "b"]), np.array(3), np.array("a"), np.zeros(2, complex)),
]


@pytest.mark.parametrize("name", ARRAYS)
def test_any_other_array_in_a_checkpoint(tmp_path, name):
    """As if another version had written it, with a right checksum."""
    path = tmp_path / "training.npz"
    write_arrays(path, ARRAYS)
    assert assert_restored_or_named(path)
    for other in OTHERS:
        arrays = {
            key: array for key, array in (ARRAYS | {name: other}).items() if array is not None
        }
        write_arrays(path, arrays)
        fits = other is not None and other.shape == ARRAYS[name].shape and other.dtype.kind in "if"
        assert assert_restored_or_named(path) == (fits and name != "settings"), other
