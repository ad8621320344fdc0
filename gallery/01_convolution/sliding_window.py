"""
The sliding window
==================

How does a small kernel filter a whole image? Blur filters, edge detectors and
the convolutional layers of a network all work the same way: the kernel slides
over the image and computes one sum at each position. The animations on this
page show which pixels it covers, what it multiplies them by, and how the sums
fill the output. Padding, stride and dilation follow one at a time.
"""

# %%
# Position by position
# --------------------
# The golden window covers nine pixels. Each pixel is multiplied by the weight
# at the same position in the kernel, and the nine products add up to one
# number of the output. Then the window moves by one pixel.
#
# .. alt:: A golden window of 3 by 3 cells moves over a grid of 5 by 5 numbers,
#    row by row. Beside it, an output of 3 by 3 cells fills up, from 12 in the
#    first cell to 6 in the last. Below are the kernel and the nine products at
#    each position.
#
# .. caption:: The sum of the nine products becomes the newest number of the
#    output. Only the pixels under the window change, never the weights.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["animation.html"] = "jshtml"  # notebooks play the animations
pixels = np.array(
    [
        [3, 3, 2, 1, 0],
        [0, 0, 1, 3, 1],
        [3, 1, 2, 2, 3],
        [2, 0, 0, 2, 2],
        [2, 0, 0, 0, 1],
    ]
)
kernel = np.array([[0, 1, 2], [2, -2, 0], [0, 1, 2]])
animation = cg.animate_convolution(
    pixels,
    kernel,
)
animation

# %%
# SAME padding
# ------------
# Without padding, the output is smaller than the input. SAME padding surrounds
# the image with zeros, drawn here outside the frame. The window can now be
# centered on every pixel, and the output is as large as the input.
#
# .. alt:: The same grid in a frame, surrounded by a ring of zeros. The window
#    visits 25 positions, sixteen of them partly outside the frame, and the
#    output has 5 by 5 cells.
#
# .. caption:: Outside the frame, the window covers zeros, which add nothing to
#    the sum.
#
# .. thumbnail:: 1

animation = cg.animate_convolution(
    pixels,
    kernel,
    padding="SAME",
    interval=500,
)
animation

# %%
# A stride of 2
# -------------
# With a stride of 2, the window moves by two pixels at a time, both across and
# down.
#
# .. predict:: The output of the first animation has 3 by 3 numbers. Which of
#    them are left with a stride of 2?
#
#    The four in its corners. A window of 3 pixels fits into 5 at two positions
#    that are 2 pixels apart, so the output has 2 rows and 2 columns. Their
#    sums are the same as before, because each depends only on the pixels under
#    its own window.
#
# .. alt:: The window moves two cells at a time and visits four positions, the
#    corners of the grid. The output has 2 by 2 cells.
#
# .. caption:: The window skips every other position, which makes the output
#    smaller.

animation = cg.animate_convolution(
    pixels,
    kernel,
    strides=2,
)
animation

# %%
# A dilation of 2
# ---------------
# Dilation widens the kernel without adding weights. With a dilation of 2, the
# nine weights are applied to every other pixel and span 5 by 5 pixels. An
# image of 6 by 6 pixels has room for four such windows.
#
# .. alt:: Nine golden cells, with gaps of one cell between them, move over a
#    grid of the numbers 0 to 35. They visit four positions, and the output has
#    2 by 2 cells.
#
# .. caption:: The pixels in the gaps have no effect on the sum of this window,
#    but the next window covers some of them.

larger = np.arange(36).reshape(6, 6)
animation = cg.animate_convolution(
    larger,
    kernel,
    dilations=2,
)
animation

# %%
# The whole output at once
# ------------------------
# :func:`convgallery.convolve` computes the sums for all positions in one call.
# The animations take their numbers from it; the output printed here is that of
# the first one.

result = cg.convolve(
    pixels, kernel, strides=1, padding="VALID", activation="linear"
)
print(np.round(result.conv[0, :, :, 0] * 255).astype(int))
print("shape:", result.conv.shape)

# %%
# Notice
# ------
# The weights stay the same at every position, so a network detects an edge in
# the lower right with the same weights as one in the upper left. Only the
# pixels under the window change.
#
# Neighboring windows share six of their nine pixels, so neighboring numbers of
# the output are related. Near the border of a SAME-padded image, some of the
# nine are zeros.
#
# Try it
# ------
# GIMP's manual explains convolutions with a kernel that has a 1 above its
# center and zeros elsewhere. What does it do to the image, with SAME padding?
#
# .. answer::
#
# Each sum is the pixel above the center. All pixels therefore move down by one
# row, and a row of zeros enters from the padding at the top.
#
# .. alt:: Two grids of 5 by 5 numbers. The first is the image of the
#    animations; the second begins with a row of zeros, followed by the first
#    four rows of the image.
#
# .. caption:: The weight is above the center, but the image moves down.

above = [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
moved = cg.convolve(pixels, above, strides=1)
figure = cg.show_grids(
    {"image": pixels, "output": moved.conv[0, :, :, 0] * 255},
)

plt.show()

# %%
# Next
# ----
# :doc:`Correlation and convolution
# </gallery/01_convolution/correlation_and_convolution>` explains why some
# programs rotate the kernel before they slide it.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__, whose animations
#   inspired the ones on this page
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["by hand", "GIMP"]
