"""
Max pooling
===========

How can a network shrink a feature map and still keep its strongest responses?
Max pooling, used in AlexNet, for example, keeps only the largest number of
each window. This page shows it on sixteen numbers and on the edges of coins,
and then on printed text, where it erases what should be kept.
"""

# %%
# Sixteen numbers
# ---------------
# ``pooling=2`` divides the matrix into windows of 2 by 2 and keeps one number
# from each. The function :func:`convgallery.convolve` applies a kernel and an
# activation before it pools. The identity kernel and the linear activation
# leave the numbers unchanged.
#
# .. alt:: A grid of 4 by 4 numbers and a grid of 2 by 2. The largest numbers
#    of the four quarters are 5, 2, 7 and 9.
#
# .. caption:: Each number on the right is the largest of a quarter on the
#    left. The other three have no effect on it.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

pixels = np.array([[1, 3, 2, 0], [5, 4, 0, 1], [7, 0, 8, 6], [2, 2, 9, 3]])
unchanged = {
    "kernel": cg.kernels.IDENTITY,
    "strides": 1,
    "activation": "linear",
}
result = cg.convolve(pixels, pooling=2, **unchanged)
figure = cg.show_grids(
    {
        "pixels": pixels,
        "maximum of each 2x2": result.max_pool[0, :, :, 0] * 255,
    },
)

# %%
# A feature map
# -------------
# Networks rarely pool a photo directly. They pool a feature map, the output of
# a convolution. The kernel here responds where the brightness falls from left
# to right, and the ReLU, an activation, sets all other responses to 0.
#
# .. alt:: Thin bright arcs on black, along the right sides of ten coins and
#    in their relief; beside them the same arcs after pooling, four times as
#    coarse, and brighter. Below, one coin of each, enlarged.
#
# .. caption:: A sixteenth of the numbers is left, but there is no gap in the
#    rim of the coin. A block is bright if there is a strong response anywhere
#    in its window.

coins = np.asarray(cg.sample_image("coins").convert("L"))
edge = cg.kernels.Kernel("edges", cg.kernels.LEFT_SOBEL.weights, divisor=4)
settings = {"strides": 1, "padding": "VALID", "activation": "relu"}
edges = cg.convolve(coins, edge, pooling=4, **settings)
figure = cg.show_images(
    {
        "feature map": edges.activation,
        "max pool, 4x4": edges.max_pool,
        "one coin": edges.activation[:, 108:148, 128:200],
        "its max pool": edges.max_pool[:, 27:37, 32:50],
    },
)
cg.show_shapes(edges)

# %%
# A photo, with larger and larger windows
# ---------------------------------------
# Here the pixels themselves are pooled.
#
# .. predict:: What does max pooling do to dark letters on light paper?
#
#    It erases them. The brightest pixel represents the whole window, and
#    almost every window that touches a thin letter also contains some paper.
#
# .. alt:: A printed page; the same page pooled by 2, with thin, pale
#    letters; by 4, with rows of gray specks in place of the lines; and by 8,
#    where little more than the uneven light is left.
#
# .. caption:: A window loses its part of a letter as soon as it reaches beyond
#    the stroke. At 4 by 4 hardly any window is small enough.
#
# .. thumbnail:: 1 3

text = np.asarray(cg.sample_image("page").convert("L"))
pooled = {
    size: cg.convolve(text, pooling=size, **unchanged) for size in (2, 4, 8)
}
figure = cg.show_images(
    {"photo": text}
    | {f"max, {size}x{size}": pool.max_pool for size, pool in pooled.items()},
)
print(f"mean of the photo: {text.mean() / 255:.3f}")
for size, pool in pooled.items():
    print(f"mean of the maxima, {size}x{size}: {pool.max_pool.mean():.3f}")

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.max_pool2d`` takes a batch of shape (images, rows, columns,
# channels).

batch = text[None, :, :, None].astype("float32") / 255
plain = tf.nn.max_pool2d(batch, ksize=4, strides=4, padding="SAME").numpy()
np.testing.assert_allclose(plain, pooled[4].max_pool, atol=1e-5)
print(f"largest difference: {np.abs(plain - pooled[4].max_pool).max():.0e}")

plt.show()

# %%
# Notice
# ------
# The maximum treats bright and dark differently. Bright details grow to the
# size of a window, dark details vanish, and the image becomes brighter as the
# windows grow.
#
# In a feature map, large numbers mean that the feature was found. That is why
# networks take the maximum of responses, not of photos.
#
# Try it
# ------
# Keep the darkest pixel of each window instead, so that the letters survive.
#
# .. answer::
#
# Pool the negative, in which the letters are bright, and invert the result.
# TensorFlow has no min pooling, because this is all it takes.
#
# .. alt:: The printed page with thin, pale letters after max pooling, and with
#    bold, dark letters after min pooling. Below each, a few enlarged words.
#
# .. caption:: Now the letters grow, and the gaps between them become smaller.

negative = cg.convolve(255 - text, pooling=2, **unchanged)
figure = cg.show_images(
    {"max, 2x2": pooled[2].max_pool, "min, 2x2": 1 - negative.max_pool},
    detail=np.s_[0:30, 5:50],
)

# %%
# Next
# ----
# :doc:`Average pooling </gallery/03_pooling/average_pooling>` lets every pixel
# of a window count, which keeps the brightness of an image.
#
# References
# ----------
# * Kunihiko Fukushima, *Neocognitron*, 1980, on why networks pool

# sphinx_gallery_tags = ["pooling"]
