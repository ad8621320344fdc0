"""
Max pooling
===========

Max pooling keeps the largest number of each window. You will see it on sixteen
numbers, then on a photo with windows of growing size.
"""

# %%
# Sixteen numbers
# ---------------
# ``pooling=2`` cuts the matrix into windows of 2 by 2 and keeps one number of
# each. The identity kernel and the linear activation leave the numbers as they
# are on the way there.
#
# .. alt:: A grid of 4 by 4 numbers and a grid of 2 by 2: the largest number of
#    each quarter is 5, 2, 7 and 9.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

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
cg.show_shapes(result)

# %%
# A photo, with larger and larger windows
# ---------------------------------------
# Red, green and blue are pooled by themselves. The eyes stay for a while, and
# then the brightest pixels take over.
#
# .. alt:: The cat's eyes in color, in four panels of coarser and coarser
#    blocks. The coarser they are, the brighter; at 32 by 32 the dark pupils
#    have vanished.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
pooled = {
    f"windows of {size}x{size}": cg.convolve(
        photo, pooling=size, **unchanged
    ).max_pool
    for size in (4, 8, 16, 32)
}
figure = cg.show_images(
    pooled,
)

# %%
# On edges, step by step
# ----------------------
# Networks pool what a kernel found, not photos. Here the kernel looks for
# edges between columns.
#
# .. alt:: The gray photo; its upright edges in red and blue; the same in light
#    and dark after the sigmoid; and the two pools, of which the max pool shows
#    more contrast.

edges = cg.convolve(photo, cg.kernels.LEFT_SOBEL, rgb=False)
figure = cg.show_image_ops(
    edges,
)
cg.show_shapes(edges)

plt.show()

# %%
# Notice
# ------
# A maximum lets the brightest pixel speak for its whole window. So photos get
# brighter with every step, and dark details such as the pupils lose. On edges
# that is a strength: the answer is yes if the edge is anywhere in the window.
#
# Try it
# ------
# Keep the darkest pixel of each window instead: pool ``255 -
# np.asarray(photo)``, and draw 1 minus its max pool.
#
# References
# ----------
# * Kunihiko Fukushima, *Neocognitron*, 1980, on why networks pool
