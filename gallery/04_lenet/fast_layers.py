"""
Convolution and pooling at once
===============================

How can a network train faster without changing its results? Max pooling
discards three of every four results of a convolution, so most of that work
seems wasted. This page shows how one convolution with shifted kernels gives
the same output, and why this can take less time.
"""

# %%
# Four shifted kernels
# --------------------
# A 2x2 pooling window covers four neighboring results. Each of them is a sum
# over a window of the image, and the four windows differ by a shift of one
# pixel. So we place the kernel in each corner of a larger one.
#
# .. alt:: Four grids of 4x4 numbers. Each has the rows 1 2 1, 0 0 0 and -1 -2
#    -1 in the corner that its title names, and zeros elsewhere.
#
# .. caption:: One kernel, in the four corners of a window that is a pixel
#    larger.
#
# .. thumbnail:: 1 4

from functools import reduce

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

kernel = cg.kernels.TOP_SOBEL.weights
pads = [((i, 1 - i), (j, 1 - j)) for i in (0, 1) for j in (0, 1)]
copies = [np.pad(kernel, pad) for pad in pads]
names = ["upper left", "upper right", "lower left", "lower right"]
figure = cg.show_grids(
    dict(zip(names, copies, strict=True)),
)

# %%
# Two ways to the same result
# ---------------------------
# The first way is to slide the kernel over an image of 6x6 pixels with stride
# 1, and keep the largest value of each 2x2 window. The second is to slide the
# four shifted copies with stride 2, and keep the largest of their four
# results.
#
# .. predict:: Which way takes fewer multiplications?
#
#    The first. For each pooled value it multiplies four windows by 9 weights,
#    which makes 36 products. The second multiplies one window by four kernels
#    of 16 weights, zeros included, which makes 64. It can still be faster,
#    because processors work better on few windows with many kernels.
#
# .. alt:: A grid of 4x4 numbers, and two grids of 2x2 that are equal. They
#    hold the largest number in each quarter of the first grid: 20, 9, 2 and
#    17.
#
# .. caption:: The four shifted kernels compute the four numbers of each
#    quarter, so the largest of them is the pooled one.

picture = np.random.default_rng(1).integers(0, 10, (6, 6))
settings = {"pooling": 2, "padding": "VALID", "activation": "linear"}
one_by_one = cg.convolve(picture, kernel, strides=1, **settings)
four = [cg.convolve(picture, copy, strides=2, **settings) for copy in copies]
results = {
    "every place": one_by_one.conv,
    "then pooled": one_by_one.max_pool,
    "largest of four": reduce(np.maximum, [result.conv for result in four]),
}
figure = cg.show_grids(
    {name: np.rint(255 * x[0, :, :, 0]) for name, x in results.items()},
)

# %%
# LeNet's first layer
# -------------------
# Now we do the same with four kernels, tanh, and 300 digits. Because tanh
# never decreases, the largest sum also gives the largest output. So tanh can
# be applied last, when only a quarter of the values are left.

digits = tf.constant(cg.load_digits().train_images[:300])
weights = tf.Variable(tf.random.stateless_normal((5, 5, 1, 4), seed=(0, 0)))


def plain():
    maps = tf.tanh(tf.nn.conv2d(digits, weights, 1, "SAME"))
    return tf.nn.max_pool2d(maps, 2, 2, "VALID")


def fast():
    moved = [tf.pad(weights, [*pad, (0, 0), (0, 0)]) for pad in pads]
    padded = tf.pad(digits, [(0, 0), (2, 2), (2, 2), (0, 0)])
    maps = tf.nn.conv2d(padded, tf.concat(moved, axis=3), 2, "VALID")
    return tf.tanh(reduce(tf.maximum, tf.split(maps, 4, axis=3)))


@tf.function
def maps_and_gradient(layer):
    with tf.GradientTape() as tape:
        maps = layer()
        loss = tf.reduce_mean(maps**2)
    return maps, tape.gradient(loss, weights)


both = [maps_and_gradient(layer) for layer in (plain, fast)]
for name, a, b in zip(["maps", "gradient"], *both, strict=True):
    np.testing.assert_allclose(a, b, atol=1e-4)
    print(f"{name:>8}: {a.shape}, differ by {np.abs(a - b).max():.0e} at most")

# %%
# Notice
# ------
# The results differ only by rounding, because the sums are computed in a
# different order. How much time this saves depends on the machine; ``nox -s
# bench``, in a checkout of the project, measures it. ``cg.train`` uses this
# method for both of LeNet's convolutional layers. The model itself keeps
# Keras's layers, so it is saved and loaded like any other.
#
# Try it
# ------
# Would the second way also work with the sine as an activation?
#
# .. answer::
#
# A sine rises and falls, so the largest sum need not give the largest output.

sums = tf.constant([[0.5, 1.5], [3.0, 2.0]])  # of one pooling window
for activation in (tf.tanh, tf.sin):
    pooled = tf.reduce_max(activation(sums))
    applied_last = activation(tf.reduce_max(sums))
    print(
        f"{activation.__name__}: largest output {pooled:.2f},",
        f"output of the largest sum {applied_last:.2f}",
    )

plt.show()

# %%
# Next
# ----
# :doc:`Which pixels matter </gallery/05_inside/which_pixels_matter>` opens the
# next chapter, "What the network sees": now that the network is trained, we
# ask what in an image decides its answer.
#
# References
# ----------
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998

# sphinx_gallery_tags = ["speed", "training", "pooling"]
