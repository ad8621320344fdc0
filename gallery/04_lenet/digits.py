"""
The digits
==========

MNIST is a collection of handwritten digits, and the picture book from which
networks have learned to read since 1998. You will see a hundred of them, how
two 4s differ, and the average of each digit.
"""

# %%
# Pictures and labels
# -------------------
# Clerks and students wrote the digits. Each was scaled to fit 20 by 20 pixels,
# put into the middle of 28 by 28, and stored with its *label*, the digit that
# was meant. MNIST has 70,000 of them. Of these, 5,000 travel with the package:
# 4,000 to learn from, and 1,000 that are kept apart to test with.

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
# A hundred of them
# -----------------
# A row for each digit. Ink is 1, white, and paper is 0, black.
#
# .. alt:: Ten rows of ten handwritten digits, white on black, from the zeros
#    in the first row to the nines in the last. They lean more or less, some
#    are bold and some thin, and two of the ones have a foot.

rows = [np.flatnonzero(digits.train_labels == n)[:10] for n in range(10)]
figure = cg.show_digits(
    digits.train_images[np.concatenate(rows)],
)

# %%
# Two 4s
# ------
# Both are a 4 to anyone. Pixel by pixel they have little in common.
#
# .. alt:: Two handwritten 4s, and what sets them apart, the strokes of the
#    first in red and those of the second in blue.

fours = digits.train_images[rows[4]]
one, other = fours[0], fours[1]
figure = cg.show_images(
    {"a 4": one, "another 4": other, "difference": one - other},
)
print(f"ink of the two: {one.sum():.0f} and {other.sum():.0f} pixels")
print(f"ink that they share: {np.minimum(one, other).sum():.0f} pixels")

# %%
# An average digit
# ----------------
# The mean of all training pictures of a digit shows what they share. Could one
# read by it? Take each test digit for the mean that is nearest, by the sum of
# squared differences.
#
# .. alt:: Ten blurred digits, 0 to 9. The 0 is a clear ring; the 1 is a slim
#    stroke in a haze that widens to both ends; the 2, the 4 and the 5 are
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
# The means are blurred because no two people write alike, and because a stroke
# that is moved by its own width shares no ink with where it was. Still the
# nearest mean is right for four of five digits. A network has to do much
# better to be worth its trouble. Convolutions help: what a kernel finds, it
# finds wherever it is.
#
# Try it
# ------
# Read all of MNIST: put Keras's file ``mnist.npz``, or a folder with MNIST's
# own four files, beside the script and call ``cg.load_digits("mnist.npz")``.
# Which digit does the nearest mean get wrong most often?
#
# References
# ----------
# * Yann LeCun, Corinna Cortes and Christopher Burges, `The MNIST database of
#   handwritten digits <http://yann.lecun.com/exdb/mnist/>`__, CC BY-SA 3.0
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998
