"""Many calls at once, in threads and in processes, give the results of one call at a time."""

import multiprocessing
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

import convgallery as cg

THREADS = 8


def call(number):
    """Filter an image of some size with some kernel."""
    random = np.random.default_rng(number)
    large = number % 3 == 0
    height, width = random.integers(300, 500, 2) if large else random.integers(5, 60, 2)
    kind = number % 4
    if kind == 0:
        image = random.integers(0, 256, (height, width, 3), np.uint8)
        kernel = list(cg.kernels.GIMP.values())[number % len(cg.kernels.GIMP)]
        return [np.asarray(cg.gimp_filter(image, kernel))]
    channels = 1 if kind == 3 else 3
    image = random.random((height, width, channels), np.float32)
    if kind == 1:
        kernel = random.normal(size=(3, 3, channels, 2))
    else:
        kernel = random.normal(size=random.integers(1, 6, 2))
    result = cg.convolve(
        *(image, kernel),
        strides=int(random.integers(1, 4)),
        pooling=int(random.integers(1, 4)),
        activation=str(random.choice(["sigmoid", "relu", "tanh", "linear"])),
        rgb=channels == 3,
    )
    return [result.conv, result.activation, result.avg_pool, result.max_pool]


def digest(arrays):
    """Stand for arrays in little memory."""
    return [(array.shape, sha256(array.tobytes()).digest()) for array in arrays]


def threads_of_this_process():
    """Count all threads, including those that Python did not start."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def assert_threads_end(most):
    """Wait a moment, since the system lists threads that are just ending."""
    limit = time.monotonic() + 5
    while threads_of_this_process() > most and time.monotonic() < limit:
        time.sleep(0.01)
    assert threads_of_this_process() <= most


def call_in_threads(numbers, seconds):
    """Call from several threads; fail instead of waiting forever."""
    pool = ThreadPoolExecutor(THREADS)
    futures = [pool.submit(lambda n: digest(call(n)), number) for number in numbers]
    waiting = wait(futures, timeout=seconds).not_done
    pool.shutdown(wait=not waiting, cancel_futures=True)
    assert not waiting
    return [future.result() for future in futures]


def test_threads_compute_what_one_does():
    numbers = range(48)
    expected = [digest(call(number)) for number in numbers]
    call_in_threads(range(THREADS), 60)
    before = threads_of_this_process()
    assert call_in_threads(numbers, 60) == expected
    assert_threads_end(before)


@pytest.mark.slow
def test_a_thousand_calls_leave_nothing(usual_growth):
    numbers = range(1000)
    expected = [digest(call(number)) for number in numbers]
    assert call_in_threads(numbers, 120) == expected
    threads = threads_of_this_process()

    def play_round():
        assert call_in_threads(numbers, 120) == expected
        assert_threads_end(threads)

    assert usual_growth(play_round, limit := 20e6) < limit


def answer(connection, image, kernel):
    """Send a result, or the message of an error, to another process."""
    try:
        connection.send(cg.convolve(image, kernel, strides=1).conv)
    except RuntimeError as error:
        connection.send(str(error))


def in_process(method, image, kernel):
    """Call in a process that was started in some way; fail instead of waiting forever."""
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(sender, image, kernel))
    process.start()
    sender.close()
    try:
        assert receiver.poll(60)
        return receiver.recv()
    finally:
        process.kill()
        process.join()


IMAGE, BATCH = np.ones((300, 300, 3), np.float32), np.ones((2, 8, 8, 3), np.float32)
LAYER = np.ones((3, 3, 3, 2), np.float32)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # its danger is what is tested
def test_a_forked_process_computes_or_says_why_not():
    expected = cg.convolve(IMAGE, cg.kernels.BLUR, strides=1).conv
    cg.convolve(BATCH, cg.kernels.BLUR)  # starts TensorFlow's threads, which a fork leaves behind
    assert np.array_equal(in_process("fork", IMAGE, cg.kernels.BLUR), expected)
    for image, kernel in ((BATCH, cg.kernels.BLUR), (IMAGE, LAYER)):
        assert "get_context('spawn') instead of 'fork'" in in_process("fork", image, kernel)


@pytest.mark.slow
def test_a_spawned_process_computes():
    for image, kernel in ((BATCH, cg.kernels.BLUR), (IMAGE, LAYER)):
        expected = cg.convolve(image, kernel, strides=1).conv
        assert np.array_equal(in_process("spawn", image, kernel), expected)
