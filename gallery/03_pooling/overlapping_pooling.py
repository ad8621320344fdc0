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

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

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
# On a photo
# ----------
# With the same stride, all outputs have the same size. At stride 4, windows of
# 2 leave gaps, windows of 4 touch, and larger ones overlap. With windows of 4
# and more, a white line appears at the right border. It is not in the photo:
# the convolution detects an edge where the zeros of its SAME padding begin.
#
# .. alt:: Vertical edges of the cat's eyes, white on black, in four panels of
#    coarse blocks. With windows of 2 the lines have gaps. With larger windows
#    they close and grow brighter and broader, until at 8 they run together.
#    From windows of 4 on, the right border is white.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
edges = {"strides": 1, "rgb": False, "activation": "relu"}
pools = {
    size: cg.convolve(
        photo, cg.kernels.LEFT_SOBEL, pooling=size, pool_strides=4, **edges
    )
    for size in (2, 4, 6, 8)
}
figure = cg.show_images(
    {
        f"windows of {size}, stride 4": result.max_pool
        for size, result in pools.items()
    },
)
for size, result in pools.items():
    cells = result.max_pool.size * size**2
    print(f"windows of {size}: {result.max_pool.shape}, {cells} cells to read")

# %%
# The output size
# ---------------
# The formula for a convolution applies, with the window in place of the
# kernel.

for size, step in [(2, 2), (3, 2), (3, 3), (5, 2)]:
    same, valid = (
        cg.conv_output_size(55, size, stride=step, padding=padding)
        for padding in ("SAME", "VALID")
    )
    print(f"55 pixels, windows of {size} with stride {step}:", end=" ")
    print(f"SAME {same}, VALID {valid}")
cg.show_shapes(pools[6])

plt.show()

# %%
# Notice
# ------
# Windows smaller than the stride skip some pixels. Windows larger than the
# stride read some pixels several times, so a single large value can fill
# several output numbers, as the 9 did. AlexNet used windows of 3 with stride
# 2. Its authors found that this made the network overfit slightly less.
#
# Try it
# ------
# With ``pooling=3, pool_strides=1``, the output keeps the size of the input.
# What does that do to the photo itself, with the kernel ``[[1]]`` and
# ``activation="linear"``?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012, section 3.4
