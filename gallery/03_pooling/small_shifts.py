"""
Small shifts
============

Shift a photo by one pixel and it still shows the same cat, but the output of a
strided layer can change a lot. This page measures how much strides and pooling
react to small shifts, and shows that blurring before subsampling makes them
more stable.
"""

# %%
# A moving bright pixel
# ---------------------
# From one row to the next, the bright pixel moves right by one column. Max
# pooling with windows of 4 gives the same output as long as the pixel stays in
# the same window. Then the output jumps. With stride 4 and no pooling, the
# pixel appears only if it lies exactly at a sampled position.
#
# .. alt:: Six rows of 8 numbers, all 0 except for a 9, which moves right from
#    row to row. The result of max pooling has two columns: the left one holds
#    the 9 in four rows, the right one in two. With stride 4, only the first
#    and the fifth row hold a 9.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

impulses = 9 * np.eye(6, 8)
rows = {"strides": 1, "activation": "linear", "pooling": (1, 4)}
pool = cg.convolve(impulses / 9, [[1]], **rows).max_pool
step = cg.convolve(impulses / 9, [[1]], **rows | {"strides": (1, 4)}).conv
figure = cg.show_grids(
    {
        "impulses": impulses,
        "max pool, 1x4": pool[0, :, :, 0] * 9,
        "stride 4": step[0, :, :, 0] * 9,
    },
)

# %%
# A moving photo
# --------------
# A kernel detects vertical edges at every pixel. Five methods then subsample
# the result by 4. With ``pool_strides=1`` a pooling window moves pixel by
# pixel, so the subsampling can come later: first the maximum, then a blur,
# then every fourth pixel. The blur is a weighted mean over 9 by 9 pixels,
# wider than the stride. The vertical axis shows the mean change divided by the
# standard deviation.
#
# .. alt:: Change plotted against a shift of 0 to 6 pixels. All five curves
#    start at 0. Stride 4 rises fastest. Average pooling, max pooling and
#    blurring start about half as steep and stay close together; maximum and
#    blur combined rise slowest. At 5 pixels the pooling curves have caught up
#    with the stride.

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
        "blur, stride": steps(every.activation, blur),
        "max, blur, stride": steps(every.max_pool, blur),
    }


shifts = range(7)
moved = [ways(shift) for shift in shifts]
figure, axes = plt.subplots(figsize=(5.6, 4), layout="constrained")
for name, before in moved[0].items():
    change = [
        np.abs(after[name] - before).mean() / before.std() for after in moved
    ]
    axes.plot(shifts, change, "o-", label=name)
    print(f"{name:>17}:", *(f"{value:4.0%}" for value in change))
axes.set(xlabel="shift, pixels", ylabel="mean change / std")
axes.grid(alpha=0.3)
axes.legend()

# %%
# After two pixels
# ----------------
# Where did the images change? Black means no change; white means a change of
# at least four standard deviations.
#
# .. alt:: Four coarse images of changes. With stride 4 there are bright specks
#    everywhere, even in the fur; after max pooling there are fewer. With a
#    blur, arcs at the sides of the eyes stand out from dim fur. With maximum
#    and blur the arcs are dim, too.

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
# Max pooling is stable only while an edge stays inside its window, and in a
# photo every shift moves some edges out of theirs. The most stable method
# takes a maximum at every pixel and blurs before it subsamples. It changes by
# 18% after one pixel, against 24% for max pooling without the blur. Average
# pooling is a box blur followed by subsampling, so it is stable for the same
# reason. But beyond 4 pixels, the size of the windows, no method is stable
# anymore.
#
# Try it
# ------
# After 4 pixels, exactly one stride, compare each method with its own result
# shifted by one column: ``np.abs(moved[4][name] - np.roll(before, 1,
# axis=2))``. Where is it not 0?
#
# References
# ----------
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019, which blurs before every step
