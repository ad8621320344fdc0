"""
Dilation
========

A dilated kernel leaves gaps between the pixels it looks at. You will see how
nine weights can span a wide area, and that they then find coarser edges.
"""

# %%
# Nine weights, further and further apart
# ---------------------------------------
# A single bright pixel, filtered by nine ones, shows how far apart the pixels
# lie that the kernel looks at.
#
# .. alt:: Three grids of 7 by 7 cells, each with nine ones: side by side in
#    the middle; with a gap of one cell; and with gaps of two cells, in the
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
# The kernel left sobel subtracts the column to the right from the one to the
# left. The further apart these lie, the less it sees of single hairs and the
# more of soft edges. The strength is the standard deviation of the result.
#
# .. alt:: The upright edges of the cat's eyes in red and blue, in four panels.
#    The lines grow wider from panel to panel, the pattern of the fur fades,
#    and at dilation 8 every edge is a broad band.

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
# The number of weights, and so of multiplications, stays nine. Networks that
# label every pixel stack layers of growing dilation to see far without pooling
# the details away. One layer alone never sees what lies in its gaps.
#
# Try it
# ------
# Spread the columns of the kernel and not its rows: ``dilations=(1, 6)``.
#
# References
# ----------
# * Fisher Yu and Vladlen Koltun, `Multi-scale context aggregation by dilated
#   convolutions <https://arxiv.org/abs/1511.07122>`__, 2016
