"""
Gradient: strength and direction
================================

Which way does each edge of an image face? Programs that find people, trace
outlines or match photos need the answer at every pixel. Two kernels, one for
each axis, give it. This page shows the direction as a color, and uses it to
make edges one pixel thin.
"""

# %%
# Two numbers for each pixel
# --------------------------
# Right sobel measures how much brighter the image gets to the right. Top sobel
# measures how much brighter it gets to the top. Together they are the
# gradient, an arrow with a length and an angle, as :doc:`Sobel
# </gallery/02_kernels/sobel>` explains. The weights of each kernel add up to
# 0, so a flat area has no gradient.
#
# .. alt:: Light outlines of a cup, its saucer and a spoon on black, and a
#    round color wheel: red on the right, yellow at the upper right, green at
#    the upper left, cyan on the left, blue and violet below.
#
# .. caption:: On the left, the stronger an edge, the brighter it is. The wheel
#    on the right gives each direction a color: red means brighter to the
#    right.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import hsv_to_rgb

photo = cg.sample_image("coffee")
settings = {"strides": 1, "padding": "VALID", "rgb": False}
to_right = cg.convolve(photo, cg.kernels.RIGHT_SOBEL, **settings)
to_top = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings)
strength = np.hypot(to_right.conv, to_top.conv)[0, :, :, 0]
strength /= np.percentile(strength, 99)  # a few pixels exceed 1
bright = np.clip(strength, 0, 1)
angle = np.arctan2(to_top.conv, to_right.conv)[0, :, :, 0]


def colored(angle, strength):
    """Show a direction as hue and a strength as brightness."""
    hue = angle / (2 * np.pi) % 1
    return hsv_to_rgb(np.stack([hue, np.ones_like(hue), strength], axis=-1))


y, x = np.mgrid[1:-1:198j, -1.5:1.5:298j]
wheel = colored(np.arctan2(y, x), (np.hypot(x, y) < 1).astype(float))
figure = cg.show_images({"strength": bright, "wheel": wheel})
cg.show_shapes(to_right)

# %%
# Direction as color
# ------------------
# Strong edges are bright and weak edges are dark, in the color of their
# direction.
#
# .. predict:: The rim of the cup is a bright ring. Which colors do its two
#    edges have at its leftmost point, outside and inside?
#
#    Red outside, because the rim is brighter than what lies to its left, and
#    the step to brighter points right. Cyan inside, the opposite color: from
#    the coffee, the rim lies to the left.
#
# .. alt:: A cup of coffee on a red saucer, and its outlines on black. The
#    outlines run through all colors around the cup, and inner and outer
#    outlines of the rim have opposite colors: enlarged, the left side of the
#    rim is red outside and cyan inside.
#
# .. caption:: The color turns with the outline. The two edges of the bright
#    rim face each other, so their colors are opposite.
#
# .. thumbnail:: 1 2

figure = cg.show_images(
    {
        "photo": photo.crop((1, 1, 299, 199)),
        "direction": colored(angle, bright),
    },
    detail=np.s_[30:60, 72:117],
)

# %%
# Thin edges
# ----------
# An edge is several pixels wide, because a soft step rises over several
# pixels. The direction says where to look for its middle: a pixel stays only
# if it is at least as strong as its two neighbors, ahead of it and behind it,
# in the direction of the gradient, rounded to a multiple of 45 degrees. This
# is called non-maximum suppression.
#
# .. alt:: Outlines of the cup in light gray on black, before and after.
#    Enlarged, the rim's outlines are several pixels wide on the left and one
#    pixel wide on the right.
#
# .. caption:: Across an edge only the strongest pixel is left, and along it
#    the line stays connected.

octant = np.rint(angle[1:-1, 1:-1] / (np.pi / 4)) * np.pi / 4
down = np.rint(-np.sin(octant)).astype(int)
across = np.rint(np.cos(octant)).astype(int)
inside = strength[1:-1, 1:-1]
row, column = np.mgrid[1 : inside.shape[0] + 1, 1 : inside.shape[1] + 1]
ahead = strength[row + down, column + across]
behind = strength[row - down, column - across]
thin = np.where(inside >= np.maximum(ahead, behind), inside, 0)
figure = cg.show_images(
    {"strength": bright[1:-1, 1:-1], "thin": np.clip(thin, 0, 1)},
    detail=np.s_[30:60, 72:117],
)
before, after = (np.mean(edges > 0.3) for edges in (inside, thin))
print(f"edge pixels: {before:.1%} before, {after:.1%} after")

# %%
# Notice
# ------
# The direction is only as good as the edge is strong. In a flat area, noise
# decides where the arrow points, so programs weight each direction by its
# strength.
#
# Canny's detector, still the usual choice for outlines, takes four steps: a
# blur, this gradient, non-maximum suppression, and two thresholds that keep
# weak edges only where they continue strong ones.
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# The wood of the table has a straight grain. In which direction do most edges
# in the left third of the photo face?
#
# .. answer::
#
# A histogram of the angles, in which each pixel counts by its strength, gives
# the answer.
#
# .. alt:: Bars for directions in steps of 20 degrees, each in its color of the
#    wheel. All directions occur, and some opposite pairs are much higher than
#    the others.
#
# .. caption:: A straight line has two edges that face each other, so peaks
#    come in pairs that are 180 degrees apart.

left_third = np.s_[:, :100]
counts, limits = np.histogram(
    np.degrees(angle[left_third]) % 360,
    bins=np.arange(0, 361, 20),
    weights=strength[left_third],
)
middles = limits[:-1] + 10
colors = colored(np.radians(middles), np.ones(len(middles)))
figure, axes = plt.subplots(figsize=(5.6, 3.2), layout="constrained")
axes.bar(middles, counts / counts.sum(), width=18, color=colors)
axes.set(xticks=range(0, 361, 60), xlabel="direction, degrees", ylabel="share")
print(f"most edges face {middles[counts.argmax()]:.0f} degrees")

plt.show()

# %%
# Such histograms of oriented gradients, one for each small cell of the image,
# were among the best features for finding people before neural networks.
#
# Next
# ----
# :doc:`A compass of eight directions </gallery/02_kernels/compass>` finds the
# direction without trigonometry, as a network could.
#
# References
# ----------
# * John Canny, *A computational approach to edge detection*, 1986
# * Navneet Dalal and Bill Triggs, *Histograms of oriented gradients for human
#   detection*, 2005

# sphinx_gallery_tags = ["edges"]
