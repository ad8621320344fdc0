"""
Training
========

The network learns from 300 digits at a time. You will see its loss fall step
by step, and how many digits it reads that it never learned from.
"""

# %%
# The setting
# -----------
# It is the tutorial's: batches of 300 digits, Adagrad with a learning rate of
# 0.1, dropout that keeps half of the dense layer's units. Only the number of
# steps is smaller, 2,000 in place of 10,000, and the digits fewer. Set two
# environment variables for the rest: ``CONVGALLERY_STEPS=10000`` and
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
# All random numbers are seeded, so a processor repeats the run bit for bit.
# Checkpoints go into the folder ``lenet-run``, and a run that was interrupted
# goes on from the last. One that is finished returns at once: the pages that
# follow make the same call. Remove the folder to start over.
#
# The loss
# --------
# Above, the loss of each batch, pale, and its running mean. Below, the accuracy
# on the test digits, measured every 100 steps.
#
# .. alt:: Above, the loss against the step, with its running mean: it falls
#    steeply from 2.3, then ever more slowly toward 0. Below, the validation
#    accuracy, which rises from 0.93 to 0.96 in the first steps measured and
#    then stays near that.

figure = cg.plot_loss(
    history,
)
for step in np.unique(np.geomspace(1, steps, 7).astype(int)):
    print(f"step {step:5}: mean loss {history.mean_loss[step - 1]:.4f}")

# %%
# How good is it?
# ---------------
# Both are measured without dropout, which is for training only.


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
# The loss starts at ln 10 = 2.30, that of a guess among ten. Most is learned in
# the first steps. In this run the loss goes on falling when the accuracy on test
# digits has all but stopped rising: the network learns its training digits by
# heart. Then more digits help, and more steps do not.
#
# Try it
# ------
# Set ``CONVGALLERY_STEPS`` to 4000 and run the script again: it goes on where
# it stopped. For other settings, such as ``optimizer="adam"`` with
# ``learning_rate=0.001``, give the run a folder of its own.
#
# References
# ----------
# * Mourad Mourafiq, `Playing with convolutions in TensorFlow
#   <https://mourafiq.com/2016/08/10/playing-with-convolutions-in-tensorflow.html>`__,
#   2016
# * John Duchi, Elad Hazan and Yoram Singer, *Adaptive subgradient methods for
#   online learning and stochastic optimization*, 2011, on Adagrad
