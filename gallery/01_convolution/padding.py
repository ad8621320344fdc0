"""
Padding
=======

What does a kernel do at the border of an image, where some of its weights have
no pixel to multiply? Every filter and every convolutional layer has to answer
this question. SAME padding adds zeros around the image; VALID uses only
windows that lie inside. This page shows what each does to the values at the
border, and how many zeros SAME adds on each side.
"""

# %%
# Counting neighbors
# ------------------
# On an image of ones, a kernel of ones counts the pixels it covers. With SAME,
# the output is as large as the image, but the sums at the border are smaller,
# because the kernel also covers zeros there. With VALID, every sum covers nine
# pixels, but the output is smaller.
#
# .. alt:: A grid of 4 by 5 ones. With SAME, the result has as many cells: 4 in
#    the corners, 6 along the sides, 9 inside. With VALID, only the inner 2 by
#    3 cells are left, all of them 9.
#
# .. caption:: In a corner, SAME covers only four pixels; the other five are
#    zeros.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

ones = np.ones((4, 5))
grids = {"pixels": ones}
for padding in ("SAME", "VALID"):
    counted = cg.convolve(
        ones, np.ones((3, 3)), strides=1, pooling=1, padding=padding
    )
    grids[padding] = counted.conv[0, :, :, 0]
figure = cg.show_grids(
    grids,
)

# %%
# Where the zeros go
# ------------------
# The number of zeros depends on the image, the kernel and the stride.
# :func:`convgallery.conv_padding` returns how many SAME adds before and after
# the pixels. If the total is odd, the extra zero goes after them.

print("pixels  kernel  stride  zeros before, after  result")
for size, kernel, stride in [
    (5, 3, 1),
    (5, 4, 1),
    (5, 5, 1),
    (134, 3, 3),
    (240, 3, 3),
    (28, 5, 2),
]:
    before, after = cg.conv_padding(size, kernel, stride=stride)
    result = cg.conv_output_size(size, kernel, stride=stride)
    print(f"{size:6}{kernel:8}{stride:8}{before:14}, {after:5}{result:8}")

# %%
# On a photo
# ----------
# The top Sobel kernel subtracts the row below from the row above, so it
# responds to edges between rows. To the kernel, the zeros that SAME adds are a
# black frame around the photo.
#
# .. predict:: At which borders does the kernel find an edge that is not in the
#    photo?
#
#    At the upper and the lower one, where it compares a row of the photo with
#    a row of zeros. At the left and right borders the zeros are beside the
#    pixels. Those above and those below cancel, because they are equal.
#
# .. alt:: The edges of a page of text in red and blue on white, twice, with
#    the enlarged upper left corner below. With SAME, a dark blue line runs
#    along the upper border; with VALID, there is none.
#
# .. caption:: The blue line along the upper border is an edge between the
#    bright paper and zeros that are not part of the photo.
#
# .. thumbnail:: 3 4

page = cg.sample_image("page")
results = {
    padding: cg.convolve(
        page, cg.kernels.TOP_SOBEL, strides=1, padding=padding, rgb=False
    )
    for padding in ("SAME", "VALID")
}
figure = cg.show_images(
    {name: result.conv for name, result in results.items()},
    detail=np.s_[:24, :36],
)
for name, result in results.items():
    sizes = np.abs(result.conv[0, :, :, 0])
    rows, columns = sizes[[0, -1]].mean(), sizes[:, [0, -1]].mean()
    print(f"{name:>5}: upper and lower border {rows:.2f}, sides {columns:.2f}")
cg.show_shapes(results["SAME"])

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d`` has the same two options. SAME gives the same numbers as
# zeros that you add yourself, followed by VALID.

image = results["SAME"].image[None, :, :, None]
sobel = np.float32([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])[:, :, None, None]
zeros = tf.pad(image, [[0, 0], [1, 1], [1, 1], [0, 0]])
by_hand = tf.nn.conv2d(zeros, sobel, strides=1, padding="VALID").numpy()
np.testing.assert_allclose(by_hand, results["SAME"].conv, atol=1e-5)
for padding, result in results.items():
    plain = tf.nn.conv2d(image, sobel, strides=1, padding=padding).numpy()
    np.testing.assert_allclose(plain, result.conv, atol=1e-5)
    print(f"largest difference: {np.abs(plain - result.conv).max():.0e}")

# %%
# Notice
# ------
# Networks often use SAME, so that feature maps do not shrink from layer to
# layer, and learn to cope with the false edges. In this gallery, figures that
# show a filtered photo at full resolution use VALID, so that everything in
# them comes from the photo.
#
# With a stride, both options may treat the two ends of a row differently: SAME
# puts an odd zero at the end, and VALID skips pixels there that do not fill a
# window.
#
# Try it
# ------
# Blur the page with a kernel of 15 by 15 equal weights and SAME. Why do its
# borders get dark, and how can they be kept bright?
#
# .. answer::
#
# The zeros are part of the mean, and they are black. The remedy is to divide
# each sum by the number of pixels it covers instead of by 225. The kernel of
# ones counts them, as in the first figure.
#
# .. alt:: The page, so blurred that the text cannot be read, twice, with the
#    enlarged upper left corner below. On the left it fades to dark gray toward
#    its borders; on the right it stays bright up to the corner.
#
# .. caption:: Divided by the number of pixels, the mean keeps its brightness
#    up to the corner.

kernel = np.ones((15, 15))
sums = cg.convolve(page, kernel, strides=1, rgb=False).conv
count = cg.convolve(np.ones((200, 300)), kernel, strides=1).conv
figure = cg.show_images(
    {"divided by 225": sums / 225, "by the count": sums / count},
    detail=np.s_[:24, :36],
)
print(f"pixels in a window: {count.min():.0f} to {count.max():.0f}")

plt.show()

# %%
# Next
# ----
# :doc:`Dilation </gallery/01_convolution/dilation>` is the third option beside
# stride and padding: it widens the kernel.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["sizes", "edges"]
