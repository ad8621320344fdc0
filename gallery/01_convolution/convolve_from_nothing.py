"""
A convolution from nothing
==========================

What does a library do when it computes a convolution? Once you have written
one yourself, its options hold no more surprises. This page builds ``convolve``
step by step: with loops over the pixels of a gray image, with shorter loops
over the weights of the kernel, and in TensorFlow, for gray and for color. Each
version is checked against :func:`convgallery.convolve`.
"""

# %%
# SAME padding, as TensorFlow counts it
# -------------------------------------
# The *stride* is the distance from one window to the next. With a stride of
# :math:`s`, SAME padding fits :math:`\lceil n / s \rceil` windows into
# :math:`n` pixels, whatever the size of the kernel; the brackets round up.
# Each window starts :math:`s` pixels after the one before it. If together they
# need more pixels than the image has, the missing ones are zeros: half of them
# go before the image and half after it. If their number is odd, the extra zero
# goes after it.
#
# .. alt:: An image of 5 by 6 ones, and the padded image of 7 by 7 cells. It
#    has a row of zeros above the ones, a row below them, and one column of
#    zeros at the right.
#
# .. caption:: For a kernel of 3 by 3 weights and a stride of 2, the rows lack
#    two zeros, one for each side. The columns lack only one, which goes to the
#    right.

import timeit

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf


def pad_same(image, window, stride):
    """Add the zeros that SAME needs."""
    sides = []
    for pixels, extent in zip(image.shape, window, strict=True):
        windows = -(-pixels // stride)  # rounded up
        missing = max((windows - 1) * stride + extent - pixels, 0)
        sides.append((missing // 2, missing - missing // 2))
    return np.pad(image, sides)


ones = np.ones((5, 6))
figure = cg.show_grids(
    {"image": ones, "padded": pad_same(ones, (3, 3), stride=2)},
)

# %%
# Two loops over the pixels
# -------------------------
# The definition becomes two loops over the pixels of the output. At each
# position they cut a window from the padded image, multiply it by the kernel
# and add the products.
#
# The kernel for the checks has four rows, three columns and no symmetry.
# Whoever swaps rows and columns, rotates the kernel or pads the wrong side
# gets another result.

kernel = np.array([[-3, -1, 0], [-1, 1, 1], [0, 1, 1], [0, 0, 1]])
coins = np.asarray(cg.sample_image("coins").convert("L")) / 255


def output_shape(image, stride):
    """Count the windows along rows and columns."""
    return tuple(-(-pixels // stride) for pixels in image.shape)


def convolve_pixels(image, kernel, stride):
    """Compute one pixel of the output after the other."""
    height, width = kernel.shape
    padded = pad_same(image, kernel.shape, stride)
    output = np.zeros(output_shape(image, stride))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            top, left = i * stride, j * stride
            window = padded[top : top + height, left : left + width]
            output[i, j] = (window * kernel).sum()
    return output


def check(output, image, kernel, **settings):
    """Compare an output with the one of this gallery."""
    expected = cg.convolve(image, kernel, **settings).conv.squeeze()
    np.testing.assert_allclose(output, expected, atol=1e-5)
    options = ", ".join(f"{name}={n}" for name, n in settings.items())
    print(f"{options}: equal, shape {output.shape}")


for stride in (1, 2, 3):
    output = convolve_pixels(coins, kernel, stride)
    check(output, coins, kernel, strides=stride)

# %%
# Two loops over the weights
# --------------------------
# The sums can be computed in another order. All output pixels need a product
# with the first weight, so one line computes these products for the whole
# image: the weight times the padded image, cut so that each pixel lands where
# it is needed. The second weight follows, with the cut moved by one pixel. Now
# Python's loops run only over the twelve weights, and NumPy's compiled loops
# run over the pixels.
#
# .. predict:: The weights add up to 0. What does the sum look like after the
#    first row of the kernel, and after the last one?
#
#    After the first row it is a negative of the photo, because the weights so
#    far, -3, -1 and 0, only subtract. After the last row, uniform areas have
#    canceled to 0, and only edges are left.
#
# .. alt:: Coins on a dark background, four times. After three weights, all is
#    blue, the coins most of all. After six and nine weights the blue fades.
#    After twelve the background is white, and the coins have red and blue rims
#    and reliefs.
#
# .. caption:: Each row of the kernel adds three shifted and weighted copies of
#    the photo. Negative sums are blue. The last row cancels what is left of
#    the uniform areas.
#
# .. thumbnail:: 1 6


def convolve_weights(image, kernel, stride):
    """Add the whole image once for each weight."""
    padded = pad_same(image, kernel.shape, stride)
    output = np.zeros(output_shape(image, stride))
    height, width = (size * stride for size in output.shape)
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            under = padded[u : u + height : stride, v : v + width : stride]
            output += kernel[u, v] * under
    return output


for stride in (1, 2, 3):
    output = convolve_weights(coins, kernel, stride)
    check(output, coins, kernel, strides=stride)

first_rows = {
    f"{3 * rows} weights": kernel * (np.arange(4) < rows)[:, None]
    for rows in (1, 2, 3, 4)
}
figure = cg.show_images(
    {
        name: convolve_weights(coins, part, stride=1)
        for name, part in first_rows.items()
    },
    detail=np.s_[32:72, 84:144],
)

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d`` does all of this. Networks filter batches of images with
# many channels, so it expects four axes in both arrays. An image has the shape
# NHWC: number of images, height, width, channels. A kernel has the shape HWIO:
# height, width, input channels, output channels. A gray image and a single
# matrix have one of each.

image = np.float32(coins)[None, :, :, None]
weights = np.float32(kernel)[:, :, None, None]
print("image", image.shape, "kernel", weights.shape)
for stride in (1, 2, 3):
    plain = tf.nn.conv2d(image, weights, stride, "SAME").numpy()
    result = cg.convolve(coins, kernel, strides=stride)
    np.testing.assert_allclose(plain, result.conv, atol=1e-5)
    print(f"largest difference: {np.abs(plain - result.conv).max():.0e}")

# %%
# Color
# -----
# ``tf.nn.conv2d`` adds up all input channels, which would mix red, green and
# blue. A *depthwise* convolution filters each channel separately. Its kernel
# has one matrix for each input channel; the last axis counts the outputs of
# each channel. A layer of a network would then add a constant to each channel,
# its bias. This filter has none.
#
# A 1 in the center of the kernel adds the photo itself to its edges, so the
# result is a relief in color.
#
# .. alt:: A photo of a smiling astronaut in an orange suit, and a relief of it
#    in the same colors. Below each is an enlarged part of the flag behind her;
#    in the relief, its stars and its edge have bright and dark rims.
#
# .. caption:: Each channel was filtered separately, so the relief keeps the
#    photo's colors.

photo = np.asarray(cg.sample_image("astronaut")) / 255
relief = kernel + np.outer([0, 1, 0, 0], [0, 1, 0])
weights = np.float32(np.stack([relief] * 3, axis=-1))[..., None]
output = tf.nn.depthwise_conv2d(
    np.float32(photo)[None], weights, strides=[1, 1, 1, 1], padding="SAME"
)
print("kernel", weights.shape)
check(output[0], photo, relief, strides=1)
figure = cg.show_images(
    {"photo": photo, "depthwise": np.clip(output, 0, 1)},
    detail=np.s_[8:48, 0:60],
)

# %%
# How long does each version take?
# --------------------------------
# The same small image goes through all three. Times differ from one machine
# and run to the next, so only a comparison is printed: whether the loops over
# pixels take more than ten times as long.

small = coins[:60, :100]
image, weights = np.float32(small)[None, :, :, None], weights[:, :, :1]
versions = {
    "loops over pixels": lambda: convolve_pixels(small, kernel, 1),
    "loops over weights": lambda: convolve_weights(small, kernel, 1),
    "TensorFlow": lambda: tf.nn.conv2d(image, weights, 1, "SAME"),
}
seconds = {
    name: min(timeit.repeat(version, number=1, repeat=20))
    for name, version in versions.items()
}
for name in ("loops over weights", "TensorFlow"):
    longer = seconds["loops over pixels"] > 10 * seconds[name]
    print(f"more than ten times as long as {name}: {longer}")

# %%
# Notice
# ------
# All versions compute the same products. The loops over pixels take far longer
# than the others, often a hundred times as long, because Python spends far
# more time on each step of a loop than the processor needs for twelve
# multiplications. The remedy is to give each step of the loop more work: a
# whole image instead of one window.
#
# The order of the sums is free. Libraries choose the one that suits the
# processor, and results therefore differ in the last digits, which is why the
# checks allow a small tolerance.
#
# Try it
# ------
# Add a dilation of 2, so that neighboring weights see pixels that are two
# apart.
#
# .. answer::
#
# The cut moves by two pixels from one weight to the next, and the padding must
# make room for a window of 7 by 5 pixels instead of 4 by 3.

dilation = 2
window = [dilation * (size - 1) + 1 for size in kernel.shape]
padded = pad_same(coins, window, stride=1)
height, width = coins.shape
output = np.zeros(coins.shape)
for (u, v), weight in np.ndenumerate(kernel):
    top, left = dilation * u, dilation * v
    output += weight * padded[top : top + height, left : left + width]
check(output, coins, kernel, strides=1, dilations=dilation)

plt.show()

# %%
# Next
# ----
# :doc:`Strides </gallery/01_convolution/strides>` is the first of three pages
# that show what the options do to an image.
#
# References
# ----------
# * TensorFlow, `tf.nn.conv2d
#   <https://www.tensorflow.org/api_docs/python/tf/nn/conv2d>`__
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["by hand", "speed"]
