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

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

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
# responds to edges between rows. The zeros that SAME adds are black. Against
# them, the kernel finds edges that are not in the photo: lines along its upper
# and lower borders.
#
# .. alt:: The arcs of the cat's eyes in red and blue on white, twice. With
#    SAME, a dark blue line runs along the top and a dark red one along the
#    bottom; with VALID, there are none.

photo = cg.sample_image()
results = {
    padding: cg.convolve(
        photo, cg.kernels.TOP_SOBEL, strides=1, padding=padding, rgb=False
    )
    for padding in ("SAME", "VALID")
}
figure = cg.show_images(
    {name: result.conv for name, result in results.items()},
)
for name, result in results.items():
    border = np.abs(result.conv[0, [0, -1], :, 0]).mean()
    print(f"{name}: mean size in the first and last row {border:.2f}")
cg.show_shapes(results["SAME"])

plt.show()

# %%
# Notice
# ------
# Networks often use SAME, so that feature maps do not shrink from layer to
# layer, and learn to cope with the false edges. In this gallery, figures that
# show a filtered photo at full resolution use VALID, so that everything in
# them comes from the photo.
#
# Try it
# ------
# Blur the photo with SAME: draw ``cg.convolve(photo, cg.kernels.BLUR,
# strides=1).conv`` with :func:`convgallery.show_images`. Which of its borders
# get darker?
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
