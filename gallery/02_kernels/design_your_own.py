"""
Design your own
===============

How would a program find the ruled lines on a scanned form? A kernel is only a
few numbers, so you can design one for the task. This page shows how to choose
the numbers, what the divisor and the offset are for, and how to check a design
before you run it on a photo.
"""

# %%
# Choose the weights
# ------------------
# The kernel should find horizontal lines that are brighter than what
# lies above and below them. The middle row therefore gets positive weights,
# and the rows around it negative ones. The weights add up to 0, so flat areas
# give 0. Textbooks have the same line detector.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.Kernel(
    "horizontal lines", [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
)
print(kernel)

# %%
# Check it on a sketch
# --------------------
# The sketch contains a horizontal line, a single bright pixel, a vertical line
# and a flat area. The kernel should respond strongly to the first, less to the
# second, and not at all to the others.
#
# .. alt:: White shapes on black: a horizontal line, a single pixel, a vertical
#    line and a bright area at the right. In the response, the horizontal line
#    is deep red between blue stripes, the single pixel is paler, and the rest
#    is white.

sketch = np.zeros((7, 20))
sketch[3, 1:6] = 1
sketch[3, 9] = 1
sketch[:, 13] = 1
sketch[:, 17:] = 1
response = cg.convolve(sketch, kernel, strides=1, padding="VALID").conv
figure = cg.show_images(
    {"sketch": sketch, "response": response},
)

# %%
# Make it fit a screen
# --------------------
# A screen shows values from 0 to 1, but the responses can range from -6 to 6.
# Divided by 12, with an offset of 0.5, they fit. Where there is no line, the
# result is middle gray. GIMP uses the same offset when the weights add up to
# 0.
#
# .. alt:: Middle gray images with light and dark horizontal strokes where the
#    fur and the lids run sideways. The strokes are strong with a divisor of 2
#    and very faint with a divisor of 12.

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
# A divisor of 12 is safe for every image, but it gives little contrast on this
# one, because real edges are far from the worst case. A smaller divisor shows
# more and clips the values that no longer fit.
#
# Try it
# ------
# Rotate the kernel by 90 degrees with ``np.rot90``, or thicken the line: two
# rows of 1 between rows of -1.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, on detecting
#   lines
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__, on
#   divisor and offset
