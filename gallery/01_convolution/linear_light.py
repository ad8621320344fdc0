"""
Linear light
============

Why does GIMP's result differ from that of a plain convolution with the same
kernel and the same photo? The two add up different things: GIMP adds up light,
while a plain convolution adds up the pixel values that encode it. This page
shows where the difference comes from and when it is visible.
"""

# %%
# One white pixel
# ---------------
# A 3 by 3 blur spreads a white pixel, 255, evenly over nine pixels. A plain
# convolution gives each of them a ninth of 255, which is 28. GIMP gives each
# of them 94.
#
# .. alt:: Three grids of 5 by 5 numbers. A single 255 becomes a block of nine
#    28s after a plain convolution, and a block of nine 94s after GIMP's
#    filter.
#
# .. caption:: The same kernel, and yet GIMP's nine pixels are more than three
#    times as high.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["font.size"] = 12
dot = np.zeros((5, 5), dtype=np.uint8)
dot[2, 2] = 255
plain = cg.convolve(dot, cg.kernels.BLUR, strides=1).conv[0, :, :, 0] * 255
gimp = np.asarray(cg.gimp_filter(dot, cg.kernels.BLUR))
figure = cg.show_grids(
    {"pixels": dot, "convolve": np.round(plain), "gimp_filter": gimp}
)

# %%
# From pixel values to light
# --------------------------
# Pixel values are spaced to suit our eyes and are not proportional to light. A
# pixel of half the value, 128, emits only about a fifth of the light. For a
# value :math:`v` from 0 to 1, the light is
#
# .. math:: l = \begin{cases} v / 12.92 & v \le 0.04045 \\
#           ((v + 0.055) / 1.055)^{2.4} & \text{otherwise} \end{cases}
#
# GIMP converts pixel values to light, filters the light, and converts the
# result back. A ninth of the light of white corresponds to the pixel value 94.
#
# .. alt:: A curve from 0 to 1 that starts flat and rises ever more steeply.
#    Dashed lines mark that pixel value 94 corresponds to a ninth of the light.
#
# .. caption:: A ninth of the light, on the vertical axis, belongs to the pixel
#    value 94, which is more than a third of 255.

value = np.linspace(0, 1, 256)
light = np.where(
    value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4
)
figure, axes = plt.subplots(figsize=(5.6, 3.6), layout="constrained")
axes.plot(value * 255, light)
axes.plot([94, 94, 0], [0, 1 / 9, 1 / 9], "--")
axes.set(xlabel="pixel value", ylabel="light", xlim=(0, 255), ylim=(0, 1))
print(f"light of 128: {np.interp(128, value * 255, light):.2f}")

# %%
# A checkerboard from a distance
# ------------------------------
# Seen from a distance, fine black and white squares blend into a uniform gray.
# The figure places such a checkerboard beside its blurred copy, which should
# be equally bright. Step back from the screen, or squint: in which of the two
# panels do the halves match?
#
# .. predict:: Half of the squares are black and half are white. Is the gray
#    that matches them from a distance 128, darker, or lighter?
#
#    Lighter. Half of the squares emit light, so the gray must emit half the
#    light of white. The value 128 emits only a fifth. Half the light takes
#    the value 188.
#
# .. alt:: Two panels, each with a fine checkerboard of black and white on its
#    left. On its right is a gray with a faint trace of the checkerboard,
#    darker after the plain convolution and clearly lighter after GIMP's
#    filter.
#
# .. caption:: Seen from a distance, the lighter gray of GIMP's filter matches
#    the checkerboard, and the darker one does not.
#
# .. thumbnail:: 1 2

board = np.indices((24, 36)).sum(axis=0) % 2 * 255
plain = cg.convolve(board, cg.kernels.BOX_BLUR, strides=1, padding="VALID")
lit = np.asarray(cg.gimp_filter(board, cg.kernels.BOX_BLUR)) / 255
lit = lit[2:-2, 2:-2]  # GIMP filters the border too; VALID leaves it out
grays = {"convolve": plain.conv[0, :, :, 0], "gimp_filter": lit}
figure = cg.show_images(
    {
        name: np.hstack([board[2:-2, 2:18] / 255, gray[:, 16:]])
        for name, gray in grays.items()
    }
)
for name, gray in grays.items():
    print(f"{name}: mean {gray.mean() * 255:.0f}")

# %%
# On a photo
# ----------
# The difference is largest where bright and dark pixels are close together. In
# this photo, these are the reflections on the spoon and on the saucer.
#
# .. alt:: A blurred cup of coffee twice, and the spoon enlarged below. The
#    reflections on the spoon are larger and brighter after GIMP's filter, and
#    dimmer after the plain convolution.
#
# .. caption:: The reflections keep their light in GIMP's result. In uniform
#    areas the two results are equal.

photo = cg.sample_image("coffee")
blurred = cg.convolve(photo, cg.kernels.BOX_BLUR, strides=1, padding="VALID")
lit = np.asarray(cg.gimp_filter(photo, cg.kernels.BOX_BLUR))[2:-2, 2:-2] / 255
figure = cg.show_images(
    {"convolve": blurred.conv, "gimp_filter": lit},
    detail=np.s_[114:144, 160:205],
)
difference = (lit - blurred.conv[0]) * 255
print(f"largest difference: {difference.max():.0f} of 255")
print(f"mean difference: {difference.mean():.1f} of 255")
cg.show_shapes(blurred)

# %%
# Notice
# ------
# Averaging pixel values makes fine bright details too dark. Where neighboring
# pixels are alike, it hardly matters what is averaged, so most of a photo
# looks the same either way.
#
# Networks work on pixel values all the same. Because their kernels are learned
# from these values, a network can learn to allow for the curve between values
# and light.
#
# Try it
# ------
# Compute GIMP's 94 with :func:`convgallery.convolve`.
#
# .. answer::
#
# Convert the pixel values to light, filter the light, and look up which pixel
# values emit the result. ``np.interp`` reads the curve in both directions.

emitted = np.interp(dot / 255, value, light)
spread = cg.convolve(emitted, cg.kernels.BLUR, strides=1).conv[0, :, :, 0]
encoded = np.interp(spread, light, value) * 255
print(np.round(encoded).astype(int))
print("as gimp_filter:", np.array_equal(np.round(encoded), gimp))

plt.show()

# %%
# Next
# ----
# The remaining two pages of this chapter are about what a kernel is made of.
# :doc:`Separable kernels </gallery/01_convolution/separable_kernels>` takes
# some of them apart into a column and a row.
#
# References
# ----------
# * IEC 61966-2-1, *Default RGB color space, sRGB*, 1999
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["GIMP", "blur"]
