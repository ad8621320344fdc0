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
# the result is 0 where a pixel equals its left neighbor. :doc:`What is a
# convolution? </gallery/01_convolution/what_is_a_convolution>` shows how a
# kernel is applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_ENHANCE
print(kernel)

# %%
# A bright square
# ---------------
# The image is 0 except for a square of nines.
#
# .. predict:: On which sides of the square does the kernel find an edge?
#
#    On the left and on the right. On the left, dark becomes bright, and the
#    result is +9. On the right, bright becomes dark, and it is -9. The upper
#    and lower sides leave no trace, because the brightness there changes
#    between rows and the kernel compares only pixels in the same row.
#
# .. alt:: A 3 by 3 square of nines among zeros. In the result, a column of 9
#    marks the left side of the square, and a column of -9 marks the first
#    pixels to the right of it. All other values are 0.
#
# .. caption:: The sign says whether the brightness rises or falls from left to
#    right.

square = np.zeros((5, 7))
square[1:4, 2:5] = 9
found = cg.convolve(square / 9, kernel, strides=1).conv[0, :, :, 0] * 9
figure = cg.show_grids(
    {"square": square, "edges": found},
)

# %%
# Before and after
# ----------------
# Red marks values above 0, where a pixel is brighter than its left neighbor.
# Blue marks values below 0, where it is darker. ``padding="VALID"`` skips the
# pixels of the border, and the photo is cropped to match.
#
# .. alt:: A brick wall before and after, with the place enlarged where two
#    joints meet. In the result, each vertical joint is a red line beside a
#    blue one, on white. The long horizontal joints are rows of faint specks.
#
# .. caption:: The left side of each bright vertical joint is red, and its
#    right side is blue. The horizontal joints all but vanish.
#
# .. thumbnail:: 1 2

settings = {"strides": 1, "padding": "VALID", "rgb": False}
wall = cg.sample_image("brick")
across = cg.convolve(wall, kernel, **settings)
detail = np.s_[72:96, 156:192]
figure = cg.show_images(
    {"brick wall": across.image[1:-1, 1:-1], "edge enhance": across.conv},
    detail=detail,
)

# %%
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, -1 beside 1. The convolution is white
#    with outlines of the eyes and specks of fur in red and blue. After the
#    sigmoid it is middle gray with faint traces of the eyes. After average
#    pooling it is almost flat, and after max pooling it is barely lighter
#    where the fur is busy.
#
# .. caption:: The differences between neighbors are small, so little is to be
#    seen after the sigmoid, which maps 0 to a middle gray.

photo = cg.sample_image()
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
#
# .. caption:: Without its sign, half of the result is lost: only edges where
#    the brightness rises from left to right glow.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# About half of the results are negative. The color panel clips them to black,
# and average pooling cancels them against their positive neighbors. Max
# pooling keeps the strongest positive edge in each window.
#
# An edge lies between two pixels, but its result is stored at the right one,
# half a pixel too far. Kernels with a 0 between -1 and 1, such as
# :doc:`Sobel's </gallery/02_kernels/sobel>`, are centered.
#
# Try it
# ------
# Find the horizontal joints of the wall instead.
#
# .. answer::
#
# Transpose the kernel. It then subtracts from each pixel its upper neighbor.
#
# .. alt:: The result of the kernel, with the vertical joints, and that of its
#    transpose, where the long horizontal joints are red and blue lines and the
#    vertical joints are nearly gone.
#
# .. caption:: Each kernel finds the joints that the other one misses.

down = cg.convolve(wall, kernel.weights.T, **settings)
figure = cg.show_images(
    {"edge enhance": across.conv, "transposed": down.conv},
    detail=detail,
)

plt.show()

# %%
# Next
# ----
# :doc:`Edge detect </gallery/02_kernels/edge_detect>` compares each pixel with
# its neighbors on all four sides, so it finds both kinds of edges at once.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["edges", "GIMP"]
