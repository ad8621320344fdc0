"""
The whole catalog
=================

Which kernel smooths an image, which one sharpens it, and which ones find its
edges, and in which direction? This page applies the kernels of this gallery to
the same photo, so that you can choose one at a glance.
"""

# %%
# The kernels
# -----------
# The source of each kernel is printed beside it. The sum of the weights,
# divided by the divisor, separates the kernels into two families.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

catalog = cg.kernels.CATALOG
sums = {
    name: kernel.weights.sum() / kernel.divisor
    for name, kernel in catalog.items()
}
for name, kernel in catalog.items():
    rows, columns = kernel.weights.shape
    source = kernel.source.split(",")[0]
    print(f"{name:>21}: {rows}x{columns}, sum {sums[name]:.0f}, {source}")

# %%
# Kernels that keep the photo
# ---------------------------
# In the first family, the sum is 1; in the second, it is 0.
#
# .. predict:: What do the two families make of the flat parts of a photo?
#
#    The first keeps them as they are, because a weighted sum of equal pixels
#    is the pixel times the sum of the weights. The second turns them into 0,
#    so only edges and texture are left.
#
# .. alt:: Six versions of the photo of an astronaut: unchanged, sharpened,
#    blurred, embossed, blurred more, and blurred softly. Enlarged, her eyes
#    are crisp, soft or in relief.
#
# .. caption:: Colors and flat areas stay. Sharpen and emboss change what the
#    blurs remove: the detail.

photo = cg.sample_image("astronaut")
keepers = {}
for name, kernel in catalog.items():
    if sums[name] > 0.5:
        result = cg.convolve(photo, kernel, strides=1)
        keepers[kernel.name] = np.clip(result.conv, 0, 1)
figure = cg.show_images(keepers, detail=np.s_[34:70, 110:164])

# %%
# Kernels that find edges of every direction
# ------------------------------------------
# In the second family, the sum is 0. The photo is gray here, and the results
# are red above zero and blue below it. Each kernel is divided by the sum of
# its positive weights, so that all panels share one scale.
#
# .. alt:: The gray photo, and five panels of red and blue lines on white. Edge
#    enhance draws mainly vertical lines. Edge detect, laplace and outline draw
#    thin double lines. The Laplacian of Gaussian draws broad double lines.
#
# .. caption:: Edge enhance misses horizontal edges; the others find every
#    direction. The wider a kernel, the broader its lines.
#
# .. thumbnail:: 1 6


def edges(name):
    """Apply a kernel, divided by the sum of its positive weights."""
    weights = catalog[name].weights
    scaled = cg.kernels.Kernel(name, weights, weights[weights > 0].sum())
    return cg.convolve(photo, scaled, strides=1, rgb=False).conv[:, 4:-4, 4:-4]


finders = [name for name, total in sums.items() if total < 0.5]
around = [name for name in finders if "_" not in name or "edge" in name]
around.append("laplacian_of_gaussian")
gray = photo.convert("L").crop((4, 4, 296, 196))
figure = cg.show_images(
    {"photo": gray, **{catalog[name].name: edges(name) for name in around}},
)

# %%
# Kernels that find edges of one direction
# ----------------------------------------
# The kernels of Sobel, Prewitt and Scharr come in four directions each. Those
# named bottom and right find the same edges as top and left.
#
# .. alt:: Six panels of red and blue lines on white, in three rows that look
#    nearly alike. The left column shows horizontal edges, such as the rings of
#    the space suit; the right column shows vertical ones, such as the sides of
#    the rocket.
#
# .. caption:: The column decides what is found. The rows differ only in how
#    much they smooth along the edge.

directed = [
    f"{side}_{family}"
    for family in ("sobel", "prewitt", "scharr")
    for side in ("top", "left")
]
figure = cg.show_images({catalog[name].name: edges(name) for name in directed})
print("kept:", len(keepers), "edges:", len(finders))

# %%
# Notice
# ------
# To choose a kernel, ask two questions. Should flat areas stay? Then the sum
# must be 1. And which change should count: any change, as in a Laplacian, or
# that of one direction, as in Sobel's kernels?
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Two kernels of the catalog are the same under two names, and some pairs are
# negatives of each other. Which?
#
# .. answer::
#
# Compare the coefficients of every pair whose shapes agree.

names = list(catalog)
for n, one in enumerate(names):
    for other in names[n + 1 :]:
        a, b = catalog[one].coefficients, catalog[other].coefficients
        if a.shape == b.shape and np.allclose(a, b):
            print(f"{one} equals {other}")
        if a.shape == b.shape and np.allclose(a, -b):
            print(f"{one} is the negative of {other}")

plt.show()

# %%
# Next
# ----
# :doc:`Pooling, step by step </gallery/03_pooling/pooling_step_by_step>`
# begins the next chapter: after a convolution, a network makes the result
# smaller.
#
# References
# ----------
# * The full reference of each kernel is its ``source``, as in
#   ``cg.kernels.TOP_SCHARR.source``.

# sphinx_gallery_tags = ["edges", "blur", "GIMP"]
