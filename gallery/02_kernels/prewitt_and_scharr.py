"""
Sobel, Prewitt and Scharr
=========================

How accurately can a program measure the direction of an edge? Programs that
match photos or read handwriting depend on it. The kernels of Prewitt, Sobel
and Scharr take the same difference but smooth it in three ways. This page
measures how far each of them is off, and at which angles.
"""

# %%
# The kernels
# -----------
# Each kernel is named after its author. The three differ only in how they
# weight the pixels along the edge. The weights of each add up to 0, so a flat
# area gives 0.
#
# .. alt:: Three 3 by 3 grids of numbers. Their upper rows are 1 1 1, 1 2 1 and
#    3 10 3; their middle rows are 0; their lower rows are the negatives of the
#    upper ones.
#
# .. caption:: From left to right, the pixel in the middle of a row counts
#    more: as much as its neighbors, twice as much, 3.3 times as much.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

families = ["prewitt", "sobel", "scharr"]
settings = {"strides": 1, "padding": "VALID", "rgb": False}
figure = cg.show_grids(
    {name: cg.kernels.CATALOG[f"top_{name}"].weights for name in families},
)

# %%
# Edges of every direction
# ------------------------
# Concentric rings, about eight pixels apart, have an edge of every direction,
# and the true direction is known: it points to the center, or away from it.
# The top and the left kernel of a family together measure it. The figure shows
# how many degrees the measured direction is off, wherever the edges are
# strong.
#
# .. predict:: In which directions must the error be 0, whatever the smoothing
#    weights are?
#
#    In multiples of 45 degrees. An edge that runs along an axis leaves the
#    kernel of the other axis with 0. A diagonal edge is its own mirror image
#    when rows and columns are exchanged, and so is the pair of kernels, so
#    both results are equally large.
#
# .. alt:: Gray rings, and three maps of errors. Prewitt's has eight sectors,
#    alternately deep red and deep blue, with white lines between them along
#    the axes and the diagonals. Sobel's has the same sectors, paler. Scharr's
#    is nearly white.
#
# .. caption:: Errors in degrees, counterclockwise in red, clockwise in blue.
#    The three maps share one scale: Scharr's kernels are hardly ever off.
#
# .. thumbnail:: 1 2

row, column = np.mgrid[-40:41, -40:41]
rings = 0.5 + 0.4 * np.cos(0.8 * np.hypot(row, column))
truth = np.arctan2(-row, column)[1:-1, 1:-1]


def gradient(pixels, family):
    """Measure how much brighter an image gets to the right and to the top."""
    right, top = (
        cg.convolve(
            pixels, cg.kernels.CATALOG[f"{side}_{family}"], **settings
        ).conv[0, :, :, 0]
        for side in ("right", "top")
    )
    return right, top


def errors(right, top):
    """Compare the lines of steepest change, where edges are strong."""
    off = np.arctan2(top, right) - truth
    off = np.degrees((off + np.pi / 2) % np.pi) - 90
    strength = np.hypot(right, top)
    return np.where(strength > strength.max() / 2, off, 0)


maps = {family: errors(*gradient(rings, family)) for family in families}
figure = cg.show_images({"rings": rings[1:-1, 1:-1], **maps})
for family, off in maps.items():
    print(f"{family:>7}: off by up to {np.abs(off).max():.1f} degrees")

# %%
# On the photo
# ------------
# The results of the three have different magnitudes. Divided by the sum of
# their positive weights, they can be compared.
#
# .. alt:: Horizontal edges of coins in red and blue, once by Prewitt's kernel
#    and once by Scharr's. Enlarged, the upper rim and the relief of a coin
#    have the same lines in both panels, a little crisper in Scharr's.
#
# .. caption:: On a photo the two results look nearly the same. Scharr's lines
#    are a little crisper, because the middle column counts more.

coins = cg.sample_image("coins")
results = {}
for family in families:
    weights = cg.kernels.CATALOG[f"top_{family}"].weights
    scaled = cg.kernels.Kernel(family, weights, weights[weights > 0].sum())
    results[family] = cg.convolve(coins, scaled, **settings)
figure = cg.show_images(
    {name: results[name].conv for name in ("prewitt", "scharr")},
    detail=np.s_[24:54, 132:177],
)
cg.show_shapes(results["scharr"])

# %%
# Notice
# ------
# The smoothing weights decide how evenly a pair of kernels treats all
# directions. With equal weights, the measured direction leans far to one side.
# The more the middle weight counts, the less it leans, until it leans to the
# other side. Scharr computed where the error is smallest, as a mean over many
# frequencies. The finer the rings, the larger is the error of each kernel.
#
# To find an edge, any of the three will do. To measure its direction, take
# Scharr's: the cost is the same. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Find the middle weight, beside two weights of 1, with the smallest error on
# these rings.
#
# .. answer::
#
# Transposed and with the sign that measures toward the right, the same weights
# make the second kernel.

for middle in (1, 2, 3, 3.2, 3.4, 3.6, 3.8, 4):
    top = np.outer([1, 0, -1], [1, middle, 1])
    measured = [
        cg.convolve(rings, weights, **settings).conv[0, :, :, 0]
        for weights in (-top.T, top)
    ]
    largest = np.abs(errors(*measured)).max()
    print(f"1 {middle:3} 1: off by up to {largest:.2f} degrees")

plt.show()

# %%
# For coarse edges the best middle weight is close to 4, and for finer ones it
# is smaller. Scharr's weights are a compromise. The usual 3 10 3, a middle
# weight of 3.3, is his result in small whole numbers; 47 162 47, a middle
# weight of 3.4, is a finer rounding.
#
# Next
# ----
# :doc:`Gradient </gallery/02_kernels/gradient>` puts the direction of edges to
# use: as colors, and to make edges one pixel thin.
#
# References
# ----------
# * Judith Prewitt, *Object enhancement and extraction*, 1970
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
# * Hanno Scharr, *Optimale Operatoren in der Digitalen Bildverarbeitung*,
#   Heidelberg, 2000

# sphinx_gallery_tags = ["edges"]
