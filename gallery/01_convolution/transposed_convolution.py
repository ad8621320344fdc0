"""
Transposed convolution and its checkerboard
===========================================

A transposed convolution makes a picture larger: each number stamps a copy of
the kernel. You will see where the stamps overlap, the checkerboard that comes
of it, and two cures.
"""

# %%
# Stamps
# ------
# Every pixel multiplies the whole kernel, and the products are put down in
# steps of the stride: a 1 leaves the kernel itself, a 2 twice the kernel.
# Where copies overlap, they are added.
#
# .. alt:: Pixels 1 0 above 0 2; a kernel that counts from 1 to 9; and a grid
#    of 5 by 5. In its upper left stands the kernel, in its lower right twice
#    the kernel, and in the middle, where they overlap, 9 + 2 = 11.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf


def stamp(pixels, kernel, stride, padding="SAME"):
    """Put down a copy of the kernel for every pixel."""
    size = [
        cg.transposed_output_size(n, k, stride=stride, padding=padding)
        for n, k in zip(pixels.shape, kernel.shape, strict=True)
    ]
    batch, weights = np.float32(pixels), np.float32(kernel)
    return tf.nn.conv2d_transpose(
        batch[None, ..., None],
        weights[..., None, None],
        (1, *size, 1),
        stride,
        padding,
    ).numpy()[0, ..., 0]


pixels = np.array([[1, 0], [0, 2]])
kernel = np.arange(1, 10).reshape(3, 3)
stamped = stamp(pixels, kernel, stride=2, padding="VALID")
figure = cg.show_grids(
    {"pixels": pixels, "kernel": kernel, "stride 2": stamped},
)

# %%
# How large?
# ----------
# The stride of a convolution divides the size; here it multiplies it. With
# SAME, what hangs over is cut off.

for padding in ("SAME", "VALID"):
    sizes = [
        cg.transposed_output_size(34, k, stride=2, padding=padding)
        for k in (2, 3, 4)
    ]
    print(f"{padding:>5}: kernels of 2, 3 and 4 make of 34 pixels", *sizes)

# %%
# Why transposed?
# ---------------
# With all pixels in one long column, a convolution is a large matrix :math:`A`
# times that column. The transposed matrix :math:`A^T` leads back to the
# pixels' size, though not to the pixels themselves. It passes the test of a
# transposed matrix, :math:`\langle A x,\, y \rangle = \langle x,\, A^T y
# \rangle` for all :math:`x` and :math:`y`. The brackets stand for the sum of
# the products, number by number.

rng = np.random.default_rng(0)
x, y = rng.random((9, 13)), rng.random((4, 6))
forth = cg.convolve(x, kernel, strides=2, pooling=1, padding="VALID").conv
back = stamp(y, kernel, stride=2, padding="VALID")
print(f"<conv(x), y>  = {np.sum(forth[0, :, :, 0] * y):.2f}")
print(f"<x, convT(y)> = {np.sum(x * back):.2f}")

# %%
# Counting stamps
# ---------------
# Ones, stamped with ones, count how many copies fall on each pixel. Copies of
# 3 in steps of 2 overlap at every other pixel. Copies of 2 lie side by side,
# and copies of 4 overlap everywhere alike.
#
# .. alt:: Three grids of 8 by 8 numbers. With 3 by 3, ones, twos and fours
#    take turns like the squares of a checkerboard. With 2 by 2 all are 1. With
#    4 by 4 all are 4, but for smaller ones along the border.

ones = np.ones((4, 4))
counts = {
    f"{k}x{k}, stride 2": stamp(ones, np.ones((k, k)), stride=2)
    for k in (3, 2, 4)
}
figure = cg.show_grids(
    counts,
)

# %%
# On a photo
# ----------
# A small copy of the photo, enlarged again: with 3 by 3, with 4 by 4, and by
# repeating each pixel before an ordinary convolution. The weights of a stamp
# add up to 4, since four pixels take the place of one. So the mean brightness
# stays.
#
# .. alt:: A coarse gray photo of the cat's eyes, and three enlarged ones. With
#    3 by 3 a net of dark lines and white dots covers it; with 4 by 4, and
#    after resizing first, there is none, and both are soft.

# sphinx_gallery_thumbnail_number = 3
photo = cg.sample_image()
small = cg.convolve(
    photo, [[1]], strides=1, pooling=4, rgb=False, activation="linear"
).avg_pool[0, :, :, 0]
enlarged = {
    f"{k}x{k}, stride 2": stamp(small, np.ones((k, k)) * 4 / k**2, stride=2)
    for k in (3, 4)
}
repeated = small.repeat(2, axis=0).repeat(2, axis=1)
resized = cg.convolve(repeated, cg.kernels.BLUR, strides=1)
enlarged["resize, then 3x3"] = resized.conv[0, :, :, 0]
figure = cg.show_images(
    {"small photo": small, **enlarged},
)
# four means: of even and of odd rows, of even and of odd columns
for name, picture in enlarged.items():
    inner = picture[2:-2, 2:-2]
    means = [inner[r::2, c::2].mean() for r in (0, 1) for c in (0, 1)]
    print(f"{name:>16}: brightest / darkest mean", end=" ")
    print(f"{max(means) / min(means):.2f}")
cg.show_shapes(resized)

plt.show()

# %%
# Notice
# ------
# The checkerboard is not in the photo and not in the weights, which are all
# alike: it comes from a kernel whose size is no multiple of the stride. So
# networks that paint pictures often use 4 by 4 with a stride of 2, or resize
# first and then convolve. They could learn weights that hide the pattern, but
# need not.
#
# Try it
# ------
# Such weights exist: stamp the ones with ``np.outer([1, 2, 1], [1, 2, 1]) /
# 4``. Why do they leave no pattern?
#
# References
# ----------
# * Augustus Odena, Vincent Dumoulin and Chris Olah, `Deconvolution and
#   checkerboard artifacts <https://distill.pub/2016/deconv-checkerboard/>`__,
#   2016
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
