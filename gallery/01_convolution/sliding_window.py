"""
The sliding window
==================

A kernel at work, stop by stop. You will see which pixels it looks at, what it
multiplies them by, and how the sums fill a new picture: with and without
padding, in larger steps, and with gaps.
"""

# %%
# Stop by stop
# ------------
# The golden window lies on nine pixels. Each is multiplied by the weight that
# lies on it, and the nine products add up to one number of the output. Then
# the window moves on by one pixel.
#
# .. alt:: A golden window of 3 by 3 cells moves over a grid of 5 by 5 numbers,
#    row by row. Beside it an output of 3 by 3 cells fills, 12 first and 6
#    last; below are the kernel and the nine products of each stop.

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
# With zeros around it
# --------------------
# In SAME padding, zeros surround the picture, outside the frame. The window
# may now stand on every pixel, and the output is as large as the input.
#
# .. alt:: The same grid in a frame, with a ring of zeros around it. The window
#    visits 25 places, sixteen of them partly outside the frame, and the output
#    has 5 by 5 cells.

animation = cg.animate_convolution(
    pixels,
    kernel,
    padding="SAME",
    interval=500,
)
animation

# %%
# In steps of two
# ---------------
# With a stride of 2, the window skips every other place, across and down. Of
# the nine numbers of the first output, the four in the corners are left.
#
# .. alt:: The window jumps by two cells and stops in four places, the corners
#    of the grid. The output has 2 by 2 cells.

animation = cg.animate_convolution(
    pixels,
    kernel,
    strides=2,
)
animation

# %%
# With gaps
# ---------
# With a dilation of 2, the nine weights lie on every other pixel. They span 5
# by 5 pixels, so that on 6 by 6 there are four places for them.
#
# .. alt:: Nine golden cells with gaps of one cell between them move over a
#    grid of the numbers 0 to 35. There are four stops, and an output of 2 by 2
#    cells.

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
# :func:`convgallery.convolve` makes all stops together. The animations show
# its numbers.

result = cg.convolve(
    pixels, kernel, strides=1, padding="VALID", activation="linear"
)
print(np.round(result.conv[0, :, :, 0] * 255).astype(int))
print("shape:", result.conv.shape)

plt.show()

# %%
# Notice
# ------
# The kernel never changes on its way: a network finds an edge in the lower
# right by the same weights that find one in the upper left. What it is given
# does change: neighboring stops share six of their nine pixels, and near the
# border of SAME some of the nine are zeros.
#
# Try it
# ------
# Step to the middle of the first animation, and work out the next number
# before you let it move. Then, in the script, replace the kernel by ``[[0, 0,
# 0], [0, 1, 0], [0, 0, 0]]``: what will the output be?
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__, whose animations
#   these carry on
