"""Work in parts."""

import multiprocessing
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from convgallery import _parallel
from convgallery._parallel import one_thread, run_parallel, scratch, tiles


def meet_in_two_threads():
    both = threading.Barrier(2, timeout=5)
    run_parallel(lambda _: both.wait(), range(2))  # breaks if one thread has both parts


@pytest.mark.parametrize("largest", [(1, 1), (2, 3), (5, 7), (9, 9)])
def test_tiles_cover_an_array_once(largest):
    covered = np.zeros((5, 7), int)
    for tile in tiles(covered.shape, largest):
        assert all(n <= most for n, most in zip(covered[tile].shape, largest, strict=True))
        covered[tile] += 1
    assert np.array_equal(covered, np.ones((5, 7)))


@pytest.mark.parametrize("count", [1, 4])
def test_every_part_is_computed_once(monkeypatch, count):
    monkeypatch.setattr(_parallel, "_processors", lambda: count)
    done = np.zeros(50, int)
    run_parallel(lambda i: done.__setitem__(i, done[i] + 1), range(50))
    assert np.array_equal(done, np.ones(50))


def test_parts_run_at_the_same_time(monkeypatch):
    monkeypatch.setattr(_parallel, "_processors", lambda: 2)
    meet_in_two_threads()


def test_one_thread_is_enough_where_it_was_asked_for(monkeypatch):
    monkeypatch.setattr(_parallel, "_processors", lambda: 4)
    used = set()
    with one_thread():
        run_parallel(lambda _: used.add(threading.get_ident()), range(20))
    assert used == {threading.get_ident()}
    meet_in_two_threads()


@pytest.mark.parametrize("count", [1, 4])
def test_an_error_reaches_the_caller(monkeypatch, count):
    monkeypatch.setattr(_parallel, "_processors", lambda: count)
    with pytest.raises(ZeroDivisionError):
        run_parallel(lambda i: 1 // i, range(3))


def test_threads_do_not_share_scratch():
    arrays = []
    first = scratch("sums", (3, 4))
    thread = threading.Thread(target=lambda: arrays.append(scratch("sums", (3, 4))))
    thread.start()
    thread.join()
    assert not np.shares_memory(first, arrays[0])
    assert np.shares_memory(first, scratch("sums", (2, 5)))
    assert not np.shares_memory(first, scratch("products", (3, 4)))


def test_large_scratch_is_not_kept():
    shape = (3, 2**20)
    assert scratch("sums", shape).shape == shape
    assert all(kept.nbytes <= 8 * 2**20 for kept in _parallel._kept.__dict__.values())


@pytest.mark.parametrize(("count", "expected"), [(6, 6), (None, 1)])
def test_processors_where_the_system_does_not_list_those_allowed(monkeypatch, count, expected):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    assert _parallel._processors() == expected


def test_threads_are_kept_for_the_next_call(monkeypatch):
    monkeypatch.setattr(_parallel, "_processors", lambda: 2)
    _parallel._pool.cache_clear()
    both = threading.Barrier(2, timeout=10)

    def used():
        threads = set()

        def meet(_):
            threads.add(threading.current_thread())
            both.wait()  # so that each thread has one part

        run_parallel(meet, range(2))
        return threads

    assert used() == used()


def test_calls_do_not_wait_for_those_of_other_threads(monkeypatch):
    monkeypatch.setattr(_parallel, "_processors", lambda: 2)
    monkeypatch.setattr(_parallel, "_pool", lambda: pool)
    done = []
    with ThreadPoolExecutor(1) as pool:
        release = threading.Event()
        other = pool.submit(release.wait, 10)
        run_parallel(done.append, range(5))
        assert not other.done()
        release.set()
    assert done == list(range(5))


@pytest.mark.parametrize("failing", [0, 1])
def test_an_error_is_raised_when_all_threads_have_finished(monkeypatch, failing):
    monkeypatch.setattr(_parallel, "_processors", lambda: 2)
    both = threading.Barrier(2, timeout=10)
    ended = []

    def work(part):
        both.wait()
        if part == failing:
            raise KeyError(part)
        time.sleep(0.1)
        ended.append(part)

    with pytest.raises(KeyError):
        run_parallel(work, range(2))
    assert ended == [1 - failing]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own(monkeypatch):
    monkeypatch.setattr(_parallel, "_processors", lambda: 2)
    meet_in_two_threads()  # starts threads, which a fork leaves behind
    child = multiprocessing.get_context("fork").Process(target=meet_in_two_threads)
    child.start()
    child.join(20)
    assert child.exitcode == 0
