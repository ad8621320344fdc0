"""
Design your own
===============

A kernel is a few numbers, so make one. You will see what divisor and offset
are for, and how to check a design before you run it on a photo.
"""

# %%
# Draw the numbers
# ----------------
# Let us look for level lines that are brighter than what lies above and below
# them. The middle row counts positively, the rows around it negatively. They add
# up to 0, so that flat areas give 0. Textbooks have the same line detector.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.Kernel(
    "level lines", [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
)
print(kernel)

# %%
# Check it on a sketch
# --------------------
# A line, a dot, an upright line and a flat area. The kernel should answer to
# the first, less to the second, and not at all to the others.
#
# .. alt:: White shapes on black: a level line, a dot, an upright line and a
#    bright area at the right. In the answer the level line is deep red between
#    blue stripes, the dot paler, and the rest white.

sketch = np.zeros((7, 20))
sketch[3, 1:6] = 1
sketch[3, 9] = 1
sketch[:, 13] = 1
sketch[:, 17:] = 1
answer = cg.convolve(sketch, kernel, strides=1, padding="VALID").conv
figure = cg.show_images(
    {"sketch": sketch, "answer": answer},
)

# %%
# Make it fit a screen
# --------------------
# The answers run from -6 to 6. Divided by 12, with an offset of 0.5, they fit
# between 0 and 1: no line is middle gray, as in GIMP when the weights add up
# to 0.
#
# .. alt:: Middle gray pictures with light and dark level strokes where the fur
#    and the lids run sideways: strong ones with a divisor of 2, very faint
#    ones with a divisor of 12.

# sphinx_gallery_thumbnail_number = 2
fitted = cg.kernels.Kernel("fitted", kernel.weights, divisor=12, offset=0.5)
print(fitted)
photo = cg.sample_image()
result = cg.convolve(
    photo, fitted, strides=1, padding="VALID", rgb=False, activation="linear"
)
strong = cg.kernels.Kernel("strong", kernel.weights, divisor=2, offset=0.5)
stronger = cg.convolve(
    photo, strong, strides=1, padding="VALID", rgb=False, activation="linear"
)
figure = cg.show_images(
    {"divisor 2": np.clip(stronger.conv, 0, 1), "divisor 12": result.conv},
)
print(f"with 12: {result.conv.min():.2f} to {result.conv.max():.2f}")
print(f"with 2: {stronger.conv.min():.2f} to {stronger.conv.max():.2f}")
cg.show_shapes(result)

plt.show()

# %%
# Notice
# ------
# A divisor of 12 is safe for every picture, and timid on this one: real edges
# are far from the worst case. A smaller divisor shows more and clips the rest.
#
# Try it
# ------
# Turn the kernel by a quarter with ``np.rot90``, or thicken the line: two rows
# of 3 between rows of -2.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, on detecting
#   lines
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__, on
#   divisor and offset
