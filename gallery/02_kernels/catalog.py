"""
The whole catalog
=================

Every kernel of this gallery on the same photo. You will see at a glance which
ones smooth, which ones sharpen, and which ones find edges, and of which
direction.
"""

# %%
# The kernels
# -----------
# The sum of the weights, divided by the divisor, tells two families apart: 1
# keeps flat areas as they are, 0 turns them blank. Each kernel knows its source.

import convgallery as cg
import matplotlib.pyplot as plt

for name, kernel in cg.kernels.CATALOG.items():
    rows, columns = kernel.weights.shape
    total = kernel.weights.sum() / kernel.divisor
    source = kernel.source.split(",")[0]
    print(f"{name:>21}: {rows}x{columns}, sum {total:.0f}, {source}")

# %%
# Those that keep the photo
# -------------------------
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
# Those that find edges
# ---------------------
# In gray, with what is above zero in red and what is below it in blue.
#
# .. alt:: Seventeen pictures of the cat's eyes as red and blue lines on white.
#    Edge enhance draws thin upright lines; edge detect, outline and laplace
#    thin double lines and much fur; the Laplacian of Gaussian broad double
#    lines; the twelve others broad arcs, level ones for top and bottom,
#    upright ones for left and right.

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
# and Scharr look alike here, since each figure has a scale of its own; their
# weights differ in how far they smooth along the edge.
#
# Try it
# ------
# Filter a photo of yours with all of them: ``cg.load_image("photo.jpg")``.
#
# References
# ----------
# * The full reference of each kernel is its ``source``, as in
#   ``cg.kernels.TOP_SCHARR.source``.
