"""
Unsharp mask
============

How can a blurred copy make a photo sharper? Unsharp masking, an old darkroom
technique that photo editors and scanners still offer, subtracts the copy from
the photo. This page shows that the whole technique is a single kernel, and how
to choose its strength and its radius.
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
#
# .. caption:: The first two grids add up to the third: an unsharp mask of
#    amount 1.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

blur = cg.kernels.GAUSSIAN_BLUR.coefficients * 16
pixel = cg.kernels.IDENTITY.weights * 16
figure = cg.show_grids(
    {
        "pixel": pixel,
        "detail": pixel - blur,
        "pixel + detail": 2 * pixel - blur,
    },
)

# %%
# How much detail to add
# ----------------------
# The amount is the factor that multiplies the detail before it is added. Here
# the photo is a scanned page: soft, and noisy as every scan is.
#
# .. predict:: A large amount makes the letters black. What does it do to the
#    paper between them?
#
#    It makes the paper grainy. The kernel enlarges every difference between a
#    pixel and its neighbors, and cannot tell the edge of a letter from the
#    noise of the scanner.
#
# .. alt:: A scanned page of text, and the same page sharpened three times.
#    Enlarged, the letters of the scan are gray and soft. With a growing amount
#    they become black with bright rims, and the paper around them grainy.
#
# .. caption:: Amounts 1 and 2 make the letters readable. Amount 4 adds bright
#    rims and grain.
#
# .. thumbnail:: 3 8

page = cg.sample_image("page").convert("L")
scan = np.asarray(page)[None, 1:-1, 1:-1, None] / 255
settings = {"strides": 1, "padding": "VALID"}


def sharpened(amount, blur):
    """Sharpen the page; the blur's weights may have any odd size."""
    pixel = np.zeros_like(blur)
    pixel[len(blur) // 2, len(blur) // 2] = 1
    weights = pixel + amount * (pixel - blur / blur.sum())
    return cg.convolve(page, weights, **settings).conv


sharp = {amount: sharpened(amount, blur) for amount in (1, 2, 4)}
figure = cg.show_images(
    {
        "scan": scan,
        **{f"amount {n}": np.clip(conv, 0, 1) for n, conv in sharp.items()},
    },
    detail=np.s_[42:66, 6:42],
)

# %%
# What it costs
# -------------
# Differences between neighboring pixels measure both: their standard deviation
# on blank paper is the noise, and the largest one is the steepest edge of a
# letter. Values below 0 or above 1 are lost, because a screen clips them.

for name, conv in {"scan": scan, **sharp}.items():
    steps = np.diff(conv[0, :, :, 0], axis=1)
    noise = steps[5:30, 200:280].std()
    clipped = np.mean((conv < 0) | (conv > 1))
    print(f"{name:>4}: edge {np.abs(steps).max():.2f}", end=", ")
    print(f"noise {noise:.3f}, clipped {clipped:.1%}")

# %%
# Notice
# ------
# GIMP's sharpen kernel is the same idea with another blur, the mean of the
# four neighbors, and an amount of 4.
#
# On this scan, the noise grows even faster than the edges, so the right amount
# depends on how noisy a photo is. Many programs therefore have a threshold
# below which they leave differences alone; with a threshold, the filter is no
# longer a convolution.
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Sharpen coarser detail: replace the blur of 3 by 3 pixels with one of 7 by 7.
#
# .. answer::
#
# A wider blur leaves more in the difference, so a smaller amount is enough.
#
# .. alt:: The sharpened page, twice. Enlarged, the letters are equally dark in
#    both. With the 7 by 7 blur they stand in wide, bright halos, and the paper
#    is less grainy.
#
# .. caption:: The wide blur darkens whole strokes and adds less grain, but the
#    bright halos around the letters are wider.

wide = np.ones((7, 7))
figure = cg.show_images(
    {
        "3 x 3, amount 4": np.clip(sharp[4][:, 2:-2, 2:-2], 0, 1),
        "7 x 7, amount 1.5": np.clip(sharpened(1.5, wide), 0, 1),
    },
    detail=np.s_[40:64, 4:40],
)

plt.show()

# %%
# Next
# ----
# :doc:`Motion blur </gallery/02_kernels/motion_blur>` shows a kind of softness
# that no unsharp mask removes: the camera moved.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on sharpening

# sphinx_gallery_tags = ["blur", "GIMP"]
