"""
Edge detect
===========

The sum of the four neighbors, minus four times the pixel. You will see why
this finds edges of every direction, and ignores slopes.
"""

# %%
# The kernel
# ----------
# It is one of the five in GIMP's manual, and adds two second differences, 1 -2 1
# across and 1 -2 1 down. Mathematicians know it as the discrete *Laplacian*. The
# weights add up to 0: a flat area leaves nothing.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_DETECT
print(kernel)

# %%
# A slope and a step
# ------------------
# The first picture gets brighter by 1 from column to column: a slope. The
# second jumps from 1 to 7: a step. The slope leaves nothing; the step leaves a
# pair of opposite signs.
#
# .. alt:: Rows of 1 to 7, whose edges are all 0; and rows that jump from 1 to
#    7, whose edges are 6 before the jump and -6 after it.

slope = np.tile([1, 2, 3, 4, 5, 6, 7], (3, 1))
step = np.tile([1, 1, 1, 1, 7, 7, 7], (3, 1))
found = {}
for name, pixels in {"slope": slope, "step": step}.items():
    result = cg.convolve(
        pixels / 9, kernel, strides=1, padding="VALID", pooling=1
    )
    found[name] = pixels
    found[f"edges of the {name}"] = (
        np.round(result.conv[0, :, :, 0] * 9, 3) + 0.0
    )
figure = cg.show_grids(
    found,
)

# %%
# At full size, gray
# ------------------
#
# .. alt:: White, with thin double lines of red and blue around eyes and
#    pupils, and dense red and blue speckles in the fur of cheek and forehead.
#    The irises are nearly blank.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"edge detect": full.conv},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, -4 in a cross of 1. The convolution
#    is white with red and blue specks in the fur and a blue line at the
#    bottom, the sigmoid and the average pool are almost flat gray, and the max
#    pool is brighter where the fur is busy.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
#
# .. alt:: The color photo; a black picture with colored specks where the fur
#    is; and three gray panels, of which the max pool shows the fur as lighter
#    blocks.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Every edge is drawn twice, once on each side, with opposite signs; the edge
# itself runs where the result passes through 0. A second difference also
# answers to the finest texture and to noise, which is why the fur shouts
# louder than the outline of the eye.
#
# Try it
# ------
# Blur first, so that the outlines win: filter ``np.clip(soft.conv, 0, 1)``,
# where ``soft = cg.convolve(photo, cg.kernels.GAUSSIAN_BLUR, strides=1)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980
