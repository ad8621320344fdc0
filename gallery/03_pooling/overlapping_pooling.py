"""
Overlapping pooling
===================

Do pooling windows have to lie side by side? In AlexNet they overlap instead:
each window shares pixels with its neighbors. This page shows how overlapping
windows work, how they change the result on a photo, and what they cost.
"""

# %%
# A stride smaller than the window
# --------------------------------
# ``pooling`` sets the size of the window, and ``pool_strides`` the distance
# from one window to the next. Windows of 3 with stride 2 share a row or a
# column with each neighbor. Follow the 9 in the middle.
#
# .. alt:: A window of 3 by 3 cells visits four positions on a grid of 5 by 5
#    numbers, with stride 2. The 9 in the middle lies in all four windows, so
#    all four maxima are 9; the means are 1.89, 1.67, 1.67 and 2.44.
#
# .. caption:: The 9 is in every window, so it fills the whole output of max
#    pooling.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

plt.rcParams["animation.html"] = "jshtml"  # notebooks play the animations
pixels = np.array(
    [
        [1, 0, 2, 0, 1],
        [0, 3, 0, 1, 0],
        [2, 0, 9, 0, 2],
        [0, 1, 0, 4, 0],
        [1, 0, 2, 0, 5],
    ]
)
animation = cg.animate_pooling(
    pixels,
    3,
    pool_strides=2,
)
animation

# %%
# On edges
# --------
# A Sobel kernel finds edges of a cup, which are lines two or three pixels
# wide. They are pooled at stride 4, with windows of four sizes. The figure
# leaves out the outermost numbers, whose windows extend past the border.
#
# .. predict:: What happens to the lines if the windows are smaller than the
#    stride?
#
#    They get gaps. Windows of 2 at stride 4 see half of the rows and half of
#    the columns, which is a quarter of the pixels. Where a line runs between
#    the windows, no window contains it.
#
# .. alt:: The left edges of a cup and its saucer, in white blocks on black,
#    four times. With windows of 2 the lines are faint and dotted. With windows
#    of 4 they are closed, and with windows of 6 and 8 they become broader and
#    brighter.
#
# .. caption:: Windows of 2 skip pixels, windows of 4 touch, and larger ones
#    overlap. A line that lies in several windows becomes broader.
#
# .. thumbnail:: 1 4

cup = np.asarray(cg.sample_image("coffee").convert("L"))
edge = cg.kernels.Kernel("edges", cg.kernels.LEFT_SOBEL.weights, divisor=3)
settings = {"strides": 1, "activation": "relu"}
pools = {
    size: cg.convolve(cup, edge, pooling=size, pool_strides=4, **settings)
    for size in (2, 4, 6, 8)
}
inside = np.s_[:, 1:-1, 1:-1]  # the blocks at the border see padding
figure = cg.show_images(
    {
        f"windows of {size}": np.minimum(result.max_pool[inside], 1)
        for size, result in pools.items()
    },
)
for size, result in pools.items():
    cells = result.max_pool.size * size**2
    print(f"windows of {size}: {result.max_pool.shape}, {cells} cells to read")

# %%
# The output size
# ---------------
# With the same stride, all four outputs have the same size. The formula for a
# convolution applies, with the window in place of the kernel. The first
# feature maps of AlexNet have 55 rows.

for size, step in [(2, 2), (3, 2), (3, 3), (5, 2)]:
    same, valid = (
        cg.conv_output_size(55, size, stride=step, padding=padding)
        for padding in ("SAME", "VALID")
    )
    print(f"55 rows, windows of {size} with stride {step}:", end=" ")
    print(f"SAME {same}, VALID {valid}")
cg.show_shapes(pools[6])

# %%
# In plain TensorFlow
# -------------------
# ``ksize`` is the size of the window and ``strides`` the distance to the next
# one. They are independent of each other.

feature_map = tf.constant(pools[6].activation)
plain = tf.nn.max_pool2d(feature_map, ksize=6, strides=4, padding="SAME")
np.testing.assert_allclose(plain, pools[6].max_pool, atol=1e-5)
difference = np.abs(plain.numpy() - pools[6].max_pool).max()
print(f"largest difference: {difference:.0e}")

plt.show()

# %%
# Notice
# ------
# Windows smaller than the stride skip some pixels. Windows larger than the
# stride read some pixels several times, so a single large value can fill
# several output numbers, as the 9 did. This costs time: windows of 8 read four
# times as many cells as windows of 4.
#
# AlexNet used windows of 3 with stride 2. Its authors found that this made the
# network overfit slightly less, that is, rely less on details that only its
# training images have.
#
# Try it
# ------
# Let the windows overlap as much as possible: pool a photo with windows of 5
# and stride 1.
#
# .. answer::
#
# The output keeps the size of the input, because there is a window at every
# pixel. Everything bright grows by two pixels on each side. In image
# processing, this operation is called a *dilation*; it has nothing to do with
# the dilation of a kernel.
#
# .. alt:: A brick wall, and the same wall with mortar twice as wide and bricks
#    that are smaller.
#
# .. caption:: The bright mortar becomes wider by two pixels on each side, and
#    dark spots in it vanish.

wall = np.asarray(cg.sample_image("brick").convert("L"))
wide = cg.convolve(
    wall, [[1]], strides=1, pooling=5, pool_strides=1, activation="linear"
)
figure = cg.show_images(
    {"photo": wall, "max, 5x5, stride 1": wide.max_pool},
    detail=np.s_[90:115, 140:180],
)

# %%
# Next
# ----
# :doc:`Pooling against strides </gallery/03_pooling/pooling_against_strides>`
# compares pooling with the other method of shrinking a feature map.
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012, section 3.4

# sphinx_gallery_tags = ["pooling", "sizes"]
