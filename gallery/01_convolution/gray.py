"""
From color to gray
==================

How bright is a color? Many edge detectors work on gray images, with one
brightness per pixel, so the three color channels must first be mixed into one.
This page shows how much each channel contributes, and why green counts five
times as much as blue.
"""

# %%
# Three colors at full strength
# -----------------------------
# Compare pure red, green and blue, each at full strength, with white. Our eyes
# perceive green as much brighter than blue. The mix that ``rgb=False``
# computes takes this into account: 0.2989 red, 0.5870 green and 0.1140 blue. A
# plain mean does not. (The weights are rounded as in the tutorial and add up
# to 0.9999, so white is not quite 1.)
#
# .. alt:: Four squares: red, green, blue and white. In the mix they become
#    dark gray, light gray, nearly black and white. In the plain mean the three
#    colors become the same dark gray.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

colors = np.array([[[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]], dtype=float)
gray = cg.convolve(colors, [[1]], strides=1, rgb=False).image
mean = colors.mean(axis=-1)
figure = cg.show_images(
    {"colors": colors, "mix": gray, "plain mean": mean},
)
for name, value in zip(
    ["red", "green", "blue", "white"], gray[0], strict=True
):
    print(f"{name:>5}: {value:.4f}")

# %%
# On a photo
# ----------
# The figure shows the mix next to the three channels. The printed numbers are
# the mean absolute differences between the mix and each channel.
#
# .. alt:: The cat's eyes in gray, four times: the mix, and each channel alone.
#    The fur is bright in red and dark in blue; the mix resembles green.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
result = cg.convolve(photo, cg.kernels.IDENTITY, strides=1, rgb=False)
red, green, blue = np.moveaxis(np.asarray(photo) / 255, -1, 0)
figure = cg.show_images(
    {"mix": result.image, "red": red, "green": green, "blue": blue},
)
for name, other in {"red": red, "green": green, "blue": blue}.items():
    print(f"mix and {name}: {np.abs(result.image - other).mean():.3f} apart")
cg.show_shapes(result)

plt.show()

# %%
# Notice
# ------
# The cat is orange, so its red channel is bright and its blue channel is dark.
# Green has the largest weight, so the mix is closest to the green channel.
#
# A gray image can lose edges: two different colors may mix to the same gray,
# and the edge between them then disappears. To keep such edges, filter in
# color.
#
# Try it
# ------
# Mix a gray of your own with a kernel of shape (1, 1, 3, 1), such as
# ``np.reshape([1, 0, 0], (1, 1, 3, 1))`` for the look of a red filter.
#
# References
# ----------
# * ITU-R BT.601, *Studio encoding parameters of digital television*, the
#   source of the weights
