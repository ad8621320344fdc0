"""
Max pooling
===========

How can a network shrink a feature map and still keep its strongest responses?
Max pooling, used in AlexNet, for example, keeps only the largest number of
each window. This page shows it on sixteen numbers, then on a photo with
windows of increasing size, and finally on edges.
"""

# %%
# Sixteen numbers
# ---------------
# ``pooling=2`` divides the matrix into windows of 2 by 2 and keeps one number
# from each. The pipeline applies a kernel and an activation before it pools.
# The identity kernel and the linear activation leave the numbers unchanged.
#
# .. alt:: A grid of 4 by 4 numbers and a grid of 2 by 2. The largest numbers
#    of the four quarters are 5, 2, 7 and 9.

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
# The red, green and blue channels are pooled independently. The eyes remain
# recognizable at first; with larger windows, the brightest pixels take over.
#
# .. alt:: The cat's eyes in color, in four panels of increasingly coarse
#    blocks. The coarser the blocks, the brighter the panel; at 32 by 32 the
#    dark pupils have vanished.

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
# Networks rarely pool a photo directly. They pool a feature map, the output of
# a convolution. Here the kernel responds to vertical edges, where brightness
# changes from one column to the next.
#
# .. alt:: Five panels: the gray photo; its vertical edges in red and blue; the
#    same edges in light and dark gray after the sigmoid; and the two pooled
#    results, of which max pooling has more contrast.

edges = cg.convolve(photo, cg.kernels.LEFT_SOBEL, rgb=False)
figure = cg.show_image_ops(
    edges,
)
cg.show_shapes(edges)

plt.show()

# %%
# Notice
# ------
# With max pooling, the brightest pixel represents its whole window. A photo
# therefore gets brighter as the windows grow, and dark details such as the
# pupils disappear. For edges this is a strength: the output is high if there
# is a strong response anywhere in the window.
#
# Try it
# ------
# Keep the darkest pixel of each window instead: pool ``255 -
# np.asarray(photo)``, and draw 1 minus its max pool.
#
# References
# ----------
# * Kunihiko Fukushima, *Neocognitron*, 1980, on why networks pool
