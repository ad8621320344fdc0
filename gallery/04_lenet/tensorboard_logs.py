"""
Logs for TensorBoard
====================

How can you watch a training run that takes hours? TensorBoard plots the loss
and the accuracy while the network trains. This page writes the file that
TensorBoard reads, then reads the same file in Python.
"""

# %%
# Training with a log
# -------------------
# ``log_dir`` names the folder for the log of one training run.

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
# If TensorBoard is installed, ``tensorboard --logdir lenet`` opens a page with
# the curves and the network's graph. To compare runs, keep their logs in
# neighboring folders, such as ``logs/tanh`` and ``logs/relu``; ``tensorboard
# --logdir logs`` then draws their curves in the same plots.
#
# What is in the file
# -------------------
# The file is a sequence of records. Each record is an event, which holds a
# time, a step, and a value with a tag.

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
# Plotting from the log
# ---------------------
#
# .. alt:: Above, the loss falls from 2.3 with small ups and downs, and its
#    running mean follows smoothly and a little later. Below, the accuracy
#    rises over six points to 0.9.

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
# The curves and the graph are the same as in the 2016 tutorial that this
# gallery builds on, whose ``Estimator`` wrote such a file into ``model_dir``.
# Here the log is written while training runs, so even a run of many hours can
# be watched. A run that resumes from a checkpoint writes a file without gaps
# or repeated steps.
#
# The package does not need TensorBoard. ``pip install tensorboard`` adds it.
#
# Try it
# ------
# Train with two activations, each with its own ``log_dir``, and compare the
# two runs in TensorBoard.
#
# References
# ----------
# * TensorFlow, `Get started with TensorBoard
#   <https://www.tensorflow.org/tensorboard/get_started>`__
