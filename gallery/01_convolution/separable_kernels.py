"""
Separable kernels
=================

How do image libraries keep blurs with large kernels fast? Some kernels,
including the box and gaussian blurs, are the product of a column and a row.
This page shows that filtering with the two, one after the other, gives the
same result with fewer multiplications.
"""

# %%
# A column times a row
# --------------------
# Each number of the product is one number of the column times one number of
# the row. In row 2 and column 3, for example, it is the second number of the
# column times the third of the row: 4 times 6, which is 24.
#
# .. alt:: A column and a row, both 1, 4, 6, 4, 1, and the 5 by 5 grid of their
#    products, which rises from 1 in the corners to 36 in the middle.
#
# .. caption:: Every row of the product is a multiple of the row, and every
#    column a multiple of the column.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

row = np.array([[1, 4, 6, 4, 1]])
column = row.T
figure = cg.show_grids(
    {"column": column, "row": row, "their product": column * row}
)

# %%
# The same result
# ---------------
# First filter the photo with the 25 weights of the product. Then filter it
# with the 5 weights of the column, and the result of that with the 5 weights
# of the row.
#
# .. predict:: After the column alone, which blades of grass are still sharp?
#
#    The upright ones. The column takes means along the vertical, and along an
#    upright blade these are means of similar pixels. The row then blurs across
#    those blades as well.
#
# .. alt:: Grass in four panels, each with a part enlarged below: sharp;
#    blurred up and down by the column; blurred in both directions by the
#    column and the row; and blurred by the product, which looks identical to
#    the third.
#
# .. caption:: The column smears the grass up and down only. After the row, the
#    result equals that of the 25 weights.
#
# .. thumbnail:: 3 7

photo = cg.sample_image("grass")
settings = {"strides": 1, "rgb": False}
whole = cg.convolve(photo, column * row / 256, **settings)
first = cg.convolve(photo, column / 16, **settings)
second = cg.convolve(np.clip(first.conv, 0, 1), row / 16, **settings)
figure = cg.show_images(
    {
        "photo": photo,
        "5x1": first.conv,
        "5x1, then 1x5": second.conv,
        "5x5": whole.conv,
    },
    detail=np.s_[136:160, 166:202],
)
print(f"largest difference: {np.abs(whole.conv - second.conv).max():.7f}")
print(f"multiplications per pixel: {column.size * row.size} against", end=" ")
print(column.size + row.size)
cg.show_shapes(second)

# %%
# In plain TensorFlow
# -------------------
# Two calls of ``tf.nn.conv2d`` do the same: the first kernel has the shape (5,
# 1, in, out), the second (1, 5, in, out). Despite its name,
# ``tf.nn.separable_conv2d`` is something else: it separates the channels,
# filters each one with a matrix, and then mixes them with a 1 by 1 kernel.

pixels = whole.image[None, ..., None]
down = tf.constant(column[:, :, None, None] / 16, tf.float32)
across = tf.constant(row[:, :, None, None] / 16, tf.float32)
plain = tf.nn.conv2d(pixels, down, 1, "SAME")
plain = tf.nn.conv2d(plain, across, 1, "SAME")
np.testing.assert_allclose(plain, second.conv, atol=1e-5)
print(f"largest difference: {np.abs(plain - second.conv).max():.0e}")

# %%
# Which kernels are separable?
# ----------------------------
# A kernel is separable if all of its rows are multiples of a single row. In
# linear algebra, such a matrix has rank 1. A kernel of rank 2 is the sum of
# two products of a column and a row.

ranks = {}
for name, kernel in cg.kernels.CATALOG.items():
    ranks.setdefault(np.linalg.matrix_rank(kernel.weights), []).append(name)
for rank, names in sorted(ranks.items()):
    print(f"rank {rank}:")
    for start in range(0, len(names), 3):
        print("   ", ", ".join(names[start : start + 3]))

# %%
# Notice
# ------
# The larger the kernel, the more this saves. For a 3 by 3 kernel it is little:
# 6 multiplications per pixel instead of 9. For 31 by 31 it is 31 + 31 = 62
# instead of 961.
#
# Sobel's kernels are separable too: they take a difference in one direction
# and blur in the other.
#
# Try it
# ------
# Decompose the sharpen kernel into products of a column and a row. How many
# of them must you add to get the kernel back?
#
# .. answer::
#
# Two are enough. By hand, take the column 0, 1, 0 times the row -1, 5, -1,
# which is the middle row of the kernel, and the column -1, 0, -1 times the row
# 0, 1, 0, which is the rest. ``np.linalg.svd`` finds columns and rows for any
# matrix (here other ones), each with a factor that says how much its product
# contributes.
#
# .. alt:: Three grids of 3 by 3 numbers: the sharpen kernel, and two products
#    whose numbers add up to it. The first resembles the kernel but has small
#    positive corners; the second is negative throughout and cancels them.
#
# .. caption:: The two products add up to the kernel, so its rank is 2.

weights = cg.kernels.SHARPEN.weights
columns, factors, rows = np.linalg.svd(weights)
products = [
    factor * np.outer(columns[:, i], rows[i])
    for i, factor in enumerate(factors)
]
print("factors:", *(f"{factor:.2f}" for factor in factors))
figure = cg.show_grids(
    {
        "sharpen": weights,
        "first product": np.round(products[0], 2),
        "second product": np.round(products[1], 2),
    }
)
print("they add up:", np.allclose(products[0] + products[1], weights))

plt.show()

# %%
# With 6 multiplications for each product, that makes 12 instead of 9, so this
# decomposition saves nothing.
#
# Next
# ----
# :doc:`Frequency response </gallery/01_convolution/frequency_response>` looks
# at kernels in yet another way and explains why a gaussian is the better blur.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering

# sphinx_gallery_tags = ["blur", "speed"]
