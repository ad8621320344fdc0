"""
Bottom sobel
============

Why would a network learn two kernels that find the same edges? Bottom sobel is
top sobel upside down, so its results differ only in sign. This page shows that
a ReLU or max pooling, as in the first layers of a network, turns the two into
different detectors.
"""

# %%
# The kernel
# ----------
# These are Sobel's weights, negative above and positive below. They add up to
# 0, so a flat area gives 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.BOTTOM_SOBEL
print(kernel)

# %%
# The opposite of top sobel
# -------------------------
# If the results of the two kernels are exact opposites, they cancel at every
# pixel when added together. The number below the figure confirms it.
#
# .. alt:: The arcs of the eyes in red and blue on white, in two panels. What
#    is red in one panel is blue in the other.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
bottom = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"bottom sobel": bottom.conv, "top sobel": top.conv},
)
print(f"largest sum of the two: {np.abs(bottom.conv + top.conv).max():.6f}")

# %%
# After a ReLU
# ------------
# The rectified linear unit, ``activation="relu"``, sets negative values to 0.
# Now each kernel keeps only its own edges: bottom sobel those that are dark
# above and bright below, top sobel those that are bright above and dark below.
# Networks learn such pairs of kernels.
#
# .. alt:: Two black panels with white arcs. In the first, the arcs lie below
#    dark lines and are brightest under the eyes. In the second, they lie above
#    dark lines and are brightest over the upper lids.

settings["activation"] = "relu"
bottom = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"bottom, relu": bottom.activation, "top, relu": top.activation},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, with rows -1 -2 -1, 0 0 0 and 1 2 1.
#    The convolution traces the eyes in red and blue, the sigmoid in light and
#    dark. The max pool keeps the light arcs.

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
# .. alt:: The color photo; light arcs of the eyes on black; light and dark
#    arcs on gray after the sigmoid; and coarse versions of them after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# In the gray convolution, the line along the bottom is blue here but red with
# :doc:`top sobel </gallery/02_kernels/top_sobel>`. It is an edge, too: the
# padding below the photo consists of zeros, which are darker than any fur.
#
# Try it
# ------
# Pass ``flip=True`` with the top kernel. This rotates the kernel by 180
# degrees, which turns it into the bottom kernel.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
