"""
Small shifts
============

A cat that moved by a pixel is the same cat. You will see how much strides and
pools change when a picture moves, and that a blur before the steps helps.
"""

# %%
# A spark on the move
# -------------------
# From row to row, the spark moves by one pixel. Windows of 4 do not notice as
# long as it stays within one. Then the answer jumps. A stride of 4 sees the
# spark only where it stops.
#
# .. alt:: Six rows of 8 numbers, all 0 but for a 9, which moves right from row
#    to row. The max pool has two columns: the left one holds the 9 in four
#    rows, the right one in two. With the stride only the first row and the
#    fifth hold a 9.

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
)

# %%
# The photo on the move
# ---------------------
# Edges between columns are found at every pixel, and kept at every fourth, in
# five ways. ``pool_strides=1`` moves a pooling window pixel by pixel, so that
# the steps of 4 can come later: first the maximum, then a blur, then the
# steps. The blur is a weighted mean over 9 by 9 pixels, wider than a step.
#
# .. alt:: Change against a shift of 0 to 6 pixels. All five curves start at 0.
#    That of stride 4 is steepest. Average pool, max pool and blur rise half as
#    fast, close to each other, and that of maximum and blur slowest. At 5
#    pixels the pools have caught up with the stride.

photo = np.asarray(cg.sample_image().convert("L"))
edges = cg.kernels.Kernel("edges", cg.kernels.LEFT_SOBEL.weights, divisor=4)
row = np.array([[1, 8, 28, 56, 70, 56, 28, 8, 1]])
blur = row.T * row / 256**2
inside = {"padding": "VALID", "activation": "relu", "pooling": 4}


def steps(found, kernel):
    """Filter at every fourth pixel."""
    return cg.convolve(found, kernel, strides=4, **inside).conv


def ways(shift):
    """Cut the photo a little further left, and make it smaller."""
    pixels = photo[:, 8 - shift : 218 - shift]
    every = cg.convolve(pixels, edges, strides=1, pool_strides=1, **inside)
    return {
        "stride 4": steps(every.activation, [[1]]),
        "average pool": steps(every.avg_pool, [[1]]),
        "max pool": steps(every.max_pool, [[1]]),
        "blur, steps": steps(every.activation, blur),
        "max, blur, steps": steps(every.max_pool, blur),
    }


shifts = range(7)
moved = [ways(shift) for shift in shifts]
figure, axes = plt.subplots(figsize=(5.6, 4), layout="constrained")
for name, before in moved[0].items():
    change = [
        np.abs(after[name] - before).mean() / before.std() for after in moved
    ]
    axes.plot(shifts, change, "o-", label=name)
    print(f"{name:>16}:", *(f"{value:4.0%}" for value in change))
axes.set(xlabel="shift, pixels", ylabel="mean change / spread")
axes.grid(alpha=0.3)
axes.legend()

# %%
# After two pixels
# ----------------
# Where did they change? Black is no change, white a change of four times the
# spread, the standard deviation, or more.
#
# .. alt:: Four coarse pictures of changes. With stride 4 bright specks are
#    everywhere, also in the fur; after the max pool they are fewer. With a
#    blur, arcs at the sides of the eyes stand out from dim fur, and with
#    maximum and blur the arcs are dim, too.

# sphinx_gallery_thumbnail_number = 3
changes = {
    name: np.abs(moved[2][name] - before) / before.std() / 4
    for name, before in moved[0].items()
    if name != "average pool"
}
figure = cg.show_images(
    {name: np.minimum(change, 1) for name, change in changes.items()},
)
cg.show_shapes(cg.convolve(photo, edges, strides=1, **inside))

plt.show()

# %%
# Notice
# ------
# Max pooling is steady only against shifts that stay within a window; on a
# photo, a part of the edges leaves theirs at every shift. A maximum at every
# pixel, blurred before the steps, changes least: 18% after one pixel, against
# 24% without the blur. An average pool is a box blur followed by steps, so it
# is steady for the same reason. But past 4 pixels, the size of the windows, no
# way is steady any more.
#
# Try it
# ------
# After 4 pixels, a whole step, compare each way with its own result moved by
# one column: ``np.abs(moved[4][name] - np.roll(before, 1, axis=2))``. Where is
# it not 0?
#
# References
# ----------
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019, which blurs before every step
