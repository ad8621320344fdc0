"""
Neighbors
=========

When are two images alike? Comparing them pixel by pixel is a poor answer: a
digit that moves by a few pixels has little in common with itself. This page
compares digits by the values in the network's last hidden layer instead, finds
each one's nearest neighbors, and draws a map of them. Searching for similar
photos works in the same way.
"""

# %%
# Two ways to measure distance
# ----------------------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.
#
# An image is a point in a space of 784 dimensions, one for each pixel. The
# outputs of the last hidden layer are a point in a space of 1,024 dimensions.
# In both, the distance between two images is that between their points. For
# each test digit, we find the closest training digit, and check whether the
# two have the same label.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")
dense = model.layers[-3]
hidden_layer = keras.Model(model.input, dense.output)
images = digits.test_images[:500]
labels = digits.test_labels[:500]
kept = digits.train_images[:4000]  # enough, also for all of MNIST
spaces = {
    "pixels": (images.reshape(500, -1), kept.reshape(len(kept), -1)),
    "hidden layer": [
        hidden_layer.predict(part, verbose=0) for part in (images, kept)
    ],
}


def nearest(points, others, count):
    """Find the closest of the other points, by squared distance."""
    squares = np.sum(others**2, axis=1) - 2 * points @ others.T
    return np.argsort(squares, axis=1)[:, :count]


neighbors = {name: nearest(*both, 4) for name, both in spaces.items()}
right = {
    name: digits.train_labels[rows[:, 0]] == labels
    for name, rows in neighbors.items()
}
for name, (points, _) in spaces.items():
    print(f"{name}: {points.shape[1]} dimensions,", end=" ")
    print(f"same label as the closest: {right[name].mean():.1%}")
only_hidden = np.sum(right["hidden layer"] & ~right["pixels"])
only_pixels = np.sum(right["pixels"] & ~right["hidden layer"])
print(f"only by the hidden layer: {only_hidden} of {len(labels)},", end=" ")
print(f"only by pixels: {only_pixels}")
accuracy = np.mean(model(images).numpy().argmax(axis=1) == labels)
print(f"the network itself: {accuracy:.1%}")
if default_run:
    assert only_hidden > only_pixels
    assert abs(right["hidden layer"].mean() - accuracy) < 0.02

# %%
# Whose neighbors are they?
# -------------------------
# These are two of the digits whose closest training digit has the same label
# in the hidden layer, but not by pixels. Beside each are the four closest
# training digits.
#
# .. alt:: Four rows of five digits. Each of two test digits appears twice,
#    once with its neighbors by pixels, the closest of which is another digit
#    of much the same outline, and once with its neighbors in the hidden layer,
#    the closest of which is the same digit.
#
# .. caption:: Close by pixels means much the same ink. Close in the hidden
#    layer means, more often, the same digit.

chosen = np.flatnonzero(right["hidden layer"] & ~right["pixels"])[[0, 2]]
rows, titles = [], []
for i in chosen:
    for name, found in neighbors.items():
        rows += [images[i], *kept[found[i]]]
        titles += [f"{name}\n{labels[i]}"]
        titles += [f"\n{label}" for label in digits.train_labels[found[i]]]
figure = cg.show_digits(np.stack(rows), titles, columns=5)

# %%
# A map of the digits
# -------------------
# Nobody can look at 1,024 dimensions. *Principal component analysis* finds the
# directions along which the points have the largest variance: they are the
# first right singular vectors of the centered points. It does not know the
# labels. The figure shows 500 test digits in the plane of the first two. For
# 4, 7 and 9, the code also counts how many are closer to the mean of their own
# label than to those of the other two.
#
# .. predict:: How will the map of the hidden layer differ from that of the
#    pixels?
#
#    Digits with the same label will form tighter groups. The last layer has
#    to tell the labels apart by weighted sums of these values, so training
#    pulls different digits apart.
#
# .. alt:: Two scatter plots of colored digits. By pixels, 0 and 1 lie at
#    opposite ends and most of the others overlap; 4, 7 and 9 are one group. By
#    the hidden layer, several digits form groups of their own at the rim, and
#    others overlap in the middle.
#
# .. caption:: Some groups that overlap above, such as 4, 7 and 9, come apart
#    below, even though the plane holds only about a third of the variance.
#
# .. thumbnail:: 1 2

alike = (4, 7, 9)
apart = []
figure, axes = plt.subplots(2, 1, figsize=(5.6, 9.4), layout="constrained")
for panel, (name, (points, _)) in zip(axes, spaces.items(), strict=True):
    centered = points - points.mean(axis=0)
    u, values, _ = np.linalg.svd(centered, full_matrices=False)
    plane = (u * values)[:, :2]
    for label in range(10):
        row, column = plane[labels == label].T
        panel.scatter(column, row, s=60, marker=f"${label}$", linewidths=0.3)
    panel.set(title=f"{name} {points.shape}", xticks=[], yticks=[])
    share = np.sum(values[:2] ** 2) / np.sum(values**2)
    means = np.stack([plane[labels == n].mean(axis=0) for n in alike])
    guesses = np.take(alike, nearest(plane, means, 1)[:, 0])
    apart.append(np.mean((guesses == labels)[np.isin(labels, alike)]))
    print(f"{name}: the plane holds {share:.0%} of the variance")
    print(f"    4s, 7s and 9s nearest to their own mean: {apart[-1]:.0%}")
if default_run:
    assert apart[1] > apart[0] + 0.1, "4, 7 and 9 come apart"
    assert 0.2 < share < 0.45, "about a third"

# %%
# Notice
# ------
# Training never compared two images. The network was trained to classify each
# one, and a useful distance is a by-product: comparing with the closest
# training digit in the hidden layer is about as accurate as the network
# itself. For this reason, the layers of trained networks often serve as
# features for other tasks, such as searching for similar images.
#
# A map in two dimensions loses much. Groups that overlap in it may well be
# apart in the other dimensions.
#
# Try it
# ------
# Do the digits come apart before training, too? Compare with the hidden layer
# of a new network.
#
# .. answer::
#
# No. Without training, the hidden layer is no better than the pixels: random
# filters keep alike what is alike in the pixels, and add nothing.

untrained = cg.lenet_model(seed=1)
features = keras.Model(untrained.input, untrained.layers[-3].output)
both = [features.predict(part, verbose=0) for part in (images, kept)]
same = digits.train_labels[nearest(*both, 1)[:, 0]] == labels
print(f"random weights: same label as the closest: {same.mean():.1%}")
if default_run:
    assert same.mean() < right["pixels"].mean() + 0.01

plt.show()

# %%
# Next
# ----
# :doc:`Robustness </gallery/05_inside/robustness>` shifts, rotates and blurs
# the digits and adds noise, and measures how much of this the network
# tolerates.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
# * Ian Jolliffe, *Principal Component Analysis*, 2002

# sphinx_gallery_tags = ["networks"]
