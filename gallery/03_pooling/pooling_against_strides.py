"""
Pooling against strides
=======================

Should a network shrink its feature maps with a strided convolution, or with a
pooling layer? Both are common. A stride skips positions, and pooling
summarizes them. This page compares what each does to fine detail, what it
costs, and how much the result changes when the photo shifts by one pixel.
"""

# %%
# Three ways to shrink by 3
# -------------------------
# The kernel detects vertical edges. It is applied either with stride 3, or at
# every pixel and then pooled by 3. The bright line at the right border of the
# pooled images is not in the photo. There the zeros of the convolution's SAME
# padding begin, and the kernel responds to them as to an edge.
#
# .. alt:: Three coarse images of the vertical edges of the cat's eyes, white
#    on black. With a stride they are broken and grainy; after average pooling
#    they are even and dim; after max pooling they are closed and bright. The
#    pooled images show a bright line at the right border, where the padding
#    begins.

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
# A convolution with stride 3 computes about a ninth of the sums. Pooling needs
# all of them, and then keeps one number out of nine.

for name, result in {"stride 3": third, "pooling": every}.items():
    sums = result.conv.size
    print(f"{name:>8}: {sums:6} sums of {kernel.weights.size} products")
cg.show_shapes(every)

# %%
# One pixel to the right
# ----------------------
# How stable are the results when the photo shifts by a single pixel? The
# numbers below are the mean change of each small image, divided by its
# standard deviation.

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
# Pooling makes a network more stable against small shifts, whether it uses the
# mean or the maximum; :doc:`Small shifts </gallery/03_pooling/small_shifts>`
# measures how far this goes. Many newer networks use strides anyway, because
# they are faster, and let the preceding layers learn to blur.
#
# Try it
# ------
# Shift the photo by 3 pixels, exactly one stride: ``np.roll(pixels, 3,
# axis=1)``. Each small image then shifts by one of its own pixels, so the
# numbers above become large. Compare with ``np.roll(before, 1, axis=2)``
# instead.
#
# References
# ----------
# * Jost Tobias Springenberg and others, `Striving for simplicity: the all
#   convolutional net <https://arxiv.org/abs/1412.6806>`__, 2014
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019
