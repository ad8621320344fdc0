"""
Motion blur
===========

A mean along a line looks like a camera that moved. You will see kernels that
are not square, and that a blur across an edge is not one along it.
"""

# %%
# The kernels
# -----------
# Nine equal weights in a row, in a column, and on a diagonal: the textbook's model
# of a camera that moves evenly. With a divisor of 9 they weigh 1 together, and
# the photo keeps its brightness.
#
# .. alt:: A grid of 9 by 9 numbers with ones on the diagonal from the upper
#    left to the lower right and zeros elsewhere.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

moves = {
    "level": np.ones((1, 9)),
    "upright": np.ones((9, 1)),
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
cg.show_shapes(results["level"])

# %%
# What survives
# -------------
# Sobel measures the edges that are left, as a part of those of the photo.


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
    print(f"{name:>8}: upright edges {left[0]:.0%}, level edges {left[1]:.0%}")

plt.show()

# %%
# Notice
# ------
# A movement sideways takes nearly half of the upright edges and about a quarter
# of the level ones. Lines that were perfectly level it would leave alone. To
# sharpen such a photo again, one would have to know the movement.
#
# Try it
# ------
# A movement that starts slowly: ``np.arange(9)[None]`` with a divisor of 36.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on restoration
