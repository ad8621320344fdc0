"""
Why 227?
========

The tutorial's code says 277 pixels in one place and 227 in another, the paper
says 224. You will see which of the three fits AlexNet's first layer.
"""

# %%
# The first layer
# ---------------
# Kernels of 11 by 11 move on by 4 pixels, and the paper's result has 55 by 55
# of them. Without padding, how many windows do the three sizes hold, and how
# many pixels are left over at the end?

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
# A step of the stairs is four pixels wide, as four sizes hold the same number
# of windows. The first of the four has nothing left over.
#
# .. alt:: Stairs that rise by one window every four pixels. A square at 224 is
#    on the step of 54, a dot at 227 at the left end of the step of 55, on a
#    dotted line, and a triangle at 277 far up on the step of 67.

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
# Of kernels, strides and padding of the paper's layers follows what is left
# for the dense layers, and how many weights the first of those needs.

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
# 277 is 227 with a slip of the finger. The tutorial's own network would have
# taken it, as SAME takes any size, but another line fed it 227 by 227 zeros.
#
# With 224 the paper's numbers do not come out: not without padding, and not
# with SAME. They do with 3 more rows and columns of zeros, which make 227; so
# that is what :func:`convgallery.alexnet_model` takes. 224 is divided by 2
# five times over without a remainder, and many later networks take it.
#
# Try it
# ------
# Many copies of AlexNet take 224 pixels and pad by 2 on each side:
# ``cg.conv_output_size(2 + 224 + 2, 11, stride=4, padding="VALID")``. How many
# pixels are left over?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
