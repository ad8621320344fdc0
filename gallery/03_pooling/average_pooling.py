"""
Average pooling
===============

How can an image shrink without a change in its overall brightness? Average
pooling replaces each window with its mean, and so every pixel counts. This
page shows what that does to a photo and to edges, and that average pooling is
a convolution in disguise.
"""

# %%
# The mean of a window
# --------------------
# ``pooling=2`` replaces each window of 2 by 2 numbers with its mean. In a row
# of five numbers, the last window of SAME padding is truncated: it holds two
# numbers, not four.
#
# .. alt:: A grid of 2 by 5 numbers. The means of its windows are 3, 1 and 5;
#    the last one is the mean of 4 and 6 only.
#
# .. caption:: The last mean is 5 and not 2.5, because cells beyond the border
#    are not counted.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

pixels = np.array([[1, 3, 2, 0, 4], [5, 3, 0, 2, 6]])
unchanged = {
    "kernel": cg.kernels.IDENTITY,
    "strides": 1,
    "activation": "linear",
}
result = cg.convolve(pixels, pooling=2, **unchanged)
figure = cg.show_grids(
    {"pixels": pixels, "mean of each 2x2": result.avg_pool[0, :, :, 0] * 255},
)
cg.show_shapes(result)

# %%
# A photo, with larger and larger windows
# ---------------------------------------
# The red, green and blue channels are pooled independently.
#
# .. alt:: An astronaut in an orange suit in front of a flag, in four panels of
#    increasingly coarse blocks. At 4 by 4 she is easy to recognize; at 16 by
#    16 there are patches of orange, skin and gray, all as bright as before.
#
# .. caption:: The face is soon unrecognizable, but each region keeps its
#    color and its brightness.
#
# .. thumbnail:: 1 3

photo = cg.sample_image("astronaut")
pooled = {
    f"windows of {size}x{size}": cg.convolve(
        photo, pooling=size, **unchanged
    ).avg_pool
    for size in (4, 8, 16, 32)
}
figure = cg.show_images(
    pooled,
)
print(f"photo: mean {np.asarray(photo).mean() / 255:.3f}")
for name, blocks in pooled.items():
    print(f"{name}: mean {blocks.mean():.3f}")

# %%
# Edges cancel
# ------------
# A top Sobel kernel subtracts the row below from the row above. In a brick
# wall, whose mortar is brighter than its bricks, it responds to the horizontal
# lines of mortar: its output is negative at their upper edge and positive at
# their lower one.
#
# .. predict:: What does average pooling leave of these responses, if its
#    windows are much larger than the lines are wide?
#
#    Little. A window that covers both sides of a line averages a positive and
#    a negative response of about the same magnitude, so the mean is near 0.
#    Only windows that end within a line keep one side of it.
#
# .. alt:: Each horizontal line of mortar as a blue line above a red one; and
#    the same after average pooling: white, with a few pale blue and red
#    patches.
#
# .. caption:: Both panels share one scale. Where a window covers both sides of
#    a line, red and blue cancel.

wall = np.asarray(cg.sample_image("brick").convert("L"))
settings = {"strides": 1, "padding": "VALID", "activation": "linear"}
edges = cg.convolve(wall, cg.kernels.TOP_SOBEL, pooling=16, **settings)
figure = cg.show_images(
    {"edges": edges.conv, "average pool, 16x16": edges.avg_pool},
)
print(f"mean magnitude of the edges: {np.abs(edges.conv).mean():.3f}")
print(f"after average pooling:       {np.abs(edges.avg_pool).mean():.3f}")

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.avg_pool2d`` takes a batch of shape (images, rows, columns,
# channels). Like this page, it counts only pixels that exist: with SAME
# padding, a truncated window is divided by the number of pixels it holds. The
# second way to compute the means is a convolution whose weights are all equal,
# and whose stride is its size. It needs whole windows, so both are computed
# with VALID padding.

batch = np.asarray(photo)[None].astype("float32") / 255
plain = tf.nn.avg_pool2d(batch, ksize=32, strides=32, padding="SAME").numpy()
same = pooled["windows of 32x32"]
np.testing.assert_allclose(plain, same, atol=1e-5)
print(f"largest difference: {np.abs(plain - same).max():.0e}")

box = tf.fill((4, 4, 1, 1), 1 / 16)
gray = wall[None, :, :, None].astype("float32") / 255
as_conv = tf.nn.conv2d(gray, box, strides=4, padding="VALID").numpy()
as_pool = tf.nn.avg_pool2d(gray, 4, 4, padding="VALID").numpy()
np.testing.assert_allclose(as_conv, as_pool, atol=1e-5)
print(f"convolution and pooling: {np.abs(as_conv - as_pool).max():.0e}")

plt.show()

# %%
# Notice
# ------
# The mean brightness hardly changes from panel to panel. The small change
# comes from truncated windows at the border, which count as much as whole
# ones; see :doc:`Padding in pooling </gallery/03_pooling/padding_in_pooling>`.
#
# Because a mean is a weighted sum, average pooling is a box blur that is
# computed only once in each window. The maximum is not a weighted sum, so no
# kernel can imitate max pooling.
#
# Try it
# ------
# Compare average pooling by 3 with :doc:`the box blur
# </gallery/02_kernels/blur>` at a stride of 3, both with SAME padding. Where
# do they differ?
#
# .. answer::
#
# Only in the last row. The photo has 200 rows, and 67 windows of 3 need 201.
# The convolution counts the missing row as zeros and still divides by 9;
# pooling ignores it and divides by 6. So the blur is two thirds as bright.

pool = cg.convolve(photo, pooling=3, **unchanged).avg_pool
blur = cg.convolve(photo, cg.kernels.BLUR, strides=3).conv
differs = np.abs(pool - blur).max(axis=(0, 2, 3)) > 1e-5
print(f"rows that differ: {np.flatnonzero(differs)} of {len(differs)}")
print(f"blur / pool in that row: {blur[0, -1].sum() / pool[0, -1].sum():.3f}")

# %%
# Next
# ----
# :doc:`Padding in pooling </gallery/03_pooling/padding_in_pooling>` explains
# the truncated windows, which both kinds of pooling have at the border.
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998, whose LeNet-5 pools by averages

# sphinx_gallery_tags = ["pooling", "color"]
