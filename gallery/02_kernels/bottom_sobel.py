"""
Bottom sobel
============

Top sobel upside down. You will see that the two find the same edges with
opposite signs, and that an activation and pooling then tell them apart.
"""

# %%
# The kernel
# ----------
# Sobel's weights, negative above and positive below. They add up to 0, so that
# flat areas become 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.BOTTOM_SOBEL
print(kernel)

# %%
# The opposite of top sobel
# -------------------------
# Added together, the results of the two kernels cancel at every pixel.
#
# .. alt:: The arcs of the eyes in red and blue on white, twice. What is red in
#    one panel is blue in the other.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
bottom = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"bottom sobel": bottom.conv, "top sobel": top.conv},
)
print(f"largest sum of the two: {np.abs(bottom.conv + top.conv).max():.6f}")

# %%
# After a rectifier
# -----------------
# ``activation="relu"`` sets what is negative to 0. Now each kernel keeps its
# own edges: the dark above the bright, or the bright above the dark. Networks
# learn such pairs of kernels.
#
# .. alt:: Two black pictures with white arcs. In the first the arcs lie below
#    dark lines and are brightest under the eyes; in the second they lie above
#    dark lines and are brightest over the upper lids.

settings["activation"] = "relu"
bottom = cg.convolve(photo, kernel, **settings)
top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
figure = cg.show_images(
    {"bottom, relu": bottom.activation, "top, relu": top.activation},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, -1 -2 -1 above 0 0 0 above 1 2 1. The
#    convolution traces the eyes in red and blue, the sigmoid in light and
#    dark; the max pool keeps the light arcs.

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
# .. alt:: The color photo; light arcs of the eyes on black; light and dark
#    arcs on gray after the sigmoid; coarse versions of that after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The line at the bottom of the small pictures is blue here and red with
# :doc:`top sobel </gallery/02_kernels/top_sobel>`: below the photo
# lie zeros, darker than any fur.
#
# Try it
# ------
# Pass ``flip=True`` with the top kernel. Half a turn of it is the bottom
# kernel.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
