"""
Strides
=======

How does a network reduce a large image to a few numbers? One method is the
stride, the distance in pixels from one window to the next: the larger the
stride, the smaller the output. This page shows how strides shrink an image,
and what is lost when the stride is larger than the kernel.
"""

# %%
# Where the windows are
# ---------------------
# This kernel picks the pixel at its center. The output therefore shows where
# the center of each window was.
#
# .. alt:: A row of numbers from 1 to 9. A stride of 2 leaves 1, 3, 5, 7, 9; a
#    stride of 3 leaves 2, 5, 8.
#
# .. caption:: A stride of 2 picks every second pixel, and a stride of 3 every
#    third, but the first window is not always centered on the first pixel.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

ruler = np.arange(1, 10)[None]
grids = {"pixels": ruler}
for stride in (2, 3):
    picked = cg.convolve(ruler, [[0, 1, 0]], strides=(1, stride))
    grids[f"stride {stride}"] = np.round(picked.conv[0, :, :, 0] * 255)
figure = cg.show_grids(
    grids,
)

# %%
# With a stride of 3, three windows fit the row of 9 pixels exactly, so the
# first is centered on pixel 2. With a stride of 2, five windows need 11
# pixels: 3 for the first and 2 more for each of the others. SAME padding adds
# a zero before and after, so the first window is centered on pixel 1.
# (:doc:`Padding </gallery/01_convolution/padding>` explains the rule.)
#
# A photo at larger and larger strides
# ------------------------------------
# The blur kernel covers 3 by 3 pixels. With a stride of 4 or more, the windows
# no longer touch, and the pixels between them have no effect on the output.
#
# .. alt:: A photo of an astronaut beside a model of a space shuttle in four
#    panels, with a half, a quarter, an eighth and a sixteenth of the rows and
#    columns. In the last one, 13 by 19 colored blocks, hair, face and suit are
#    a few blocks each.
#
# .. caption:: Twice the stride leaves a quarter of the numbers. At a stride of
#    8 one still sees a face; at 16 only its colors are left.
#
# .. thumbnail:: 4 1

photo = cg.sample_image("astronaut")
stepped = {
    f"stride {stride}": cg.convolve(photo, cg.kernels.BLUR, strides=stride)
    for stride in (2, 4, 8, 16)
}
figure = cg.show_images(
    {name: result.conv for name, result in stepped.items()},
)
for name, result in stepped.items():
    rows, columns = result.conv.shape[1:3]
    print(f"{name}: {rows} rows, {columns} columns")

# %%
# A stride larger than the kernel
# -------------------------------
# Skipped pixels can distort a pattern. Part of the test chart has stripes that
# become finer to the right, and a star whose rays become finer toward its
# center. A kernel of one pixel with a stride of 4 keeps one pixel of each 4 by
# 4. A kernel of 4 by 4 equal weights takes their mean instead.
#
# The printed shapes are those of all steps of :func:`convgallery.convolve`:
# the image, the convolution, and what follows it in a network, a sigmoid
# activation and two kinds of pooling. Later pages explain these; here, only
# the first two matter.
#
# .. predict:: The finest stripes are about one pixel wide. What becomes of
#    them if only every fourth pixel is kept?
#
#    They turn into stripes that are not in the chart. If each stripe were
#    exactly one pixel wide, every fourth pixel would lie on a stripe of the
#    same color, and the area would become uniform. If the stripes are a little
#    wider, the kept pixels drift slowly from dark to light and back, which
#    looks like one coarse stripe.
#
# .. alt:: Stripes and a star in four panels. With a stride of 4 and one pixel,
#    the fine stripes have turned into a few wide ones of uneven width, and the
#    center of the star into black and white blocks. After the mean, the fine
#    stripes and the center are gray; with the mean and a stride of 4 they are
#    nearly gray as well.
#
# .. caption:: Without a blur, fine stripes become false coarse ones (top
#    right). The mean turns them gray first (bottom left), so there is little
#    left to distort (bottom right).

chart = np.asarray(cg.sample_image("chart").convert("L"))[80:, :160]
mean = np.ones((4, 4)) / 16
skipping = cg.convolve(chart, [[1]], strides=4)
blurred = cg.convolve(chart, mean, strides=1)
averaging = cg.convolve(chart, mean, strides=4)
figure = cg.show_images(
    {
        "chart": chart,
        "1 pixel, stride 4": skipping.conv,
        "mean, stride 1": blurred.conv,
        "mean, stride 4": averaging.conv,
    },
)
cg.show_shapes(averaging)

# %%
# In plain TensorFlow
# -------------------
# In ``tf.nn.conv2d``, one number is the stride along rows and columns. Four
# numbers are the strides along all axes; those of the batch and the channels
# must be 1.

image = np.float32(chart / 255)[None, :, :, None]
weights = np.full((4, 4, 1, 1), 1 / 16, np.float32)
plain = tf.nn.conv2d(image, weights, strides=4, padding="SAME").numpy()
four = tf.nn.conv2d(image, weights, strides=[1, 4, 4, 1], padding="SAME")
np.testing.assert_array_equal(plain, four)
np.testing.assert_allclose(plain, averaging.conv, atol=1e-5)
print(f"largest difference: {np.abs(plain - averaging.conv).max():.0e}")

# %%
# Notice
# ------
# A stride makes the output smaller in both directions, and the computation
# cheaper. With a stride of 4, the output has a quarter of the rows and a
# quarter of the columns, so there is only a sixteenth of the sums to compute.
#
# When pixels are skipped, fine patterns turn into false coarse ones. This is
# called *aliasing*. The remedy is to blur first, with a kernel that is at
# least as wide as the stride.
#
# Try it
# ------
# Without padding, a stride of 3 gives every third number of the output with a
# stride of 1. Check that on the photo. Why do libraries not compute it this
# way?
#
# .. answer::
#
# The numbers agree. Libraries do not compute them this way because eight of
# nine sums would be thrown away.

settings = {"padding": "VALID", "activation": "linear"}
dense = cg.convolve(photo, cg.kernels.BLUR, strides=1, **settings).conv
third = cg.convolve(photo, cg.kernels.BLUR, strides=3, **settings).conv
np.testing.assert_allclose(dense[:, ::3, ::3], third, atol=1e-6)
print("stride 1:", dense.shape)
print("every third number:", dense[:, ::3, ::3].shape)
print("stride 3:", third.shape)

plt.show()

# %%
# Next
# ----
# :doc:`Padding </gallery/01_convolution/padding>` shows what happens where a
# window extends beyond the image, and explains the positions of the windows.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["sizes", "blur"]
