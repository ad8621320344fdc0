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

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

row = np.array([[1, 4, 6, 4, 1]])
column = row.T
figure = cg.show_grids(
    {"column": column, "row": row, "their product": column * row},
)

# %%
# The same result
# ---------------
# First filter the photo with the 25 weights of the product. Then filter it
# with the 5 weights of the column, and the result of that with the 5 weights
# of the row.
#
# .. alt:: Two blurred images of the cat's eyes that look identical.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
whole = cg.convolve(photo, column * row / 256, **settings)
first = cg.convolve(photo, column / 16, **settings)
second = cg.convolve(np.clip(first.conv, 0, 1), row / 16, **settings)
figure = cg.show_images(
    {"5x5": whole.conv, "5x1, then 1x5": second.conv},
)
print(f"largest difference: {np.abs(whole.conv - second.conv).max():.7f}")
print(f"multiplications a pixel: {column.size * row.size} against", end=" ")
print(column.size + row.size)
cg.show_shapes(second)

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

plt.show()

# %%
# Notice
# ------
# The larger the kernel, the more this saves. For a 3 by 3 kernel it is little:
# 6 multiplications per pixel instead of 9. For 31 by 31 it is 62 instead of
# 961. Sobel's kernels are separable too: they take a difference in one
# direction and blur in the other.
#
# Try it
# ------
# Decompose the emboss kernel with ``u, s, v =
# np.linalg.svd(cg.kernels.EMBOSS.weights)``. Its products are ``s[i] * u[:, i,
# None] * v[i]``. How many of them must you add to get the kernel back?
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering
