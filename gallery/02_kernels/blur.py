"""
Blur
====

How can you smooth away noise and fine detail? The simplest blur replaces each
pixel by the mean of its neighborhood. This page shows what that removes
from a photo, and how the size of the neighborhood decides how much.
"""

# %%
# The kernel
# ----------
# The kernel has nine equal weights, as in GIMP's manual, and a divisor of 9.
# Divided by 9, the weights add up to 1, so the image becomes neither brighter
# nor darker. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` shows how a kernel is
# applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.BLUR
print(kernel)

# %%
# Before and after
# ----------------
# The figures leave out four pixels on each side. There, the windows of the
# largest blur on this page reach beyond the photo.
#
# .. predict:: Which fades more, a bright stone or a bright speck of one pixel?
#
#    The speck. It is one of the nine pixels in the mean, so only a ninth of
#    its contrast is left. Inside a stone, all nine pixels are nearly equal,
#    and so is their mean.
#
# .. alt:: Gravel before and after, with one stone enlarged. Before, the stone
#    has a grain, a bright vein and a sharp outline. Afterwards, it is smooth,
#    and its vein and outline are soft.
#
# .. caption:: The stone stays as bright as it was, but its grain fades.
#
# .. thumbnail:: 3 4

photo = cg.sample_image("gravel")
inner = np.s_[4:-4, 4:-4]
detail = np.s_[108:136, 150:192]
small = cg.convolve(photo, kernel, strides=1, rgb=False)
images = {"gravel": small.image[inner], "3x3 blur": small.conv[0][inner]}
figure = cg.show_images(
    images,
    detail=detail,
)

# %%
# Larger neighborhoods
# --------------------
# A larger kernel of equal weights takes the mean over a larger neighborhood.
#
# .. alt:: The gravel after a 5 by 5 and a 9 by 9 blur. After the first, the
#    stones are soft and still separate. After the second, only light and dark
#    clouds are left.
#
# .. caption:: The larger the kernel, the larger the details that disappear:
#    after the grain, the stones themselves.

large = {}
for size in (5, 9):
    box = cg.kernels.Kernel("box blur", np.ones((size, size)), size**2)
    blurred = cg.convolve(photo, box, strides=1, rgb=False)
    large[f"{size}x{size} blur"] = blurred.conv[0][inner]
figure = cg.show_images(
    large,
    detail=detail,
)

for name, pixels in (images | large).items():
    print(f"{name:>8}: mean {pixels.mean():.3f}, std {pixels.std():.3f}")

# %%
# The mean hardly changes, but the standard deviation, printed as std,
# shrinks. A blur moves every pixel toward its neighbors.
#
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, nine times 0.111. The convolution is
#    a smaller, softer photo. After the sigmoid its values lie between middle
#    and light gray. The two pooled images are coarse and almost alike.
#
# .. caption:: The photo becomes smaller without becoming speckled.

photo = cg.sample_image()
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
#
# .. caption:: Average pooling and max pooling give nearly the same image.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# With a stride of 3, windows of 3 by 3 do not overlap and leave no gaps, so
# each pixel counts in one result. The smaller image is therefore clean,
# without the speckles of the :doc:`sharpened one
# </gallery/02_kernels/sharpen>`. That is why photos are blurred before they
# are reduced in size.
#
# The two pooling methods give similar results, because neighboring pixels are
# now alike and their maximum is close to their mean.
#
# Try it
# ------
# How much noise does the 3 by 3 blur remove? Filter an image of random numbers
# and compare the standard deviations.
#
# .. answer::
#
# About two thirds. The standard deviation of a mean of nine independent
# numbers is that of one number, divided by the square root of 9.

noise = np.random.default_rng(0).random((100, 100))
calm = cg.convolve(noise, kernel, strides=1, padding="VALID").conv
print(f"std of the noise {noise.std():.3f}, after the blur {calm.std():.3f}")

plt.show()

# %%
# Next
# ----
# :doc:`Gaussian blur </gallery/02_kernels/gaussian_blur>` gives near pixels
# more weight than distant ones, which blurs more smoothly.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["blur", "GIMP"]
