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
import tensorflow as tf

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# All random numbers are seeded, so the same processor repeats the run bit for
# bit. Another processor may round differently, and then trains a slightly
# different network. What these pages say about a run is therefore checked by
# the lines that begin with ``assert``: if one of them failed, the page would
# not be here. They check the default run only, because a shorter one learns
# less.
#
# Checkpoints are saved in the folder ``lenet-run``, and an interrupted
# run continues from the last one. A finished run returns at once, which lets
# the pages that follow reuse it by making the same call. Delete the folder to
# start over.
#
# The loss
# --------
# The upper panel shows the loss of each batch, in a pale color, and its
# running mean. The lower panel shows the accuracy on the test digits, measured
# every 100 steps. It is titled validation accuracy because the same digits
# serve to watch the training.
#
# .. predict:: The loss will fall almost to 0. Will the network then classify
#    all test digits correctly?
#
#    No. The loss is that of the training digits, which the network meets again
#    and again, so it can memorize them. It has never seen the test digits, and
#    those that are written in an unusual way remain difficult.
#
# .. alt:: Above, the loss against the step, with its running mean: it falls
#    steeply from 2.3, then ever more slowly toward 0. Below, the validation
#    accuracy, which rises to about 0.96 over the first few measurements and
#    then stays near that.
#
# .. caption:: The loss falls until the end, but the accuracy on digits that
#    the network was not trained on stops rising early.
#
# .. thumbnail:: 1

figure = cg.plot_loss(
    history,
)
for step in np.unique(np.geomspace(1, steps, 7).astype(int)):
    print(f"step {step:5}: mean loss {history.mean_loss[step - 1]:.4f}")
measured = ~np.isnan(history.validation_accuracy)
accuracies = history.validation_accuracy[measured]
if default_run:
    assert history.mean_loss[99] < 0.5, "most is learned at first"
    assert history.mean_loss[-1] < history.mean_loss[steps // 2] / 1.5
    assert accuracies[0] < accuracies[5:].min()
    assert np.ptp(accuracies[5:]) < 0.01

# %%
# How accurate is it?
# -------------------
# The accuracy is measured on the training digits and on the test digits. Both
# times dropout is off, as it is meant only for training.

on_train = model.predict(digits.train_images, verbose=0)
on_test = model.predict(digits.test_images, verbose=0)
right_on_train = np.mean(on_train.argmax(axis=1) == digits.train_labels)
right_on_test = np.mean(on_test.argmax(axis=1) == digits.test_labels)
best = np.nanargmax(history.validation_accuracy)
epochs = steps * 300 / len(digits.train_labels)
print(f"{steps} steps see every digit {epochs:.1f} times")
print(f"right on training digits: {right_on_train:.1%}")
print(f"right on test digits:     {right_on_test:.1%}")
print(f"in the history:           {history.validation_accuracy[-1]:.1%}")
print(f"the best, at step {history.steps[best]}:", end=" ")
print(f"{history.validation_accuracy[best]:.1%} of {measured.sum()} measured")
if default_run:
    assert right_on_train > 0.999
    assert 0.955 < right_on_test < 0.975

# %%
# In plain TensorFlow
# -------------------
# A training step has three parts. The *forward pass* computes the loss of a
# batch. The *backward pass* computes the gradient of the loss with respect to
# every weight. The *update* moves each weight against its gradient. Adagrad
# divides the move by the root of the sum of all squared gradients so far; the
# sum starts at 0.1.
#
# ``cg.train`` puts the digits in a new order for each epoch, which follows
# from its seed and the number of the epoch, and each step takes the next 300.
# Dropout is off here, so nothing else is random.

plain = cg.lenet_model(keep_prob=1.0)
weights = plain.trainable_variables
sums = [tf.fill(weight.shape, 0.1) for weight in weights]


def train_step(images, labels):
    """Take one step with the weights of the model `plain`."""
    with tf.GradientTape() as tape:
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels, plain(images)
        )
        loss = tf.reduce_mean(losses)
    for i, gradient in enumerate(tape.gradient(loss, weights)):
        sums[i] += gradient**2
        weights[i].assign_sub(0.1 * gradient / tf.sqrt(sums[i]))
    return loss


seed, epoch = 0, 0
order = np.random.default_rng([seed, epoch]).permutation(
    len(digits.train_labels)
)
for batch in (order[:300], order[300:600]):
    loss = train_step(digits.train_images[batch], digits.train_labels[batch])
    print(f"loss {loss:.6f}")

# %%
# The first step changes only the last layer: its weights are 0, so no gradient
# passes through it to the layers before. After the second step, all layers
# have changed, and they match those of ``cg.train``.

same_start = cg.lenet_model(keep_prob=1.0)
start = same_start.get_weights()
two_steps = cg.train(same_start, digits, steps=2)
print("losses of cg.train:", *two_steps.loss.round(6))
for name, before, own, result in zip(
    [weight.path for weight in plain.weights],
    start,
    plain.get_weights(),
    same_start.get_weights(),
    strict=True,
):
    np.testing.assert_allclose(own, result, atol=1e-5)
    print(
        f"{name:>16}: moved by up to {np.abs(own - before).max():.0e},", end=""
    )
    print(f" largest difference: {np.abs(own - result).max():.0e}")

# %%
# Notice
# ------
# The loss starts at ln 10 = 2.30, that of ten equally likely digits. The
# network learns the most in the first steps. In this run, the loss keeps
# falling after the accuracy on the test digits has all but stopped rising,
# which means that the network overfits: what it still learns about its
# training digits does not carry over to others. More steps do not help from
# then on. More digits might.
#
# Do not report the best accuracy of such a curve. Whoever picks the step at
# which the test digits do best has used them for a choice, and the result is
# too optimistic for new digits. A choice needs digits of its own, called
# validation digits. This page makes none: it reports the last step, which was
# fixed in advance.
#
# To train further, set ``CONVGALLERY_STEPS`` to 4000 and run the script again:
# it continues where it stopped. Other settings, such as ``optimizer="adam"``
# with ``learning_rate=0.001``, need a folder of their own.
#
# Try it
# ------
# The history has the loss of the training digits only. What is the loss of the
# test digits?
#
# .. answer::
#
# Apply the same formula to the logits of both.

means = {}
for name, logits, labels in [
    ("training", on_train, digits.train_labels),
    ("test", on_test, digits.test_labels),
]:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    means[name] = np.mean(losses)
    most = np.sort(losses)[-len(labels) // 100 :].sum() / np.sum(losses)
    print(f"{name:>8} digits: loss {means[name]:.4f},", end=" ")
    print(f"{most:.0%} of it from one digit in a hundred")
if default_run:
    assert means["test"] > 20 * means["training"]
    assert most > 0.35

plt.show()

# %%
# The loss of the test digits is many times as large. Much of it comes from one
# digit in a hundred, because a wrong prediction costs the more, the more
# confident it is.
#
# Next
# ----
# :doc:`Learned filters </gallery/04_lenet/learned_filters>` looks at what the
# training has changed: the kernels of both convolutions.
#
# References
# ----------
# * Mourad Mourafiq, `Playing with convolutions in TensorFlow
#   <https://mourafiq.com/2016/08/10/playing-with-convolutions-in-tensorflow.html>`__,
#   2016
# * John Duchi, Elad Hazan and Yoram Singer, *Adaptive subgradient methods for
#   online learning and stochastic optimization*, 2011, on Adagrad

# sphinx_gallery_tags = ["training", "networks"]
