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
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# The output of every layer
# -------------------------
# Each square is one channel, called a *feature map*: red is above zero and
# blue below. The bars are the ten logits.
#
# .. predict:: Where the paper is blank, are the maps of the first convolution
#    0?
#
#    No. A window without ink sums to 0, but then the bias is added and tanh
#    applied. So blank paper gives the tanh of the bias, which differs from map
#    to map.
#
# .. alt:: A handwritten 3, and a bar chart of the ten logits, the highest for
#    3. The four maps of the first convolution show the 3 in red or in blue, or
#    its edges in both. After pooling, the red strokes are thicker and the blue
#    ones thinner. The six maps of the second convolution are mostly blue with
#    red parts of the 3; after pooling, more of them is red.
#
# .. caption:: From row to row, the maps become smaller and look less like the
#    digit. What is left is enough for a clear answer: 3.
#
# .. thumbnail:: 3

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
red = []
for layer in model.layers[1:]:
    values = layer(values)
    array = values.numpy()[0]
    red.append(np.mean(array > 0))
    print(f"{layer.name:16}{array.shape!s:>12}", end=" ")
    print(f"{array.min():6.2f} to {array.max():5.2f}", end=", ")
    print(f"above 0: {red[-1]:4.0%}", end=", ")
    print(f"beyond 0.9: {np.mean(np.abs(array) > 0.9):4.0%}")
assert red[0] <= red[1], "pooling keeps the largest"
assert red[2] <= red[3]
if default_run:
    assert red[2] < 0.45

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
if default_run:
    assert probabilities[3] > 0.9, "a clear answer"

# %%
# Notice
# ------
# In the maps of the second convolution, the digit is hard to recognize. Each
# map shows where one pattern of strokes occurs, and pooling keeps only its
# approximate position. The dense layers then weigh all of these findings.
#
# Dropout passes every value on unchanged, because the network is not being
# trained.
#
# Try it
# ------
# Rotate the digit. What does the network predict, and how confident is it?
#
# .. answer::
#
# The network must answer with one of ten digits, even if the image shows none.
#
# .. alt:: A handwritten 3, upright and rotated by one, two and three quarter
#    turns. Above each is the predicted label, with its confidence.
#
# .. caption:: Rotated, the 3 is no digit any more, and yet the network is
#    confident about at least one of the rotated images.

turned = np.stack([np.rot90(digit, quarter) for quarter in range(4)])
exponentials = np.exp(model.predict(turned, verbose=0))
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
figure = cg.show_digits(
    turned,
    [f"{p.argmax()}: {p.max():.0%}" for p in probabilities],
    columns=4,
)
if default_run:
    assert probabilities[1:].max() > 0.8

plt.show()

# %%
# The ten probabilities always add up to 1, so none is left for "not a digit".
# A high confidence does not mean that the image shows what the network was
# trained on.
#
# Next
# ----
# :doc:`Mistakes </gallery/04_lenet/mistakes>` looks at all test digits, and at
# those for which the answer is wrong.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013

# sphinx_gallery_tags = ["networks"]
