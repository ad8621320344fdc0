"""
Emboss
======

How can a flat photo look as if it were pressed into metal? An emboss filter
brightens the edges that face one corner and darkens the opposite ones, like
light falling from that corner. This page also shows that the kernel, unlike
that of a blur, gives a different result when it is rotated by 180 degrees.
"""

# %%
# The kernel
# ----------
# The kernel is one of the five in GIMP's manual. Its weights are negative at
# the upper left and positive at the lower right, so it takes a difference
# along the diagonal. They add up to 1, so the photo itself remains visible.
# :doc:`What is a convolution? </gallery/01_convolution/what_is_a_convolution>`
# shows how a kernel is applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.EMBOSS
print(kernel)

# %%
# Before and after
# ----------------
# With a stride of 1, there is a result for every pixel except those of the
# border. ``padding="VALID"`` skips them, and the photo is cropped to match.
#
# .. alt:: Two rows of coins before and after, with one coin enlarged. Before,
#    the coins are flat and gray. Afterwards, each has a white rim at the upper
#    left and a black rim at the lower right, and their reliefs are deep.
#
# .. caption:: The coins stand out as if light fell on them from the upper
#    left.
#
# .. thumbnail:: 1 2

settings = {"strides": 1, "padding": "VALID", "rgb": False}
coins = cg.sample_image("coins")
relief = cg.convolve(coins, kernel, **settings)
detail = np.s_[106:144, 70:136]
figure = cg.show_images(
    {
        "coins": relief.image[1:-1, 1:-1],
        "emboss": np.clip(relief.conv, 0, 1),
    },
    detail=detail,
)

# %%
# At the upper left of a coin, the positive weights lie on the bright coin and
# the negative ones on the dark background, so the sum is large. At the lower
# right it is the other way around.
#
# Rotated by 180 degrees
# ----------------------
# ``flip=True`` rotates the kernel by 180 degrees first, which gives what
# mathematics calls a convolution.
#
# .. predict:: From where does the light seem to fall after the rotation?
#
#    From the lower right. The rotation exchanges the weights of the upper left
#    and the lower right, so bright rims become dark and dark rims bright.
#
# .. alt:: The coins in relief, twice, with one of them enlarged. After the
#    rotation, the upper left of each rim is black and the lower right is
#    white.
#
# .. caption:: The same coins, lit from opposite corners.

rotated = cg.convolve(coins, kernel, flip=True, **settings)
figure = cg.show_images(
    {
        "emboss": np.clip(relief.conv, 0, 1),
        "rotated": np.clip(rotated.conv, 0, 1),
    },
    detail=detail,
)

# %%
# A symmetric kernel such as :doc:`sharpen </gallery/02_kernels/sharpen>` gives
# the same image either way. An asymmetric one reveals whether a program flips
# the kernel: GIMP, TensorFlow and OpenCV's ``filter2D`` do not,
# SciPy's ``convolve`` does.
#
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, -2 in the upper left corner rising to
#    2 in the lower right. The convolution is mostly red, with deep red and
#    blue along edges. After the sigmoid it is a pale relief of the eyes, which
#    both pooling methods make coarser.
#
# .. caption:: The relief is clearest after the sigmoid, where light and dark
#    rims surround the eyes.

photo = cg.sample_image()
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
# .. alt:: The color photo; a harsh relief of it at a third of the size; a pale
#    relief after the sigmoid; and two coarse ones after pooling.
#
# .. caption:: The colors of the photo remain, because the weights add up to 1.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# The kernel takes its difference from the upper left to the lower right. An
# edge that runs across this diagonal, from the lower left to the upper right,
# looks carved. An edge that runs along the diagonal hardly changes. The rim of
# a coin has edges of every direction: it is white at the upper left, black at
# the lower right, and hardly changed in between.
#
# Try it
# ------
# Light the coins from the upper right.
#
# .. answer::
#
# Mirror the kernel's columns. The difference is then taken from the upper
# right to the lower left.
#
# .. alt:: The coins in relief, lit from the upper left and from the upper
#    right, with one of them enlarged. In the second image, the rims are white
#    at the upper right and black at the lower left.
#
# .. caption:: The white part of each rim moves from the upper left to the
#    upper right.

mirrored = cg.convolve(coins, kernel.weights[:, ::-1], **settings)
figure = cg.show_images(
    {
        "from upper left": np.clip(relief.conv, 0, 1),
        "from upper right": np.clip(mirrored.conv, 0, 1),
    },
    detail=detail,
)

plt.show()

# %%
# Next
# ----
# :doc:`Sobel </gallery/02_kernels/sobel>` leaves the photo out and keeps only
# its edges, one direction at a time.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["edges", "GIMP"]
