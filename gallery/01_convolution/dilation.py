"""
Dilation
========

How can a kernel cover a wider area without more weights? A dilated kernel
leaves gaps between the pixels it covers. Networks that label every pixel of an
image use such kernels to take in a wide neighborhood at little cost. This page
shows how far nine weights reach, and that a dilated edge detector responds to
soft edges that a compact one hardly sees.
"""

# %%
# Nine weights, farther and farther apart
# ---------------------------------------
# To see the gaps, filter an image that has a single bright pixel with a kernel
# of nine ones. The ones in the output are as far apart as the pixels that the
# kernel covers.
#
# .. alt:: Three grids of 7 by 7 cells, each with nine ones: side by side in
#    the middle; with gaps of one cell; and with gaps of two cells, in the
#    corners, at the sides and in the middle.
#
# .. caption:: Nine weights each, but the area they span grows from 3 by 3 to 7
#    by 7 pixels.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

dot = np.zeros((7, 7))
dot[3, 3] = 1
spread = {
    f"dilation {dilation}": cg.convolve(
        dot, np.ones((3, 3)), strides=1, dilations=dilation
    ).conv[0, :, :, 0]
    for dilation in (1, 2, 3)
}
figure = cg.show_grids(
    spread,
)
for dilation in (1, 2, 3):
    extent = cg.window_extent(3, dilation=dilation)
    print(f"dilation {dilation}: 9 weights span {extent} by {extent} pixels")

# %%
# Soft edges and fine texture
# ---------------------------
# The left Sobel kernel subtracts the column on the right from the column on
# the left. Without dilation these columns are 2 pixels apart, and with a
# dilation of 8 they are 16 pixels apart. Two photos show what that changes.
# The clock was taken by a camera that moved sideways, so its vertical edges
# are soft. The stones of the gravel have sharp edges and are about as wide as
# the dilated kernel. The strength printed below is the standard deviation of
# the result, which measures how far its values typically are from their mean.
# (Eight pixels are cut off at each border, where the widest kernel covers
# zeros.)
#
# .. predict:: For which of the two photos does a dilation of 8 show the edges
#    more clearly?
#
#    For the clock. Brightness changes slowly across a soft edge, so pixels
#    that are far apart differ more than pixels that are close. In the gravel,
#    pixels 16 apart often belong to different stones, and their difference
#    says little about the edge between the two.
#
# .. alt:: The vertical edges of a blurred clock, with an enlarged part of its
#    right rim. At dilation 1 they are pale. At dilation 8 the left half of the
#    clock is deep blue and the right half deep red.
#
# .. caption:: The clock: a compact kernel hardly sees the soft edges, and a
#    dilated one sees them clearly.
#
# .. thumbnail:: 1 2
#
# .. alt:: The vertical edges of gravel, with an enlarged part. At dilation 1,
#    thin red and blue lines trace each stone. At dilation 8 there are only
#    blurry spots in both colors.
#
# .. caption:: The gravel: a compact kernel outlines every stone, and a dilated
#    one compares stones with each other.


def edges(name):
    """Find vertical edges with each dilation, and leave out the border."""
    found = {}
    for dilation in (1, 2, 4, 8):
        result = cg.convolve(
            cg.sample_image(name),
            cg.kernels.LEFT_SOBEL,
            strides=1,
            rgb=False,
            dilations=dilation,
        )
        found[dilation] = result.conv[:, 8:-8, 8:-8]
        strength = found[dilation].std()
        print(f"{name}, dilation {dilation}: strength {strength:.2f}")
    return found


clock, gravel = edges("clock"), edges("gravel")
detail = np.s_[56:80, 150:186]
figure = cg.show_images(
    {"clock, dilation 1": clock[1], "clock, dilation 8": clock[8]},
    detail=detail,
)
figure = cg.show_images(
    {"gravel, dilation 1": gravel[1], "gravel, dilation 8": gravel[8]},
    detail=detail,
)

# %%
# The numbers agree: at a dilation of 8, the edges of the clock are six times
# as strong as without dilation. Those of the gravel gain only about a fifth,
# and they no longer follow the stones.
#
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d`` takes the dilation as an argument. The same numbers come
# from a larger kernel with zeros in the gaps, but then the zeros are
# multiplied as well.

photo = cg.sample_image("gravel")
result = cg.convolve(
    photo, cg.kernels.LEFT_SOBEL, strides=1, rgb=False, dilations=2
)
image = result.image[None, :, :, None]
sobel = np.float32([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
plain = tf.nn.conv2d(
    image, sobel[:, :, None, None], strides=1, padding="SAME", dilations=2
).numpy()
filled = np.zeros((5, 5, 1, 1), np.float32)
filled[::2, ::2, 0, 0] = sobel
same = tf.nn.conv2d(image, filled, strides=1, padding="SAME")
np.testing.assert_allclose(plain, same, atol=1e-5)
np.testing.assert_allclose(plain, result.conv, atol=1e-5)
print(f"largest difference: {np.abs(plain - result.conv).max():.0e}")

# %%
# Notice
# ------
# There are always nine weights, and therefore nine multiplications for each
# output value. What changes is the scale: the dilation should fit the size of
# what the kernel is to detect.
#
# Networks that label every pixel stack layers of increasing dilation, so that
# they cover a wide area without losing detail to pooling. A single dilated
# layer is not enough, because each of its outputs ignores the pixels in the
# gaps.
#
# Try it
# ------
# Two layers of nine ones follow each other. Which pixels does an output see if
# both have a dilation of 2, and which if the first has none?
#
# .. answer::
#
# Filter a single bright pixel twice. If both layers have a dilation of 2,
# every other row and column stays 0, so the second layer does not fill the
# gaps of the first. This is known as the gridding effect. A first layer
# without dilation leaves no gaps.
#
# .. alt:: Two grids of 9 by 9 numbers. On the left, nonzero numbers from 1 to
#    9 alternate with zeros in every other row and column. On the right, a
#    block of 7 by 7 numbers from 1 to 4 has no zeros.
#
# .. caption:: A number counts the paths from the bright pixel to the output. A
#    zero means that the output does not see the pixel.

dot = np.zeros((9, 9))
dot[4, 4] = 1
grids = {}
for dilation in (2, 1):
    first = cg.convolve(dot, np.ones((3, 3)), strides=1, dilations=dilation)
    second = cg.convolve(first.conv, np.ones((3, 3)), strides=1, dilations=2)
    grids[f"{dilation}, then 2"] = second.conv[0, :, :, 0]
figure = cg.show_grids(
    grids,
)

plt.show()

# %%
# Next
# ----
# :doc:`How large is the result? </gallery/01_convolution/sizes>` computes the
# size of the output from kernel, stride, padding and dilation.
#
# References
# ----------
# * Fisher Yu and Vladlen Koltun, `Multi-scale context aggregation by dilated
#   convolutions <https://arxiv.org/abs/1511.07122>`__, 2016

# sphinx_gallery_tags = ["edges", "sizes"]
