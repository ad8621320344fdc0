"""
Max against average pooling
===========================

Should a network pool with the maximum or with the mean? Both reduce each
window to one number, but they keep different things. This page compares what
each does to a small bright detail, to overall brightness and to a texture.
"""

# %%
# One bright pixel and a faint glow
# ---------------------------------
# Compare two windows of 4 by 4 pixels. In the left one, a single pixel is
# bright. In the right one, all pixels glow faintly.
#
# .. alt:: A grid of 4 by 8 numbers: a single 16 among zeros in the left half,
#    and 2 everywhere in the right half. The maxima are 16 and 2, the means 1
#    and 2.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

pixels = np.zeros((4, 8))
pixels[1, 2] = 16
pixels[:, 4:] = 2
unchanged = {
    "kernel": cg.kernels.IDENTITY,
    "strides": 1,
    "activation": "linear",
}
result = cg.convolve(pixels / 16, pooling=4, **unchanged)
figure = cg.show_grids(
    {
        "pixels": pixels,
        "maximum": result.max_pool[0, :, :, 0] * 16,
        "mean": result.avg_pool[0, :, :, 0] * 16,
    },
)

# %%
# By the maximum, the bright pixel counts eight times as much as the glow. By
# the mean, it counts half as much.
#
# A photo, side by side
# ---------------------
# Max pooling makes the photo brighter. Average pooling keeps its brightness.
#
# .. alt:: The cat's eyes in blocks of 8 by 8 pixels, twice. The result of max
#    pooling is brighter, with a pale blue block for the reflection in the
#    pupil; that of average pooling looks like the photo seen from far away.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
result = cg.convolve(photo, pooling=8, **unchanged)
figure = cg.show_images(
    {"max, 8x8": result.max_pool, "average, 8x8": result.avg_pool},
)
print(f"mean of the photo: {result.image.mean():.3f}")
print(f"mean of the maxima: {result.max_pool.mean():.3f}")
print(f"mean of the means: {result.avg_pool.mean():.3f}")

# %%
# After a kernel
# --------------
# Where does the fur have the most texture? There the outline kernel gives
# strong positive and negative responses. They cancel in the mean, but not in
# the maximum. To measure the difference, the code prints the standard
# deviation of each result.
#
# .. alt:: Two gray images of 8 by 8 blocks. The result of max pooling is light
#    where the fur has texture and mid-gray in the eyes, except for a white
#    block at the reflection; that of average pooling is the same mid-gray
#    nearly everywhere.

fur = cg.convolve(
    photo, cg.kernels.OUTLINE, strides=1, pooling=8, rgb=False, padding="VALID"
)
figure = cg.show_images(
    {
        "max of the outline": fur.max_pool,
        "average of the outline": fur.avg_pool,
    },
)
cg.show_shapes(fur)
print(f"standard deviation of the maxima: {fur.max_pool.std():.3f}")
print(f"standard deviation of the means:  {fur.avg_pool.std():.3f}")

plt.show()

# %%
# Notice
# ------
# The mean answers "how much is there overall?", and the maximum answers "is it
# there at all?". A network that looks for features asks the second question.
# One that measures brightness or color asks the first.
#
# Try it
# ------
# Add ``activation="relu"`` to the last convolution. It replaces negative
# responses with 0, so nothing can cancel. What do the means show now?
#
# References
# ----------
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010
