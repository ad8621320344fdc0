"""
Average pooling
===============

How can an image shrink without a change in its overall brightness? Average
pooling replaces each window with its mean, as a box filter does when it makes
a thumbnail. This page shows it on sixteen numbers, then on a photo with
windows of increasing size, and finally on edges.
"""

# %%
# Sixteen numbers
# ---------------
# ``pooling=2`` replaces each window of 2 by 2 numbers with its mean.
#
# .. alt:: A grid of 4 by 4 numbers and a grid of 2 by 2. The means of the four
#    quarters are 3, 1, 3 and 6.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

pixels = np.array([[1, 3, 2, 0], [5, 3, 0, 2], [7, 1, 8, 4], [2, 2, 9, 3]])
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
# These are the windows of the max pooling page. With the mean, the pupils stay
# dark.
#
# .. alt:: The cat's eyes in color, in four panels of increasingly coarse
#    blocks, all about as bright as the photo. At 16 by 16 the eyes are two
#    darker areas.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
pooled = {
    f"windows of {size}x{size}": cg.convolve(
        photo, pooling=size, **unchanged
    ).avg_pool
    for size in (4, 8, 16, 32)
}
figure = cg.show_images(
    pooled,
)
for name, blocks in pooled.items():
    print(f"{name}: mean {blocks.mean():.3f}")

# %%
# On edges, step by step
# ----------------------
# The left Sobel kernel detects vertical edges. Its output is positive where
# the left side is brighter, and negative where the right side is.
#
# .. alt:: Five panels: the gray photo; its vertical edges in red and blue; the
#    same edges in light and dark gray after the sigmoid; and the two pooled
#    results, of which average pooling is the paler.

edges = cg.convolve(photo, cg.kernels.LEFT_SOBEL, rgb=False)
figure = cg.show_image_ops(
    edges,
)
cg.show_shapes(edges)

plt.show()

# %%
# Notice
# ------
# The mean brightness hardly changes from panel to panel. The small change
# comes from truncated windows at the border, which count as much as whole
# ones; see :doc:`Padding in pooling </gallery/03_pooling/padding_in_pooling>`.
# Little remains of the edges. Positive and negative responses lie side by
# side, so their mean is near 0.5, which is the sigmoid's output where there is
# no edge at all.
#
# Try it
# ------
# Average pooling is also a convolution: a box blur whose stride equals its
# size. Compare ``cg.convolve(photo, pooling=3, **unchanged).avg_pool`` with
# ``cg.convolve(photo, cg.kernels.BLUR, strides=3).conv``. Only one row
# differs. Why?
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998, whose LeNet-5 pools by averages
