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
# The kernel detects edges between bright rows and the darker rows below them.
# In a brick wall, those are the lower edges of the mortar. It is applied
# either with stride 3, or at every pixel and then pooled by 3.
#
# .. predict:: The mortar lines slope a little. Which of the methods breaks
#    them into dashes?
#
#    The stride. It computes the response in every third row only, and an edge
#    is about two rows wide. Where it falls between these rows, the response is
#    weak. Pooling looks at all rows, so the edge is always in some window.
#
# .. alt:: A small photo of a brick wall, and its edges, white on black, three
#    times: with a stride the lines are broken and their brightness varies;
#    after average pooling they are dim; after max pooling they are bright and
#    closed. Below each, a detail.
#
# .. caption:: With a stride, a line fades wherever it runs between the rows
#    that are computed. Both kinds of pooling keep it closed.
#
# .. thumbnail:: 4 8

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

photo = np.asarray(cg.sample_image("brick").convert("L"))[:, :299]
kernel = cg.kernels.TOP_SOBEL
settings = {"padding": "VALID", "activation": "relu"}
every = cg.convolve(photo, kernel, strides=1, **settings)
third = cg.convolve(photo, kernel, strides=3, **settings)
shrunk = cg.convolve(photo[1:-1, 1:-1], [[1]], strides=1, activation="linear")
figure = cg.show_images(
    {
        "photo, shrunk by 3": shrunk.avg_pool,
        "stride 3": np.minimum(third.activation, 1),
        "average pool, 3x3": np.minimum(every.avg_pool, 1),
        "max pool, 3x3": np.minimum(every.max_pool, 1),
    },
    detail=np.s_[16:40, 24:60],
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
# One pixel down
# --------------
# How stable are the results when the photo shifts by a single pixel? The
# numbers below are the mean change of each small image, divided by its
# standard deviation, so that bright and dim images can be compared.


def three_ways(pixels):
    """Shrink the edges of a photo by a stride, and by pooling."""
    every = cg.convolve(pixels, kernel, strides=1, **settings)
    return {
        "stride 3": cg.convolve(
            pixels, kernel, strides=3, **settings
        ).activation,
        "average pool": every.avg_pool,
        "max pool": every.max_pool,
    }


inside = np.s_[:, 2:-2, 2:-2]  # rows that enter at the top do not count
before = three_ways(photo)
after = three_ways(np.roll(photo, 1, axis=0))
for name, small in before.items():
    change = np.abs(after[name] - small)[inside].mean()
    print(f"{name:>12}: {change / small[inside].std():.0%}")

# %%
# In plain TensorFlow
# -------------------
# Both methods are one line: ``strides=3`` of the convolution, or a pooling
# layer after a convolution with ``strides=1``.

batch = photo[None, :, :, None].astype("float32") / 255
weights = tf.constant(
    [[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]], shape=(3, 3, 1, 1)
)
strided = tf.nn.relu(tf.nn.conv2d(batch, weights, strides=3, padding="VALID"))
full = tf.nn.relu(tf.nn.conv2d(batch, weights, strides=1, padding="VALID"))
plain = {
    "stride 3": strided,
    "average pool": tf.nn.avg_pool2d(full, 3, 3, "VALID"),
    "max pool": tf.nn.max_pool2d(full, 3, 3, "VALID"),
}
for name, small in before.items():
    np.testing.assert_allclose(plain[name], small, atol=1e-5)
    difference = np.abs(plain[name].numpy() - small).max()
    print(f"{name:>12}: largest difference: {difference:.0e}")

plt.show()

# %%
# Notice
# ------
# Pooling makes a network more stable against small shifts, whether it uses the
# mean or the maximum; :doc:`Small shifts </gallery/03_pooling/small_shifts>`
# measures how far this goes.
#
# Many newer networks use strides anyway, because they are faster, and let the
# preceding layers learn to blur.
#
# Try it
# ------
# Shift the photo by 3 pixels, exactly one stride. By how much do the results
# change, and what is the reason?
#
# .. answer::
#
# They change by more than after one pixel, but only because each small image
# is shifted by one of its own pixels. Compared with the earlier results
# shifted by one pixel, nothing changes.

far = three_ways(np.roll(photo, 3, axis=0))
for name, small in before.items():
    change = np.abs(far[name] - small)[inside].mean()
    rolled = np.abs(far[name] - np.roll(small, 1, axis=1))[inside].mean()
    scale = small[inside].std()
    print(f"{name:>12}: {change / scale:.0%}", end=" ")
    print(f"in place, {rolled / scale:.0%} if shifted back")

# %%
# Next
# ----
# :doc:`Small shifts </gallery/03_pooling/small_shifts>` moves a photo pixel by
# pixel, and finds a method that is more stable than pooling.
#
# References
# ----------
# * Jost Tobias Springenberg and others, `Striving for simplicity: the all
#   convolutional net <https://arxiv.org/abs/1412.6806>`__, 2014
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019

# sphinx_gallery_tags = ["pooling", "speed"]
