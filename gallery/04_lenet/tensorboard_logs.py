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
default_run = steps == 60 and len(digits.test_labels) == 1000
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
# The loss of a single batch depends on its digits, so it jumps up and down.
# ``mean_loss`` is a running mean, in which a loss that is :math:`k` steps old
# has the weight :math:`0.9^k`.
#
# .. predict:: Why does the running mean lie above most of the losses?
#
#    It is a mean of the present loss and of earlier ones, and as long as the
#    loss falls, the earlier ones are higher.
#
# .. alt:: Above, the loss falls from 2.3 with small ups and downs, and its
#    running mean follows smoothly and a little later. Below, the accuracy
#    rises over six points to about 0.9.
#
# .. caption:: The running mean shows the trend, some steps late.
#
# .. thumbnail:: 1

plt.rcParams["font.size"] = 12
figure, panels = plt.subplots(
    2, figsize=(5.6, 5.6), sharex=True, layout="constrained"
)
styles = {"loss": "o", "mean_loss": "-", "validation_accuracy": "s-"}
for tag, points in curves.items():
    axes = panels[int(tag == "validation_accuracy")]
    axes.plot(
        *zip(*points, strict=True),
        styles[tag],
        color="C1",
        markersize=4,
        label=tag.replace("_", " "),
    )
for axes in panels:
    axes.set(xlabel="step")
    axes.legend()
_, losses = zip(*curves["loss"], strict=True)
assert np.array_equal(losses, history.loss), "the history has the same losses"
if default_run:
    assert np.mean(history.mean_loss > history.loss) > 0.6
    assert 0.85 < history.validation_accuracy[-1] < 0.95

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
# TensorBoard has a slider that smooths curves. At which of its positions does
# the loss become ``mean_loss``?
#
# .. answer::
#
# At 0.9. TensorBoard multiplies its sum by the position of the slider at each
# step before it adds the next value, and divides by the sum of the weights.

smoothed = []
total = weight = 0.0
for loss in losses:
    total = 0.9 * total + loss
    weight = 0.9 * weight + 1
    smoothed.append(total / weight)
np.testing.assert_allclose(smoothed, history.mean_loss, atol=1e-5)
difference = np.abs(smoothed - history.mean_loss).max()
print(f"largest difference to mean_loss: {difference:.0e}")

plt.show()

# %%
# Next
# ----
# :doc:`Convolution and pooling at once </gallery/04_lenet/fast_layers>` looks
# at the same training from another side: how it is made faster.
#
# References
# ----------
# * TensorFlow, `Get started with TensorBoard
#   <https://www.tensorflow.org/tensorboard/get_started>`__

# sphinx_gallery_tags = ["training"]
