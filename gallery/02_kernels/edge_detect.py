"""
Edge detect
===========

Can a single kernel find edges of every direction? GIMP's edge detect compares
each pixel with its neighbors on all four sides at once: it adds up the four
and subtracts four times the pixel. This page shows why that responds to edges
of every direction, but not to every change of brightness.
"""

# %%
# The kernel
# ----------
# The kernel is one of the five in GIMP's manual. It is the sum of two second
# differences, 1 -2 1 along the row and 1 -2 1 down the column, and is known in
# mathematics as the discrete *Laplacian*. The weights add up to 0, so a flat
# area gives 0. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` shows how a kernel is
# applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EDGE_DETECT
print(kernel)

# %%
# A slope and a step
# ------------------
# The first image gets brighter by 1 from column to column: a slope. The second
# jumps from 1 to 7: a step.
#
# .. predict:: What does the kernel make of the slope?
#
#    Zeros. The left neighbor is darker by 1 and the right neighbor is brighter
#    by 1, so the two cancel. At the step, only one of them differs from the
#    pixel, and nothing cancels.
#
# .. alt:: Rows that count from 1 to 7, whose edges are all 0; and rows that
#    jump from 1 to 7, whose edges are 6 before the jump and -6 after it.
#
# .. caption:: An even slope leaves nothing. A step leaves a pair of values
#    with opposite signs.

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
# Before and after
# ----------------
# The test chart has edges of all directions, and a ramp that gets evenly
# brighter from left to right. ``padding="VALID"`` skips the pixels of the
# border, and the chart is cropped to match.
#
# .. alt:: A test chart before and after: a square, a diamond and a disk above
#    stripes, a star, and dots over a ramp. In the result, thin red and blue
#    lines on white trace every shape. In the enlarged detail, the ramp is
#    white below a red and a blue line, and each dot is a blue pixel between
#    four red ones.
#
# .. caption:: Every shape becomes an outline. Of the ramp, only its upper rim
#    and the dots on it are left.
#
# .. thumbnail:: 1 2

settings = {"strides": 1, "padding": "VALID", "rgb": False}
chart = cg.sample_image("chart")
full = cg.convolve(chart, kernel, **settings)
figure = cg.show_images(
    {"test chart": full.image[1:-1, 1:-1], "edge detect": full.conv},
    detail=np.s_[130:154, 198:236],
)

# %%
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, -4 with 1 on its four sides. The
#    convolution is white with red and blue specks in the fur and a blue line
#    at the bottom. After the sigmoid and after average pooling it is almost
#    flat gray. After max pooling it is brighter where the fur is busy.
#
# .. caption:: The blue line at the bottom is no edge of the photo: there, the
#    kernel reaches the zeros of the padding.

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
#
# .. alt:: The color photo; a black image with colored specks where the fur is;
#    and three gray panels. After max pooling, the fur shows as lighter blocks.
#
# .. caption:: Negative values are clipped to black. Single hairs remain as
#    colored specks.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# Every edge appears twice, once on each side, with opposite signs. The edge
# itself lies at the zero crossing between the two.
#
# A second difference also responds to the finest texture and to noise, which
# is why the fur stands out more than the outline of the eye.
#
# Try it
# ------
# Make the outlines of the cat's eyes stand out instead of the fur.
#
# .. answer::
#
# Blur first. The mean of neighboring hairs is smooth, while the broader rim of
# an eye survives the blur.
#
# .. alt:: Edges of the cat's eyes, before and after a blur. Before, dense
#    specks cover the fur. After the blur, the fur is almost white, and the
#    rims of the eyes are the clearest lines.
#
# .. caption:: After a Gaussian blur, most of the fur is gone, and the rims of
#    the eyes remain.

sharp = cg.convolve(photo, kernel, **settings)
soft = cg.convolve(photo, cg.kernels.GAUSSIAN_BLUR, **settings)
blurred_first = cg.convolve(soft.conv, kernel, **settings)
figure = cg.show_images(
    {
        "edge detect": sharp.conv[:, 1:-1, 1:-1],
        "blurred first": blurred_first.conv,
    },
    detail=np.s_[30:56, 170:212],
)

plt.show()

# %%
# Next
# ----
# The diamond of the chart has a stronger outline than the square. The next
# kernel, :doc:`outline </gallery/02_kernels/outline>`, responds to both alike.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980

# sphinx_gallery_tags = ["edges", "GIMP"]
