"""
Right sobel
===========

Why are networks often trained on mirrored photos as well? Right sobel is the
mirror image of left sobel, and this page shows what happens when only the
kernel is mirrored, and when both the photo and the kernel are.
"""

# %%
# The kernel
# ----------
# These are Sobel's weights, negative on the left and positive on the right.
# They add up to 0, so a flat area gives 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.RIGHT_SOBEL
print(kernel)

# %%
# At full size, in gray
# ---------------------
# Red marks edges with dark left of bright. Blue marks edges with bright left
# of dark.
#
# .. alt:: The sides of pupils and irises as red and blue strokes on white. The
#    right side of each dark pupil is red, its left side blue.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
right = cg.convolve(photo, kernel, **settings)
figure = cg.show_images(
    {"right sobel": right.conv},
)

# %%
# Mirror images
# -------------
# If both the photo and the kernel are mirrored, the result is mirrored too. If
# only the kernel is mirrored, the result changes sign, because this kernel is
# the negative of its mirror image.

mirrored = np.asarray(photo)[:, ::-1]
left = cg.convolve(photo, cg.kernels.LEFT_SOBEL, **settings)
both = cg.convolve(mirrored, cg.kernels.LEFT_SOBEL, **settings)
print(
    "photo and kernel mirrored:",
    np.allclose(both.conv[:, :, ::-1], right.conv, atol=1e-5),
)
print(
    "only the kernel mirrored: ",
    np.allclose(left.conv, -right.conv, atol=1e-5),
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, with columns -1 -2 -1, 0 0 0 and 1 2
#    1. The convolution shows the sides of the irises in red and blue, the
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
# If an edge is mirrored, its result changes sign. A network that should
# recognize cats facing left and cats facing right needs both kernels. That is
# why networks are also trained on mirrored photos, a form of data
# augmentation.
#
# Try it
# ------
# Take the absolute value, ``np.abs(right.conv)``. Without the sign, it no
# longer matters whether the kernel is mirrored.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
