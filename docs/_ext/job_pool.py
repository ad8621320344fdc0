"""Run jobs in worker processes, the longest first, and report their progress.

Each worker imports TensorFlow once and keeps it for all of its jobs. A worker and the processes that
its jobs started end when the build does, even if the build was interrupted or killed, so that two
builds never write the same files.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from sphinx.errors import SphinxError
from sphinx.util.logging import getLogger

_logger = getLogger(__name__)


class JobError(SphinxError):
    """Jobs failed, or could not run."""

    category = "The gallery could not be built"


@dataclass(frozen=True)
class Job:
    """A function call, to be run by a worker.

    Attributes
    ----------
    name : str
        The name that messages show.
    function : callable
        A module-level function, which workers can import.
    arguments : tuple
        Its arguments.
    needs : str or None
        The name of a job that must finish first.
    seconds : float
        The approximate running time.
    """

    name: str
    function: Callable[..., None]
    arguments: tuple[Any, ...] = field(default=(), repr=False)
    needs: str | None = None
    seconds: float = 1


def workers_of_machine() -> int:
    """Choose the number of workers for this machine.

    Returns
    -------
    int
        The number of processors that this process may use, but at most 8, because each worker
        needs about a gigabyte of memory.
    """
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def run_jobs(jobs: list[Job], workers: int) -> None:
    """Run all jobs.

    Parameters
    ----------
    jobs : list of Job
        The jobs. A job that needs one which is not in the list can start at once.
    workers : int
        Number of jobs that run at a time.

    Raises
    ------
    JobError
        If jobs failed, once all jobs that do not need them have finished, or if a worker was
        killed.
    KeyboardInterrupt
        If the build was interrupted; its workers have ended.
    """
    waiting = sorted(jobs, key=lambda job: -_seconds_to_end(job, jobs))
    running: dict[Future[None], Job] = {}
    done: list[Job] = []
    failures: dict[str, BaseException] = {}
    start = time.monotonic()
    context = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
    watched, held = context.Pipe(duplex=False)  # the second end is closed when this process ends
    executor = ProcessPoolExecutor(
        min(workers, len(jobs)), context, _prepare_worker, (sys.path, watched)
    )
    # After an error, `held` is closed first, so the executor need not wait for running jobs.
    with watched, executor, held:
        while waiting or running:
            unfinished = {job.name for job in [*waiting, *running.values()]}
            # No more jobs than workers: one that becomes ready later may be more urgent.
            for job in [job for job in waiting if job.needs not in unfinished]:
                if len(running) < workers:
                    waiting.remove(job)
                    if job.needs in failures:
                        failures[job.name] = RuntimeError(f"it needs {job.needs}, which failed")
                    else:
                        running[executor.submit(job.function, *job.arguments)] = job
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                done.append(job)
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    raise JobError(
                        "a worker process of the build was killed, perhaps because memory ran "
                        "out; build again, which keeps finished results, or use fewer workers: "
                        "-D gallery_workers=1"
                    )
                if error is not None:
                    failures[job.name] = error
                _tell(job, done, jobs, time.monotonic() - start, failed=error is not None)
        executor.shutdown()
    if failures:
        texts = (f"{name} failed:\n{error}" for name, error in failures.items())
        raise JobError("\n\n".join(texts))


def _seconds_to_end(job: Job, jobs: list[Job]) -> float:
    """Add up the times of a job and of the longest chain of jobs that wait for it."""
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


def _prepare_worker(path: list[str], watched: Connection) -> None:
    """Use the build's module path and one core, and end when the build does."""
    sys.path[:] = path
    # There is one worker per core, so more threads would only wait for each other. Besides, sums
    # that are divided among threads would depend on the number of cores.
    names = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")
    os.environ |= dict.fromkeys(names, "1")
    if hasattr(os, "setpgrp"):  # not on Windows
        os.setpgrp()  # Ctrl-C reaches only the build, which ends its workers
    signal.signal(signal.SIGTERM, _end_worker)  # sent by the executor when another worker has ended

    def _end_with_build() -> None:
        try:
            watched.recv()
        except EOFError:
            _end_worker()

    threading.Thread(target=_end_with_build, daemon=True).start()


def _end_worker(*_: object) -> None:
    """End this worker and the processes that its jobs have started."""
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
