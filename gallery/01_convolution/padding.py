"""
Padding
=======

At the border a kernel has nothing to stand on. You will see the two answers,
SAME and VALID, what each does to the numbers there, and how many zeros SAME
puts where.
"""

# %%
# Counting neighbors
# ------------------
# On a picture of ones, a kernel of ones counts the pixels under it. With SAME
# the picture keeps its size, and the zeros around it show in the sums. With
# VALID every sum is whole, and the picture shrinks.
#
# .. alt:: A grid of 4 by 5 ones. With SAME the result has as many cells: 4 in
#    the corners, 6 along the sides, 9 inside. With VALID only the inner 2 by 3
#    cells are left, all of them 9.

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
# :func:`convgallery.conv_padding` tells how many zeros SAME puts before and
# after. When their number is odd, the extra one comes last.

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
# The kernel top sobel subtracts the row below from the row above, so it finds
# edges between rows. The zeros above and below the photo are black, and with
# SAME it finds edges that are not in the photo: lines along its upper and
# lower border.
#
# .. alt:: The arcs of the cat's eyes in red and blue on white, twice. With
#    SAME a dark blue line runs along the top and a dark red one along the
#    bottom; with VALID there are none.

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
# Networks mostly use SAME, so that pictures do not shrink from layer to layer,
# and learn to live with the lines. The figures of this gallery that show a
# kernel at full size use VALID, to show nothing that is not in the photo.
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
