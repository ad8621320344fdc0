"""
Motion blur
===========

What happens to a photo when the camera moves during the exposure? Each pixel
becomes a mean along the line of the movement, which a kernel can imitate. This
page shows that such a kernel need not be square, and that it weakens edges
across the movement more than edges along it.
"""

# %%
# What the camera does
# --------------------
# The camera moved sideways while it took the photo of a clock. A row of 25
# equal weights does the same to a coin: it is the textbook's model of a camera
# that moves at constant speed. The model is a simplification. A sensor adds up
# light and the kernel adds up pixel values, and :doc:`Linear light
# </gallery/01_convolution/linear_light>` shows that these differ. With a
# divisor of 25 the weights add up to 1, so the photo keeps its brightness. The
# coin is cut out and enlarged, so that it is about as large as the clock.
#
# .. alt:: On the left, a wall clock, smeared sideways until neither its hands
#    nor its numbers can be recognized. On the right, a coin that looks much
#    the same. Enlarged, both have an upper rim with a distinct edge, which
#    fades into a wide, soft ramp toward the left.
#
# .. caption:: On the left a camera moved, on the right a kernel averaged. Both
#    leave distinct rims above and below and soft ones at the sides.
#
# .. thumbnail:: 1 2

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

clock = cg.sample_image("clock")
coins = cg.sample_image("coins").convert("L")
coin = coins.crop((108, 20, 207, 80)).resize((264, 160))
camera = cg.kernels.Kernel("camera", np.ones((1, 25)), divisor=25)
blurred = cg.convolve(coin, camera, strides=1, padding="VALID")
figure = cg.show_images(
    {"moving camera": clock, "kernel": blurred.conv},
    detail=np.s_[16:52, 62:116],
)
cg.show_shapes(blurred)

# %%
# Kernels for other movements
# ---------------------------
# A kernel may have any height and width. A column of weights is a movement up
# or down, and weights on a diagonal are a movement in both directions at once.
# The three kernels here have nine ones each. On the diagonal they are farther
# apart, so that movement is 1.4 times as long.
#
# .. alt:: Two grids of numbers. One has 9 by 9 numbers, with ones on the
#    diagonal from the upper left to the lower right and zeros elsewhere. The
#    other is a single row of nine ones.
#
# .. caption:: The diagonal kernel takes one pixel from each row, the next one
#    always a column further to the right. The horizontal one has only one row.

moves = {
    "horizontal": np.ones((1, 9)),
    "vertical": np.ones((9, 1)),
    "diagonal": np.eye(9),
}
for name, weights in moves.items():
    print(f"{name:>10}: shape {weights.shape}, sum {weights.sum():.0f}")
figure = cg.show_grids(
    {name: moves[name] for name in ("diagonal", "horizontal")},
)

# %%
# Which edges survive
# -------------------
# The same photo is moved in three directions. Four pixels at each border are
# left out, where the kernel would reach beyond the photo.
#
# .. predict:: Which parts of a coin's rim stay sharp when the camera moves
#    diagonally, toward the lower right?
#
#    Those at the upper right and the lower left. There, the rim runs along the
#    movement, so each pixel becomes a mean of pixels that are nearly alike.
#
# .. alt:: Coins, sharp and smeared in three directions. Enlarged, one coin has
#    a crisp rim and relief in the photo; its upper rim stays crisp when it is
#    smeared sideways, its left rim when it is smeared up and down, and only
#    parts of the rim along the diagonal when it is smeared diagonally.
#
# .. caption:: Follow the rim of the enlarged coin: it stays sharp where it
#    runs along the movement, and dissolves where it runs across.

inside = np.s_[:, 4:-4, 4:-4]
photo = cg.convolve(coins, cg.kernels.IDENTITY, strides=1).conv[inside]
results = {}
for name, weights in moves.items():
    kernel = cg.kernels.Kernel(name, weights, divisor=9)
    results[name] = cg.convolve(coins, kernel, strides=1).conv[inside]
figure = cg.show_images(
    {"photo": photo, **results}, detail=np.s_[98:142, 71:137]
)

# %%
# In numbers
# ----------
# :doc:`Sobel kernels </gallery/02_kernels/sobel>` measure the strength of the
# vertical and horizontal edges that are left, as a fraction of their strength
# in the photo.


def edges(pixels, side):
    """Measure how strong the edges of one direction are."""
    kernel = cg.kernels.CATALOG[f"{side}_sobel"]
    found = cg.convolve(pixels, kernel, strides=1, padding="VALID")
    return np.abs(found.conv).mean()


for name, result in results.items():
    left = [
        edges(result, side) / edges(photo, side) for side in ("left", "top")
    ]
    print(f"{name:>10}: vertical {left[0]:.0%}, horizontal {left[1]:.0%}")

# %%
# Notice
# ------
# A movement weakens edges of every direction but one. A round coin has few
# edges that run exactly along the movement, so the horizontal edges lose
# strength as well when the camera moves sideways, but the vertical ones lose
# more.
#
# To sharpen such a photo again, one would have to know the movement. Even then
# the result is noisy: details smaller than the movement have almost vanished,
# some frequencies entirely, and what amplifies the rest amplifies the noise.
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Model a movement that gathers speed.
#
# .. answer::
#
# While the camera is slow, each pixel of the kernel gets more light, so the
# weights fall along the movement. Two bright dots on black show the result.
#
# .. alt:: Two dots, each smeared into a short horizontal line. With equal
#    weights the lines are evenly gray; with falling weights each line has one
#    bright end and fades out toward the other.
#
# .. caption:: A dot draws the kernel, mirrored: evenly at constant speed, with
#    a fading tail when the camera gathers speed.

dots = np.zeros((16, 48))
dots[[5, 10], [14, 33]] = 1
falling = [[8, 7, 6, 5, 4, 3, 2, 1, 0]]
speeding = cg.kernels.Kernel("speeding", falling, divisor=36)
steady = cg.kernels.Kernel("steady", moves["horizontal"], divisor=9)
figure = cg.show_images(
    {
        kernel.name: cg.convolve(dots, kernel, strides=1).conv * 4
        for kernel in (steady, speeding)
    },
)

plt.show()

# %%
# The lines are drawn four times as bright, because each spreads the light of
# one dot over nine pixels.
#
# Next
# ----
# :doc:`Design your own </gallery/02_kernels/design_your_own>` turns the
# question around: it starts from the effect and finds the weights.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on restoration

# sphinx_gallery_tags = ["blur"]
