"""Jobs in worker processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import job_pool
import psutil
import pytest
from job_pool import Job, JobError, run_jobs


def note(folder, name):
    """Write that a job ran, and when."""
    Path(folder, name).write_text(f"{time.monotonic()} {os.getpid()}")


def count_threads(folder):
    import numpy  # noqa: F401, PLC0415 - its BLAS starts a thread for each further core

    Path(folder, "threads").write_text(str(len([*Path("/proc/self/task").iterdir()])))


def fail():
    raise ValueError("the kernel has no weights")


def end_abruptly():
    os.kill(os.getpid(), signal.SIGTERM)


def test_jobs_run_in_other_processes_after_what_they_need(tmp_path):
    jobs = [
        Job("second", note, (tmp_path, "second"), needs="first", seconds=9),
        Job("alone", note, (tmp_path, "alone")),
        Job("first", note, (tmp_path, "first")),
        Job("third", note, (tmp_path, "third"), needs="second"),
        Job("free", note, (tmp_path, "free"), needs="done in an earlier build"),
    ]
    run_jobs(jobs, 2)
    ran = {path.name: path.read_text().split() for path in tmp_path.iterdir()}
    assert set(ran) == {"first", "second", "third", "alone", "free"}
    assert float(ran["first"][0]) < float(ran["second"][0]) < float(ran["third"][0])
    assert str(os.getpid()) not in {process for _, process in ran.values()}


def test_workers_use_one_core(tmp_path):
    run_jobs([Job("threads", count_threads, (tmp_path,))], 1)
    assert (tmp_path / "threads").read_text() == "2", "its own, and one that watches the build"


def test_the_longest_chain_begins(tmp_path):
    jobs = [
        Job("short", note, (tmp_path, "short"), seconds=1),
        Job("longer", note, (tmp_path, "longer"), seconds=5),
        Job("needed", note, (tmp_path, "needed"), seconds=2),
        Job("needing", note, (tmp_path, "needing"), needs="needed", seconds=4),
    ]
    run_jobs(jobs, 1)
    order = sorted(tmp_path.iterdir(), key=lambda path: float(path.read_text().split()[0]))
    assert [path.name for path in order] == ["needed", "longer", "needing", "short"]


def test_a_failure_is_told_after_the_others_have_run(tmp_path):
    jobs = [
        Job("bad", fail, seconds=9),
        Job("lost", note, (tmp_path, "lost"), needs="bad"),
        Job("good", note, (tmp_path, "good")),
    ]
    with pytest.raises(JobError) as raised:
        run_jobs(jobs, 1)
    assert "bad failed:\nthe kernel has no weights" in str(raised.value)
    assert "lost failed:\nit needs bad, which failed" in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["good"]


def test_a_killed_worker_stops_the_build():
    with pytest.raises(JobError, match=r"worker process .* was killed.*gallery_workers=1"):
        run_jobs([Job("killed", end_abruptly)], 1)


def test_progress_is_told(caplog):
    done = [Job("one", note, seconds=2)]
    jobs = [*done, Job("two", note, seconds=3), Job("three", note, seconds=5)]
    caplog.set_level("INFO")
    job_pool._logger.logger.propagate = True
    job_pool._tell(done[0], done, jobs, 10.0, failed=False)
    job_pool._tell(done[0], done, jobs, 100.0, failed=True)
    assert caplog.messages == [
        "[1 of 3] one; about 40 s left",
        "[1 of 3] one FAILED; about 7 min left",
    ]


def test_the_machine_has_a_worker():
    assert 1 <= job_pool.workers_of_machine() <= 8


BUILD = """
import signal, sys
sys.path[:0] = {path!r}
from job_pool import Job, run_jobs
from test_job_pool import wait_long
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # even if the tests ignore Ctrl-C
    run_jobs([Job(name, wait_long, ({folder!r}, name)) for name in "ab"], 2)
"""


def wait_long(folder, name):
    """Start a process, as some scripts do, and work for a minute."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    begun = Path(folder, f"{name}.begun")
    begun.write_text(f"{os.getpid()} {child.pid}")
    begun.replace(Path(folder, name))
    time.sleep(60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes")
@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM", "SIGINT", "Ctrl-C"])
def test_all_processes_end_when_the_build_does(tmp_path, ending):
    path = [str(Path(job_pool.__file__).parent), str(Path(__file__).parent)]
    script = tmp_path / "build.py"
    script.write_text(BUILD.format(path=path, folder=str(tmp_path)))
    begun = [tmp_path / name for name in "ab"]
    with subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.DEVNULL, start_new_session=True
    ) as build:
        _until(lambda: all(file.is_file() for file in begun))
        if ending == "Ctrl-C":  # a terminal sends it to all processes of the build
            os.killpg(build.pid, signal.SIGINT)
        else:
            build.send_signal(getattr(signal, ending))
        _until(lambda: build.poll() is not None)
    processes = [int(number) for file in begun for number in file.read_text().split()]
    assert len(processes) == 4
    _until(lambda: not any(_is_alive(process) for process in processes))


def _until(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def _is_alive(process):
    """Tell whether a process runs; one that ended and that nobody waited for does not."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
