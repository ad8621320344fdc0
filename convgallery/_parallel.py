"""Parallel computation on the parts of large arrays, with bounded memory."""

import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")

# More threads would mostly wait for memory, and each needs memory for its own part.
_MOST_THREADS = 8
_MOST_KEPT = 2**21  # values of a buffer

_limits = threading.local()
_kept = threading.local()  # each thread's buffers


def tiles(shape: Sequence[int], largest: Sequence[int]) -> Iterable[tuple[slice, ...]]:
    """Split an array into tiles, in row-major order.

    Parameters
    ----------
    shape : sequence of int
        The lengths of the axes to split.
    largest : sequence of int
        The length of a tile along each of these axes; the last tiles may be shorter.

    Returns
    -------
    iterable of tuple of slice
        The slices of each tile; together the tiles cover the array exactly once.

    Examples
    --------
    >>> list(tiles([5], [3]))
    [(slice(0, 3, None),), (slice(3, 5, None),)]
    """
    return product(
        *(
            [slice(start, min(start + step, length)) for start in range(0, length, step)]
            for length, step in zip(shape, largest, strict=True)
        )
    )


def run_parallel(function: Callable[[_T], None], parts: Iterable[_T]) -> None:
    """Call a function for each part, in as many threads as there are processors, at most 8.

    NumPy releases the interpreter's lock while it computes, so threads can run in parallel.

    Parameters
    ----------
    function : callable
        Computes one part and stores the result; the parts must not depend on each other.
    parts : iterable
        The arguments of the calls, one for each call.

    Raises
    ------
    Exception
        Whatever the function raises; the other threads continue with the remaining parts.

    Examples
    --------
    >>> squares = [0] * 3
    >>> run_parallel(lambda i: squares.__setitem__(i, i * i), range(3))
    >>> squares
    [0, 1, 4]
    """
    waiting = list(parts)
    threads = min(_processors(), len(waiting), getattr(_limits, "threads", _MOST_THREADS))
    remaining = iter(waiting)  # shared: each thread takes the next part from it

    def _work() -> None:
        for part in remaining:
            function(part)

    if threads <= 1:
        _work()
        return
    workers = [_pool().submit(_work) for _ in range(threads - 1)]
    try:
        _work()  # the calling thread works as well
    finally:
        # A worker that has not begun, because others keep all threads busy, would find no parts.
        begun = [worker for worker in workers if not worker.cancel()]
        wait(begun)
    for worker in begun:
        worker.result()  # re-raises the worker's exception


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep :func:`run_parallel` from starting threads when the current thread calls it.

    This is for code that already runs in one of many threads.

    Returns
    -------
    context manager
        Restores the previous limit on exit.
    """
    before = getattr(_limits, "threads", _MOST_THREADS)
    _limits.threads = 1
    try:
        yield
    finally:
        _limits.threads = before


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads, which wait for the next call because starting a thread takes time."""
    threads = max(min(_processors(), _MOST_THREADS) - 1, 1)  # beside the calling one
    return ThreadPoolExecutor(threads, "convgallery")


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_pool.cache_clear)  # a child has none of these threads


def _processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def scratch(name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return memory for intermediate results, which the current thread reuses.

    Allocating new memory often takes longer than the computation, as the system clears it first.
    A thread therefore keeps each buffer of up to 8 MiB until it ends.

    Parameters
    ----------
    name : str
        What the memory is used for; until the next call with this name, it is the caller's.
    shape : tuple of int
        The shape of the array.

    Returns
    -------
    ndarray of the given shape
        Float32, in C order, with the values of an earlier use.

    Examples
    --------
    >>> scratch("sums", (2, 3)).shape
    (2, 3)
    """
    size = math.prod(shape)
    if size > _MOST_KEPT:
        return np.empty(shape, np.float32)
    buffers: dict[str, NDArray[np.float32]] = _kept.__dict__
    if name not in buffers or buffers[name].size < size:
        buffers[name] = np.empty(size, np.float32)
    return buffers[name][:size].reshape(shape)
