"""
Stop and resume
===============

What happens when training is interrupted, by a power failure or by a time
limit on a shared computer? With checkpoints, it continues where it stopped.
This page shows that a resumed run ends with exactly the same weights as an
uninterrupted one.
"""

# %%
# Without interruption
# --------------------
# First we train a network without a break, to compare with.

import os
import tempfile
from pathlib import Path

import convgallery as cg
import matplotlib.pyplot as plt

steps = min(60, int(os.environ.get("CONVGALLERY_STEPS", "60")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, validate_every=10)

# %%
# With an interruption
# --------------------
# A second run stops after a third of the steps. Nothing is left of it but the
# file of its checkpoint.

folder = tempfile.TemporaryDirectory()
settings = {"validate_every": 10, "checkpoint_dir": folder.name}
part = cg.train(cg.lenet_model(), digits, steps=steps // 3, **settings)
print(f"stopped after {len(part.steps)} steps, accuracy", end=" ")
print(f"{part.validation_accuracy[-1]:.1%}")
for path in sorted(Path(folder.name).iterdir()):
    print(f"{path.name}: {path.stat().st_size:,} bytes")
numbers = sum(weight.size for weight in model.get_weights())
print(f"two arrays of {numbers:,} numbers are {2 * 4 * numbers:,} bytes")

# %%
# Now we make the same call with a new network and the full number of steps. It
# finds the checkpoint and continues from there.

resumed = cg.lenet_model()
continued = cg.train(resumed, digits, steps=steps, **settings)
for name, one, other in [
    ("losses", history.loss, continued.loss),
    *zip(
        [weight.path for weight in model.weights],
        model.get_weights(),
        resumed.get_weights(),
        strict=True,
    ),
]:
    assert one.tobytes() == other.tobytes()
    print(f"{name:>16}: equal bit for bit")

# %%
# Comparing the curves
# --------------------
# The dotted line marks the step at which the second run stopped.
#
# .. predict:: The file holds twice as many numbers as the network has weights.
#    What is the other half, and why is it needed?
#
#    Adagrad's sums of squares, one for each weight. They divide every step, so
#    without them the first steps after the interruption would be too large,
#    and the resumed run would end with other weights.
#
# .. alt:: Mean loss and accuracy over the steps, three curves each. The dashed
#    curve of the run in two parts lies exactly on the curve of the run in one
#    go, which shows through the gaps between the dashes. The curve of the run
#    that stopped covers the first third of both, up to a dotted line.
#
# .. caption:: The dashed curve passes the interruption without a trace of it.
#
# .. thumbnail:: 1

figure = cg.plot_loss(
    {"in one go": history, "in two parts": continued, "stopped": part},
)
for axes in figure.axes:
    axes.axvline(steps // 3, color="0.3", linestyle=":", zorder=0)

# %%
# Notice
# ------
# To match to the last bit, the resumed run needs more than the weights. It
# also needs Adagrad's sums of squares, the order of the digits, and the choice
# of the units that dropout drops. The sums are stored in the checkpoint. The
# order and the dropped units are computed from ``seed`` and the number of the
# step, so they need no storage.
#
# The same works if the process is killed. A checkpoint is written every
# ``checkpoint_every`` steps, and running the same command again continues from
# the last one. The file is always replaced as a whole, so it is never left
# half written.
#
# Try it
# ------
# Continue with a different learning rate. Does the checkpoint allow it?
#
# .. answer::
#
# A run with two learning rates would not be the run that its settings
# describe, so ``cg.train`` refuses.

try:
    cg.train(
        cg.lenet_model(), digits, steps=steps, learning_rate=0.05, **settings
    )
except ValueError as error:
    print(str(error).replace(folder.name, "the folder"))
folder.cleanup()

plt.show()

# %%
# Next
# ----
# :doc:`Logs for TensorBoard </gallery/04_lenet/tensorboard_logs>` shows how to
# watch a run while it trains.
#
# References
# ----------
# * John Salmon and others, *Parallel random numbers: as easy as 1, 2, 3*,
#   2011, on Philox, the generator that chooses the units to drop from a seed
#   and a count

# sphinx_gallery_tags = ["training"]
