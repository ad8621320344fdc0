"""
Receptive field
===============

How much of the picture does one number deep in a network depend on? You will
see it grow from layer to layer, count it, and compare the count with a formula.
"""

# %%
# Growing by two
# --------------
# A single bright pixel, spread by a blur of 3 by 3, and spread again. After
# two layers it has reached 5 by 5 numbers. Turned around: each number after
# two layers depends on 5 by 5 pixels.
#
# .. alt:: A single 1 in a grid of zeros; a block of 3 by 3 ones around it; and
#    a block of 5 by 5 numbers that rise from 1 in the corners to 9 in the
#    middle.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

dot = np.zeros((7, 7))
dot[3, 3] = 1
once = cg.convolve(dot, cg.kernels.BLUR, strides=1).conv
twice = cg.convolve(once, cg.kernels.BLUR, strides=1).conv
figure = cg.show_grids(
    {
        "dot": dot,
        "one layer, in 9ths": np.round(once[0, :, :, 0] * 9),
        "two layers, in 81sts": np.round(twice[0, :, :, 0] * 81),
    },
)

# %%
# The formula
# -----------
# The kernel of layer :math:`l` spans :math:`e_l` of the numbers it is given.
# These lie as many pixels apart as the strides :math:`s_i` of the layers
# before it, multiplied. So the receptive field is
#
# .. math:: r = 1 + \sum_{l} (e_l - 1) \prod_{i < l} s_i
#
# pixels wide. Below, a layer is (kernel, stride) or (kernel, stride,
# dilation).

stacks = {
    "one 3x3": [(3, 1)],
    "two 3x3": [(3, 1)] * 2,
    "five 3x3": [(3, 1)] * 5,
    "five 3x3, stride 2": [(3, 2)] * 5,
    "3x3, dilations 1 2 4 8": [(3, 1, d) for d in (1, 2, 4, 8)],
    "the tutorial's 3x3 and pool": [(3, 3), (3, 3)],
    "LeNet's 5x5 and pool, twice": [(5, 1), (2, 2)] * 2,
}
for name, layers in stacks.items():
    print(f"{name:>27}: {cg.receptive_field(layers):3} pixels")

# %%
# Counted on the photo
# --------------------
# Change one pixel after the other along the middle row, and see which of them
# change one number of the average pool.

photo = np.asarray(cg.sample_image().convert("L"))
variants = np.stack([photo[60:75]] * 240)[..., None]
for column in range(240):
    variants[column, 7, column] ^= 255
before = cg.convolve(photo[60:75], cg.kernels.BLUR).avg_pool
after = cg.convolve(variants, cg.kernels.BLUR).avg_pool
touched = np.abs(after[:, 0, 13, 0] - before[0, 0, 13, 0]) > 1e-6
first, last = np.flatnonzero(touched)[[0, -1]]
print(f"column 13 of the pool depends on pixels {first} to {last}")
print(f"that is {last - first + 1}, and the formula says", end=" ")
print(cg.receptive_field([(3, 3), (3, 3)]))

plt.show()

# %%
# Notice
# ------
# A stride of 2, or a dilation that doubles, lets the field double from layer
# to layer, where plain layers of 3 by 3 only add 2. But not all of its pixels
# count alike: in the two layers above, 9 ways lead to the middle, and 1 to a
# corner.
#
# Try it
# ------
# How many layers of 3 by 3 does it take to see all 240 columns of the photo,
# and how many with a stride of 2? Ask :func:`convgallery.receptive_field`.
#
# References
# ----------
# * Wenjie Luo and others, `Understanding the effective receptive field in deep
#   convolutional neural networks <https://arxiv.org/abs/1701.04128>`__, 2016
