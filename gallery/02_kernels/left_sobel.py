"""
Left sobel
==========

How does a program find vertical edges, such as the bars of a bar code? Left
sobel is top sobel with rows and columns exchanged. This page shows the edges
that top sobel misses, and how the two kernels together describe an edge of any
direction.
"""

# %%
# The kernel
# ----------
# These are Sobel's weights, positive on the left and negative on the right.
# They add up to 0, so a flat area gives 0. The last line printed checks that
# the kernel is the transpose of top sobel.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.LEFT_SOBEL
print(kernel)
print(
    "top sobel, transposed:",
    np.array_equal(kernel.weights, cg.kernels.TOP_SOBEL.weights.T),
)

# %%
# Vertical and horizontal edges
# -----------------------------
# The left kernel responds to vertical edges, such as the sides of a pupil. The
# top kernel responds to horizontal edges, such as the lids.
#
# .. alt:: Edges of the cat's eyes in red and blue. The left panel shows the
#    sides of the pupils and irises, the right panel the lids and the lower
#    rims.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
left = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"left sobel": left.conv, "top sobel": top.conv},
)

# %%
# The strength of an edge
# -----------------------
# Neither result shows every edge, so we combine them. If the two results are
# the legs of a right triangle, the hypotenuse is the strength of the edge,
# whatever its direction.
#
# .. alt:: Gray outlines on black: the full rims of both irises, the pupils and
#    the lids, and thin strokes for hairs.

strength = np.hypot(left.conv, top.conv)
figure = cg.show_images(
    {"strength of the edges": strength / strength.max()},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, with columns 1 2 1, 0 0 0 and -1 -2
#    -1. The convolution shows the sides of the irises in red and blue, the
#    sigmoid in light and dark. The pools keep them as coarse blocks.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# Negative results are drawn black.
#
# .. alt:: The color photo; light vertical strokes on black; the same strokes
#    on gray after the sigmoid; and coarse versions of them after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The smaller images have clean borders here, while top sobel draws a line
# along the bottom. The reason is the stride of 3. The 240 columns of the photo
# hold exactly 80 windows of 3 columns. In the other direction, 45 windows of 3
# rows need 135 rows, one more than the photo has, so the padding adds a row of
# zeros at the bottom. A kernel that compares rows responds to it.
#
# Try it
# ------
# The direction of an edge is an angle of the same triangle. Compute it with
# ``np.arctan2(top.conv, left.conv)``.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
