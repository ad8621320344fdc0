"""
Feature maps
============

What does the network make of a digit on its way to a guess? You will see the
results of every layer, what tanh and pooling do to them, and the ten
probabilities at the end.
"""

# %%
# A trained network
# -----------------
# The training of :doc:`/gallery/04_lenet/training`, taken from its folder if it
# ran before.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# Through every layer
# -------------------
# A square for each channel; the bars are the ten logits.
#
# .. alt:: A handwritten 3, and bars of ten logits, the highest for 3 and the
#    next for 5. Four maps of the first convolution show the 3 in red on blue,
#    in red on pale red, in red and blue stripes, and in blue on pale red.
#    After pooling the strokes in red are thicker and those in blue thinner.
#    The six maps of the second convolution are deep blue with red parts of the
#    3, and half red after pooling.

place = np.flatnonzero(digits.test_labels == 3)[0]
digit = digits.test_images[place]
figure = cg.plot_feature_maps(
    model,
    digit,
)

# %%
# What tanh and pooling do
# ------------------------
# The activation keeps values between -1 and 1; large sums all end up close to
# one or the other. Pooling keeps the largest of four, so what is red grows and
# what is blue shrinks.

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
# The softmax, :math:`p_i = e^{z_i} / \sum_c e^{z_c}`, of this digit.

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
# Where there is no ink, a map of the first convolution shows the tanh of its
# bias, so the paper is not white. The second convolution no longer draws a
# digit: each of its maps says where a certain part of a stroke is, and pooling
# leaves only roughly where. The dense layers weigh up what was found where.
# Dropout passes everything on, now that the network does not learn.
#
# Try it
# ------
# Turn the digit by a quarter, ``np.rot90(digit)``. What does the network take it
# for, and how sure is it?
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
