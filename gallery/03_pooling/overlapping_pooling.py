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
    alt="A window of 3 by 3 cells moves over a grid of 5 by 5 numbers in "
    "steps of two, four stops. The 9 in the middle lies in all four windows, "
    "so all four maxima are 9; the means are 1.89, 1.67, 1.67 and 2.44.",
)
animation

# %%
# On a photo
# ----------
# The same step, so pictures of the same size: windows that touch, windows that
# overlap, and windows with gaps between them.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
edges = {"strides": 1, "rgb": False, "activation": "relu"}
pools = {
    f"windows of {size}, steps of 4": cg.convolve(
        photo, cg.kernels.LEFT_SOBEL, pooling=size, pool_strides=4, **edges
    )
    for size in (2, 4, 6, 8)
}
figure = cg.show_images(
    {name: result.max_pool for name, result in pools.items()},
    alt="White upright edges of the cat's eyes on black, in four panels of "
    "coarse blocks. With windows of 2 the lines have gaps; with larger ones "
    "they close, grow brighter and broader, and at 8 they run together.",
)
for name, result in pools.items():
    read = np.prod(result.max_pool.shape[1:3]) * int(name.split()[2][:-1]) ** 2
    print(f"{name}: {result.max_pool.shape}, {read} numbers read")

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
cg.show_shapes(pools["windows of 6, steps of 4"])

plt.show()

# %%
# Notice
# ------
# Windows smaller than the step never look at some pixels. Larger ones look at
# some of them several times, and a single strong value fills several numbers
# of the pool. AlexNet pooled with windows of 3 in steps of 2; its authors
# found it slightly less prone to learn the training pictures by heart.
#
# Try it
# ------
# ``pooling=3, pool_strides=1`` leaves the size as it is. What does it do to
# the photo itself, with ``[[1]]`` for a kernel and the linear activation?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012, section 3.4
