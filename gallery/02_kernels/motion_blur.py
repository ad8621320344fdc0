"""
Motion blur
===========

What happens to a photo when the camera moves during the exposure? Each pixel
becomes a mean along the line of the movement, which a kernel can imitate. This
page shows that such a kernel need not be square, and that it weakens edges
across the movement more than edges along it.
"""

# %%
# The kernels
# -----------
# Each kernel has nine equal weights: in a row, in a column, or on a diagonal.
# This is the textbook's model of a camera that moves at constant speed. With a
# divisor of 9 the weights add up to 1, so the photo keeps its brightness.
#
# .. alt:: A grid of 9 by 9 numbers with ones on the diagonal from the upper
#    left to the lower right and zeros elsewhere.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

moves = {
    "horizontal": np.ones((1, 9)),
    "vertical": np.ones((9, 1)),
    "diagonal": np.eye(9),
}
for name, weights in moves.items():
    print(f"{name:>8}: shape {weights.shape}, sum {weights.sum():.0f}")
figure = cg.show_grids(
    {"diagonal": moves["diagonal"]},
)

# %%
# On the photo
# ------------
#
# .. alt:: The cat's eyes, smeared sideways, up and down, and along a diagonal,
#    as if the camera had moved. Lines along the movement stay sharp.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
results = {
    name: cg.convolve(
        photo,
        cg.kernels.Kernel(name, weights, divisor=9),
        strides=1,
        padding="VALID",
    )
    for name, weights in moves.items()
}
figure = cg.show_images(
    {name: result.conv for name, result in results.items()},
)
cg.show_shapes(results["horizontal"])

# %%
# Which edges survive
# -------------------
# Sobel kernels measure the strength of the vertical and
# (horizontal) edges that are left, as a fraction of their strength in the
# photo.


def edges(pixels, side):
    """Measure how strong the edges of one direction are."""
    kernel = cg.kernels.CATALOG[f"{side}_sobel"]
    found = cg.convolve(pixels, kernel, strides=1, padding="VALID", rgb=False)
    return np.abs(found.conv).mean()


for name, result in results.items():
    left = [
        edges(np.clip(result.conv, 0, 1), side) / edges(photo, side)
        for side in ("left", "top")
    ]
    print(
        f"{name:>10}: vertical edges {left[0]:.0%}, horizontal edges {left[1]:.0%}"
    )

plt.show()

# %%
# Notice
# ------
# A sideways movement takes away nearly half of the strength of the vertical
# edges and about a quarter of that of the horizontal ones. Perfectly
# horizontal lines would not change at all. To sharpen such a photo again, one
# would have to know the movement.
#
# Try it
# ------
# Model a movement that starts slowly: ``np.arange(9)[None]`` with a divisor of
# 36.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on restoration
