"""
Transposed convolution and its checkerboard
===========================================

How does a network turn a small feature map into a larger image? Image
generators and segmentation networks often use a transposed convolution, which
adds up scaled copies of its kernel. This page shows where the copies overlap,
why that can leave a checkerboard pattern, and two ways to avoid it.
"""

# %%
# Copies of the kernel
# --------------------
# Each input pixel multiplies the whole kernel, and the product is added to the
# output like the imprint of a stamp. A pixel of 1 leaves the kernel itself,
# and a pixel of 2 leaves twice the kernel. From one input pixel to the next,
# the stamp moves by the stride. Where copies overlap, they are added.
#
# .. alt:: Pixels 1 0 above 0 2, a kernel that counts from 1 to 9, and the
#    output, a grid of 5 by 5 numbers. The kernel stands in its upper left and
#    twice the kernel in its lower right. In the middle, where the two overlap,
#    is 9 + 2 = 11.

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
# How large is the output?
# ------------------------
# The stride of a convolution divides the image size; the stride of a
# transposed convolution multiplies it. With VALID padding, the output keeps
# every copy of the kernel whole. With SAME, whatever extends beyond input size
# times stride is cut off.

for padding in ("SAME", "VALID"):
    sizes = [
        cg.transposed_output_size(34, k, stride=2, padding=padding)
        for k in (2, 3, 4)
    ]
    print(f"{padding:>5}: kernels of 2, 3 and 4 make of 34 pixels", *sizes)

# %%
# Why "transposed"?
# -----------------
# Write all pixels of an image in one long column. A convolution is then a
# large matrix :math:`A` times that column. The transposed matrix :math:`A^T`
# leads back to the original size, though not to the original pixels.
#
# A transposed matrix is defined by the equation :math:`\langle A x,\, y
# \rangle = \langle x,\, A^T y \rangle`, which must hold for all :math:`x` and
# :math:`y`. The brackets stand for the sum of the elementwise products. Here
# is the test with random numbers.

rng = np.random.default_rng(0)
x, y = rng.random((9, 13)), rng.random((4, 6))
forth = cg.convolve(x, kernel, strides=2, pooling=1, padding="VALID").conv
back = stamp(y, kernel, stride=2, padding="VALID")
print(f"<conv(x), y>  = {np.sum(forth[0, :, :, 0] * y):.2f}")
print(f"<x, convT(y)> = {np.sum(x * back):.2f}")

# %%
# Where copies overlap
# --------------------
# With an input of ones and a kernel of ones, each output pixel counts the
# copies that cover it. At stride 2, neighboring copies of a 3 by 3 kernel
# overlap in every other row and column. Copies of a 2 by 2 kernel lie side by
# side, and copies of a 4 by 4 kernel overlap evenly, except near the border.
#
# .. alt:: Three grids of 8 by 8 numbers. With 3 by 3, ones, twos and fours
#    alternate like the squares of a checkerboard. With 2 by 2 there are only
#    ones. With 4 by 4 all are 4, except for smaller ones along the border.

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
# Now enlarge a small copy of the photo by three methods: a transposed
# convolution with a 3 by 3 kernel, one with a 4 by 4 kernel, and repeating
# each pixel before an ordinary convolution. The weights of the transposed
# kernels add up to 4, because four output pixels replace each input pixel.
# That preserves the mean brightness.
#
# .. alt:: A coarse gray photo of the cat's eyes and three enlarged versions.
#    With 3 by 3, a grid of dark lines and bright pixels covers it. With 4 by
#    4, and after resizing first, there is no grid, and both versions are soft.

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
# The checkerboard is neither in the photo nor in the weights, which are all
# equal. It appears because the kernel size is not a multiple of the stride.
# This is why image-generating networks often use 4 by 4 kernels with stride 2,
# or resize first and then convolve. A network could also learn weights that
# cancel the pattern, but nothing guarantees that it will.
#
# Try it
# ------
# Such weights exist: apply ``stamp`` to the ones with ``np.outer([1, 2, 1],
# [1, 2, 1]) / 4``. Why do they leave no pattern?
#
# References
# ----------
# * Augustus Odena, Vincent Dumoulin and Chris Olah, `Deconvolution and
#   checkerboard artifacts <https://distill.pub/2016/deconv-checkerboard/>`__,
#   2016
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
