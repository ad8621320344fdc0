"""
Top sobel
=========

How does a program find the horizontal edges in an image, such as the ruled
lines of a scanned form? Many edge detectors begin with the Sobel kernels,
which compare the pixels on opposite sides. This page shows the kernel for
horizontal edges, and why it also smooths along the edge.
"""

# %%
# The kernel
# ----------
# Irwin Sobel's kernel is the product of a column and a row. The column 1 0 -1
# subtracts the row below from the row above. The row 1 2 1 smooths along the
# edge. The weights add up to 0, so a flat area gives 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.TOP_SOBEL
print(kernel)

# %%
# Why smooth?
# -----------
# Noise makes neighboring rows differ too. Here, a noisy horizontal edge is
# filtered by the plain difference and by the Sobel kernel. Both are divided by
# the sum of their positive weights, so that a clean edge from black to white
# gives 1. The last number of each line is the ratio of edge to noise.

rng = np.random.default_rng(0)
bar = np.zeros((60, 60))
bar[:30] = 0.5
noisy = np.clip(bar + rng.normal(0.2, 0.05, bar.shape), 0, 1)
for name, weights in {
    "1 0 -1": np.array([[1], [0], [-1]]),
    "top sobel": kernel.weights,
}.items():
    rival = cg.kernels.Kernel(
        name, weights, divisor=weights[weights > 0].sum()
    )
    response = cg.convolve(noisy, rival, strides=1, padding="VALID").conv[
        0, :, :, 0
    ]
    edge, elsewhere = response[28:30].mean(), response[:20].std()
    ratio = edge / elsewhere
    print(
        f"{name:>9}: edge {edge:.2f}, noise {elsewhere:.3f}, {ratio:.0f} times"
    )

# %%
# At full size, in gray
# ---------------------
# Red means bright above dark. Blue means dark above bright. White means no
# change from row to row.
#
# .. alt:: The upper lids and the lower rims of the irises appear as red and
#    blue arcs on white. The arcs fade out where the outlines turn vertical.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"top sobel": full.conv},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, with rows 1 2 1, 0 0 0 and -1 -2 -1.
#    Red and blue arcs trace the eyes in the convolution, light and dark arcs
#    in the sigmoid. The average pool keeps the arcs faintly; the max pool
#    keeps the light ones.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
# Negative results are drawn black.
#
# .. alt:: The color photo; light arcs of the eyes on black; the same arcs,
#    light and dark on gray, after the sigmoid; and coarse versions of them
#    after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Smoothing lowers the noise but not the response at the edge. On the photo,
# the vertical sides of the pupil are almost missing, because the row above and
# the row below look alike there. The line along the bottom of the smaller
# images is the border, where the kernel meets the zeros of the padding.
#
# Try it
# ------
# Compare with two other ways to smooth: a plain mean,
# ``cg.kernels.TOP_PREWITT``, and Scharr's weights, ``cg.kernels.TOP_SCHARR``.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
