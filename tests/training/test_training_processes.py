"""Training in processes that are killed, and in processes that work together."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import numpy as np
import pytest
from test_train import scalars

import convgallery as cg

pytestmark = pytest.mark.slow

SETTINGS = {"steps": 240, "batch_size": 60, "checkpoint_every": 3, "validate_every": 50}
SHARED = {"steps": 40, "validate_every": 40, "checkpoint_every": 20}
RUN = f"""
import hashlib, json, signal, sys
import convgallery as cg

signal.signal(signal.SIGINT, signal.default_int_handler)  # even if the tests ignore Ctrl-C
settings = {SETTINGS} | json.loads(sys.argv[1])
model = cg.lenet_model(seed=0)
history = cg.train(model, cg.load_digits(), **settings)
weights = b"".join(weight.tobytes() for weight in model.get_weights())
curves = history.loss.tobytes() + history.validation_accuracy.tobytes()
print(json.dumps([hashlib.sha256(part).hexdigest() for part in (weights, curves)]))
"""
TOGETHER = """
import json, os, sys
import tensorflow as tf
import convgallery as cg

if "TF_CONFIG" in os.environ:
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
else:
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    strategy = tf.distribute.MirroredStrategy(["cpu:0", "cpu:1"])
assert strategy.num_replicas_in_sync == 2
settings = json.loads(sys.argv[1])
digits = cg.load_digits()
with strategy.scope():
    model = cg.lenet_model(seed=0)
try:
    cg.train(model, digits, batch_size=301, strategy=strategy)
except ValueError as error:
    print(error, file=sys.stderr)
history = cg.train(model, digits, strategy=strategy, **settings)
print(json.dumps([history.loss.tolist(), history.validation_accuracy[-1].item()]))
"""


@pytest.fixture
def start():
    """Return a function that starts Python on some code, and end what is left afterward."""
    processes = []

    def run(code, settings, **environment):
        process = subprocess.Popen(
            [sys.executable, "-c", code, json.dumps(settings)],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def result(process):
    """Wait for a process and read what it printed."""
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors
    return json.loads(out), errors


def wait_for_checkpoints(path, count, process):
    """Watch a file until it was replaced so many times."""
    seen = set()
    if path.exists():
        count += 1
    deadline = time.monotonic() + 300
    while len(seen) < count:
        if path.exists():
            seen.add(path.stat().st_mtime_ns)
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.0005)


def test_killed_ten_times_ends_as_if_it_had_not_been(start, tmp_path):
    """In each run at most 7 checkpoints of 3 steps: the last is yet to come at the tenth kill."""
    expected, _ = result(start(RUN, {}))
    folders = {"checkpoint_dir": str(tmp_path / "run"), "log_dir": str(tmp_path / "log")}
    checkpoint = tmp_path / "run" / "training.npz"
    random = np.random.default_rng(0)
    for number in range(10):
        process = start(RUN, folders)
        wait_for_checkpoints(checkpoint, random.integers(1, 7), process)
        time.sleep(random.uniform(0, 0.05))
        ending = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)[number % 3]
        while process.poll() is None:  # Python ignores what is raised while it frees an object
            process.send_signal(ending)
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
        assert process.returncode == -ending
    actual, _ = result(start(RUN, folders))
    assert actual == expected
    assert [path.name for path in checkpoint.parent.iterdir()] == ["training.npz"]
    points, graphs = scalars(tmp_path / "log")
    assert [step for step, _ in points["loss"]] == list(range(1, SETTINGS["steps"] + 1))
    assert graphs == 1


def test_two_runs_at_once_end_as_one(start, tmp_path):
    """Whichever is first; the other one waits, and loads its checkpoint."""
    settings = {"steps": 60, "batch_size": 60}
    expected, _ = result(start(RUN, settings))
    folders = {"checkpoint_dir": str(tmp_path / "run"), "log_dir": str(tmp_path / "log")}
    results = [result(process) for process in [start(RUN, settings | folders) for _ in range(2)]]
    assert [hashes for hashes, _ in results] == [expected, expected]
    waited = [errors.count("waiting for the training run that uses") for _, errors in results]
    assert sum(waited) <= 1
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["training.npz"]
    points, graphs = scalars(tmp_path / "log")
    assert [step for step, _ in points["loss"]] == list(range(1, 61))
    assert graphs == 1


@pytest.fixture(scope="module")
def alone():
    """What one worker computes."""
    return cg.train(cg.lenet_model(seed=0), cg.load_digits(), **SHARED)


def two_workers():
    """Two addresses on this machine that nobody uses."""
    with socket.socket() as first, socket.socket() as second:
        for one in (first, second):
            one.bind(("127.0.0.1", 0))
        workers = [f"127.0.0.1:{one.getsockname()[1]}" for one in (first, second)]
    return [
        json.dumps({"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}})
        for index in (0, 1)
    ]


def assert_close(actual, alone):
    loss, accuracy = actual
    np.testing.assert_allclose(loss, alone.loss, atol=1e-4)
    assert accuracy == pytest.approx(alone.validation_accuracy[-1], abs=0.002)


def test_two_workers_compute_what_one_does(start, tmp_path, alone):
    """The first half in one go, the second from the checkpoint; only the chief writes."""
    folders = {"checkpoint_dir": str(tmp_path / "checkpoints"), "log_dir": str(tmp_path / "logs")}
    for steps in (25, 40):
        settings = {**SHARED, "steps": steps, **folders}
        processes = [start(TOGETHER, settings, TF_CONFIG=worker) for worker in two_workers()]
        (chief, errors), (other, _) = map(result, processes)
        assert chief == other
        assert "`batch_size` must be a multiple of 2, the number of replicas of" in errors
    assert_close(chief, alone)
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["training.npz"]
    assert len(list((tmp_path / "logs").iterdir())) == 1


def test_two_devices_compute_what_one_does(start, alone):
    actual, _ = result(start(TOGETHER, SHARED))
    assert_close(actual, alone)


@pytest.mark.parametrize("victim", [0, 1], ids=["chief", "worker"])
def test_a_dead_worker_ends_the_other(start, tmp_path, victim):
    settings = {**SHARED, "steps": 100_000, "checkpoint_dir": str(tmp_path)}
    processes = [start(TOGETHER, settings, TF_CONFIG=worker) for worker in two_workers()]
    wait_for_checkpoints(tmp_path / "training.npz", 2, processes[0])
    processes[victim].send_signal(signal.SIGKILL)
    errors = processes[1 - victim].communicate(timeout=180)[1]
    assert processes[1 - victim].returncode == 1
    assert "RuntimeError: a worker of `strategy` stopped" in errors


def test_workers_must_share_the_folder(start, tmp_path):
    processes = []
    for index, worker in enumerate(two_workers()):
        folder = str(tmp_path / str(index))
        settings = {**SHARED, "steps": 1, "checkpoint_dir": folder}
        if index == 0:
            cg.train(cg.lenet_model(seed=0), cg.load_digits(), **settings)
        processes.append(start(TOGETHER, settings, TF_CONFIG=worker))
    for process in processes:
        errors = process.communicate(timeout=600)[1]
        assert process.returncode == 1
        assert "`checkpoint_dir` must be a folder that all workers share" in errors
