"""
Max against average pooling
===========================

The same windows, two ways to put each into one number. You will see what each
keeps and what each loses: a small bright thing, a brightness, a texture.
"""

# %%
# A spark and a haze
# ------------------
# Two windows of 4 by 4. In one, a single pixel shines. In the other, all glow
# faintly.
#
# .. alt:: A grid of 4 by 8 numbers: 16 stands alone on the left half, the
#    right half is filled with 2. The maxima are 16 and 2, the means 1 and 2.

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
# To the maximum, the spark is eight times the haze. To the mean, it is half of
# it.
#
# A photo, side by side
# ---------------------
# The maxima are brighter than the photo. The means are as bright as it is.
#
# .. alt:: The cat's eyes in blocks of 8 by 8 pixels, twice. The max pool is
#    brighter, with a pale blue block for the reflection in the pupil; the
#    average pool looks like the photo seen from afar.

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
# Where is the fur busy? There the kernel outline finds lines of both signs,
# and in the mean they cancel. Their maxima do not. The spread is the standard
# deviation.
#
# .. alt:: Two gray pictures of 8 by 8 blocks. The max pool is light where the
#    fur is busy and middle gray in the eyes, but for a white block, the
#    reflection; the average pool is the same middle gray nearly everywhere.

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
print(f"spread of the maxima: {fur.max_pool.std():.3f}")
print(f"spread of the means:  {fur.avg_pool.std():.3f}")

plt.show()

# %%
# Notice
# ------
# The mean answers "how much, overall?" and the maximum "is it there at all?".
# A network that looks for features asks the second question, one that measures
# brightness or color the first.
#
# Try it
# ------
# Add ``activation="relu"`` to the last convolution: it turns what is negative
# into 0, and nothing can cancel. What do the means show now?
#
# References
# ----------
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010
