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
# testing.

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
# .. alt:: Two handwritten 4s and their difference, which shows the strokes of
#    the first in red and those of the second in blue.

fours = digits.train_images[rows[4]]
one, other = fours[0], fours[1]
figure = cg.show_images(
    {"a 4": one, "another 4": other, "difference": one - other},
)
print(f"ink of the two: {one.sum():.0f} and {other.sum():.0f} pixels")
print(f"ink that they share: {np.minimum(one, other).sum():.0f} pixels")

# %%
# The average of each digit
# -------------------------
# The mean of all training images of a digit shows what those images have in
# common. Is that enough to recognize a new digit? To find out, we compare each
# test digit with the ten means and choose the nearest one, the one with the
# smallest sum of squared differences.
#
# .. alt:: Ten blurred digits, 0 to 9. The 0 is a clear ring; the 1 is a slim
#    stroke in a haze that widens toward both ends; the 2, the 4 and the 5 are
#    faint; the 4 and the 9 look alike.

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
print(
    f"right by the nearest mean: {np.mean(guesses == digits.test_labels):.1%}"
)

plt.show()

# %%
# Notice
# ------
# The means are blurred for two reasons: no two people write alike, and a
# stroke that is shifted by its own width shares no ink with the original. Even
# so, the nearest mean classifies four of five digits correctly. A network has
# to do much better to be worth the effort. Convolutions help, because a kernel
# detects the same pattern wherever it appears in the image.
#
# Try it
# ------
# Load all of MNIST: put Keras's file ``mnist.npz`` beside the script and call
# ``cg.load_digits("mnist.npz")``, or pass the path of a folder with MNIST's
# own four files. Which digit does the nearest mean misclassify most often?
#
# References
# ----------
# * Yann LeCun, Corinna Cortes and Christopher Burges, `The MNIST database of
#   handwritten digits <http://yann.lecun.com/exdb/mnist/>`__, CC BY-SA 3.0
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998
