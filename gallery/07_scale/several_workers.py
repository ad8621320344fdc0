"""
Several workers
===============

How does training continue if one of several machines fails? Training can be
spread over several processes or machines, each of which takes a part of every
batch. This page trains LeNet on two workers, kills one of them, resumes, and
compares the result with that of a single worker.
"""

# %%
# One worker
# ----------
# First the run to compare with.

import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

steps = min(60, int(os.environ.get("CONVGALLERY_STEPS", "60")))
settings = {"steps": steps, "validate_every": steps, "checkpoint_every": 5}
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
history = cg.train(cg.lenet_model(), digits, **settings)
print(f"one worker: accuracy {history.validation_accuracy[-1]:.1%}")

# %%
# Two workers
# -----------
# Every worker runs the same program. The environment variable ``TF_CONFIG``
# tells it the addresses of all workers and its own number. The strategy then
# divides each batch among the workers, and adds up their gradients before each
# step, so all copies of the model stay the same. The folder of the checkpoint
# must be one that all workers share.

PROGRAM = """
import json, os, sys
import tensorflow as tf
import convgallery as cg

strategy = tf.distribute.MultiWorkerMirroredStrategy()
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
with strategy.scope():
    model = cg.lenet_model()
settings = json.loads(sys.argv[1])
history = cg.train(model, digits, strategy=strategy, **settings)
print(json.dumps(history.loss.tolist()))
"""


def start_workers(folder):
    """Start two workers on this machine."""
    with socket.socket() as first, socket.socket() as second:
        for free in (first, second):
            free.bind(("127.0.0.1", 0))
        ports = [free.getsockname()[1] for free in (first, second)]
    cluster = {"worker": [f"127.0.0.1:{port}" for port in ports]}
    arguments = json.dumps(settings | {"checkpoint_dir": folder})
    workers = []
    for index in (0, 1):
        task = {"type": "worker", "index": index}
        config = json.dumps({"cluster": cluster, "task": task})
        workers.append(
            subprocess.Popen(
                [sys.executable, "-c", PROGRAM, arguments],
                env=os.environ | {"TF_CONFIG": config},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    return workers


# %%
# A worker dies
# -------------
# As soon as there is a checkpoint, the second worker is killed without
# warning. The first one cannot compute a step alone: half of the batch is
# missing. It ends with an error that says so.

folder = tempfile.TemporaryDirectory()
checkpoint = Path(folder.name, "training.npz")
survivor, victim = start_workers(folder.name)
while not checkpoint.exists() and survivor.poll() is None:
    time.sleep(0.001)
victim.kill()
victim.communicate()
errors = survivor.communicate()[1].splitlines()
print(f"exit codes: {survivor.returncode} and {victim.returncode}")
message = next(line for line in errors if line.startswith("RuntimeError"))
print(textwrap.fill(message, 76))

# %%
# Both start again
# ----------------
# The same call finds the checkpoint, and training resumes after its step.
#
# .. predict:: Will the losses of the restarted workers differ from those of
#    one worker that was never interrupted?
#
#    Only in the last digits, because the gradients are added in another order.
#    The checkpoint holds all that the next step depends on: the weights, the
#    state of the optimizer, and the number of the step, from which the order
#    of the digits follows.
#
# .. alt:: Mean loss over the steps. The curve of the two workers, of which one
#    was killed, runs along the middle of the wider curve of one worker.
#
# .. caption:: The curves lie on each other. Neither the second worker nor its
#    end can be seen in the loss.
#
# .. thumbnail:: 1

resumed = [worker.communicate() for worker in start_workers(folder.name)]
folder.cleanup()
losses = [np.array(json.loads(out)) for out, _ in resumed]
difference = np.abs(losses[0] - history.loss).max()
assert np.array_equal(*losses), "both workers have the same losses"
assert difference < 1e-4, "and so has a single worker, but for rounding"
print("both workers have the same losses,")
print("within 0.0001 of those of one worker")

figure, axes = plt.subplots(figsize=(5.6, 3.6), layout="constrained")
axes.plot(
    history.steps, history.loss, linewidth=5, alpha=0.4, label="one worker"
)
axes.plot(history.steps, losses[0], label="two workers, resumed")
axes.set(xlabel="step", ylabel="mean loss", ylim=(0, None))
axes.legend()
axes.grid(alpha=0.3)

plt.show()

# %%
# Notice
# ------
# Two workers on one machine are no faster than one, because they share its
# processors and exchange all gradients at every step. On two machines, or two
# GPUs, each computes half of the batch at the same time.
#
# A system that runs such a job for days starts the workers again when one of
# them ends with an error. Because the checkpoint is always complete and the
# order of the digits follows from the seed and the step, a restart changes
# nothing but the time.
#
# Try it
# ------
# Why are two halves of a batch as good as the whole? Compare the gradients.
#
# .. answer::
#
# The loss of a batch is the mean of the losses of its digits, so its gradient
# is the mean of the gradients of the halves. Only rounding differs.

model = cg.lenet_model()
images, labels = digits.train_images[:300], digits.train_labels[:300]


def gradient(part):
    """Compute the gradient of the last layer's weights."""
    with tf.GradientTape() as tape:
        logits = model(images[part])
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels[part], logits
        )
        loss = tf.reduce_mean(losses)
    return tape.gradient(loss, model.trainable_variables[-2]).numpy()


whole = gradient(slice(0, 300))
halves = (gradient(slice(0, 150)) + gradient(slice(150, 300))) / 2
np.testing.assert_allclose(whole, halves, atol=1e-5)
print(f"largest gradient:   {np.abs(whole).max():.4f}")
print(f"largest difference: {np.abs(whole - halves).max():.0e}")

# %%
# Next
# ----
# This was the last page of the course; :doc:`the guide </guide/index>` sums up
# each chapter on a page, and its :doc:`exercises </guide/in_class>` are a way
# to use what you have learned.
#
# References
# ----------
# * `Distributed training with TensorFlow
#   <https://www.tensorflow.org/guide/distributed_training>`__
# * Priya Goyal and others, `Accurate, large minibatch SGD
#   <https://arxiv.org/abs/1706.02677>`__, 2017, on what changes if more
#   workers also mean larger batches

# sphinx_gallery_tags = ["training", "networks"]
