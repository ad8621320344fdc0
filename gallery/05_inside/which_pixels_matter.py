"""
Which pixels matter
===================

Which part of an image does a network's answer depend on? This question comes
up whenever a classifier is right for the wrong reason, such as a watermark in
the corner. This page answers it for two digits, once by covering parts of the
image and once with a gradient.
"""

# %%
# A trained network
# -----------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.
#
# The two digits are a 9 and an open 4, which differ in little more than a
# stroke at the top. How sure the network is of a label is measured by its
# *margin*: the label's logit minus the largest of the other nine. While the
# margin is positive, the network predicts this label.
#
# .. alt:: Two handwritten digits: a 9 with a closed loop, and a 4 that is open
#    at the top.
#
# .. caption:: A stroke across the top of the 4 would make it a 9.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")


def margins(images, label):
    """Measure by how much the label's logit leads."""
    logits = model(images).numpy()
    others = np.delete(logits, label, axis=1)
    return logits[:, label] - others.max(axis=1)


nine, four = (
    digits.test_images[digits.test_labels == label][1] for label in (9, 4)
)
figure = cg.show_digits(np.stack([nine, four]), ["a 9", "a 4"])
for label, digit in ((9, nine), (4, four)):
    margin = margins(digit[None], label)[0]
    print(f"margin of the {label}: {margin:.1f}")
    if default_run:
        assert margin > 0, "it is read correctly"

# %%
# Covering a part
# ---------------
# A square of blank paper, 5 by 5 pixels, covers the digit at each of its 784
# positions in turn. The network classifies all 784 images. Each pixel of the
# map shows how much the margin changes when the square is centered there: blue
# where it falls, so where the covered ink had supported the answer. For the
# top of the loop, its bottom and the tail, the code prints the lowest change
# and the label that the network then predicts.
#
# .. predict:: Which part of the 9 does the network need most?
#
#    The loop. Without its top, an open 4 remains; without its bottom, a 7. The
#    tail is of little use, because 4 and 7 have one too.
#
# .. alt:: Left, the 9. Right, a map of the same size, white where there is no
#    ink, deep blue along the top and the bottom of the loop, and pale along
#    the tail.
#
# .. caption:: The margin falls the most where the top or the bottom of the
#    loop is covered.
#
# .. thumbnail:: 1 2


def covered(digit, value=0.0):
    """Cover a digit with a square, centered on each pixel in turn."""
    framed = np.pad(digit, ((2, 2), (2, 2), (0, 0)))
    images = np.repeat(framed[None], digit.size, axis=0)
    positions = np.ndindex(digit.shape[:2])
    for image, (row, column) in zip(images, positions, strict=True):
        image[row : row + 5, column : column + 5] = value
    return images[:, 2:-2, 2:-2]


images = covered(nine)
fall = (margins(images, 9) - margins(nine[None], 9)).reshape(28, 28)
figure = cg.show_images(
    {"digit": nine, "change of the margin": fall},
)
guesses = model(images).numpy().argmax(axis=1).reshape(28, 28)
parts = {"top": slice(10), "bottom": slice(10, 16), "tail": slice(16, None)}
lowest, read_as = {}, {}
for name, rows in parts.items():
    place = fall[rows].argmin()
    lowest[name] = fall[rows].flat[place]
    read_as[name] = guesses[rows].flat[place]
    print(f"{name:>6}: lowest {lowest[name]:5.1f}, read as {read_as[name]}")
if default_run:
    assert max(lowest["top"], lowest["bottom"]) < 2 * lowest["tail"]
    assert (read_as["top"], read_as["bottom"]) == (4, 7)

# %%
# The gradient
# ------------
# The gradient of the margin says how much it changes with each pixel, for
# small changes. It takes a single backward pass instead of 784 images, and it
# also tells where *more* ink would matter. Its map is called a *saliency map*;
# it is often drawn without the sign. Here the margin is the logit of 4 minus
# that of 9, the second largest.
#
# .. alt:: Left, the open 4. Right, its saliency map: blue in the gap at the
#    top of the 4, and patches of both colors everywhere else, also far from
#    the digit.
#
# .. caption:: Ink in the gap at the top, in blue, counts against a 4.

image = tf.constant(four[None])
with tf.GradientTape() as tape:
    tape.watch(image)
    logits = model(image)[0]
    margin = logits[4] - logits[9]
saliency = tape.gradient(margin, image).numpy()[0]
figure = cg.show_images({"digit": four, "saliency": saliency})
row, column, _ = np.unravel_index(saliency.argmin(), saliency.shape)
print(f"lowest at row {row}, column {column}: {saliency.min():.2f}")
if default_run:
    assert np.argsort(logits)[-2] == 9
    assert row < 10, "in the gap at the top"
    assert four[row, column] < 0.5

# %%
# Notice
# ------
# Covering asks what the network would do without a part that is there, so the
# map is white wherever the paper is blank anyway. Where the square covers the
# top of the loop, the network reads a 4, and where it covers the bottom, a 7.
#
# The gradient asks about small changes of every pixel. It is much cheaper, but
# noisier, because the slope at one point says little about a change from paper
# to ink.
#
# Both describe this network and one digit at a time. A person may well look at
# other pixels, and so may a network that was trained with another seed.
#
# Try it
# ------
# Cover the 4 with ink in place of paper. Where does it turn into a 9?
#
# .. answer::
#
# In the gap at the top, where the square closes it.
#
# .. alt:: Left, the 4 with a square of ink in its gap. Right, the map: deep
#    blue in and around the gap, pale elsewhere.
#
# .. caption:: The margin falls furthest where the square closes the gap.

images = covered(four, value=1.0)
fall = margins(images, 4) - margins(four[None], 4)
worst = fall.argmin()
figure = cg.show_images(
    {
        "worst position": images[worst],
        "change of the margin": fall.reshape(28, 28),
    },
)
guess = model(images[[worst]]).numpy().argmax()
print("it is then read as", guess)
if default_run:
    assert guess == 9
    assert worst // 28 < 12, "at the top"

plt.show()

# %%
# Next
# ----
# :doc:`What excites a filter </gallery/05_inside/what_excites_a_filter>`
# follows the same gradient uphill, and changes the image until a filter
# responds as strongly as it can.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
# * Karen Simonyan, Andrea Vedaldi and Andrew Zisserman, `Deep inside
#   convolutional networks: visualising image classification models and
#   saliency maps <https://arxiv.org/abs/1312.6034>`__, 2013

# sphinx_gallery_tags = ["networks"]
