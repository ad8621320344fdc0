"""Locks on folders."""

import multiprocessing
import signal
import subprocess
import sys
import threading
import time
from errno import EBADF

import pytest

from convgallery.training._lock import locked

HOLD = """
import sys, time
from pathlib import Path
from convgallery.training._lock import locked

with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


def test_a_second_one_waits_and_says_so(tmp_path, caplog):
    entered = threading.Event()

    def enter():
        with locked(tmp_path):
            entered.set()

    thread = threading.Thread(target=enter)
    with locked(tmp_path) as is_locked:
        assert is_locked
        thread.start()
        assert not entered.wait(0.3)
    assert entered.wait(10)
    thread.join()
    assert caplog.messages == [f"waiting for the training run that uses {tmp_path} to end"]
    assert list(tmp_path.iterdir()) == []


def test_folders_do_not_share_a_lock(tmp_path, caplog):
    (tmp_path / "other").mkdir()
    with locked(tmp_path), locked(tmp_path / "other"):
        assert caplog.messages == []


@pytest.mark.parametrize("ending", ["kill", "terminate"])
def test_a_lock_ends_with_its_process(tmp_path, caplog, ending):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "locked\n"
        threading.Timer(0.3, getattr(process, ending)).start()
        with locked(tmp_path) as is_locked:
            assert is_locked
            assert process.wait(10) in (-signal.SIGTERM, -9, 1)
    assert len(caplog.messages) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # it only sleeps
def test_a_lock_ends_although_a_forked_process_lives(tmp_path, caplog):
    forked = multiprocessing.get_context("fork").Process(target=time.sleep, args=(10,))
    with locked(tmp_path):
        forked.start()
    with locked(tmp_path):
        assert forked.is_alive()
    forked.kill()
    forked.join()
    assert caplog.messages == []


def test_a_file_system_without_locks_does_no_harm(tmp_path, monkeypatch, caplog):
    fcntl = pytest.importorskip("fcntl", reason="Windows has locks on all file systems")

    def unsupported(*_):
        raise OSError(EBADF, "Bad file descriptor")  # what NFS says of a folder

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with locked(tmp_path) as first, locked(tmp_path) as second:
        assert (first, second) == (False, False)
    assert caplog.messages == []
