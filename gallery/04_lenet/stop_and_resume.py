"""
Stop and resume
===============

A training that was interrupted goes on from its checkpoint. You will see that
it ends with exactly the weights of one that was not.
"""

# %%
# In one go
# ---------
# The network to compare with is trained without a break.

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
# In two parts
# ------------
# Another stops after a third of the steps. All that is left of it is the
# checkpoint: weights, the optimizer's sums, and the losses so far.

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
# The same call, with all of the steps and a new network, finds the checkpoint and
# goes on.

resumed = cg.lenet_model()
continued = cg.train(resumed, digits, steps=steps, **settings)
folder.cleanup()
for name, one, other in [
    ("losses", history.loss, continued.loss),
    *zip(
        [weight.path for weight in model.weights],
        model.get_weights(),
        resumed.get_weights(),
        strict=True,
    ),
]:
    print(f"{name:>16}: equal bit for bit, {one.tobytes() == other.tobytes()}")

# %%
# Both curves
# -----------
#
# .. alt:: Mean loss and accuracy over the steps, three curves each. The curve
#    of two parts lies on that in one go, which shows in the gaps of its
#    dashes; the curve that stopped covers their first third.

figure = cg.plot_loss(
    {"in one go": history, "in two parts": continued, "stopped": part},
)

plt.show()

# %%
# Notice
# ------
# To be the same to the last bit, the second part needs more than the weights:
# Adagrad's sums of squares, the order of the digits, and which units dropout
# drops. The sums are in the file. The order and dropout follow from ``seed``
# and the number of the step, so there is nothing to keep.
#
# A process that was killed is no different: there is a checkpoint every
# ``checkpoint_every`` steps, and the same command goes on from the last one. The
# file is replaced as a whole, so it is never half written.
#
# Try it
# ------
# Ask for the rest with another ``learning_rate``. What does the error say?
#
# References
# ----------
# * John Salmon and others, *Parallel random numbers: as easy as 1, 2, 3*, 2011,
#   the generator, Philox, that draws what dropout drops from a seed and a count
