"""
Padding in pooling
==================

What happens where a pooling window hangs over the border? You will see that
SAME leaves out the cells beyond, that zeros in their place would do harm, and
what VALID drops.
"""

# %%
# A flat picture
# --------------
# Windows of 2 by 2 do not fit 3 rows and 5 columns. With SAME, the last ones
# hang over the border and average what is there: flat stays flat. With zeros
# put around the picture by hand, it would get darker along the border. VALID
# drops the last row and the last column.
#
# .. alt:: Means of a picture of eights. With SAME they are all 8; with zeros
#    by hand they are 8, 8 and 4 above 4, 4 and 2; with VALID only 1 by 2
#    eights are left.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

settings = {"kernel": [[1]], "strides": 1, "activation": "linear"}


def pooled(pixels, padding="SAME", **changes):
    """Pool by 2 and leave the numbers as they are otherwise."""
    return cg.convolve(
        pixels, pooling=2, padding=padding, **settings | changes
    )


flat = np.full((3, 5), 8)
by_hand = np.pad(flat, ((0, 1), (0, 1)))
means = {
    "SAME": pooled(flat),
    "zeros by hand": pooled(by_hand, "VALID"),
    "VALID": pooled(flat, "VALID"),
}
figure = cg.show_grids(
    {name: pool.avg_pool[0, :, :, 0] * 255 for name, pool in means.items()},
)

# %%
# Numbers below zero
# ------------------
# A kernel of -1 makes them. Zeros would win every maximum at the border. The
# cells that SAME leaves out cannot win.
#
# .. alt:: A grid of -5 -6 -7, -4 -1 -2 and -3 -8 -9. The maxima with SAME are
#    -1, -2, -3 and -9; with zeros by hand only -1 stays, and the three at the
#    border are 0.

pixels = np.array([[5, 6, 7], [4, 1, 2], [3, 8, 9]])
negative = pooled(pixels, kernel=[[-1]])
padded = pooled(np.pad(pixels, ((0, 1), (0, 1))), kernel=[[-1]])
figure = cg.show_grids(
    {
        "negative": negative.conv[0, :, :, 0] * 255,
        "SAME": negative.max_pool[0, :, :, 0] * 255,
        "zeros by hand": padded.max_pool[0, :, :, 0] * 255,
    },
)

# %%
# How many, and where?
# --------------------
# Pooling has the sizes of a convolution whose stride is as large as its
# kernel. When SAME pads by more than one cell, half of them come before, and
# the first window is cut short as well. A line is for rows or for columns
# alone.

print("pixels  window   SAME  cells before, after  VALID  pixels dropped")
for size, window in [(3, 2), (5, 2), (4, 3), (134, 3), (134, 32), (240, 32)]:
    same = cg.conv_output_size(size, window, stride=window)
    valid = cg.conv_output_size(size, window, stride=window, padding="VALID")
    before, after = cg.conv_padding(size, window, stride=window)
    print(
        f"{size:6}{window:8}{same:7}{before:14}, {after:5}"
        f"{valid:7}{size - valid * window:16}"
    )

# %%
# On a photo
# ----------
# Windows of 32 by 32 fit neither 134 rows nor 240 columns. "Zeros by hand"
# puts black pixels where SAME leaves cells out: 13 rows above and below, and 8
# columns to the left and right.
#
# .. alt:: The cat's eyes and three mosaics of blocks in its browns. The one
#    with zeros by hand has a dark rim all around, which the one with SAME has
#    not; VALID has one row and one column less.

# sphinx_gallery_thumbnail_number = 3
photo = np.asarray(cg.sample_image())
black = np.pad(photo, ((13, 13), (8, 8), (0, 0)))
large = {
    "SAME": cg.convolve(photo, pooling=32, **settings),
    "zeros by hand": cg.convolve(black, pooling=32, **settings),
    "VALID": cg.convolve(photo, pooling=32, padding="VALID", **settings),
}
figure = cg.show_images(
    {"photo": photo / 255}
    | {name: result.avg_pool for name, result in large.items()},
)
cg.show_shapes(large["SAME"])

plt.show()

# %%
# Notice
# ------
# A convolution with SAME padding does use zeros: its weights need a number for
# every cell under them. Pooling has no weights, so it can leave cells out. The
# price is that a pixel in a window cut short counts more than one in a whole
# window.
#
# Try it
# ------
# Which pixels of the photo does the upper left block of SAME average? Check
# with ``photo[:19, :24].mean(axis=(0, 1)) / 255``.
#
# References
# ----------
# * TensorFlow, `tf.nn <https://www.tensorflow.org/api_docs/python/tf/nn>`__, the
#   notes on padding
