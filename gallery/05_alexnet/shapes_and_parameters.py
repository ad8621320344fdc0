"""
Shapes and parameters
=====================

Which layers make a network large, and which make it slow? In AlexNet they are
not the same ones. This page lists the shape after each layer, counts
parameters and multiplications, and shows where each of them concentrates.
"""

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
    print(f"{'':12}{'shape':>12} {'parameters':>11} {'multiplications':>16}")
    for layer in model.layers[1:]:
        shape = "x".join(map(str, layer.output.shape[1:]))
        row = f"{type(layer).__name__:12}{shape:>12}"
        if layer.weights:
            counts.append(count(layer))
            row += " {:11,} {:16,}".format(*counts[-1])
        print(row)
    print("in all{:30,} {:16,}".format(*np.sum(counts, axis=0)))
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
# Where they concentrate
# ----------------------
# The figure shows each layer's share of the two totals. C1 to C5 are the
# convolutions; D1, D2 and so on are the dense layers.
#
# .. alt:: Two bar charts, for the tutorial's network and the paper's. The bars
#    of multiplications are tall over the five convolutions, tallest over the
#    second, and low over the dense layers. The bars of parameters show the
#    reverse: they are tallest over the first dense layer. In the tutorial's
#    network, the second dense layer's bar is equally tall.

figure, panels = plt.subplots(2, figsize=(5.6, 6), layout="constrained")
for axes, name, counts in zip(
    panels, ("tutorial", "paper"), (tutorial, paper), strict=True
):
    shares = 100 * counts / counts.sum(axis=0)
    places = np.arange(len(shares))
    axes.bar(places - 0.2, shares[:, 0], 0.4, label="parameters")
    axes.bar(places + 0.2, shares[:, 1], 0.4, label="multiplications")
    dense = [f"D{i + 1}" for i in range(len(shares) - 5)]
    axes.set_xticks(places, ["C1", "C2", "C3", "C4", "C5", *dense])
    axes.set(title=name, ylabel="percent", ylim=(0, 65))
    first, second = shares[:5].sum(axis=0)
    print(f"{name}'s convolutions: {first:.0f}% of the parameters, ", end="")
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
# On two GPUs, convolutions 2, 4 and 5 of the paper saw only the half of the
# channels that was on their own GPU. How many weights did that save?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013
