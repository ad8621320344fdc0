"""
Emboss
======

Emboss lights the picture from one corner, as if it were pressed into metal.
You will see that this kernel, unlike a blur, notices when it is turned around.
"""

# %%
# The kernel
# ----------
# It is one of the five in GIMP's manual: negative to the upper left, positive to
# the lower right, a difference along the diagonal. The weights add up to 1, so
# the photo itself shows through.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.EMBOSS
print(kernel)

# %%
# At full size, and flipped
# -------------------------
# ``flip=True`` turns the kernel by half a turn: what mathematics calls a
# convolution. The light changes sides.
#
# .. alt:: Two versions of the cat's eyes in relief. In the first, edges that
#    fall toward the lower right are dark and the opposite ones bright; in the
#    second it is the other way around.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
as_given = cg.convolve(photo, kernel, **settings)
flipped = cg.convolve(photo, kernel, flip=True, **settings)
figure = cg.show_images(
    {"emboss": as_given.conv, "flipped": flipped.conv},
)

# %%
# A symmetric kernel such as :doc:`sharpen
# </gallery/02_kernels/sharpen>` gives the same picture either way.
# This one tells whether a program flips: GIMP and TensorFlow do not.
#
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, -2 in the upper left corner rising to
#    2 in the lower right. The convolution is mostly red, deep red and blue
#    along edges; the sigmoid is a pale relief of the eyes, which both pools
#    coarsen.

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
# .. alt:: The color photo, a harsh relief of it at a third of the size, a pale
#    one after the sigmoid, and two coarse ones after pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# A hair looks carved where it runs from the lower left to the upper right,
# across the kernel's diagonal. One that runs along the diagonal hardly changes.
#
# Try it
# ------
# Light it from the upper right: mirror the kernel with ``kernel.weights[:,
# ::-1]``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
