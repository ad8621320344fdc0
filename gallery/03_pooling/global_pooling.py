"""
Global pooling
==============

A window as large as the picture leaves one number for each channel. You will
see what a whole photo comes down to, whatever its size.
"""

# %%
# One number a channel
# --------------------
# The window is the whole picture, 134 rows and 240 columns, so each channel
# comes down to one number: its mean, or its maximum.
#
# .. alt:: Two areas of one color each: the brown of the cat's fur, which is
#    the photo's mean, and a pale violet, the largest value of each channel.

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
# The mean of what a kernel finds, after a relu, tells how much of it there is:
# of level edges, of upright ones, of outlines, and so on; the blur tells the
# brightness. It does not matter where in the photo that is, nor how large the
# photo is. So pieces of different sizes can be compared.

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
# The fur has twice the outlines of the iris, and level edges twice as strong
# as upright ones; in the iris the two are alike. These numbers alone could
# tell fur from iris. Many networks end that way: with a global average pool of
# their last feature maps, and one layer of weights that decides.
#
# Try it
# ------
# Pool by 2 first, and then what is left: ``cg.convolve(photo,
# cg.kernels.IDENTITY, pooling=2, **settings).avg_pool``, and its mean over
# rows and columns, ``.mean(axis=(1, 2))``. Is it the same mean color? And by
# 32?
#
# References
# ----------
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013
