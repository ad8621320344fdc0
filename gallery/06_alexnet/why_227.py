"""
Why 227?
========

How large are AlexNet's input images? The paper says 224 pixels, while the
tutorial's code says 277 in one place and 227 in another. This page works out
which of the three fits the network's first layer, with the same arithmetic
that finds size errors in any network.
"""

# sphinx_gallery_tags = ["networks", "sizes"]

# %%
# The first layer
# ---------------
# The first layer has kernels of 11 by 11 pixels and stride 4, and the paper
# reports an output of 55 by 55. Without padding, how many windows fit into
# each of the three sizes, and how many pixels are left over at the end?

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

print("pixels  windows  left over  windows with SAME")
for size in (224, 227, 277):
    valid = cg.conv_output_size(size, 11, stride=4, padding="VALID")
    same = cg.conv_output_size(size, 11, stride=4)
    left = size - (11 + 4 * (valid - 1))
    print(f"{size:6}{valid:9}{left:11}{same:19}")

# %%
# All sizes
# ---------
# An image of one more pixel does not always have room for one more window.
#
# .. predict:: With stride 4, how many consecutive image sizes hold the same
#    number of windows?
#
#    Four. Windows begin at every fourth pixel, so the next one fits only when
#    the image has grown by four. At the sizes in between, one, two or three
#    pixels are left over.
#
# .. alt:: A staircase that rises by one window every four pixels. A square at
#    224 is on the step of 54. A dot at 227 is at the left end of the step of
#    55, on a dotted line. A triangle at 277 is far up, on the step of 67.
#
# .. caption:: The paper reports 55 windows. Only 227 is at the beginning of
#    that step, where no pixels are left over.

sizes = np.arange(214, 284)
windows = [
    cg.conv_output_size(int(size), 11, stride=4, padding="VALID")
    for size in sizes
]
figure, axes = plt.subplots(figsize=(5.6, 4), layout="constrained")
axes.step(sizes, windows, where="post", color="0.5")
axes.axhline(55, color="0.7", linestyle=":")
for size, marker in {224: "s", 227: "o", 277: "^"}.items():
    found = windows[size - sizes[0]]
    axes.plot(size, found, marker, label=f"{size} pixels, {found} windows")
axes.set(
    xlabel="pixels", ylabel="windows of 11, stride 4", yticks=range(51, 70, 2)
)
axes.legend()
fitting = [
    int(size)
    for size, count in zip(sizes, windows, strict=True)
    if count == 55
]
print("55 windows fit in", *fitting, "pixels")

# %%
# Through the whole network
# -------------------------
# The kernels, strides and padding of the paper's layers determine the size of
# the feature map that reaches the dense layers. That size determines how many
# weights the first dense layer needs.

layers = [(11, 4, "VALID"), (3, 2, "VALID"), (5, 1, "SAME"), (3, 2, "VALID")]
layers += [(3, 1, "SAME")] * 3 + [(3, 2, "VALID")]
for size in (224, 227, 277):
    path = [size]
    for kernel, stride, padding in layers:
        path.append(
            cg.conv_output_size(
                path[-1], kernel, stride=stride, padding=padding
            )
        )
    weights = path[-1] ** 2 * 256 * 4096
    print(" -> ".join(map(str, path)), f"{weights:13,} weights")

plt.show()

# %%
# Notice
# ------
# 277 is most likely a typo for 227. The tutorial's network would have accepted
# it, because SAME padding works with any size, but another line fed it 227 by
# 227 zeros.
#
# With 224 pixels, the first layer cannot produce the paper's 55 by 55 output,
# neither without padding nor with SAME. It can once 3 rows and 3 columns of
# zeros are added. That makes 227, so :func:`convgallery.alexnet_model` takes
# this size. Many later networks do take 224, which can be halved five times
# without a remainder.
#
# Try it
# ------
# Many reimplementations of AlexNet take 224 pixels and pad by 2 on each side:
# ``cg.conv_output_size(2 + 224 + 2, 11, stride=4, padding="VALID")``. How many
# pixels are left over?
#
# .. answer::
#
# The padded image has 228 pixels, one more than 227.

windows = cg.conv_output_size(2 + 224 + 2, 11, stride=4, padding="VALID")
covered = 11 + 4 * (windows - 1)
print(f"{windows} windows cover {covered} pixels, {228 - covered} left over")

# %%
# The last column and the last row are zeros from the padding, so no pixel of
# the image is lost.
#
# Next
# ----
# :doc:`Receptive fields of AlexNet </gallery/06_alexnet/receptive_fields>`
# turns the question around: how much of these 227 pixels does a value deep in
# the network depend on?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
