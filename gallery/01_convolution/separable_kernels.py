"""
Separable kernels
=================

Some kernels are a column times a row. You will see that filtering with the two,
one after the other, gives the same picture for less work.
"""

# %%
# A column times a row
# --------------------
# The number in row 2 and column 3 of the product is the second number of the
# column times the third of the row: 4 times 6, 24.
#
# .. alt:: A column and a row of 1, 4, 6, 4, 1, and the 5 by 5 grid of their
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
# The same picture
# ----------------
# Once with the 25 weights of the product; then with the 5 of the column, and
# with the 5 of the row on what came out.
#
# .. alt:: Two soft pictures of the cat's eyes that cannot be told apart.

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
# Those whose rows are all multiples of one row. Linear algebra calls that a
# matrix of rank 1; a kernel of rank 2 is the sum of two such products.

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
# For a 3 by 3 kernel the saving is small, 9 against 6. For 31 by 31 it is 961
# against 62. Sobel's kernels are separable too: a difference one way, a blur
# the other way.
#
# Try it
# ------
# Take the emboss kernel apart with ``u, s, v =
# np.linalg.svd(cg.kernels.EMBOSS.weights)``. The products are ``s[i] * u[:, i,
# None] * v[i]``. How many of them add up to the kernel?
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering
