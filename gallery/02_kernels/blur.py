"""
Blur
====

A blur replaces each pixel by the mean of its neighborhood. You will see what
that takes away from the photo, and how the size of the neighborhood decides
how much.
"""

# %%
# The kernel
# ----------
# Nine equal weights, as in GIMP's manual, and a divisor of 9: together they weigh
# 1, so the picture gets neither brighter nor darker.

import convgallery as cg
import matplotlib.pyplot as plt

kernel = cg.kernels.BLUR
print(kernel)

# %%
# At full size, three by three and five by five
# ---------------------------------------------
#
# .. alt:: Two soft versions of the cat's eyes. After the 3 by 3 blur single
#    hairs are gone; after the 5 by 5 blur the fur is smooth but for its broad
#    stripes, and the eyes keep a soft outline.

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
    print(f"{name:>5}: mean {pixels.mean():.3f}, spread {pixels.std():.3f}")

# %%
# The mean stays and the spread, the standard deviation, shrinks: a blur moves
# every pixel toward its neighbors.
#
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, nine times 0.111. The convolution is
#    a smaller, soft photo; the sigmoid of it lies between middle and light
#    gray; the two pools are coarse and almost alike.

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
#    a pale one after the sigmoid; and two coarse ones after pooling, almost
#    alike.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# A 3 by 3 mean taken every 3 pixels uses every pixel once: the small picture
# is clean, without the speckles of the :doc:`sharpened one
# </gallery/02_kernels/sharpen>`. That is why photos are blurred
# before they are made smaller. And since neighbors are now alike, their
# maximum is close to their mean.
#
# Try it
# ------
# A blur along one direction looks like motion: ``cg.kernels.Kernel("motion",
# [[1] * 9], 9)``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
