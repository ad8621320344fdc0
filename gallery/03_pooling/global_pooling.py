"""
Global pooling
==============

How can a network turn feature maps of any size into a fixed number of values?
Many image classifiers do it with global pooling: a window as large as the
whole image leaves one number per channel. This page shows what remains of a
photo, and what those few numbers can still tell you.
"""

# %%
# One number per channel
# ----------------------
# The window covers the whole image, 134 rows and 240 columns. Each channel is
# reduced to a single number: its mean or its maximum.
#
# .. alt:: Two areas of one color each: the brown of the cat's fur, which is
#    the mean of the photo, and a pale violet, made of the largest value of
#    each channel.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

photo = cg.sample_image()
settings = {"strides": 1, "activation": "linear"}
whole = cg.convolve(photo, cg.kernels.IDENTITY, pooling=(134, 240), **settings)
cg.show_shapes(whole)
print(
    "mean: red {:.2f}, green {:.2f}, blue {:.2f}".format(
        *whole.avg_pool[0, 0, 0]
    )
)
print(
    "maximum: red {:.2f}, green {:.2f}, blue {:.2f}".format(
        *whole.max_pool[0, 0, 0]
    )
)

tiles = [
    np.tile(pool, (1, 4, 8, 1)) for pool in (whole.avg_pool, whole.max_pool)
]
figure = cg.show_images(
    {"mean color": tiles[0], "maxima": tiles[1]},
)

# %%
# A photo in five numbers
# -----------------------
# Global pooling can measure how much of a feature an image contains. The mean
# of a kernel's output after a ReLU tells how strong its feature is overall:
# horizontal edges, vertical edges, outlines and so on. For the blur, it tells
# how bright the image is. The mean does not depend on where a feature is, nor
# on how large the image is, so crops of different sizes can be compared.

names = ["top_sobel", "left_sobel", "outline", "edge_enhance", "blur"]
crops = {
    "photo": photo,
    "fur": photo.crop((0, 70, 80, 130)),
    "iris": photo.crop((38, 15, 58, 50)),
}
print(" " * 14 + "".join(f"{crop:>8}" for crop in crops))
for name in names:
    row = []
    for crop in crops.values():
        result = cg.convolve(
            crop,
            cg.kernels.CATALOG[name],
            strides=1,
            rgb=False,
            padding="VALID",
            pooling=(crop.height - 2, crop.width - 2),
            activation="relu",
        )
        row.append(result.avg_pool.item())
    print(f"{name:>14}" + "".join(f"{value:8.3f}" for value in row))

plt.show()

# %%
# Notice
# ------
# The outlines in the fur are about twice as strong as those in the iris.
# Horizontal edges in the fur are about twice as strong as vertical ones; in
# the iris the two are alike. These numbers alone could tell fur from iris.
# Many networks end this way: global average pooling of the last feature maps,
# then a single layer of weights that makes the decision.
#
# Try it
# ------
# Pool by 2 first, and then average what remains: take ``cg.convolve(photo,
# cg.kernels.IDENTITY, pooling=2, **settings).avg_pool``, and its mean over
# rows and columns, ``.mean(axis=(1, 2))``. Is it the same mean color? What if
# you pool by 32?
#
# References
# ----------
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013
