"""Figures are drawn without a screen and closed again; networks train fast on a few digits."""

import ctypes
import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import Phase, settings

import convgallery as cg

mpl.use("agg")

# For nox -s mutation, which only asks whether a test fails, not for the simplest case.
settings.register_profile("mutation", phases=[Phase.explicit, Phase.generate], database=None)


@pytest.fixture
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def digits():
    """A few digits; no test changes them."""
    whole = cg.load_digits()
    return cg.Digits(
        whole.train_images[:400],
        whole.train_labels[:400],
        whole.test_images[:200],
        whole.test_labels[:200],
    )


@pytest.fixture
def usual_growth():
    """Return a function that tells by how many bytes memory grows in a usual round of calls.

    Memory also changes while caches fill. So after a first round, three to nine others follow,
    until the median of their changes is below the limit. What is freed goes back to the system
    first, because the heaps of many threads keep more of it for a long time.
    """
    resource = pytest.importorskip("resource", reason="Windows does not tell the memory")
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("only Linux tells the memory in use")

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only in glibc

    def resident():
        gc.collect()
        if trim:
            trim(0)
        return int(statm.read_text().split()[1]) * resource.getpagesize()

    def measure(play_round, limit):
        play_round()
        changes = []
        while len(changes) < 3 or (len(changes) < 9 and median(changes) >= limit):
            before = resident()
            play_round()
            changes.append(resident() - before)
        return median(changes)

    return measure


@pytest.fixture
def full_disk(monkeypatch):
    """Return a context in which no file can grow beyond some bytes, as on a full disk.

    Processes that start in it keep the limit.
    """
    resource = pytest.importorskip("resource", reason="Windows cannot limit the size of files")

    @contextmanager
    def limited(room=2000):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        with monkeypatch.context() as patch:
            # Python would take truncated bytecode for whole.
            patch.setattr(sys, "dont_write_bytecode", True)
            patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited


@pytest.fixture
def assert_kept(full_disk):
    """Return a function that checks that a write which fails keeps what was there before."""

    def check(path, write):
        write(path)
        assert path.stat().st_size > 2000
        path.write_bytes(b"the earlier version")
        message = f"could not write .*{path.name}: .*free space"
        with full_disk(), pytest.raises(OSError, match=message):
            write(path)
        assert path.read_bytes() == b"the earlier version"
        assert list(path.parent.iterdir()) == [path]

    return check
