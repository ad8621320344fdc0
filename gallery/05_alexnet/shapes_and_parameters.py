"""
Shapes and parameters
=====================

How large is AlexNet, and where? You will see the shape after each layer, count
parameters and multiplications, and find that they sit in different places.
"""

# %%
# Counting
# --------
# A weight of a dense layer is used once for each picture. A weight of a
# convolution is used wherever its kernel stops: as many times as the result has
# pixels.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np


def count(layer):
    """Count parameters, and multiplications for one picture."""
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

tutorial = table(cg.alexnet_model("tutorial"))

# %%
# The paper's
# -----------

paper = table(cg.alexnet_model("paper"))

# %%
# Where they sit
# --------------
# Each layer's share in the two sums. C1 to C5 are the convolutions, D1 and so
# on the dense layers.
#
# .. alt:: Two bar charts, for the tutorial's network and the paper's. The bars
#    of multiplications are tall over the five convolutions, tallest over the
#    second, and low over the dense layers. The bars of parameters are the
#    other way around: tallest over the first dense layer, which in the
#    tutorial's network the second one equals.

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
# To make AlexNet smaller, cut its dense layers; to make it faster, cut its
# convolutions. Later networks ended with global average pooling, which has no
# weights, in place of the large dense layers.
#
# The paper's second convolution has as many parameters as the tutorial's, and
# more than three times the multiplications: the tutorial's moves on by two
# pixels, and its result has fewer pixels.
#
# Try it
# ------
# On two graphics cards, convolutions 2, 4 and 5 of the paper saw only the half
# of the channels that was on their own card. How many weights did that save?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013
