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
# Windows of 2 by 2 do not divide 3 rows and 5 columns evenly. There are three
# remedies. SAME lets the last windows extend past the border and averages only
# the pixels they contain. VALID drops the last row and the last column. Or you
# pad the image yourself, with a row and a column of zeros.
#
# .. predict:: Every number of the image is 8. What is the mean in the lower
#    right corner, if you pad with zeros?
#
#    It is 2. The window holds a single 8 and three zeros, which count like any
#    other number. A flat image is then no longer flat.
#
# .. alt:: Means of an image in which every number is 8. With SAME they are all
#    8. With zeros by hand they are 8, 8 and 4 above 4, 4 and 2. With VALID
#    only 1 by 2 eights are left.
#
# .. caption:: With SAME, a flat image stays flat. Zeros darken the border, and
#    VALID makes the output smaller.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

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
#
# .. caption:: A zero that is not in the data would be the strongest response
#    of three windows out of four.

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
for size, window in [(3, 2), (5, 2), (4, 3), (200, 3), (200, 32), (300, 32)]:
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
# Gravel is about equally bright everywhere, so its means should be, too.
# Windows of 32 by 32 divide neither 200 rows nor 300 columns evenly. "Zeros by
# hand" puts black pixels where SAME ignores cells: 12 rows above and below,
# and 10 columns to the left and right.
#
# .. alt:: A photo of gravel, and three mosaics of gray blocks. With SAME the
#    blocks are all about as bright. Zeros by hand leave a dark rim all around.
#    VALID has one row and one column fewer.
#
# .. caption:: The dark rim comes from the padding, not from the gravel. A
#    network could mistake it for a feature of the image.
#
# .. thumbnail:: 2 3

photo = np.asarray(cg.sample_image("gravel").convert("L"))
black = np.pad(photo, ((12, 12), (10, 10)))
large = {
    "SAME": cg.convolve(photo, pooling=32, **settings),
    "zeros by hand": cg.convolve(black, pooling=32, **settings),
    "VALID": cg.convolve(photo, pooling=32, padding="VALID", **settings),
}
figure = cg.show_images(
    {"photo": photo}
    | {name: result.avg_pool for name, result in large.items()},
)
cg.show_shapes(large["SAME"])

# %%
# In plain TensorFlow
# -------------------
# TensorFlow ignores the cells beyond the border, too. Other libraries may
# differ: the average pooling of PyTorch, another library for networks, counts
# its padding as zeros, unless ``count_include_pad=False`` is set.

batch = photo[None, :, :, None].astype("float32") / 255
rim = [[0, 0], [12, 12], [10, 10], [0, 0]]
plain = {
    "SAME": tf.nn.avg_pool2d(batch, 32, 32, "SAME"),
    "zeros by hand": tf.nn.avg_pool2d(tf.pad(batch, rim), 32, 32, "VALID"),
    "VALID": tf.nn.avg_pool2d(batch, 32, 32, "VALID"),
}
for name, means in plain.items():
    expected = large[name].avg_pool
    np.testing.assert_allclose(means, expected, atol=1e-5)
    difference = np.abs(means.numpy() - expected).max()
    print(f"{name}: largest difference: {difference:.0e}")

plt.show()

# %%
# Notice
# ------
# A convolution with SAME padding does use zeros, because each of its weights
# needs a number to multiply. Pooling has no weights, so it can ignore cells.
#
# The price is that a pixel in a truncated window counts more than one in a
# whole window.
#
# Try it
# ------
# Which pixels of the photo does the upper left block of SAME average?
#
# .. answer::
#
# Those of 20 rows and 22 columns. Of the window's 32 rows, 12 lie above the
# photo, and of its 32 columns, 10 lie to the left.

corner = large["SAME"].avg_pool[0, 0, 0, 0]
print(f"upper left block:        {corner:.4f}")
print(f"mean of 20 by 22 pixels: {photo[:20, :22].mean() / 255:.4f}")
print(f"mean of 32 by 32 pixels: {photo[:32, :32].mean() / 255:.4f}")

# %%
# Next
# ----
# :doc:`Max against average pooling
# </gallery/03_pooling/max_against_average_pooling>` asks which of the two to
# choose, now that both are known in full.
#
# References
# ----------
# * TensorFlow, `tf.nn <https://www.tensorflow.org/api_docs/python/tf/nn>`__,
#   the notes on padding

# sphinx_gallery_tags = ["pooling", "sizes"]
