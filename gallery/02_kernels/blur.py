"""
Blur
====

How can you smooth away noise and fine detail? A photo editor's blur replaces
each pixel by the mean of its neighborhood. This page shows what that removes
from a photo, and how the size of the neighborhood decides how much.
"""

# %%
# The kernel
# ----------
# The kernel has nine equal weights, as in GIMP's manual, and a divisor of 9.
# Divided by 9, the weights add up to 1, so the image becomes neither brighter
# nor darker.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.BLUR
print(kernel)

# %%
# At full size: 3 by 3 and 5 by 5
# -------------------------------
#
# .. alt:: Two soft versions of the cat's eyes. After the 3 by 3 blur, single
#    hairs are gone. After the 5 by 5 blur, the fur is smooth except for its
#    broad stripes, and the eyes keep a soft outline.

photo = cg.sample_image()
small = cg.convolve(photo, kernel, strides=1, padding="VALID")
large = cg.convolve(photo, cg.kernels.BOX_BLUR, strides=1, padding="VALID")
figure = cg.show_images(
    {"3x3 blur": small.conv, "5x5 blur": large.conv},
)

for name, pixels in {
    "photo": small.image,
    "3x3": small.conv,
    "5x5": large.conv,
}.items():
    print(f"{name:>5}: mean {pixels.mean():.3f}, std {pixels.std():.3f}")

# %%
# The mean hardly changes, but the standard deviation, printed as std,
# shrinks. A blur moves every pixel toward its neighbors.
#
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, nine times 0.111. The convolution is
#    a smaller, softer photo. After the sigmoid its values lie between middle
#    and light gray. The two pooled images are coarse and almost alike.

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
# .. alt:: The color photo; a soft, clean version of it at a third of the size;
#    a pale version after the sigmoid; and two coarse versions after pooling,
#    almost alike.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# With a stride of 3, windows of 3 by 3 use every pixel exactly once. The
# smaller image is therefore clean, without the speckles of the :doc:`sharpened
# one </gallery/02_kernels/sharpen>`. That is why photos are blurred before
# they are reduced in size. The two pooling methods also give similar results,
# because neighboring pixels are now alike and their maximum is close to their
# mean.
#
# Try it
# ------
# A blur along one direction looks like motion. Try
# ``cg.kernels.Kernel("motion", [[1] * 9], 9)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
