"""
Sharpen
=======

How does a photo editor make a soft photo look crisp? For each pixel, it adds
the difference between the pixel and its neighbors, which makes every small
contrast stronger. This page sharpens a photo at full size, then shows, in gray
and in color, how a network's first layer would process it.
"""

# %%
# The kernel
# ----------
# The kernel takes five times the pixel and subtracts the pixels above, left,
# right and below. In other words, it adds the four differences from the
# neighbors to the pixel itself. The weights add up to 1, so the pixel stays
# the same where all five are equal. The kernel is one of the five in GIMP's
# manual.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.SHARPEN
print(kernel)

# %%
# At full size
# ------------
# A stride of 1 gives one result for every pixel. Pixels at the border lack
# some of their neighbors; ``padding="VALID"`` skips them.
#
# .. alt:: The cat's eyes in color. Single hairs, the rim of the iris and the
#    reflection of a window in the pupil are crisp; the fur is almost grainy.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID")
figure = cg.show_images(
    {"sharpened": full.conv},
)

outside = (full.conv < 0) | (full.conv > 1)
print(f"{outside.mean():.1%} of the values are below 0 or above 1")

# %%
# Sharpening overshoots: beside an edge, the dark side becomes darker and the
# bright side brighter. Some values fall below black or rise above white, and a
# screen has to clip them.
#
# In gray, step by step
# ---------------------
# By default, ``convolve`` uses the settings of the 2016 tutorial: a stride of
# 3, a sigmoid, and pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, a 5 with -1 on its four sides. The
#    convolution is red nearly everywhere, white in the pupils and around the
#    eyes, and dotted with white in the fur. After the sigmoid it is a pale
#    gray version of the photo. Average pooling makes it coarser; max pooling
#    makes it coarser and brighter.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# The kernel filters the red, green and blue channels separately.
#
# .. alt:: The color photo; a grainy, sharpened version of it at a third of the
#    size; a pale, brownish version after the sigmoid; and two coarse versions
#    after pooling. After max pooling the image is brighter, and the reflection
#    of the window is one white block.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The color result looks speckled. The kernel compares each pixel with its
# direct neighbors, but at a stride of 3 only every third result is kept. Fine
# texture therefore turns into noise, which is known as aliasing. Both images
# after the sigmoid look pale, because a sigmoid maps 0 to 0.5 and 1 to only
# 0.73.
#
# Try it
# ------
# Sharpen more gently with ``cg.kernels.Kernel("gentle", [[0, -1, 0], [-1, 8,
# -1], [0, -1, 0]], 4)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
