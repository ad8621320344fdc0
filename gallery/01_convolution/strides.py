"""
Strides
=======

How does a network reduce a large image to a few numbers? One method is the
stride, the distance in pixels from one window to the next: the larger the
stride, the smaller the output. This page shows how strides shrink an image,
and what is lost when the stride is larger than the kernel.
"""

# %%
# Where the windows are
# ---------------------
# This kernel picks the pixel at its center. The output therefore shows where
# the center of each window was.
#
# .. alt:: A row of numbers from 1 to 9. A stride of 2 leaves 1, 3, 5, 7, 9; a
#    stride of 3 leaves 2, 5, 8.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

ruler = np.arange(1, 10)[None]
grids = {"pixels": ruler}
for stride in (2, 3):
    picked = cg.convolve(ruler, [[0, 1, 0]], strides=(1, stride))
    grids[f"stride {stride}"] = np.round(picked.conv[0, :, :, 0] * 255)
figure = cg.show_grids(
    grids,
)

# %%
# A photo at larger and larger strides
# ------------------------------------
# The blur kernel covers 3 by 3 pixels. With a stride of 4 or more, the windows
# no longer touch, and the pixels between them have no effect on the output.
#
# .. alt:: The cat's eyes in four panels, with a half, a quarter, an eighth and
#    a sixteenth of the rows and columns. In the last one, 9 by 15 colored
#    blocks, the eyes are barely recognizable.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
stepped = {
    f"stride {stride}": cg.convolve(photo, cg.kernels.BLUR, strides=stride)
    for stride in (2, 4, 8, 16)
}
figure = cg.show_images(
    {name: result.conv for name, result in stepped.items()},
)
for name, result in stepped.items():
    print(
        f"{name}: {result.conv.shape[1]} rows, {result.conv.shape[2]} columns"
    )

# %%
# A stride larger than the kernel
# -------------------------------
# Skipped pixels can distort a pattern. These stripes alternate between one
# dark and one light pixel. With a stride of 2, a kernel of one pixel covers
# only dark pixels or only light ones. A mean of two pixels is as wide as the
# stride and covers both.
#
# .. alt:: Stripes of light and dark gray; a uniformly dark image, in which all
#    light stripes were skipped; and a uniformly middle gray one.

stripes = np.tile([0.2, 0.8], (6, 6))
blind = cg.convolve(stripes, [[1]], strides=2)
fair = cg.convolve(stripes, [[0.5, 0.5]], strides=2)
figure = cg.show_images(
    {"stripes": stripes, "1 pixel": blind.conv, "mean of 2": fair.conv},
)
cg.show_shapes(fair)

plt.show()

# %%
# Notice
# ------
# The first window is not always centered on the first pixel. With a stride of
# 3, three windows fit the row of 9 pixels exactly, so the first is centered on
# pixel 2. With a stride of 2, five windows need 11 pixels. SAME adds a zero
# before and after, so the first window is centered on pixel 1. (:doc:`Padding
# </gallery/01_convolution/padding>` explains the rule.)
#
# When pixels are skipped, fine patterns can turn into false ones: here,
# stripes became a flat dark gray. This is called *aliasing*. The remedy is to
# blur first.
#
# Try it
# ------
# Use different strides for rows and columns, such as ``strides=(1, 8)``.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
