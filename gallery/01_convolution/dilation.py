"""
Dilation
========

How can a kernel cover a wider area without more weights? A dilated kernel
leaves gaps between the pixels it covers. Networks that label every pixel of an
image use such kernels to take in a wide neighborhood at little cost. This page
shows how far nine weights reach, and that a dilated edge detector responds to
coarser edges.
"""

# %%
# Nine weights, farther and farther apart
# ---------------------------------------
# To see the gaps, filter an image that has a single bright pixel with a kernel
# of nine ones. The ones in the output are as far apart as the pixels that the
# kernel covers.
#
# .. alt:: Three grids of 7 by 7 cells, each with nine ones: side by side in
#    the middle; with gaps of one cell; and with gaps of two cells, in the
#    corners, at the sides and in the middle.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

dot = np.zeros((7, 7))
dot[3, 3] = 1
spread = {
    f"dilation {dilation}": cg.convolve(
        dot, np.ones((3, 3)), strides=1, dilations=dilation
    ).conv[0, :, :, 0]
    for dilation in (1, 2, 3)
}
figure = cg.show_grids(
    spread,
)
for dilation in (1, 2, 3):
    extent = cg.window_extent(3, dilation=dilation)
    print(f"dilation {dilation}: 9 weights span {extent} by {extent} pixels")

# %%
# Coarser edges
# -------------
# The left Sobel kernel subtracts the column on the right from the column on
# the left. The farther apart these columns are, the less it responds to single
# hairs and the more it responds to soft edges. The strength printed below is
# the standard deviation of the result.
#
# .. alt:: The vertical edges of the cat's eyes in red and blue, in four
#    panels. The lines grow wider from panel to panel, the texture of the fur
#    fades, and at dilation 8 every edge is a broad band.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
results = {
    f"dilation {dilation}": cg.convolve(
        photo,
        cg.kernels.LEFT_SOBEL,
        strides=1,
        padding="VALID",
        rgb=False,
        dilations=dilation,
    )
    for dilation in (1, 2, 4, 8)
}
figure = cg.show_images(
    {name: result.conv for name, result in results.items()},
)
for name, result in results.items():
    print(f"{name}: {result.conv.shape}, strength {result.conv.std():.2f}")

plt.show()

# %%
# Notice
# ------
# There are always nine weights, and therefore nine multiplications for each
# output value. Networks that label every pixel stack layers of increasing
# dilation, so that they cover a wide area without losing detail to pooling. A
# single dilated layer is not enough, because each of its outputs ignores the
# pixels in the gaps.
#
# Try it
# ------
# Spread out the columns of the kernel but not its rows: ``dilations=(1, 6)``.
#
# References
# ----------
# * Fisher Yu and Vladlen Koltun, `Multi-scale context aggregation by dilated
#   convolutions <https://arxiv.org/abs/1511.07122>`__, 2016
