"""
Average pooling
===============

Average pooling keeps the mean of each window. You will see it on sixteen
numbers, then on a photo with windows of growing size.
"""

# %%
# Sixteen numbers
# ---------------
#
# .. alt:: A grid of 4 by 4 numbers and a grid of 2 by 2: the means of the
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
# The same windows as for the maximum. Here the pupils stay dark.
#
# .. alt:: The cat's eyes in color, in four panels of coarser and coarser
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
# The kernel left sobel finds edges between columns: positive ones where the
# left is brighter, negative ones where the right is.
#
# .. alt:: The gray photo; its upright edges in red and blue; the same in light
#    and dark after the sigmoid; and the two pools, of which the average pool
#    is the paler.

edges = cg.convolve(photo, cg.kernels.LEFT_SOBEL, rgb=False)
figure = cg.show_image_ops(
    edges,
)
cg.show_shapes(edges)

plt.show()

# %%
# Notice
# ------
# The mean brightness hardly changes from panel to panel. It changes a little
# because windows cut short at the border count as much as whole ones:
# :doc:`Padding in pooling </gallery/03_pooling/padding_in_pooling>`
# tells more. Of the edges little is left. Positive and negative ones lie side
# by side, and their mean is near 0.5, which after the sigmoid is no edge at
# all.
#
# Try it
# ------
# Average pooling is a convolution too: a blur with as large a stride. Compare
# ``cg.convolve(photo, pooling=3, **unchanged).avg_pool`` with
# ``cg.convolve(photo, cg.kernels.BLUR, strides=3).conv``. Only one row
# differs. Why?
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998, whose LeNet-5 pools by averages
