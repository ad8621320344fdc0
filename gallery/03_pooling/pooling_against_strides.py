"""
Pooling against strides
=======================

Two ways to make a picture smaller inside a network: step over pixels, or pool
them. You will see what each makes of fine detail, and what happens when the
photo moves.
"""

# %%
# Three ways to a third
# ---------------------
# Edges between columns, found at every third pixel only, or found at every
# pixel and then pooled by 3. The bright line at the right border of the pools
# is not in the photo: there the zeros of SAME begin.
#
# .. alt:: White upright edges of the cat's eyes on black, coarse, three times.
#    With a stride they are broken and grainy; after average pooling they are
#    even and dim; after max pooling they are closed and bright. The pools show
#    a bright line at the right border, where the padding begins.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

photo = cg.sample_image()
kernel = cg.kernels.LEFT_SOBEL
settings = {"rgb": False, "activation": "relu"}
every = cg.convolve(photo, kernel, strides=1, **settings)
third = cg.convolve(photo, kernel, strides=3, **settings)
figure = cg.show_images(
    {
        "stride 3": third.activation,
        "average pool": every.avg_pool,
        "max pool": every.max_pool,
    },
)

# %%
# What they cost
# --------------
# A stride of 3 computes a ninth of the sums. Pooling computes them all, and
# keeps one number for nine.

for name, result in {"stride 3": third, "pooling": every}.items():
    sums = result.conv.size
    print(f"{name:>8}: {sums:6} sums of {kernel.weights.size} products")
cg.show_shapes(every)

# %%
# One pixel to the right
# ----------------------
# The same photo, moved by a single pixel. How much do the small pictures
# change, compared with their spread, the standard deviation?

pixels = np.asarray(photo)
moved = np.roll(pixels, 1, axis=1)
every_moved = cg.convolve(moved, kernel, strides=1, **settings)
third_moved = cg.convolve(moved, kernel, strides=3, **settings)
pairs = {
    "stride 3": (third.activation, third_moved.activation),
    "average pool": (every.avg_pool, every_moved.avg_pool),
    "max pool": (every.max_pool, every_moved.max_pool),
}
inside = (slice(None), slice(1, -1), slice(1, -1))  # without the border
for name, (before, after) in pairs.items():
    change = np.abs(before[inside] - after[inside]).mean()
    print(f"{name:>12}: {change / before[inside].std():.0%}")

plt.show()

# %%
# Notice
# ------
# Pooling makes a network steadier against small shifts, with averages and with
# maxima alike; how far that goes, :doc:`Small shifts
# </gallery/03_pooling/small_shifts>` measures. Many newer networks
# use strides all the same, for speed, and let the layers before them learn to
# blur.
#
# Try it
# ------
# Move the photo by 3 pixels, a whole step: ``np.roll(pixels, 3, axis=1)``.
# Then each small picture moves by one of its own pixels, and the numbers above
# are large. Compare with ``np.roll(before, 1, axis=2)`` instead.
#
# References
# ----------
# * Jost Tobias Springenberg and others, `Striving for simplicity: the all
#   convolutional net <https://arxiv.org/abs/1412.6806>`__, 2014
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019
