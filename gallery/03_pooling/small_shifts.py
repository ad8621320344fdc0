"""
Small shifts
============

What happens to the output of a network when an object moves by one pixel? The
coin in a photo is the same, but the output of a strided layer can change a
lot. This page measures how much strides and pooling react to small shifts, and
shows that blurring before subsampling makes them more stable.
"""

# %%
# A moving bright pixel
# ---------------------
# From one row to the next, the bright pixel moves right by one column. Each
# row is pooled by 4, and also subsampled by 4 without pooling, which keeps
# every fourth number.
#
# .. alt:: Six rows of 8 numbers, all 0 except for a 9, which moves right from
#    row to row. The result of max pooling has two columns: the left one holds
#    the 9 in four rows, the right one in two. With stride 4, only the first
#    and the fifth row hold a 9.
#
# .. caption:: The maximum stays the same as long as the pixel stays in one
#    window; then it jumps. With stride 4 the pixel appears only at a sampled
#    position.

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
# wider than the stride.
#
# .. predict:: Which method should change least, a blur before the stride or
#    maximum and blur combined?
#
#    The combination. The maximum makes every edge as wide as its window, and
#    the blur makes its ends smooth. A wide and smooth edge has nearly the same
#    value one pixel further.
#
# .. alt:: Change plotted against a shift of 0 to 6 pixels. All five curves
#    start at 0. Stride 4 rises to a third after one pixel and is flat from 3
#    pixels on. The other four start about half as steep or less, with maximum
#    and blur combined the lowest. At 5 pixels all five are close together.
#
# .. caption:: The vertical axis is the mean change, divided by the standard
#    deviation. Beyond 4 pixels, the size of the windows, no method is stable.
#
# .. thumbnail:: 1

photo = np.asarray(cg.sample_image("coins").convert("L"))
edges = cg.kernels.Kernel("edges", cg.kernels.LEFT_SOBEL.weights, divisor=4)
row = np.array([[1, 8, 28, 56, 70, 56, 28, 8, 1]])
blur = row.T * row / 256**2
inside = {"padding": "VALID", "activation": "relu", "pooling": 4}


def subsample(found, kernel):
    """Filter at every fourth pixel."""
    return cg.convolve(found, kernel, strides=4, **inside).conv


def shrink(shift):
    """Crop the photo a little further left, and shrink its edges."""
    pixels = photo[:, 8 - shift : 280 - shift]
    every = cg.convolve(pixels, edges, strides=1, pool_strides=1, **inside)
    return {
        "stride 4": subsample(every.activation, [[1]]),
        "average pool": subsample(every.avg_pool, [[1]]),
        "max pool": subsample(every.max_pool, [[1]]),
        "blur, stride": subsample(every.activation, blur),
        "max, blur, stride": subsample(every.max_pool, blur),
    }


shifts = range(7)
moved = [shrink(shift) for shift in shifts]
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
# After one pixel
# ---------------
# Where did the images change? Black means no change; white means a change of
# at least two standard deviations.
#
# .. alt:: Four coarse images of changes. With stride 4 the rims and the relief
#    of ten coins are white. After max pooling only single blocks of the rims
#    are bright. With a blur the rims are gray arcs, and with maximum and blur
#    the arcs are dimmer.
#
# .. caption:: Max pooling changes at few places, but strongly: where an edge
#    has left its window. A blur spreads the change and keeps it small.

changes = {
    name: np.abs(moved[1][name] - before) / before.std() / 2
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
# photo every shift moves some edges out of theirs. Average pooling is a box
# blur followed by subsampling, so it is stable for the same reason as the
# blur.
#
# The most stable method takes a maximum at every pixel and blurs before it
# subsamples. After one pixel it changes a third as much as the stride.
#
# Try it
# ------
# After 4 pixels, exactly one stride, every method has changed a lot. Compare
# its result with the unshifted one, moved by one column. Are they equal?
#
# .. answer::
#
# Inside, the two are equal. A shift by 4 pixels puts the same pixels under the
# next window, so every method computes the same number one column further.
# Only a shift by part of a stride gives other numbers. Just the first column
# differs, because it shows a part of the photo that was not there before.

for name, before in moved[0].items():
    difference = np.abs(moved[4][name] - np.roll(before, 1, axis=2))
    first, others = difference[:, :, 0].max(), difference[:, :, 1:].max()
    print(f"{name:>17}: first column {first:.2f}, others {others:.2f}")

# %%
# Next
# ----
# :doc:`Global pooling </gallery/03_pooling/global_pooling>` takes stability to
# its limit: one window as large as the image, for which position is nothing.
#
# References
# ----------
# * Richard Zhang, `Making convolutional networks shift-invariant again
#   <https://arxiv.org/abs/1904.11486>`__, 2019, which blurs before every step

# sphinx_gallery_tags = ["pooling", "blur"]
