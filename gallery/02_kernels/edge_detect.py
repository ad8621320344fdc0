"""
Edge detect
===========

Can a single kernel find edges of every direction? GIMP's edge detect compares
each pixel with its neighbors on all four sides at once: it adds up the four
and subtracts four times the pixel. This page shows why that responds to edges
of every direction, but not to an even slope of brightness.
"""

# %%
# The kernel
# ----------
# The kernel is one of the five in GIMP's manual. It is the sum of two second
# differences, 1 -2 1 along the row and 1 -2 1 down the column, and is known in
# mathematics as the discrete *Laplacian*. The weights add up to 0, so a flat
# area gives 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_DETECT
print(kernel)

# %%
# A slope and a step
# ------------------
# The first image gets brighter by 1 from column to column: a slope. The second
# jumps from 1 to 7: a step. On the slope, each pixel is the mean of its
# neighbors, so the result is 0. At the step, the result is a pair of values
# with opposite signs.
#
# .. alt:: Rows that count from 1 to 7, whose edges are all 0; and rows that
#    jump from 1 to 7, whose edges are 6 before the jump and -6 after it.

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
# .. alt:: On white, thin double lines of red and blue around eyes and pupils,
#    and dense red and blue speckles in the fur of cheek and forehead. The
#    irises are nearly blank.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"edge detect": full.conv},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, -4 with 1 on its four sides. The
#    convolution is white with red and blue specks in the fur and a blue line
#    at the bottom. After the sigmoid and after average pooling it is almost
#    flat gray. After max pooling it is brighter where the fur is busy.

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
# .. alt:: The color photo; a black image with colored specks where the fur is;
#    and three gray panels. After max pooling, the fur shows as lighter blocks.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Every edge appears twice, once on each side, with opposite signs. The edge
# itself lies at the zero crossing between the two. A second difference also
# responds to the finest texture and to noise, which is why the fur stands out
# more than the outline of the eye.
#
# Try it
# ------
# Blur first, so that the outlines stand out instead: filter
# ``np.clip(soft.conv, 0, 1)``, where ``soft = cg.convolve(photo,
# cg.kernels.GAUSSIAN_BLUR, strides=1)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980
