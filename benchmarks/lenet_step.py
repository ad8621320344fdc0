"""Time a step of LeNet's training in convgallery, in PyTorch and with Keras's fit.

Each library has its own process with two threads. The processes take turns, so that other load on
the machine affects all of them, and warm up before the first turn.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack

from timing import OURS, Result, summarize

THREADS, BATCH, RATE = 2, 300, 0.1
BATCHES = 13  # in an epoch of 3,900 of the bundled digits
EPOCHS = 3  # per turn


def convgallery_turn() -> Callable[[], float]:
    """Prepare the step that ``convgallery.train`` takes."""
    import keras
    import tensorflow as tf

    import convgallery as cg
    from convgallery.training._step import training_step

    limit_tensorflow()
    digits = cg.load_digits()
    model = cg.lenet_model()
    optimizer = keras.optimizers.Adagrad(RATE)
    optimizer.build(model.trainable_variables)
    step = training_step(
        model, optimizer, digits, tf.distribute.get_strategy(), batch_size=BATCH, seed=0
    )
    numbers = iter(range(1_000_000))

    def turn() -> float:
        start = time.perf_counter()
        for _ in range(EPOCHS * BATCHES):
            float(step(next(numbers)))
        return (time.perf_counter() - start) / (EPOCHS * BATCHES)

    return turn


def keras_turn() -> Callable[[], float]:
    """Prepare Keras's fit on the same model; its first epoch is not timed."""
    import keras

    import convgallery as cg

    limit_tensorflow()
    digits = cg.load_digits()
    images, labels = (
        array[: BATCH * BATCHES] for array in (digits.train_images, digits.train_labels)
    )
    model = cg.lenet_model()
    model.compile(
        keras.optimizers.Adagrad(RATE), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )

    def turn() -> float:
        ends: list[float] = []
        clock = keras.callbacks.LambdaCallback(
            on_epoch_end=lambda _epoch, _logs: ends.append(time.perf_counter())
        )
        model.fit(images, labels, batch_size=BATCH, epochs=1 + EPOCHS, verbose=0, callbacks=[clock])
        return (ends[-1] - ends[0]) / (EPOCHS * BATCHES)

    return turn


def pytorch_turn() -> Callable[[], float]:
    """Prepare the same layers, loss and optimizer in PyTorch."""
    import torch
    from torch import nn

    import convgallery as cg

    torch.set_num_threads(THREADS)
    digits = cg.load_digits()
    images = torch.from_numpy(digits.train_images).permute(0, 3, 1, 2).contiguous()
    labels = torch.from_numpy(digits.train_labels)
    model = nn.Sequential(
        *(nn.Conv2d(1, 4, 5, padding=2), nn.Tanh(), nn.MaxPool2d(2)),
        *(nn.Conv2d(4, 6, 5, padding=2), nn.Tanh(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(294, 1024), nn.Tanh(), nn.Dropout(0.5), nn.Linear(1024, 10)),
    )
    nn.init.zeros_(model[-1].weight)
    nn.init.zeros_(model[-1].bias)
    optimizer = torch.optim.Adagrad(model.parameters(), RATE, initial_accumulator_value=0.1)
    cross_entropy = nn.CrossEntropyLoss()

    def turn() -> float:
        start = time.perf_counter()
        for _ in range(EPOCHS):
            order = torch.randperm(len(images))
            for batch in order[: BATCH * BATCHES].split(BATCH):
                optimizer.zero_grad()
                loss = cross_entropy(model(images[batch]), labels[batch])
                loss.backward()
                optimizer.step()
                loss.item()
        return (time.perf_counter() - start) / (EPOCHS * BATCHES)

    return turn


def limit_tensorflow() -> None:
    """Limit TensorFlow to the given number of threads."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)


LIBRARIES = {
    OURS: convgallery_turn,
    "PyTorch": pytorch_turn,
    "Keras fit": keras_turn,
}


def work(library: str) -> None:
    """Take a turn for each line of input, and print the seconds per step."""
    turn = LIBRARIES[library]()
    turn()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(turn(), flush=True)


def measure(rounds: int) -> list[Result]:
    """Let the libraries take turns, each in its own process."""
    environment = os.environ | {"OMP_NUM_THREADS": str(THREADS), "TF_CPP_MIN_LOG_LEVEL": "3"}
    seconds: dict[str, list[float]] = {name: [] for name in LIBRARIES}
    with ExitStack() as stack:
        workers = {}
        for name in LIBRARIES:
            command = [sys.executable, __file__, name]
            worker = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
            )
            workers[name] = stack.enter_context(worker)
            if ask(worker, "") != "ready":
                sys.exit(f"{name} did not start")
        for _ in range(rounds):
            for name, worker in workers.items():
                seconds[name].append(float(ask(worker, "go\n")))
    return [summarize("lenet_step", f"batches of {BATCH}, {THREADS} threads", seconds)]


def ask(worker: "subprocess.Popen[str]", line: str) -> str:
    """Send a line to a worker, and wait for its answer."""
    if worker.stdin is None or worker.stdout is None:
        raise RuntimeError("the worker has no pipes")
    worker.stdin.write(line)
    worker.stdin.flush()
    return worker.stdout.readline().strip()


if __name__ == "__main__":
    work(sys.argv[1])
