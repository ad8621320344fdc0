"""
Feature maps
============

What happens to an image between a network's input and its answer? Looking at
the output of every layer is one way to find out. This page shows those outputs
for one digit, what tanh and pooling do to the values, and the ten
probabilities at the end.
"""

# %%
# A trained network
# -----------------
# The network is trained as in :doc:`/gallery/04_lenet/training`. If that page
# ran before, the result is read from its folder.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# The output of every layer
# -------------------------
# Each square is one channel, called a *feature map*: red is above zero and
# blue below. The bars are the ten logits.
#
# .. alt:: A handwritten 3, and a bar chart of the ten logits, the highest for
#    3 and the next for 5. The four maps of the first convolution show the 3 in
#    red on blue, in red on pale red, in red and blue stripes, and in blue on
#    pale red. After pooling, the red strokes are thicker and the blue ones
#    thinner. The six maps of the second convolution are deep blue with red
#    parts of the 3; after pooling, they are about half red.

place = np.flatnonzero(digits.test_labels == 3)[0]
digit = digits.test_images[place]
figure = cg.plot_feature_maps(
    model,
    digit,
)

# %%
# What tanh and pooling do
# ------------------------
# The activation, tanh, keeps values between -1 and 1, so sums of large
# magnitude all end up close to one or the other. Max pooling keeps the largest
# of four values, so red areas grow and blue areas shrink.

values = digit[None]
for layer in model.layers[1:]:
    values = layer(values)
    array = values.numpy()[0]
    print(f"{layer.name:16}{array.shape!s:>12}", end=" ")
    print(f"{array.min():6.2f} to {array.max():5.2f}", end=", ")
    print(f"above 0: {np.mean(array > 0):4.0%}", end=", ")
    print(f"beyond 0.9: {np.mean(np.abs(array) > 0.9):4.0%}")

# %%
# From logits to probabilities
# ----------------------------
# The softmax, :math:`p_i = e^{z_i} / \sum_c e^{z_c}`, turns the ten logits of
# this digit into probabilities.

logits = values.numpy()[0]
exponentials = np.exp(logits - logits.max())  # the same, and never too large
probabilities = exponentials / exponentials.sum()
for n, (z, p) in enumerate(zip(logits, probabilities, strict=True)):
    print(f"{n}: logit {z:6.2f}, probability {p:.4f}")
print(f"label {digits.test_labels[place]}, guess {logits.argmax()}")

plt.show()

# %%
# Notice
# ------
# Where there is no ink, the output of the first convolution is the tanh of its
# bias, so the paper is not white in its maps. The maps of the second
# convolution no longer look like a digit. Each one shows where a certain part
# of a stroke occurs, and pooling keeps only the approximate position. The
# dense layers then weigh all of these findings. Dropout passes every value on
# unchanged, because the network is not being trained.
#
# Try it
# ------
# Rotate the digit by 90 degrees with ``np.rot90(digit)``. What does the
# network predict, and how confident is it?
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
