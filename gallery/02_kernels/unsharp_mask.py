"""
Unsharp mask
============

To sharpen a photo, subtract a blurred copy of it. You will see that this old
trick of the darkroom is a single kernel, and how to choose its strength.
"""

# %%
# From blur to sharpening
# -----------------------
# What a blur removes is detail. Add it to the photo once more: twice the pixel,
# minus its blurred value. In sixteenths, the detail's weights add up to 0, and
# those of the sum to 16: brightness stays as it is.
#
# .. alt:: Three grids of 3 by 3 sixteenths: 16 in the middle of zeros; 12
#    among negative numbers, the detail; and 28 among the same negative
#    numbers, the sharpened pixel.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

blur = cg.kernels.GAUSSIAN_BLUR.coefficients * 16
pixel = cg.kernels.IDENTITY.weights * 16
figure = cg.show_grids(
    {
        "pixel": pixel,
        "detail: pixel - blur": pixel - blur,
        "pixel + detail": 2 * pixel - blur,
    },
)

# %%
# How much of it
# --------------
# The amount multiplies the detail.
#
# .. alt:: The cat's eyes, sharpened four times. At amount 4 the fur is grainy
#    and bright hairs have turned white; the lower amounts look more and more
#    natural, down to 0.5, a photo that is merely crisp.

photo = cg.sample_image()
amounts = (0.5, 1, 2, 4)
results = {}
for amount in amounts:
    weights = pixel + amount * (pixel - blur)
    kernel = cg.kernels.Kernel(f"amount {amount}", weights, divisor=16)
    results[kernel.name] = cg.convolve(
        photo, kernel, strides=1, padding="VALID"
    ).conv

# sphinx_gallery_thumbnail_number = 2
figure = cg.show_images(
    dict(reversed(results.items())),
)
for name, conv in results.items():
    outside = np.mean((conv < 0) | (conv > 1))
    print(f"{name:>10}: {outside:.2%} of the values clipped")

# %%
# The pipeline
# ------------

color = cg.convolve(
    photo, cg.kernels.Kernel("unsharp mask", 2 * pixel - blur, divisor=16)
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# GIMP's sharpen kernel is the same idea with another blur: the mean of the
# four neighbors, and an amount of 4. The price of a large amount is clipping
# and noise: the kernel cannot tell a hair from a grain of the sensor.
#
# Try it
# ------
# Sharpen coarser detail: build the kernel from ``cg.kernels.BOX_BLUR``.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on sharpening
