"""
Receptive field
===============

How much of the image does one value deep inside a network depend on? That
region is its receptive field; nothing outside it can affect the value, so it
limits how large a pattern a layer can detect. This page shows how the field
grows from layer to layer, measures it on a photo, and compares the result with
a formula.
"""

# %%
# Growing by two
# --------------
# Blur a single bright pixel with a 3 by 3 kernel, then blur the result. After
# two layers, the pixel affects 5 by 5 values. The same holds in reverse: each
# value after two layers depends on 5 by 5 pixels of the input.
#
# .. alt:: A single 1 in a grid of zeros; a block of 3 by 3 ones around it; and
#    a block of 5 by 5 numbers that rise from 1 in the corners to 9 in the
#    middle.
#
# .. caption:: Each layer adds one pixel on every side. The numbers count the
#    paths from the bright pixel to each value.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

dot = np.zeros((7, 7))
dot[3, 3] = 1
once = cg.convolve(dot, cg.kernels.BLUR, strides=1).conv
twice = cg.convolve(once, cg.kernels.BLUR, strides=1).conv
figure = cg.show_grids(
    {
        "bright pixel": dot,
        "one layer, in 9ths": np.round(once[0, :, :, 0] * 9),
        "two layers, in 81sts": np.round(twice[0, :, :, 0] * 81),
    },
)

# %%
# The formula
# -----------
# The kernel of layer :math:`l` spans :math:`e_l` of that layer's input values.
# Neighboring input values are several pixels of the image apart if earlier
# layers have strides larger than 1. Their distance is the product of the
# strides :math:`s_i` of those layers. The receptive field is therefore
#
# .. math:: r = 1 + \sum_{l} (e_l - 1) \prod_{i < l} s_i
#
# pixels wide. (The sum adds one term for each layer. The product multiplies
# the strides of the layers before it, and is 1 for the first layer.) For two
# layers with 3 by 3 kernels and a stride of 2, for example, this is 1 + 2 + 2
# times 2 = 7. In the code below, each layer is written as (kernel, stride) or
# (kernel, stride, dilation).

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
# What one value sees
# -------------------
# Suppose that a network reads printed text. The figure cuts the receptive
# field of one value out of a photo of a page, for two of the stacks above.
# Both have five layers and the same number of weights.
#
# .. predict:: A printed letter is about ten pixels wide. Can a value after
#    five 3 by 3 layers depend on a whole word? Does it matter whether their
#    stride is 1 or 2?
#
#    Only with the stride of 2. With a stride of 1, each layer adds 2 pixels,
#    and the field is 1 + 5 times 2 = 11 pixels wide: one letter. With a stride
#    of 2, the inputs of the five layers are 1, 2, 4, 8 and 16 pixels apart, so
#    the layers add 2, 4, 8, 16 and 32 pixels. Together that makes 63.
#
# .. alt:: Two square parts of a page, drawn at the same size. The left one has
#    11 by 11 large pixels and shows one letter, an h. The right one, of 63 by
#    63 pixels, shows words on three lines, among them "the" as a whole.
#
# .. caption:: The value on the left can respond to strokes and letters. Only
#    the one on the right can respond to a word.
#
# .. thumbnail:: 1 2

photo = np.asarray(cg.sample_image("page").convert("L"))
row, column = 92, 75  # on a letter
fields = {}
for name in ("five 3x3", "five 3x3, stride 2"):
    reach = cg.receptive_field(stacks[name]) // 2
    rows = slice(row - reach, row + reach + 1)
    fields[name] = photo[rows, column - reach : column + reach + 1]
figure = cg.show_images(fields)

# %%
# Measured
# --------
# The receptive field can also be measured. Take a strip of 15 rows from the
# photo, and invert the pixels of its middle row one at a time. Each version is
# blurred with a stride of 3, and the result is averaged over windows of 3 by 3
# (average pooling). The pixels that affect one given mean belong to its
# receptive field.

strip = photo[60:75]
variants = np.stack([strip] * strip.shape[1])[..., None]
for column in range(strip.shape[1]):
    variants[column, 7, column] ^= 255
before = cg.convolve(strip, cg.kernels.BLUR).avg_pool
after = cg.convolve(variants, cg.kernels.BLUR).avg_pool
touched = np.abs(after[:, 0, 13, 0] - before[0, 0, 13, 0]) > 1e-6
first, last = np.flatnonzero(touched)[[0, -1]]
print(f"column 13 of the pool depends on pixels {first} to {last}")
print(f"that is {last - first + 1}, and the formula says", end=" ")
print(cg.receptive_field([(3, 3), (3, 3)]))

# %%
# Notice
# ------
# With a stride of 2 in every layer, or a dilation that doubles, the field
# roughly doubles from layer to layer. Plain 3 by 3 layers add only 2 pixels
# each.
#
# Not all pixels in the field have the same influence, however. In the two
# blurs above, nine paths lead to the pixel in the middle, but only one to each
# corner.
#
# Try it
# ------
# How many 3 by 3 layers does it take to cover all 300 columns of the photo,
# and how many with a stride of 2?
#
# .. answer::
#
# Add layers until the field is at least 300 pixels wide.

for stride in (1, 2):
    layers = [(3, stride)]
    while cg.receptive_field(layers) < photo.shape[1]:
        layers.append((3, stride))
    print(f"stride {stride}: {len(layers)} layers", end=", ")
    print(f"{cg.receptive_field(layers)} pixels")

plt.show()

# %%
# Without strides, the number of layers grows with the width of the photo. With
# strides, it grows only with the logarithm of the width.
#
# Next
# ----
# Strides make the output smaller. :doc:`Transposed convolution
# </gallery/01_convolution/transposed_convolution>` goes the other way, from a
# small feature map to a larger image.
#
# References
# ----------
# * Wenjie Luo and others, `Understanding the effective receptive field in deep
#   convolutional neural networks <https://arxiv.org/abs/1701.04128>`__, 2016

# sphinx_gallery_tags = ["sizes", "networks"]
