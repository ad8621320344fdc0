"""
The whole catalog
=================

Which kernel smooths an image, which one sharpens it, and which ones find its
edges, and in which direction? This page applies every kernel of this gallery
to the same photo, so that you can choose one at a glance.
"""

# %%
# The kernels
# -----------
# The sum of the weights, divided by the divisor, separates the kernels into
# two families. If it is 1, flat areas stay as they are. If it is 0, flat areas
# become 0. The source of each kernel is printed beside it.

import convgallery as cg
import matplotlib.pyplot as plt

for name, kernel in cg.kernels.CATALOG.items():
    rows, columns = kernel.weights.shape
    total = kernel.weights.sum() / kernel.divisor
    source = kernel.source.split(",")[0]
    print(f"{name:>21}: {rows}x{columns}, sum {total:.0f}, {source}")

# %%
# Kernels that keep the photo
# ---------------------------
# In the first family, the sum is 1.
#
# .. alt:: Six versions of the cat's eyes in color: unchanged, sharpened,
#    blurred, embossed, blurred more, and blurred softly.

photo = cg.sample_image()
results = {
    kernel.name: cg.convolve(photo, kernel, strides=1, padding="VALID")
    for kernel in cg.kernels.CATALOG.values()
}
keepers = {
    kernel.name: results[kernel.name].conv
    for kernel in cg.kernels.CATALOG.values()
    if kernel.coefficients.sum() > 0.5
}
figure = cg.show_images(
    keepers,
)

# %%
# Kernels that find edges
# -----------------------
# In the second family, the sum is 0. The photo is gray here, and the results
# are red above zero and blue below it.
#
# .. alt:: Seventeen panels of the cat's eyes as red and blue lines on white.
#    Edge enhance draws thin vertical lines. Edge detect, outline and laplace
#    draw thin double lines and much of the fur. The Laplacian of Gaussian
#    draws broad double lines. The other twelve draw broad arcs: horizontal
#    ones for top and bottom, vertical ones for left and right.

finders = {
    kernel.name: cg.convolve(
        photo, kernel, strides=1, padding="VALID", rgb=False
    ).conv
    for kernel in cg.kernels.CATALOG.values()
    if kernel.name not in keepers
}
figure = cg.show_images(
    finders,
)
print("kept:", len(keepers), "edges:", len(finders))

plt.show()

# %%
# Notice
# ------
# Edge detect and laplace are the same kernel under two names. Sobel, Prewitt
# and Scharr look alike here, because each panel has its own color scale. Their
# weights differ in how much they smooth along the edge.
#
# Try it
# ------
# Filter your own photo with all of them: ``cg.load_image("photo.jpg")``.
#
# References
# ----------
# * The full reference of each kernel is its ``source``, as in
#   ``cg.kernels.TOP_SCHARR.source``.
