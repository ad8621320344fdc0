"""
Pooling, step by step
=====================

How does a pooling layer make an image smaller? In networks such as LeNet and
AlexNet, it follows a convolution and replaces each small window of numbers
with a single one: the largest, or the mean. The animations on this page show
both, one window at a time.
"""

# %%
# Window by window
# ----------------
# Pooling windows usually lie side by side, without overlap. Each window yields
# one number. Here four windows of 2 by 2 cover a grid of 4 by 4 numbers, so
# the output has 2 by 2.
#
# .. alt:: A golden window of 2 by 2 cells visits the four quarters of a grid
#    of 4 by 4 numbers. Their maxima, 5, 2, 7 and 9, and their means, 3, 1, 3
#    and 6, fill two grids of 2 by 2.
#
# .. caption:: The window moves by its own width, so each number is read once.
#    Max pooling keeps the largest number, average pooling the mean.
#
# .. thumbnail:: 1

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
# Windows of 2 do not divide five rows and columns evenly. With
# ``padding="SAME"``, the last windows extend past the border.
#
# .. predict:: The last window covers a single number, 5, and three cells
#    beyond the border. What are its maximum and its mean?
#
#    Both are 5. Unlike in a convolution, cells beyond the border do not count
#    as zeros. They are ignored, so the maximum and the mean are taken over the
#    numbers that exist, and here there is only one.
#
# .. alt:: A window of 2 by 2 cells visits nine positions on a grid of 5 by 5
#    numbers. At the right and at the bottom it extends past the border. The
#    last window contains a single number, 5, which is both its maximum and its
#    mean.
#
# .. caption:: The cells beyond the border are blank, because pooling does not
#    count them.

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
# The same result in one call
# ---------------------------
# :func:`convgallery.convolve` applies a convolution, an activation and then
# pooling. To pool the numbers unchanged, use a kernel that consists of a
# single 1, and the linear activation.

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
# Where the windows fit, one number remains of every four. The exact position
# of the maximum is lost: if the 5 in the upper left window stood above the 1
# instead of below it, both results would be the same.
#
# Pooling has no weights, so there is nothing in it to train. All there is to
# choose is the size of the window, its stride, and maximum or mean.
#
# Try it
# ------
# Give the window another shape, ``(1, 4)``. What do the two outputs tell about
# each row?
#
# .. answer::
#
# They tell its largest number and its mean, because the window covers a whole
# row. The two do not always agree: the last row has the largest number, and
# the third row the largest mean.
#
# .. alt:: A window of one row and four columns visits the four rows of the
#    grid. Their maxima are 3, 5, 8 and 9; their means are 1.5, 2.5, 5 and 4.
#
# .. caption:: Each output has four rows and one column.

animation = cg.animate_pooling(
    pixels,
    (1, 4),
)
animation

# %%
# Next
# ----
# :doc:`Max pooling </gallery/03_pooling/max_pooling>` applies the first of the
# two methods to whole images, to show what it keeps and what it erases.
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998

# sphinx_gallery_tags = ["pooling", "by hand"]
