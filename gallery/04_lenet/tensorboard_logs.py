"""
Logs for TensorBoard
====================

TensorBoard draws trainings while they run. You will see which file it reads,
and read the same file in Python.
"""

# %%
# A training that keeps a log
# ---------------------------
# ``log_dir`` names a folder for one training.

import os
import tempfile
from pathlib import Path

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

steps = min(60, int(os.environ.get("CONVGALLERY_STEPS", "60")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
folder = tempfile.TemporaryDirectory()
log = Path(folder.name, "lenet")
history = cg.train(
    cg.lenet_model(), digits, steps=steps, validate_every=10, log_dir=log
)
(file,) = log.iterdir()
print(f"one file, {file.stat().st_size:,} bytes")
print("its name begins with", ".".join(file.name.split(".")[:3]))

# %%
# With TensorBoard installed, ``tensorboard --logdir lenet`` opens a page with
# the curves and the network's graph. Trainings in neighboring folders, say
# ``logs/tanh`` and ``logs/relu``, are drawn over each other by
# ``tensorboard --logdir logs``.
#
# What is in the file
# -------------------
# A chain of records. Each is an event: a time, a step, and a value with a tag.

curves = {}
for record in tf.data.TFRecordDataset(str(file)):
    event = tf.compat.v1.Event.FromString(record.numpy())
    if event.graph_def:
        graph = tf.compat.v1.GraphDef.FromString(event.graph_def)
        print(f"a graph of {len(graph.node)} nodes")
    for value in event.summary.value:
        number = tf.make_ndarray(value.tensor).item()
        curves.setdefault(value.tag, []).append((event.step, number))
folder.cleanup()
for tag, points in curves.items():
    (first, start), (last, end) = points[0], points[-1]
    print(f"{tag}: {len(points)} values,", end=" ")
    print(f"step {first} {start:.3f} to step {last} {end:.3f}")

# %%
# Drawn from the log
# ------------------
#
# .. alt:: Above, the loss falls from 2.3 with small ups and downs, and its
#    mean follows smoothly and a little later. Below, the accuracy rises in six
#    points to 0.9.

figure, panels = plt.subplots(
    2, figsize=(5.6, 5.6), sharex=True, layout="constrained"
)
for tag, points in curves.items():
    axes = panels[int(tag == "validation_accuracy")]
    axes.plot(*zip(*points, strict=True), "o-", markersize=3, label=tag)
for axes in panels:
    axes.set(xlabel="step")
    axes.legend()
_, losses = zip(*curves["loss"], strict=True)
print("as the history has it:", np.array_equal(losses, history.loss))

plt.show()

# %%
# Notice
# ------
# The curves and the graph are the tutorial's: its ``Estimator`` wrote such a
# file into ``model_dir``. Here the log is written while the training runs, so
# that a training of hours can be watched, and a training that goes on from a
# checkpoint writes a file without gaps or repeats.
#
# The package does without TensorBoard. ``pip install tensorboard`` adds it.
#
# Try it
# ------
# Train with two activations, each with a ``log_dir`` of its own, and let
# TensorBoard draw both.
#
# References
# ----------
# * TensorFlow, `Get started with TensorBoard
#   <https://www.tensorflow.org/tensorboard/get_started>`__
