"""
The digits
==========

What does a network see when it learns to read? Reading the amount on a check
or the zip code on a letter means recognizing handwritten digits, and networks
have practiced on the same collection, MNIST, since 1998. This page shows a
hundred of its digits, how two 4s differ, and the average of each digit.
"""

# %%
# Images and labels
# -----------------
# The digits were written by clerks and students. Each one was scaled to fit 20
# by 20 pixels, centered in an image of 28 by 28 pixels, and stored with its
# *label*, the digit that the writer meant. MNIST has 70,000 of them. This
# package includes 5,000: 4,000 for training, and 1,000 that are set aside for
# testing. To load them all, put Keras's file ``mnist.npz`` beside the script
# and call ``cg.load_digits("mnist.npz")``, or pass the path of a folder with
# MNIST's own four files.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

digits = cg.load_digits()
for part in ("train", "test"):
    images = getattr(digits, f"{part}_images")
    labels = getattr(digits, f"{part}_labels")
    print(f"{part} images: {images.shape} {images.dtype}", end=", ")
    print(f"from {images.min():g} to {images.max():g}")
    print(f"{part} labels: {labels.shape} {labels.dtype}")
    print("of each digit:", *np.bincount(labels))

# %%
# A hundred digits
# ----------------
# Each row shows ten examples of one digit. Ink is 1 and drawn in white; paper
# is 0 and drawn in black.
#
# .. alt:: Ten rows of ten handwritten digits, white on black, from zeros in
#    the first row to nines in the last. They slant by different amounts, some
#    are bold and some thin, and two of the ones have a base line.
#
# .. caption:: No two digits of a row are alike, and yet they are easy to read.

rows = [np.flatnonzero(digits.train_labels == n)[:10] for n in range(10)]
figure = cg.show_digits(
    digits.train_images[np.concatenate(rows)],
)

# %%
# Two 4s
# ------
# Anyone would read both of these as a 4. Compared pixel by pixel, however,
# they have little in common.
#
# .. alt:: Two handwritten 4s; the ink that they share, a bar and a slanted
#    stroke; and their difference, which shows the strokes of the first in red
#    and those of the second in blue.
#
# .. caption:: The ink that both 4s share does not look like a 4, and the ink
#    in which they differ is more than the ink of either.

fours = digits.train_images[rows[4]]
one, other = fours[0], fours[1]
shared = np.minimum(one, other)
figure = cg.show_images(
    {
        "a 4": one,
        "another 4": other,
        "shared ink": shared,
        "difference": one - other,
    },
)
print(f"ink of the two: {one.sum():.0f} and {other.sum():.0f} pixels")
print(f"ink that they share: {shared.sum():.0f} pixels")

# %%
# The average of each digit
# -------------------------
# The mean of all training images of a digit shows what those images have in
# common. Is that enough to recognize a new digit? To find out, we compare each
# test digit with the ten means and choose the nearest one, the one with the
# smallest sum of squared differences.
#
# .. predict:: Which two of the ten means look most alike?
#
#    Those of 4 and 9. Both digits have a stem at the right and a loop or a
#    fork at the upper left. Only the line that closes the loop of a 9 tells
#    them apart, and in a mean that line is faint.
#
# .. alt:: Ten blurred digits, 0 to 9. The 0 is a clear ring; the 1 is a slim
#    stroke in a haze that widens toward both ends; the 2, the 4 and the 5 are
#    faint; the 4 and the 9 look alike.
#
# .. caption:: A mean is clear where most writers put their ink, and hazy where
#    they disagree.
#
# .. thumbnail:: 1

means = np.stack(
    [
        digits.train_images[digits.train_labels == n].mean(axis=0)
        for n in range(10)
    ]
)
figure = cg.show_digits(
    means,
    [str(n) for n in range(10)],
    columns=5,
)
distances = np.square(digits.test_images[:, None] - means).sum(axis=(2, 3, 4))
guesses = distances.argmin(axis=1)
right = guesses == digits.test_labels
print(f"right by the nearest mean: {right.mean():.1%}")

# %%
# Notice
# ------
# The means are blurred for two reasons: no two people write alike, and a
# stroke that is shifted by its own width shares no ink with the original. Even
# so, the nearest mean classifies four of five digits correctly.
#
# A network has to do much better to be worth the effort. Convolutions help,
# because a kernel detects the same pattern wherever it appears in the image.
#
# Try it
# ------
# Which digit does the nearest mean misclassify most often?
#
# .. answer::
#
# Count the wrong predictions for each true label.
#
# .. alt:: Ten handwritten 5s in two rows, most of them easy to read. Above
#    each one is the digit that it was misclassified as: 0, 3, 6, 8 or 9.
#
# .. caption:: Most of these 5s are easy to read, but another digit's mean is
#    nearer than that of the 5.

wrong_of_digit = np.bincount(digits.test_labels[~right], minlength=10)
print("wrong, of 100 each:", *wrong_of_digit)
worst = wrong_of_digit.argmax()
places = np.flatnonzero((digits.test_labels == worst) & ~right)[:10]
figure = cg.show_digits(
    digits.test_images[places],
    [f"{worst} as {guesses[i]}" for i in places],
    columns=5,
)

plt.show()

# %%
# More than a third of the 5s are wrong. Writers do not agree on this digit, so
# its mean is one of the faintest.
#
# Next
# ----
# :doc:`LeNet, layer by layer </gallery/04_lenet/lenet_model>` builds a network
# that reads these digits with convolutions.
#
# References
# ----------
# * Yann LeCun, Corinna Cortes and Christopher Burges, `The MNIST database of
#   handwritten digits <http://yann.lecun.com/exdb/mnist/>`__, CC BY-SA 3.0
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998

# sphinx_gallery_tags = ["networks"]
