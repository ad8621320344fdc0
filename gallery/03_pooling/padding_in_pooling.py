"""
Padding in pooling
==================

What happens where a pooling window extends past the border? The question comes
up whenever the size of a feature map is not a multiple of the window. This
page shows that SAME ignores the cells beyond the border, why zeros in their
place would do harm, and which pixels VALID drops.
"""

# %%
# A flat image
# ------------
# Windows of 2 by 2 do not divide 3 rows and 5 columns evenly. With SAME, the
# last windows extend past the border and average only the pixels they contain,
# so a flat image stays flat. If you pad it with zeros yourself, the zeros
# enter the means and darken the border. VALID drops the last row and the last
# column.
#
# .. alt:: Means of an image in which every number is 8. With SAME they are all
#    8. With zeros by hand they are 8, 8 and 4 above 4, 4 and 2. With VALID
#    only 1 by 2 eights are left.

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
# Negative numbers
# ----------------
# A kernel of -1 makes all numbers negative. A zero is larger than any of them,
# so padded zeros would win every maximum at the border. SAME avoids this,
# because it ignores the cells outside.
#
# .. alt:: A grid of -5 -6 -7, -4 -1 -2 and -3 -8 -9. The maxima with SAME are
#    -1, -2, -3 and -9. With zeros by hand only -1 stays, and the three maxima
#    at the border are 0.

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
# How many cells, and where?
# --------------------------
# The output of pooling has the same size as that of a convolution whose stride
# equals its kernel size. When SAME adds more than one cell along an axis,
# about half of them go before the first pixel, so the first window is
# truncated as well. Each line of the table describes one axis, either rows or
# columns.

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
# Windows of 32 by 32 divide neither 134 rows nor 240 columns evenly. "Zeros by
# hand" puts black pixels where SAME ignores cells: 13 rows above and below,
# and 8 columns to the left and right.
#
# .. alt:: The photo of the cat's eyes, and three mosaics of blocks in its
#    browns. Zeros by hand leave a dark rim all around, and SAME does not.
#    VALID has one row and one column fewer.

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
# A convolution with SAME padding does use zeros, because each of its weights
# needs a number to multiply. Pooling has no weights, so it can ignore cells.
# The price is that a pixel in a truncated window counts more than one in a
# whole window.
#
# Try it
# ------
# Which pixels of the photo does the upper left block of SAME average? Check
# with ``photo[:19, :24].mean(axis=(0, 1)) / 255``.
#
# References
# ----------
# * TensorFlow, `tf.nn <https://www.tensorflow.org/api_docs/python/tf/nn>`__,
#   the notes on padding
