"""
Sharpen
=======

Sharpening adds to each pixel what sets it apart from its four neighbors. You
will see the photo sharpened at full size, then what becomes of it, gray and in
color, on its way through a network.
"""

# %%
# The kernel
# ----------
# Five times the pixel, minus the pixels above, left, right and below. The
# weights add up to 1: where all five are equal, nothing changes. The kernel is
# one of the five in GIMP's manual.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.SHARPEN
print(kernel)

# %%
# At full size
# ------------
# A stride of 1 visits every pixel; ``padding="VALID"`` skips those at the
# border, whose neighbors are not all there.
#
# .. alt:: The cat's eyes in color. Single hairs, the rim of the iris and the
#    reflection of a window in the pupil are crisp, the fur almost grainy.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID")
figure = cg.show_images(
    {"sharpened": full.conv},
)

outside = (full.conv < 0) | (full.conv > 1)
print(f"{outside.mean():.1%} of the values are below 0 or above 1")

# %%
# Sharpening overshoots: beside an edge, the dark side gets darker than black
# and the bright side brighter than white. A screen has to clip those values.
#
# Gray, step by step
# ------------------
# The tutorial's settings: a stride of 3, a sigmoid, and pools of 3 by 3.
#
# .. alt:: The gray photo and the kernel, 5 in a cross of -1. The convolution
#    is red nearly everywhere, white in the pupils and around the eyes, and
#    dotted with white in the fur. Its sigmoid is a pale gray version of the
#    photo, coarser after average pooling, and coarser and brighter after max
#    pooling.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# The kernel filters red, green and blue by themselves.
#
# .. alt:: The color photo; a grainy, sharpened version of it at a third of the
#    size; a pale, brownish one after the sigmoid; and two coarse ones after
#    pooling, of which the max pool is brighter, with the window's reflection
#    as one white block.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The color picture looks speckled. With a stride of 3 the kernel compares
# neighbors, but only every third result is kept: fine texture turns into
# noise. Both sigmoids look pale because a sigmoid maps 0 to 0.5 and 1 to only
# 0.73.
#
# Try it
# ------
# Sharpen more gently: ``cg.kernels.Kernel("gentle", [[0, -1, 0], [-1, 8, -1],
# [0, -1, 0]], 4)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
