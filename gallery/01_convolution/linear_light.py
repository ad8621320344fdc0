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

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

dot = np.zeros((5, 5), dtype=np.uint8)
dot[2, 2] = 255
plain = cg.convolve(dot, cg.kernels.BLUR, strides=1).conv[0, :, :, 0] * 255
gimp = np.asarray(cg.gimp_filter(dot, cg.kernels.BLUR))
figure = cg.show_grids(
    {"pixels": dot, "convolve": np.round(plain), "gimp_filter": gimp},
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
# Half of the squares emit light, so this gray should emit half the light of
# white. Its pixel value is 188. Step back from the screen, or squint: which of
# the two grays does the checkerboard resemble?
#
# .. alt:: A fine checkerboard of black and white, and two gray areas with a
#    faint trace of it: a darker one after the plain convolution, and a clearly
#    lighter one after GIMP's filter.

board = np.indices((24, 36)).sum(axis=0) % 2 * 255
plain = cg.convolve(board, cg.kernels.BOX_BLUR, strides=1, padding="VALID")
lit = np.asarray(cg.gimp_filter(board, cg.kernels.BOX_BLUR)) / 255
lit = lit[2:-2, 2:-2]  # GIMP filters the border too; VALID leaves it out
figure = cg.show_images(
    {"checkerboard": board / 255, "convolve": plain.conv, "gimp_filter": lit},
)
print(f"convolve: mean {plain.conv.mean() * 255:.0f}")
print(f"gimp_filter: mean {lit.mean() * 255:.0f}")
cg.show_shapes(plain)

plt.show()

# %%
# Notice
# ------
# Averaging pixel values makes fine bright details too dark. Networks work on
# pixel values all the same. Because their kernels are learned from these
# values, a network can learn to allow for the curve between values and light.
#
# Try it
# ------
# Blur a photo of a street at night, ``cg.load_image("night.jpg")``, in both
# ways. In which of the results do the lamps still shine?
#
# References
# ----------
# * IEC 61966-2-1, *Default RGB color space, sRGB*, 1999
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
