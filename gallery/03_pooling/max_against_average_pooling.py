"""
Max against average pooling
===========================

Should a network pool with the maximum or with the mean? Both reduce each
window to one number, but they keep different things. This page compares what
each does to a small bright detail, to fine stripes and to noise.
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
#
# .. caption:: By the maximum, the bright pixel counts eight times as much as
#    the glow. By the mean, it counts half as much.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

pixels = np.zeros((4, 8))
pixels[1, 2] = 16
pixels[:, 4:] = 2
unchanged = {"kernel": [[1]], "strides": 1, "activation": "linear"}
result = cg.convolve(pixels / 16, pooling=4, **unchanged)
figure = cg.show_grids(
    {
        "pixels": pixels,
        "maximum": result.max_pool[0, :, :, 0] * 16,
        "mean": result.avg_pool[0, :, :, 0] * 16,
    },
)

# %%
# Sparse and dense detail
# -----------------------
# The same contrast decides what is left of a test chart. Its dots are single
# pixels, one in each square of 16 by 16. Its stripes fill half of the area and
# become finer toward the right.
#
# .. alt:: A chart with shapes, stripes, a star and dots; an enlarged part with
#    fifteen small dots; and the chart after two kinds of pooling. With max
#    pooling the dots are large bright squares, and stripes and star have run
#    together into white. With average pooling the dots are gone, and stripes
#    and star are gray.
#
# .. caption:: The maximum keeps every dot, but turns the fine stripes white.
#    The mean loses the dots, but keeps the brightness of the stripes.
#
# .. thumbnail:: 4 3

chart = np.asarray(cg.sample_image("chart").convert("L"))
result = cg.convolve(chart, pooling=8, **unchanged)
figure = cg.show_images(
    {
        "chart": chart,
        "its dots": chart[80:124, 168:234],
        "max pool, 8x8": result.max_pool,
        "average pool, 8x8": result.avg_pool,
    },
)
for field, left in {"stripes": 0, "dots": 20}.items():
    part = np.s_[0, 10:18, left : left + 10]
    print(
        f"{field:>7}: mean of the maxima {result.max_pool[part].mean():.2f},",
        f"mean of the means {result.avg_pool[part].mean():.2f}",
    )
cg.show_shapes(result)

# %%
# Noise
# -----
# A noisy photo is the true one plus random numbers with a standard deviation
# of 0.1. Their mean is 0, and the standard deviation measures how large they
# typically are. For both kinds of pooling, the code prints the mean of the
# errors that remain, and their standard deviation.
#
# .. predict:: Which kind of pooling removes the noise, and what does the other
#    one do?
#
#    Average pooling removes most of it, because positive and negative errors
#    cancel in the mean. The maximum picks the pixel with the largest positive
#    error in each window, so the result is too bright and stays noisy.
#
# .. alt:: A blurred photo of a clock, gray and smooth; the same photo covered
#    with noise; the noisy photo after max pooling, much brighter and mottled;
#    and after average pooling, gray and almost smooth.
#
# .. caption:: Average pooling restores the gray of the photo. Max pooling
#    keeps the brightest of every sixteen errors.

photo = np.asarray(cg.sample_image("clock").convert("L")) / 255
errors = np.random.default_rng(0).normal(0, 0.1, photo.shape)
noisy = np.clip(photo + errors, 0, 1)
result = cg.convolve(noisy, pooling=4, **unchanged)
figure = cg.show_images(
    {
        "photo": photo,
        "with noise": noisy,
        "max pool, 4x4": result.max_pool,
        "average pool, 4x4": result.avg_pool,
    },
)
true = cg.convolve(photo, pooling=4, **unchanged).avg_pool
for name, pool in {"max": result.max_pool, "average": result.avg_pool}.items():
    left = pool - true
    print(f"{name:>7}: errors {left.mean():+.3f}, +/- {left.std():.3f}")

plt.show()

# %%
# Notice
# ------
# The mean answers "how much is there overall?", and the maximum answers "is it
# there at all?". A network that looks for rare, strong responses asks the
# second question. One that measures brightness, color or a texture asks the
# first.
#
# The maximum depends on a single pixel, so it is only as reliable as that
# pixel. The mean of sixteen pixels reduces the standard deviation of their
# noise to a quarter.
#
# Try it
# ------
# After a ReLU there are no negative responses that could cancel the positive
# ones. Do the maximum and the mean still differ? Apply the outline kernel to
# the coins.
#
# .. answer::
#
# Much less. Where the relief is strong, its responses are both many and large,
# so the maximum and the mean are high in the same places. The maxima are only
# larger: the means are drawn four times as bright. The printed correlation
# would be 1 if each image were an exact scaled copy of the other.
#
# .. alt:: Ten coins as bright, coarse blocks on black, twice. The pattern is
#    nearly the same.
#
# .. caption:: Both find the coins, and both find the rims to be strongest.

coins = np.asarray(cg.sample_image("coins").convert("L"))
kernel = cg.kernels.Kernel("outline", cg.kernels.OUTLINE.weights, divisor=3)
relief = cg.convolve(
    coins, kernel, strides=1, pooling=6, padding="VALID", activation="relu"
)
figure = cg.show_images(
    {
        "max of the relief": np.minimum(relief.max_pool, 1),
        "average, times 4": 4 * relief.avg_pool,
    },
)
correlation = np.corrcoef(relief.max_pool.ravel(), relief.avg_pool.ravel())
print(f"correlation of the two: {correlation[0, 1]:.2f}")

# %%
# Next
# ----
# :doc:`Overlapping pooling </gallery/03_pooling/overlapping_pooling>` lets the
# windows share pixels, as AlexNet did.
#
# References
# ----------
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010

# sphinx_gallery_tags = ["pooling"]
