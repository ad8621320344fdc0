"""
Gaussian blur
=============

How do edge detectors keep noise from looking like edges? Many begin with a
Gaussian blur, a mean in which near pixels count more than distant ones. This
page shows why it blurs more smoothly than equal weights do.
"""

# %%
# The kernel
# ----------
# The kernel is the row 1 2 1, multiplied by itself as a column. Longer rows of
# Pascal's triangle give larger kernels, which come closer and closer to the
# Gaussian bell curve. The weights add up to 16, and the divisor is 16 too, so
# the image keeps its brightness. In textbooks, this is the smallest Gaussian
# kernel.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.GAUSSIAN_BLUR
print(kernel)
row = [1, 2, 1]
print("1 2 1 times 1 2 1:", np.array_equal(kernel.weights, np.outer(row, row)))

# %%
# A single bright pixel
# ---------------------
# The response to a single bright pixel, the impulse response, tells everything
# about a kernel. This kernel is symmetric, so its impulse response is the
# kernel itself. The numbers below are in sixteenths.
#
# .. alt:: A grid of zeros with a single 1 in the middle, and the same grid
#    after the blur. The numbers of the kernel now stand in its middle: 1 2 1,
#    2 4 2, 1 2 1.

dot = np.zeros((5, 7))
dot[2, 3] = 1
blurred = cg.convolve(dot, kernel, strides=1)
figure = cg.show_grids(
    {
        "bright pixel": dot,
        "blurred, in sixteenths": blurred.conv[0, :, :, 0] * 16,
    },
)

# %%
# At full size
# ------------
#
# .. alt:: The cat's eyes, slightly soft. The fur is smoother; the outlines of
#    iris and pupil remain.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID")
figure = cg.show_images(
    {"gaussian blur": full.conv},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, 0.25 in the middle falling to 0.0625
#    in the corners. The convolution is a smaller, softer photo. After the
#    sigmoid it is pale, and both pooled images are coarse.

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
# .. alt:: The color photo; a soft version of it at a third of the size; a pale
#    version after the sigmoid; and two coarse versions after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The middle pixel keeps a quarter of the weight, compared with a ninth in the
# :doc:`plain blur </gallery/02_kernels/blur>`, so more of the photo's detail
# survives. The weights also decrease toward the corners. The blur therefore
# favors no direction and leaves no visible boxes.
#
# Try it
# ------
# Make a 5 by 5 kernel: set ``row = [1, 4, 6, 4, 1]``, then use
# ``cg.kernels.Kernel("gaussian 5x5", np.outer(row, row), 256)``.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering
