"""
Gradient: strength and direction
================================

Two kernels, one for each axis, describe an edge completely. You will see how
strong it is and, in color, which way it faces.
"""

# %%
# Two sides of a triangle
# -----------------------
# Right sobel measures how much brighter it gets from left to right, top sobel
# how much from bottom to top. The weights of each add up to 0: a flat area has
# no gradient.
#
# .. alt:: The cat's eyes as red and blue lines on white: upright lines where
#    brightness changes from left to right, level ones where it changes from
#    bottom to top.

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
# The hypotenuse, by Pythagoras, and the angle.
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
# The color is the direction in which it gets brighter, as on the wheel: red to
# the right, green to the upper left, blue to the lower left.
#
# .. alt:: The outlines of the eyes on black, colored by direction: around each
#    pupil and iris the colors run through the whole rainbow. Beside it the
#    wheel that explains them: red on the right, yellow at the upper right,
#    green at the upper left, cyan on the left, blue and violet below.

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
# The two rims of a dark line have opposite colors: it gets darker toward the
# line, from either side. Around a round pupil every direction occurs once,
# which is how some programs find eyes.
#
# Try it
# ------
# Count the directions: ``np.histogram(angle, bins=8, weights=strength)``. Such
# histograms were the best features for finding people before networks.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
# * Navneet Dalal and Bill Triggs, *Histograms of oriented gradients for human
#   detection*, 2005
