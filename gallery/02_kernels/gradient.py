"""
Gradient: strength and direction
================================

How strong is an edge, and which way does it face? Many programs that find
people or match photos begin with these two questions. Two kernels, one for
each axis, answer both. This page computes the strength of each edge and shows
its direction as a color.
"""

# %%
# Two sides of a triangle
# -----------------------
# Right sobel measures how much brighter the image gets from left to right. Top
# sobel measures how much brighter it gets from bottom to top. Together, the
# two results are the gradient. The weights of each kernel add up to 0, so a
# flat area has no gradient.
#
# .. alt:: The cat's eyes as red and blue lines on white: vertical lines where
#    the brightness changes from left to right, horizontal ones where it
#    changes from bottom to top.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import hsv_to_rgb

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID", "rgb": False}
across = cg.convolve(photo, cg.kernels.RIGHT_SOBEL, **settings).conv
upward = cg.convolve(photo, cg.kernels.TOP_SOBEL, **settings).conv
figure = cg.show_images(
    {"brighter to the right": across, "brighter to the top": upward},
)

# %%
# Strength
# --------
# The two results are the legs of a right triangle. By the Pythagorean theorem,
# its hypotenuse is the strength of the edge, also called the magnitude of the
# gradient. The angle is its direction.
#
# .. alt:: White outlines of the eyes on black, nearly closed, and short
#    strokes for the hairs of the fur.

strength = np.hypot(across, upward)
strength = np.clip(strength / np.percentile(strength, 99), 0, 1)
angle = np.arctan2(upward, across)
figure = cg.show_images(
    {"strength": strength},
)

# %%
# Direction
# ---------
# The color shows the direction in which the image gets brighter, as on the
# wheel: red to the right, green to the upper left, blue to the lower left.
# Strong edges are bright and weak edges are dark.
#
# .. alt:: The outlines of the eyes on black, colored by direction. Around each
#    pupil and iris, the colors run through the whole rainbow. Beside them is
#    the color wheel: red on the right, yellow at the upper right, green at the
#    upper left, cyan on the left, blue and violet below.

# sphinx_gallery_thumbnail_number = 3


def colored(angle, strength):
    """Show a direction as hue and a strength as brightness."""
    hue = angle / (2 * np.pi) % 1
    return hsv_to_rgb(np.stack([hue, np.ones_like(hue), strength], axis=-1))


y, x = np.mgrid[1:-1:132j, -1.8:1.8:238j]
wheel = colored(np.arctan2(y, x), (np.hypot(x, y) < 1).astype(float))
edges = colored(angle[0, :, :, 0], strength[0, :, :, 0])
figure = cg.show_images(
    {"direction": edges, "wheel": wheel},
)
steepest = np.degrees(angle.ravel()[strength.argmax()])
print(f"direction of the strongest edge: {steepest:.0f} degrees")

plt.show()

# %%
# Notice
# ------
# The two rims of a dark line have opposite colors, because the image gets
# darker toward the line from either side. Around a round pupil, every
# direction occurs once, and some programs use this to find eyes.
#
# Try it
# ------
# Count how often each direction occurs, weighted by strength:
# ``np.histogram(angle, bins=8, weights=strength)``. Such histograms of
# oriented gradients were the best features for finding people before neural
# networks.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
# * Navneet Dalal and Bill Triggs, *Histograms of oriented gradients for human
#   detection*, 2005
