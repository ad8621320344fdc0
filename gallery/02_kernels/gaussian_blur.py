"""
Gaussian blur
=============

A mean in which near pixels count more than far ones. You will see why it blurs
more smoothly than equal weights do.
"""

# %%
# The kernel
# ----------
# The row 1 2 1, multiplied with itself as a column. Longer rows of Pascal's
# triangle give larger kernels, closer and closer to the bell curve of Gauss. The
# weights add up to 16, and so does the divisor: the picture keeps its
# brightness. Textbooks give this kernel as the smallest of its kind.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.GAUSSIAN_BLUR
print(kernel)
row = [1, 2, 1]
print("1 2 1 times 1 2 1:", np.array_equal(kernel.weights, np.outer(row, row)))

# %%
# A single white pixel
# --------------------
# What a kernel does to one bright pixel in the dark shows everything about it:
# the pixel is replaced by the kernel's own numbers. Here they are in
# sixteenths.
#
# .. alt:: A grid of zeros with a single 1 in the middle, and the same grid
#    blurred: in the middle stand the kernel's numbers, 1 2 1, 2 4 2, 1 2 1.

dot = np.zeros((5, 7))
dot[2, 3] = 1
spread = cg.convolve(dot, kernel, strides=1)
figure = cg.show_grids(
    {"dot": dot, "blurred, in sixteenths": spread.conv[0, :, :, 0] * 16},
)

# %%
# At full size
# ------------
#
# .. alt:: The cat's eyes, slightly soft: the fur is smoother, the outlines of
#    iris and pupil remain.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID")
figure = cg.show_images(
    {"gaussian blur": full.conv},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, 0.25 in the middle falling to 0.0625
#    in the corners. The convolution is a smaller, soft photo, its sigmoid a
#    pale one, and both pools are coarse.

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
# .. alt:: The color photo, a soft one of a third of its size, a pale one after
#    the sigmoid, and two coarse ones after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The middle pixel keeps a quarter of the weight, against a ninth in the
# :doc:`plain blur </gallery/02_kernels/blur>`: more of the photo
# survives. The weights fall off toward the corners, so no direction is favored
# and no boxes show.
#
# Try it
# ------
# Make a 5 by 5 one: ``row = [1, 4, 6, 4, 1]``, then
# ``cg.kernels.Kernel("gaussian 5x5", np.outer(row, row), 256)``.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering
