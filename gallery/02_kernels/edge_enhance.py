"""
Edge enhance
============

How can a program find the edges in a photo? The simplest kernel subtracts from
each pixel its left neighbor, so its result is large where the brightness
changes. This page shows which edges this kernel finds, which ones it misses,
and why its results have a sign.
"""

# %%
# The kernel
# ----------
# The kernel is one of the five in GIMP's manual. Its weights add up to 0, so
# the result is 0 where a pixel equals its left neighbor.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_ENHANCE
print(kernel)

# %%
# A bright square
# ---------------
# At the left side of the square, dark becomes bright, and the result is +9. At
# the right side, bright becomes dark, and the result is -9. The upper and
# lower sides leave no trace, because the brightness there changes between rows
# and the kernel compares only pixels in the same row.
#
# .. alt:: A 3 by 3 square of nines among zeros. In the result, a column of 9
#    marks the left side of the square, and a column of -9 marks the first
#    pixels to the right of it. All other values are 0.

square = np.zeros((5, 7))
square[1:4, 2:5] = 9
found = cg.convolve(square / 9, kernel, strides=1).conv[0, :, :, 0] * 9
figure = cg.show_grids(
    {"square": square, "edges": found},
)

# %%
# At full size, gray
# ------------------
# Red marks values above 0, where a pixel is brighter than its left neighbor.
# Blue marks values below 0, where it is darker.
#
# .. alt:: The outlines of the pupils and irises in red and blue on white.
#    Steep outlines are strong and horizontal ones faint; the fur is full of
#    red and blue specks.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"edge enhance": full.conv},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, -1 beside 1. The convolution is white
#    with red and blue specks. After the sigmoid it is middle gray with faint
#    traces of the eyes. After average pooling it is almost flat, and after max
#    pooling it is barely lighter where the fur is busy.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# A color cannot be negative, so values below 0 are clipped to black here.
#
# .. alt:: The color photo; a nearly black image in which the left sides of
#    bright things glow faintly; and three middle gray panels. There are light
#    and dark traces of the eyes after the sigmoid, and next to nothing after
#    pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Half of the edges give negative results. The color panel clips them to black,
# and average pooling cancels them against their positive neighbors. Max
# pooling keeps the strongest positive edge in each window.
#
# Try it
# ------
# To find the edges between rows instead, transpose the kernel:
# ``cg.convolve(photo, kernel.weights.T)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
