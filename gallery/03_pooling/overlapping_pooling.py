"""
Overlapping pooling
===================

Windows need not lie side by side. You will see windows that share pixels, what
they change on a photo, and what they cost.
"""

# %%
# A step smaller than the window
# ------------------------------
# ``pooling`` is the size of the window, ``pool_strides`` the step to the next
# one. Windows of 3 in steps of 2 share a row or a column with each neighbor.
# Follow the 9 in the middle.
#
# .. alt:: A window of 3 by 3 cells moves over a grid of 5 by 5 numbers in
#    steps of two, four stops. The 9 in the middle lies in all four windows, so
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
# The same step, so pictures of the same size: windows of 2 leave gaps, windows
# of 4 touch, and larger ones overlap. From windows of 4 on, a white line at
# the right border shows where the zeros of SAME begin; it is not in the photo.
#
# .. alt:: White upright edges of the cat's eyes on black, in four panels of
#    coarse blocks. With windows of 2 the lines have gaps; with larger ones
#    they close, grow brighter and broader, and at 8 they run together. From
#    windows of 4 on, the right border is white.

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
        f"windows of {size}, steps of 4": result.max_pool
        for size, result in pools.items()
    },
)
for size, result in pools.items():
    cells = result.max_pool.size * size**2
    print(f"windows of {size}: {result.max_pool.shape}, {cells} cells to read")

# %%
# The sizes
# ---------
# The formula of a convolution holds, with the window in place of the kernel.

for size, step in [(2, 2), (3, 2), (3, 3), (5, 2)]:
    same, valid = (
        cg.conv_output_size(55, size, stride=step, padding=padding)
        for padding in ("SAME", "VALID")
    )
    print(f"55 pixels, windows of {size} in steps of {step}:", end=" ")
    print(f"SAME {same}, VALID {valid}")
cg.show_shapes(pools[6])

plt.show()

# %%
# Notice
# ------
# Windows smaller than the step never look at some pixels. Larger ones look at
# some of them several times, so a single strong value fills several numbers of
# the pool, as the 9 did. AlexNet pooled with windows of 3 in steps of 2. Its
# authors found that it then learned the training pictures by heart a little
# less.
#
# Try it
# ------
# With ``pooling=3, pool_strides=1`` the size stays. What does that do to the
# photo itself, with ``[[1]]`` for a kernel and ``activation="linear"``?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012, section 3.4
