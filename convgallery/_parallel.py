"""Parallel computation on the parts of large arrays, with bounded memory."""

import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")

# More threads would mostly wait for memory, and each needs memory for its own part.
_MOST_THREADS = 8

_limits = threading.local()


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
    # The calling thread works as well, because starting a thread takes time.
    with ThreadPoolExecutor(threads - 1) as pool:
        workers = [pool.submit(_work) for _ in range(threads - 1)]
        _work()
    for worker in workers:
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


def _processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Scratch(threading.local):
    """Buffers that each thread reuses for its next part.

    Allocating new memory often takes longer than the computation, as the system clears it first.

    Examples
    --------
    >>> scratch = Scratch()
    >>> scratch.array("sums", (2, 3)).shape
    (2, 3)
    """

    def __init__(self) -> None:
        self._arrays: dict[str, NDArray[np.float32]] = {}

    def array(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return this thread's array of a given name, with the contents of its last use.

        Parameters
        ----------
        name : str
            What the array is used for.
        shape : tuple of int
            Its shape.

        Returns
        -------
        ndarray of the given shape
            Float32, in C order.
        """
        size = math.prod(shape)
        if name not in self._arrays or self._arrays[name].size < size:
            self._arrays[name] = np.empty(size, np.float32)
        return self._arrays[name][:size].reshape(shape)
