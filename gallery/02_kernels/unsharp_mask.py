"""
Unsharp mask
============

How can a blurred copy make a photo sharper? Unsharp masking, an old darkroom
technique that photo editors still offer, subtracts the copy from the photo.
This page shows that the whole technique is a single kernel, and how to choose
its strength.
"""

# %%
# From blur to sharpening
# -----------------------
# A blur removes detail, so the detail is the pixel minus its blurred value. To
# sharpen, add the detail to the pixel once more: that is twice the pixel,
# minus its blurred value. In sixteenths, the weights of the detail add up to 0
# and those of the sum to 16, so the brightness stays the same.
#
# .. alt:: Three grids of 3 by 3 numbers in sixteenths. The pixel has 16 in the
#    middle of zeros. The detail has 12 among negative numbers. The sharpened
#    pixel has 28 among the same negative numbers.

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
# How much detail to add
# ----------------------
# The amount is the factor that multiplies the detail before it is added.
#
# .. alt:: The cat's eyes, sharpened four times. At amount 4 the fur is grainy
#    and bright hairs have turned white. The lower amounts look more and more
#    natural, down to 0.5, where the photo is merely crisp.

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
# The combined kernel passes through the same steps as any other: a
# convolution, a sigmoid and pooling.

color = cg.convolve(
    photo, cg.kernels.Kernel("unsharp mask", 2 * pixel - blur, divisor=16)
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# GIMP's sharpen kernel is the same idea with another blur, the mean of the
# four neighbors, and an amount of 4. A large amount comes at the price of
# clipped values and amplified noise, because the kernel cannot tell a hair
# from the noise of the sensor.
#
# Try it
# ------
# Sharpen coarser detail: build the kernel from ``cg.kernels.BOX_BLUR``.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on sharpening
