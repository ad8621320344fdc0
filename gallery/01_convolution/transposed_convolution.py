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
#
# .. caption:: The middle value, 11, is the sum of two copies: 9 from the first
#    pixel and 2 times 1 from the last.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf


def stamp(pixels, kernel, stride):
    """Add a copy of the kernel for every pixel."""
    size = len(kernel)
    rows, columns = (n * stride + size - stride for n in pixels.shape)
    output = np.zeros((rows, columns))
    for row, column in np.ndindex(pixels.shape):
        top, left = row * stride, column * stride
        copy = pixels[row, column] * kernel
        output[top : top + size, left : left + size] += copy
    return output


pixels = np.array([[1, 0], [0, 2]])
kernel = np.arange(1, 10).reshape(3, 3)
stamped = stamp(pixels, kernel, stride=2)
figure = cg.show_grids(
    {"pixels": pixels, "kernel": kernel, "stride 2": stamped}
)

# %%
# How large is the output?
# ------------------------
# The stride of a convolution divides the image size; the stride of a
# transposed convolution multiplies it. With VALID padding, the output keeps
# every copy of the kernel whole, as above. With SAME, whatever extends beyond
# input size times stride is cut off.

for padding in ("SAME", "VALID"):
    sizes = [
        cg.transposed_output_size(34, k, stride=2, padding=padding)
        for k in (2, 3, 4)
    ]
    print(f"{padding:>5}: kernels of 2, 3 and 4 make of 34 pixels", *sizes)


def crop(stamped, kernel, stride):
    """Cut a VALID output down to the size that SAME keeps."""
    start = (len(kernel) - stride) // 2
    rows, columns = (n - len(kernel) + stride for n in stamped.shape)
    return stamped[start : start + rows, start : start + columns]


# %%
# Why "transposed"?
# -----------------
# The name comes from matrix algebra; the rest of the page does not need this
# section. Write all pixels of an image in one long column. A convolution is
# then a large matrix :math:`A` times that column. The transposed matrix
# :math:`A^T`, whose rows are the columns of :math:`A`, leads back to the
# original size, though not to the original pixels.
#
# The transposed matrix is the only one that satisfies the equation
# :math:`\langle A x,\, y \rangle = \langle x,\, A^T y \rangle`, which must
# hold for all :math:`x` and :math:`y`. The brackets stand for the sum of the
# elementwise products. Here is the test with random numbers.

rng = np.random.default_rng(0)
x, y = rng.random((9, 13)), rng.random((4, 6))
forth = cg.convolve(x, kernel, strides=2, pooling=1, padding="VALID").conv
print(f"<conv(x), y>  = {np.sum(forth[0, :, :, 0] * y):.2f}")
print(f"<x, convT(y)> = {np.sum(x * stamp(y, kernel, stride=2)):.2f}")

# %%
# Where copies overlap
# --------------------
# With an input of ones and a kernel of ones, each output pixel counts the
# copies that cover it. The stride is 2 in all three cases.
#
# .. predict:: With which of the kernels, 2 by 2, 3 by 3 or 4 by 4, do all
#    pixels away from the border get equally many copies?
#
#    With 2 by 2 and 4 by 4, whose sizes are multiples of the stride. Copies of
#    the first lie side by side, and each pixel gets four copies of the second.
#    Along one axis, copies of 3 by 3 overlap by one pixel, so that every other
#    pixel is covered twice.
#
# .. alt:: Three grids of 8 by 8 numbers. With 2 by 2 there are only ones. With
#    3 by 3, ones, twos and fours alternate like the squares of a checkerboard.
#    With 4 by 4 all are 4, except for smaller ones along the border.
#
# .. caption:: A 3 by 3 kernel covers some pixels four times and others once.
#    The other two kernels treat all pixels away from the border alike.

ones = np.ones((4, 4))
counts = {}
for size in (2, 3, 4):
    equal = np.ones((size, size))
    counts[f"{size}x{size}"] = crop(stamp(ones, equal, stride=2), equal, 2)
figure = cg.show_grids(counts)

# %%
# On a photo
# ----------
# Now shrink a photo and enlarge it again by three methods: a transposed
# convolution with a 3 by 3 kernel, one with a 4 by 4 kernel, and repeating
# each pixel before an ordinary convolution. The weights of the transposed
# kernels add up to 4, because four output pixels replace each input pixel.
# That preserves the mean brightness.
#
# To measure the checkerboard, the code takes the mean of the pixels in even
# rows and even columns, and of the other three combinations. It prints the
# largest of the four means divided by the smallest; without a pattern, this is
# about 1.
#
# .. alt:: A gray photo of an astronaut and three enlarged copies, each with
#    the face below it. With 3 by 3, a regular grid of bright and dark pixels
#    covers the face. With 4 by 4, and after resizing first, there is no grid,
#    and both copies are soft.
#
# .. caption:: The 3 by 3 kernel covers the face with a checkerboard. The other
#    two methods only lose detail.
#
# .. thumbnail:: 2 6

photo = cg.sample_image("astronaut")
settings = {"strides": 1, "rgb": False, "activation": "linear"}
before = cg.convolve(photo, [[1]], pooling=2, **settings).avg_pool
small = cg.convolve(photo, [[1]], pooling=4, **settings).avg_pool[0, :, :, 0]
enlarged = {}
for size in (3, 4):
    equal = np.full((size, size), 4 / size**2)
    enlarged[f"{size}x{size}"] = crop(stamp(small, equal, 2), equal, 2)
repeated = small.repeat(2, axis=0).repeat(2, axis=1)
resized = cg.convolve(repeated, cg.kernels.BLUR, strides=1)
enlarged["resize, then 3x3"] = resized.conv[0, :, :, 0]
figure = cg.show_images(
    {"before": before, **enlarged}, detail=np.s_[14:40, 42:81]
)
# four means: of even and of odd rows, of even and of odd columns
for name, image in enlarged.items():
    inner = image[2:-2, 2:-2]
    means = [inner[r::2, c::2].mean() for r in (0, 1) for c in (0, 1)]
    print(f"{name:>16}: brightest / darkest mean", end=" ")
    print(f"{max(means) / min(means):.2f}")

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d_transpose`` takes the size of the output as an argument, since
# several sizes can belong to one input. Its kernel has the shape (h, w, out,
# in), with the output channels first.

for size in (3, 4):
    plain = tf.nn.conv2d_transpose(
        small[None, ..., None],
        tf.fill((size, size, 1, 1), 4 / size**2),
        output_shape=(1, 100, 150, 1),
        strides=2,
        padding="SAME",
    ).numpy()[0, ..., 0]
    ours = enlarged[f"{size}x{size}"]
    np.testing.assert_allclose(plain, ours, atol=1e-5)
    print(
        f"{size}x{size}: largest difference {np.abs(plain - ours).max():.0e}"
    )

# %%
# Notice
# ------
# The checkerboard is neither in the photo nor in the weights, which are all
# equal. It appears because the kernel size is not a multiple of the stride.
#
# This is why image-generating networks often use 4 by 4 kernels with stride 2,
# or resize first and then convolve. A network could also learn weights that
# cancel the pattern, but nothing guarantees that it will.
#
# Try it
# ------
# Find 3 by 3 weights that leave no pattern at stride 2.
#
# .. answer::
#
# Let the weights of the outer pixels, which two copies share, be half as large
# as the middle one, along both axes.
#
# .. alt:: The weights, from 0.25 in the corners to 1 in the middle, and the
#    output for an input of ones: ones, and smaller numbers only in the first
#    and the last row and column.
#
# .. caption:: Away from the border, all sums are 1.

bilinear = np.outer([1, 2, 1], [1, 2, 1]) / 4
figure = cg.show_grids(
    {"weights": bilinear, "stride 2": stamp(ones[:3, :3], bilinear, stride=2)}
)

plt.show()

# %%
# A pixel in the middle of a copy gets 1, and a pixel between two copies gets a
# half from each. With these weights, a transposed convolution computes
# bilinear interpolation: between two input pixels, the values change in a
# straight line.
#
# Next
# ----
# So far, no kernel combined the channels of a color image. :doc:`Channels
# </gallery/01_convolution/channels>` shows what those of a network do with
# them.
#
# References
# ----------
# * Augustus Odena, Vincent Dumoulin and Chris Olah, `Deconvolution and
#   checkerboard artifacts <https://distill.pub/2016/deconv-checkerboard/>`__,
#   2016
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["sizes", "networks"]
