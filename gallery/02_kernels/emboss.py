"""
Emboss
======

How can a flat photo look as if it were pressed into metal? An emboss filter
brightens the edges that face one corner and darkens the opposite ones, like
light falling from that corner. This page also shows that the kernel, unlike
that of a blur, gives a different result when it is rotated by 180 degrees.
"""

# %%
# The kernel
# ----------
# The kernel is one of the five in GIMP's manual. Its weights are negative at
# the upper left and positive at the lower right, so it takes a difference
# along the diagonal. They add up to 1, so the photo itself remains visible.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.EMBOSS
print(kernel)

# %%
# At full size, and flipped
# -------------------------
# ``flip=True`` rotates the kernel by 180 degrees first, which gives what
# mathematics calls a convolution. The light now comes from the opposite
# corner.
#
# .. alt:: Two versions of the cat's eyes in relief. In the first, edges where
#    the brightness falls toward the lower right are dark and the opposite ones
#    bright. In the second it is the other way around.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
as_given = cg.convolve(photo, kernel, **settings)
flipped = cg.convolve(photo, kernel, flip=True, **settings)
figure = cg.show_images(
    {"emboss": as_given.conv, "flipped": flipped.conv},
)

# %%
# A symmetric kernel such as :doc:`sharpen </gallery/02_kernels/sharpen>` gives
# the same image either way. An asymmetric one reveals whether a program flips
# the kernel: GIMP and TensorFlow do not.
#
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, -2 in the upper left corner rising to
#    2 in the lower right. The convolution is mostly red, with deep red and
#    blue along edges. After the sigmoid it is a pale relief of the eyes, which
#    both pooling methods make coarser.

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
# .. alt:: The color photo; a harsh relief of it at a third of the size; a pale
#    relief after the sigmoid; and two coarse ones after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# The kernel takes its difference from the upper left to the lower right. A
# hair that runs across this diagonal, from the lower left to the upper right,
# looks carved. One that runs along the diagonal hardly changes.
#
# Try it
# ------
# Light the photo from the upper right: mirror the kernel with
# ``kernel.weights[:, ::-1]``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
