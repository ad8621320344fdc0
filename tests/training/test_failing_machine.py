"""Full disks, folders that cannot be used, and two runs in one folder."""

import os
import shutil
import threading
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest
from test_train import SHORT, StoppedError, curves, network, same

import convgallery as cg
from convgallery.training import _train
from convgallery.training._checkpoint import read_arrays
from convgallery.training._lock import locked

FEWER = {**SHORT, "steps": 14}
NAMES = pytest.mark.parametrize("name", ["checkpoint_dir", "log_dir"])


@pytest.fixture
def before_step(monkeypatch):
    """Return a function that has training call another function before one of its steps."""

    @contextmanager
    def at(step, action):
        take = _train.training_step

        def acting(*args, **settings):
            taken = take(*args, **settings)

            def following(done):
                if done == step - 1:
                    action()
                return taken(done)

            return following

        with monkeypatch.context() as patch:
            patch.setattr(_train, "training_step", acting)
            yield

    return at


@pytest.fixture(scope="module")
def uninterrupted(digits):
    """The weights and curves of a run that nothing disturbs."""
    model = network()
    return curves(cg.train(model, digits, **SHORT)) + model.get_weights()


def trained(digits, **settings):
    model = network()
    return curves(cg.train(model, digits, **SHORT, **settings)) + model.get_weights()


@pytest.fixture(scope="module")
def finished(digits, tmp_path_factory):
    """A checkpoint of 14 steps."""
    folder = tmp_path_factory.mktemp("finished")
    cg.train(network(), digits, **FEWER, checkpoint_dir=folder)
    return folder / "training.npz"


@NAMES
def test_a_disk_that_fills_up(digits, tmp_path, full_disk, before_step, name):
    files = {"checkpoint_dir": "training.npz", "log_dir": "events.out.*"}
    message = (
        f"`{name}` must be a writable folder, got .*: could not write .*{files[name]}: .*space"
    )
    with ExitStack() as stack:
        stack.enter_context(before_step(11, lambda: stack.enter_context(full_disk())))
        with pytest.raises(OSError, match=message):
            trained(digits, **{name: tmp_path})
    (file,) = tmp_path.glob("*")
    if name == "checkpoint_dir":  # the last one before the disk was full
        assert len(read_arrays(file)["loss"]) == 7


def test_a_full_disk_keeps_the_log_of_an_earlier_run(digits, tmp_path, full_disk, finished):
    folders = {"checkpoint_dir": finished.parent, "log_dir": tmp_path}
    cg.train(network(), digits, **FEWER, **folders)
    (earlier,) = tmp_path.iterdir()
    content = earlier.read_bytes()
    with full_disk(), pytest.raises(OSError, match="could not write .*events.out"):
        cg.train(network(), digits, **FEWER, **folders)
    assert list(tmp_path.iterdir()) == [earlier]
    assert earlier.read_bytes() == content


@NAMES
def test_a_folder_that_vanishes(digits, tmp_path, before_step, name):
    folder = tmp_path / "folder"
    with (
        before_step(11, lambda: shutil.rmtree(folder)),
        pytest.raises(OSError, match=f"`{name}` must be .*: could not write .*folder exists"),
    ):
        trained(digits, **{name: folder})


@NAMES
@pytest.mark.parametrize("kind", ["loop", "long", "file"])
def test_paths_that_cannot_be_folders(digits, tmp_path, name, kind):
    paths = {kind: tmp_path / kind for kind in ("loop", "file")} | {"long": tmp_path / ("x" * 300)}
    paths["loop"].symlink_to("loop")
    paths["file"].touch()
    message = f"`{name}` must be a writable folder, got .*{paths[kind].name}"
    with pytest.raises(OSError, match=message):
        trained(digits, **{name: paths[kind]})


def test_a_checkpoint_that_is_a_folder(digits, tmp_path):
    (tmp_path / "training.npz").mkdir()
    with pytest.raises(OSError, match="training.npz is damaged or not a checkpoint; remove it"):
        trained(digits, checkpoint_dir=tmp_path)


def test_a_checkpoint_that_is_a_link_to_itself(digits, tmp_path, uninterrupted):
    (tmp_path / "training.npz").symlink_to("training.npz")
    assert same(trained(digits, checkpoint_dir=tmp_path), uninterrupted)
    assert len(read_arrays(tmp_path / "training.npz")["loss"]) == 25


@contextmanager
def other_user(folder):
    """Let this process write nothing in a folder: as another user, if its own is root."""
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
@NAMES
def test_a_folder_of_somebody_else(digits, tmp_path, name):
    with (
        other_user(tmp_path),
        pytest.raises(OSError, match=f"`{name}` must be a writable folder, got .*Permission"),
    ):
        trained(digits, **{name: tmp_path / "new"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_run_in_a_folder_that_became_read_only(digits, tmp_path, before_step, finished):
    """It is reported before the next step, and a finished run can still be loaded."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith(("pytest-", "popen-", tmp_path.name)):  # made for one user
            folder.chmod(0o755)
    shutil.copy(finished, tmp_path)
    with other_user(tmp_path):
        history = cg.train(network(), digits, **FEWER, checkpoint_dir=tmp_path)
        assert history.steps[-1] == 14
        with (
            before_step(15, lambda: pytest.fail("a step was taken")),
            pytest.raises(
                OSError, match="`checkpoint_dir` must be a writable folder, .*Permission"
            ),
        ):
            trained(digits, checkpoint_dir=tmp_path)


def test_an_interrupted_run_unlocks_its_folders(
    digits, tmp_path, before_step, caplog, uninterrupted
):
    def stop():
        raise StoppedError

    folders = {"checkpoint_dir": tmp_path / "run", "log_dir": tmp_path / "log"}
    with before_step(11, stop), pytest.raises(StoppedError) as raised:
        trained(digits, **folders)
    assert raised.tb  # as a notebook keeps it, and with it the variables of the run
    assert same(trained(digits, **folders), uninterrupted)
    assert caplog.messages == []


def test_a_second_run_waits_and_goes_on(digits, tmp_path, caplog, uninterrupted, finished):
    """The first run ends early, so the second loads steps and takes steps."""
    results = []
    thread = threading.Thread(
        target=lambda: results.append(trained(digits, checkpoint_dir=tmp_path)), daemon=True
    )
    with locked(tmp_path):
        thread.start()
        while not caplog.messages:
            thread.join(0.01)
        assert list(tmp_path.iterdir()) == []
        shutil.copy(finished, tmp_path)
        (tmp_path / "training.77.partial.npz").touch()  # of the first run, if it was killed
    thread.join(60)
    (result,) = results
    assert result[0][~np.isnan(result[3])].tolist() == [10, 14, 20, 25]  # with the first run's last
    result[3][13] = np.nan
    assert same(result, uninterrupted)
    assert [path.name for path in tmp_path.iterdir()] == ["training.npz"]


def test_a_different_run_does_not_wait(digits, caplog, finished):
    with locked(finished.parent), pytest.raises(ValueError, match="has seed 0, got 1"):
        trained(digits, checkpoint_dir=finished.parent, seed=1)
    assert caplog.messages == []


def test_a_finished_run_is_loaded_at_once(digits, caplog, finished):
    with locked(finished.parent):
        history = cg.train(network(), digits, **FEWER, checkpoint_dir=finished.parent)
    assert history.steps[-1] == 14
    assert caplog.messages == []


def test_one_folder_for_both(digits, tmp_path, caplog):
    """Although locks are not reentrant."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    trained(digits, checkpoint_dir=tmp_path / "folder", log_dir=tmp_path / "link")
    assert len(list((tmp_path / "folder").iterdir())) == 2
    assert caplog.messages == []
