"""
Shapes and parameters
=====================

Which layers make a network large, and which make it slow? In AlexNet they are
not the same ones. This page lists the shape after each layer, counts
parameters and multiplications, and shows where each of them concentrates.
"""

# sphinx_gallery_tags = ["networks", "sizes", "speed"]

# %%
# Counting
# --------
# Parameters take up memory, and multiplications take time. A weight of a dense
# layer is used once per image. A weight of a convolution is used at each
# position of its kernel: as many times as the output has pixels.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np


def count(layer):
    """Count parameters, and multiplications for one image."""
    stops = np.prod(layer.output.shape[1:-1], dtype=int)
    return layer.count_params(), layer.kernel.shape.num_elements() * stops


def table(model):
    """Print all layers; return the counts of those that have weights."""
    counts = []
    print(f"{'':16}{'shape':>10} {'parameters':>11} {'multiplications':>16}")
    for layer in model.layers[1:]:
        shape = "x".join(map(str, layer.output.shape[1:]))
        row = f"{layer.name:16}{shape:>10}"
        if layer.weights:
            counts.append(count(layer))
            row += " {:11,} {:16,}".format(*counts[-1])
        print(row)
    print("in all{:32,} {:16,}".format(*np.sum(counts, axis=0)))
    return np.array(counts)


# %%
# The tutorial's variant
# ----------------------
# The table lists each layer's output shape and both counts.

tutorial = table(cg.alexnet_model("tutorial"))

# %%
# The paper's original
# --------------------

paper = table(cg.alexnet_model("paper"))

# %%
# The paper in two groups
# -----------------------
# On two GPUs, convolutions 2, 4 and 5 of the paper read only the half of the
# channels that was on their own GPU. This variant has every convolution twice,
# in two towers, a and b. For the figure below, the counts of both are added.

model = cg.alexnet_model("two_groups")
towers = table(model)
groups = np.vstack([towers[:10].reshape(5, 2, 2).sum(axis=1), towers[10:]])

# %%
# Where they concentrate
# ----------------------
# The figure shows each layer's share of the two totals. C1 to C5 are the
# convolutions; D1, D2 and so on are the dense layers.
#
# .. predict:: In the paper's network, the second convolution has as many
#    weights as in the tutorial's, but stride 1 instead of 2. Which of its bars
#    becomes taller?
#
#    That of the multiplications. With stride 1 the kernel stops at more than
#    three times as many positions, and each weight is used once at each.
#
# .. alt:: Three bar charts, for the tutorial's network, the paper's, and the
#    paper's in two groups. In each, the bars of multiplications are tall over
#    the five convolutions and low over the dense layers. The bars of
#    parameters show the reverse: they are tallest over the first dense layer;
#    in the tutorial's network, the second dense layer's bar is equally tall.
#
# .. caption:: Parameters are on the right, in the dense layers, and
#    multiplications on the left, in the convolutions.

variants = {"tutorial": tutorial, "paper": paper, "two groups": groups}
figure, panels = plt.subplots(3, figsize=(5.6, 8.4), layout="constrained")
for axes, (name, counts) in zip(panels, variants.items(), strict=True):
    shares = 100 * counts / counts.sum(axis=0)
    places = np.arange(len(shares))
    axes.bar(places - 0.2, shares[:, 0], 0.4, label="parameters")
    axes.bar(places + 0.2, shares[:, 1], 0.4, label="multiplications")
    dense = [f"D{i + 1}" for i in range(len(shares) - 5)]
    axes.set_xticks(places, ["C1", "C2", "C3", "C4", "C5", *dense])
    axes.set(title=name, ylabel="percent", ylim=(0, 65))
    first, second = shares[:5].sum(axis=0)
    print(f"{name:10} convolutions: {first:.0f}% of the parameters, ", end="")
    print(f"{second:.0f}% of the multiplications")
panels[0].legend()

plt.show()

# %%
# Notice
# ------
# To make AlexNet smaller, shrink its dense layers; to make it faster, shrink
# its convolutions. Later networks replaced the large dense layers with global
# average pooling, which has no weights.
#
# The paper's second convolution has as many parameters as the tutorial's but
# needs more than three times as many multiplications. The reason is the stride
# of 2 in the tutorial's, which leaves fewer output pixels.
#
# Try it
# ------
# How many weights did the two groups save, and in which layers?
#
# .. answer::
#
# A kernel that reads half of the channels has half of the weights. So half of
# the weights of convolutions 2, 4 and 5 are saved. Convolution 3 reads both
# towers, and convolution 1 the whole image: they stay as they are.

saved = paper[:, 0] - groups[:, 0]
for name, count in zip(["C1", "C2", "C3", "C4", "C5"], saved, strict=False):
    print(f"{name}: {count:9,}")
print(f"all: {saved.sum():,} of {paper[:, 0].sum():,}")
print("C2 by hand:", 5 * 5 * (96 - 48) * 256)

# %%
# That is little more than two percent of all parameters, because most of them
# are in the dense layers. Of the multiplications, more than a third is saved.
#
# Next
# ----
# :doc:`Why 227? </gallery/06_alexnet/why_227>` asks where the sizes in these
# tables begin: with the size of the image.
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013
