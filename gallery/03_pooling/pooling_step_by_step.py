"""
Pooling, step by step
=====================

A window moves over a matrix, and two pools fill: one with the largest number of
each window, one with the mean. You will see every step of it.
"""

# %%
# Window by window
# ----------------
# The windows of a pool lie side by side. Each leaves one number, so that four
# windows of 2 by 2 make 2 by 2 numbers of 4 by 4.
#
# .. alt:: A golden window of 2 by 2 cells visits the quarters of a grid of 4
#    by 4 numbers. Their maxima, 5, 2, 7 and 9, and their means, 3, 1, 3 and 6,
#    fill two grids of 2 by 2.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["animation.html"] = "jshtml"  # notebooks play the animations
pixels = np.array([[1, 3, 2, 0], [5, 3, 0, 2], [7, 1, 8, 4], [2, 2, 9, 3]])
animation = cg.animate_pooling(
    pixels,
)
animation

# %%
# A window that does not fit
# --------------------------
# Five rows and columns do not fill windows of 2. With ``padding="SAME"`` the
# last windows hang over the border. The blank cells beyond it are left out:
# a maximum cannot come from there, and a mean is that of the cells that are
# there.
#
# .. alt:: Windows of 2 by 2 cells on a grid of 5 by 5 numbers, nine stops.
#    Those at the right and at the bottom hang over the frame; the last one
#    holds a single number, 5, which is its maximum and its mean.

wider = np.array(
    [
        [1, 3, 2, 0, 6],
        [5, 3, 0, 2, 2],
        [7, 1, 8, 4, 1],
        [2, 2, 9, 3, 3],
        [4, 6, 1, 1, 5],
    ]
)
animation = cg.animate_pooling(
    wider,
    padding="SAME",
)
animation

# %%
# The whole at once
# -----------------
# :func:`convgallery.convolve` pools what its convolution and activation gave.
# A kernel of a single 1 and the linear activation leave the numbers as they
# are.

result = cg.convolve(wider, [[1]], strides=1, activation="linear", pooling=2)
print("max pool:")
print(np.round(result.max_pool[0, :, :, 0] * 255).astype(int))
print("average pool:")
print(np.round(result.avg_pool[0, :, :, 0] * 255, 2))
cg.show_shapes(result)

plt.show()

# %%
# Notice
# ------
# Of four numbers one is left, and the exact place of the maximum is lost:
# whether the 5 stood above or below the 1, the pool is the same. A pool has no
# weights, so a network has nothing to learn in it.
#
# Try it
# ------
# Give the window another shape, ``cg.animate_pooling(pixels, (1, 4))``. What
# do the two pools now say about each row?
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998
