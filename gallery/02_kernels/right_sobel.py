"""
Right sobel
===========

Left sobel seen in a mirror. You will see what happens to a filtered picture
when the picture is mirrored, when the kernel is, and when both are.
"""

# %%
# The kernel
# ----------
# Sobel's weights, negative on the left and positive on the right. They add up to
# 0, so that flat areas become 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.RIGHT_SOBEL
print(kernel)

# %%
# At full size, gray
# ------------------
# Red: dark left of bright. Blue: bright left of dark.
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
# Mirrors
# -------
# Mirroring the photo and the kernel mirrors the result. Mirroring only the
# kernel changes the sign, because this kernel is the negative of its mirror
# image.

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
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, columns -1 -2 -1, 0 0 0 and 1 2 1.
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
# A network that should know a cat facing left and a cat facing right needs
# both kernels. That is why networks are also trained on mirrored photos.
#
# Try it
# ------
# Take the absolute value, ``np.abs(right.conv)``: now a mirror makes no
# difference.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
