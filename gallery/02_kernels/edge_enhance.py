"""
Edge enhance
============

The simplest kernel that finds edges: each pixel minus its left neighbor. You
will see which edges it finds, which it is blind to, and why its results have a
sign.
"""

# %%
# The kernel
# ----------
# It is one of the five in GIMP's manual. The weights add up to 0: where two
# neighbors are equal, the result is 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_ENHANCE
print(kernel)

# %%
# A bright square
# ---------------
# On the left of the square, dark becomes bright: +9. On its right, bright
# becomes dark: -9. Its upper and lower sides leave no trace, for there the
# change is between rows.
#
# .. alt:: A 3 by 3 square of nines among zeros. In the result, a column of 9
#    marks the left side of the square and a column of -9 the first pixels to
#    the right of it; all else is 0.

square = np.zeros((5, 7))
square[1:4, 2:5] = 9
found = cg.convolve(square / 9, kernel, strides=1).conv[0, :, :, 0] * 9
figure = cg.show_grids(
    {"square": square, "edges": found},
)

# %%
# At full size, gray
# ------------------
# Red is above 0: brighter than the pixel to the left. Blue is below 0: darker.
#
# .. alt:: The outlines of the pupils and irises in red and blue on white.
#    Steep outlines are strong, level ones faint, and the fur is full of red
#    and blue specks.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"edge enhance": full.conv},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, -1 beside 1. The convolution is white
#    with red and blue specks, the sigmoid middle gray with faint traces of the
#    eyes, the average pool almost flat, and the max pool barely lighter where
#    the fur is busy.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# A color cannot be negative, so what is below 0 is clipped to black here.
#
# .. alt:: The color photo; a nearly black picture in which the left sides of
#    bright things glow faintly; and three middle gray panels, with light and
#    dark traces of the eyes after the sigmoid and next to nothing after
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
# Half of the edges are negative. The color panel loses them, and the average
# pool cancels them against their positive neighbors. The maximum keeps the
# strongest positive one of each window.
#
# Try it
# ------
# Find the edges between rows instead: ``cg.convolve(photo,
# kernel.weights.T)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
