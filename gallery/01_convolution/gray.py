"""
From color to gray
==================

To filter brightness alone, a photo is first mixed to gray. You will see what
each channel adds to it, and why green counts five times as much as blue.
"""

# %%
# Three colors of the same strength
# ---------------------------------
# Pure red, green and blue at full strength, next to white. Our eyes take green
# for much brighter than blue. The mix that ``rgb=False`` makes, 0.2989 red,
# 0.5870 green and 0.1140 blue, follows them; a plain mean does not. (These
# weights add up to 0.9999, the tutorial's rounding, so white is not quite 1.)
#
# .. alt:: Four squares, red, green, blue and white. In the mix they are dark
#    gray, light gray, nearly black and white; in the plain mean the three
#    colors are the same dark gray.

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
# A photo
# -------
# The mix next to each of the three channels, and how far it is from them.
#
# .. alt:: The cat's eyes in gray, four times: the mix, and each channel alone.
#    The fur is bright in red and dark in blue, the mix resembles green.

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
# The cat is orange, so its red channel is bright and its blue one dark. Green
# has the largest weight, so the mix is closest to it. Two colors may mix to
# the same gray, and then the edge between them is lost. Filter in color to
# keep it.
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
