"""
Left sobel
==========

Top sobel with rows and columns exchanged. You will see the upright edges that
the other one could not, and how both together describe an edge of any
direction.
"""

# %%
# The kernel
# ----------
# Sobel's weights, positive on the left and negative on the right. They add up to
# 0, so that flat areas become 0.

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
# Two halves of one picture
# -------------------------
# An upright pupil answers to the left kernel, level lids to the top kernel.
#
# .. alt:: Edges of the cat's eyes in red and blue. The left panel has the
#    sides of pupils and irises, the right panel the lids and the lower rims.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
left = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"left sobel": left.conv, "top sobel": top.conv},
)

# %%
# Together
# --------
# Seen as the two sides of a right triangle, the results have a hypotenuse: the
# strength of the edge, whatever its direction.
#
# .. alt:: Gray outlines on black: the full rims of both irises, the pupils and
#    the lids, and thin strokes for hairs.

strength = np.hypot(left.conv, top.conv)
figure = cg.show_images(
    {"strength of the edges": strength / strength.max()},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, columns 1 2 1, 0 0 0 and -1 -2 -1.
#    The convolution shows the sides of the irises in red and blue, the sigmoid
#    in light and dark; the pools keep them as coarse blocks.

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
# .. alt:: The color photo; light upright strokes on black; the same on gray
#    after the sigmoid; and coarse versions of that after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The sides of the small pictures are clean, while top sobel draws a line at the
# bottom. 80 steps of 3 columns fit the 240 columns of the photo exactly; 45
# steps of 3 rows need 135 rows, one more than there are, and that one is filled
# with zeros.
#
# Try it
# ------
# The direction of an edge is the angle of that triangle:
# ``np.arctan2(top.conv, left.conv)``.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
