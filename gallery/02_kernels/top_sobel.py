"""
Top sobel
=========

The row above minus the row below. You will see how a kernel can look for edges
of one direction only, and how it guards itself against noise.
"""

# %%
# The kernel
# ----------
# Irwin Sobel's kernel is a column 1 0 -1, which takes the difference, times a row
# 1 2 1, which smooths along the edge. The weights add up to 0, so that flat
# areas become 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.TOP_SOBEL
print(kernel)

# %%
# Why smooth?
# -----------
# A bright level bar in noise, filtered by the bare difference and by the
# kernel. Both are divided by the sum of their positive weights, so that a
# clean edge gives 1.

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
# At full size, gray
# ------------------
# Red: bright above dark. Blue: dark above bright. White: no change from row to
# row.
#
# .. alt:: The upper lids and the lower rims of the irises as red and blue arcs
#    on white. The arcs fade out where the outlines turn upright.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"top sobel": full.conv},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, 1 2 1 above 0 0 0 above -1 -2 -1. Red
#    and blue arcs trace the eyes in the convolution, light and dark arcs in
#    the sigmoid; the average pool keeps them faintly, the max pool keeps the
#    light ones.

gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
#
# .. alt:: The color photo; light arcs of the eyes on black; the same arcs
#    light and dark on gray after the sigmoid; and coarse versions of that
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
# The pupil's upright sides are almost missing: along them, the row above looks
# like the row below. The line at the bottom of the small pictures is the
# border, where the kernel meets zeros.
#
# Try it
# ------
# Compare with a plain mean and with Scharr's weights:
# ``cg.kernels.TOP_PREWITT`` and ``cg.kernels.TOP_SCHARR``.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
