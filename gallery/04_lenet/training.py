"""
Training
========

How does a network learn to read, and how can we tell that it has? LeNet learns
from batches of 300 labeled digits. This page shows how its loss falls step by
step, and how many digits it classifies correctly that it was not trained on.
"""

# %%
# The settings
# ------------
# The settings are those of the 2016 tutorial that this gallery builds on:
# batches of 300 digits, Adagrad with a learning rate of 0.1, and dropout that
# keeps half of the dense layer's units. To save time, this run takes 2,000
# steps in place of 10,000, and uses fewer digits. For the full run, set two
# environment variables: ``CONVGALLERY_STEPS=10000``, and
# ``CONVGALLERY_MNIST=mnist.npz``, the path of Keras's file.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# All random numbers are seeded, so the same processor repeats the run bit for
# bit. Checkpoints are saved in the folder ``lenet-run``, and an interrupted
# run continues from the last one. A finished run returns at once, which lets
# the pages that follow reuse it by making the same call. Delete the folder to
# start over.
#
# The loss
# --------
# The upper panel shows the loss of each batch, in a pale color, and its
# running mean. The lower panel shows the accuracy on the test digits, measured
# every 100 steps.
#
# .. alt:: Above, the loss against the step, with its running mean: it falls
#    steeply from 2.3, then ever more slowly toward 0. Below, the validation
#    accuracy, which rises from 0.93 to 0.96 over the first few measurements
#    and then stays near that.

figure = cg.plot_loss(
    history,
)
for step in np.unique(np.geomspace(1, steps, 7).astype(int)):
    print(f"step {step:5}: mean loss {history.mean_loss[step - 1]:.4f}")

# %%
# How accurate is it?
# -------------------
# The accuracy is measured on the training digits and on the test digits. Both
# times dropout is off, as it is meant only for training.


def accuracy(images, labels):
    """Measure the share of digits whose largest logit is the right one."""
    guesses = model.predict(images, verbose=0).argmax(axis=1)
    return np.mean(guesses == labels)


measured = ~np.isnan(history.validation_accuracy)
best = np.nanargmax(history.validation_accuracy)
on_train = accuracy(digits.train_images, digits.train_labels)
on_test = accuracy(digits.test_images, digits.test_labels)
epochs = steps * 300 / len(digits.train_labels)
print(f"{steps} steps see every digit {epochs:.1f} times")
print(f"right on training digits: {on_train:.1%}")
print(f"right on test digits:     {on_test:.1%}")
print(f"in the history:           {history.validation_accuracy[-1]:.1%}")
print(f"the best, at step {history.steps[best]}:", end=" ")
print(f"{history.validation_accuracy[best]:.1%} of {measured.sum()} measured")

plt.show()

# %%
# Notice
# ------
# The loss starts at ln 10 = 2.30, that of ten equally likely digits. The
# network learns the most in the first steps. In this run, the loss keeps
# falling after the accuracy on the test digits has all but stopped rising,
# which means that the network is memorizing its training digits. From then on,
# more digits would help; more steps do not.
#
# Try it
# ------
# Set ``CONVGALLERY_STEPS`` to 4000 and run the script again: training
# continues where it stopped. To try other settings, such as
# ``optimizer="adam"`` with ``learning_rate=0.001``, use a separate folder for
# that run.
#
# References
# ----------
# * Mourad Mourafiq, `Playing with convolutions in TensorFlow
#   <https://mourafiq.com/2016/08/10/playing-with-convolutions-in-tensorflow.html>`__,
#   2016
# * John Duchi, Elad Hazan and Yoram Singer, *Adaptive subgradient methods for
#   online learning and stochastic optimization*, 2011, on Adagrad
