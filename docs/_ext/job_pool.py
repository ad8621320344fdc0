"""Run jobs in worker processes, the longest first, and tell how far they are.

Each worker imports TensorFlow once and keeps it for all of its jobs. A worker ends when the build
does, even if the build was killed: two builds never write the same files.
"""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any

from sphinx.errors import SphinxError
from sphinx.util.logging import getLogger

_logger = getLogger(__name__)


class JobError(SphinxError):
    """Jobs failed, or could not run."""

    category = "The gallery could not be built"


@dataclass(frozen=True)
class Job:
    """Something to do.

    Attributes
    ----------
    name : str
        What the reader is told.
    function : callable
        A function of a module; it runs in a worker.
    arguments : tuple
        Its arguments.
    needs : str or None
        The name of a job that must end before.
    seconds : float
        How long it takes, about.
    """

    name: str
    function: Callable[..., None]
    arguments: tuple[Any, ...] = field(default=(), repr=False)
    needs: str | None = None
    seconds: float = 1


def workers_of_machine() -> int:
    """Count the processors that this process may use.

    Returns
    -------
    int
        At least 1. Each worker needs about a gigabyte of memory: no more than 8.
    """
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def run_jobs(jobs: list[Job], workers: int) -> None:
    """Run all jobs.

    Parameters
    ----------
    jobs : list of Job
        The jobs. One that needs a job which is not in the list can start at once.
    workers : int
        How many run at a time.

    Raises
    ------
    JobError
        If jobs failed, or a worker was killed. What does not need them was finished first.
    """
    waiting = sorted(jobs, key=lambda job: -_seconds_to_end(job, jobs))
    running: dict[Future[None], Job] = {}
    done: list[Job] = []
    failures: dict[str, BaseException] = {}
    start = time.monotonic()
    executor = ProcessPoolExecutor(
        min(workers, len(jobs)),
        multiprocessing.get_context("spawn"),  # TensorFlow does not survive a fork
        _prepare_worker,
        (sys.path,),
    )
    with executor:
        while waiting or running:
            unfinished = {job.name for job in [*waiting, *running.values()]}
            # As many as there are workers: a job that becomes ready may be more urgent.
            for job in [job for job in waiting if job.needs not in unfinished]:
                if len(running) < workers:
                    waiting.remove(job)
                    if job.needs in failures:
                        failures[job.name] = RuntimeError(f"{job.needs} failed, which it needs")
                    else:
                        running[executor.submit(job.function, *job.arguments)] = job
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                done.append(job)
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    raise JobError(
                        "a worker process of the build was killed, perhaps for want of memory; "
                        "build again, and what is finished is kept, or build with fewer workers: "
                        "-D gallery_workers=1"
                    )
                if error is not None:
                    failures[job.name] = error
                _tell(job, done, jobs, time.monotonic() - start, failed=error is not None)
    if failures:
        texts = (f"{name} failed:\n{error}" for name, error in failures.items())
        raise JobError("\n\n".join(texts))


def _seconds_to_end(job: Job, jobs: list[Job]) -> float:
    """Add the time of the longest chain of jobs that wait for this one."""
    return job.seconds + max(
        (_seconds_to_end(other, jobs) for other in jobs if other.needs == job.name), default=0
    )


def _tell(job: Job, done: list[Job], jobs: list[Job], elapsed: float, *, failed: bool) -> None:
    expected = sum(job.seconds for job in jobs)
    finished = sum(job.seconds for job in done)
    left = elapsed * (expected - finished) / finished
    _logger.info(
        "[%d of %d] %s%s; about %s left",
        len(done),
        len(jobs),
        job.name,
        " FAILED" if failed else "",
        f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s",
    )


def _prepare_worker(path: list[str]) -> None:
    """Find the modules that the build finds, use one core, and end when the build does."""
    sys.path[:] = path
    # There is a worker for each core. More threads would wait for each other, and gain nothing.
    os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
    parent = multiprocessing.parent_process()

    def _end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=_end_with_parent, daemon=True).start()
