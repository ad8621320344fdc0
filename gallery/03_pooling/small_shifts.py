"""
Small shifts
============

A network should know a cat that moved by a pixel. You will see how far strides
and pools are steady against shifts, and that a blur before the steps helps.
"""

# %%
# A spark on the move
# -------------------
# Each row has moved the spark by one more pixel. Windows of 4 do not notice as
# long as it stays within one. Then the answer jumps. A stride of 4 sees the
# spark only where it stops.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

spark = 9 * np.eye(6, 8)
rows = {"strides": 1, "activation": "linear", "pooling": (1, 4)}
pool = cg.convolve(spark / 9, [[1]], **rows).max_pool
step = cg.convolve(spark / 9, [[1]], **rows | {"strides": (1, 4)}).conv
figure = cg.show_grids(
    {
        "spark": spark,
        "max pool, 1x4": pool[0, :, :, 0] * 9,
        "stride 4": step[0, :, :, 0] * 9,
    },
    alt="Six rows of 8 numbers, all 0 but for a 9, which moves right from row "
    "to row. The max pool has two columns: the left one holds the 9 in four "
    "rows, the right one in two. With the stride only the first row and the "
    "fifth hold a 9.",
)

# %%
# The photo on the move
# ---------------------
# Edges between columns, at every pixel; then four ways to a quarter. A blur
# before the steps is a weighted mean over 9 by 9 pixels, wider than a step.

photo = np.asarray(cg.sample_image().convert("L"))
edges = cg.kernels.Kernel("edges", cg.kernels.LEFT_SOBEL.weights, divisor=4)
row = np.array([[1, 8, 28, 56, 70, 56, 28, 8, 1]])
inside = {"padding": "VALID", "activation": "relu", "pooling": 4}


def ways(shift):
    """Cut the photo a little further left, and make it smaller."""
    pixels = photo[:, 8 - shift : 218 - shift]
    every = cg.convolve(pixels, edges, strides=1, **inside)
    found = every.activation
    blurred = cg.convolve(found, row.T * row / 256**2, strides=4, **inside)
    return {
        "every pixel": found,
        "stride 4": cg.convolve(pixels, edges, strides=4, **inside).conv,
        "average pool": every.avg_pool,
        "max pool": every.max_pool,
        "blur, then stride 4": blurred.conv,
    }


shifts = range(7)
moved = [ways(shift) for shift in shifts]
figure, axes = plt.subplots(figsize=(5.6, 4), layout="constrained")
for name, before in moved[0].items():
    change = [
        np.abs(after[name] - before).mean() / before.std() for after in moved
    ]
    axes.plot(shifts, change, "o-", label=name)
    print(f"{name:>19}:", *(f"{value:4.0%}" for value in change))
axes.set(xlabel="shift, pixels", ylabel="mean change / spread")
axes.grid(alpha=0.3)
axes.legend()
figure.set_label(
    "Change against a shift of 0 to 6 pixels. All five curves start at 0. That "
    "of stride 4 is steepest and highest, then that of every pixel. The two "
    "pools and the blur rise half as fast and close to each other, and come "
    "near the curve of every pixel at 5 pixels."
)

# %%
# After two pixels
# ----------------
# Black is no change, white a change of four times the spread or more.

# sphinx_gallery_thumbnail_number = 3
changes = {
    name: np.abs(moved[2][name] - before) / before.std() / 4
    for name, before in moved[0].items()
    if name != "every pixel"
}
figure = cg.show_images(
    {name: np.minimum(change, 1) for name, change in changes.items()},
    alt="Four coarse pictures of changes. With stride 4 bright specks are "
    "everywhere. The other three are darker: after both the average pool and "
    "the blur, arcs at the sides of the eyes stand out from dim fur; after "
    "the max pool, scattered specks.",
)
cg.show_shapes(cg.convolve(photo, edges, strides=1, **inside))

plt.show()

# %%
# Notice
# ------
# Max pooling is steady only against shifts that stay within a window; on a
# photo, a part of the edges leaves theirs at every shift. Past 4 pixels, the
# size of the windows, pools change as much as the edges themselves. An average
# pool is a box blur followed by steps, so it is steady for the same reason as
# the blur.
#
# Try it
# ------
# Shift by whole windows: measure each way against its own result moved by one
# column, ``np.roll(before, 1, axis=2)``, after 4 pixels. The change is 0 but
# for the border.
#
# References
# ----------
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019, which blurs before every step
