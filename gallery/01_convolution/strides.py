"""
Strides
=======

A stride is the step from one window to the next. You will see how it shrinks a
picture, and what gets lost when it is larger than the kernel.
"""

# %%
# Steps on a ruler
# ----------------
# The kernel picks the pixel in its middle, so what is left shows where the
# windows stood.
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
# A photo, in larger and larger steps
# -----------------------------------
# The blur looks at 3 by 3 pixels. With steps of 4 and more, pixels lie between
# its stops that it never sees.
#
# .. alt:: The cat's eyes in four panels, with a half, a quarter, an eighth and
#    a sixteenth of the rows and columns. In the last one, 9 by 15 colored
#    blocks, the eyes can only be guessed.

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
# Steps larger than the kernel
# ----------------------------
# Stripes, one pixel light and one pixel dark, in steps of 2: a kernel of one
# pixel meets only dark ones, or only light ones. A mean of two pixels, as wide
# as the step, sees both.
#
# .. alt:: Stripes of light and dark gray; a uniformly dark picture, in which
#    all light stripes were skipped; and a uniformly middle gray one.

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
# Three windows of 3 fit the ruler of 9 exactly, so the first one stood on
# pixel 2. Five windows in steps of 2 need 11 pixels: SAME put a zero before
# and after, and the first one stood on pixel 1. (:doc:`Padding
# </gallery/01_convolution/padding>` tells how.)
#
# Where pixels are skipped, fine patterns turn into false ones, such as stripes
# into a flat dark gray. That is called *aliasing*; blurring first is the cure.
#
# Try it
# ------
# Give rows and columns steps of their own: ``strides=(1, 8)``.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
