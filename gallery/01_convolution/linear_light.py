"""
Linear light
============

GIMP and a plain convolution disagree about the same kernel and the same
photo. You will see why: one adds up light, the other the numbers that stand
for it.
"""

# %%
# One white pixel
# ---------------
# A blur spreads a white pixel, 255, over nine pixels. A ninth of 255 is 28.
# GIMP makes 94 of it.
#
# .. alt:: Three grids of 5 by 5 numbers. A single 255 becomes a block of nine
#    28s after a plain convolution, and of nine 94s after GIMP's filter.

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
# The curve between numbers and light
# -----------------------------------
# Pixel values follow our eyes, not physics. A pixel of half the value, 128,
# sends out only about a fifth of the light. For a value :math:`v` from 0 to 1
# the light is
#
# .. math:: l = \begin{cases} v / 12.92 & v \le 0.04045 \\
#           ((v + 0.055) / 1.055)^{2.4} & \text{otherwise} \end{cases}
#
# GIMP turns values into light, filters the light, and turns it back. A ninth
# of the light of white is the light of 94.
#
# .. alt:: A curve from 0 to 1 that starts flat and rises ever more steeply.
#    Dashed lines mark that pixel value 94 stands for a ninth of the light.

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
# A checkerboard from afar
# ------------------------
# Seen from afar, squares of black and white melt into one gray. Half of them
# send out light, so it should be the gray that sends out half the light of
# white, 188. Step back from the screen, or squint: which of the two grays does
# the checkerboard look like?
#
# .. alt:: A fine checkerboard of black and white, and two gray areas with a
#    faint trace of it: a darker one after the plain convolution, a clearly
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
# Adding up pixel values makes fine bright details too dark. Networks do so all
# the same: they learn their kernels from pixel values, so the curve between
# values and light is theirs to learn as well.
#
# Try it
# ------
# Blur a photo of a street at night, ``cg.load_image("night.jpg")``, in both
# ways. After which one do the lamps still shine?
#
# References
# ----------
# * IEC 61966-2-1, *Default RGB color space, sRGB*, 1999
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
