"""
AlexNet, twice
==============

How do you turn a digit recognizer like LeNet into a network for photos?
AlexNet's answer is more of everything: color images, five convolutions and
three dense layers. This page draws the tutorial's variant and the original
from the paper as graphs, and lists the settings in which they differ.
"""

# %%
# The tutorial's variant
# ----------------------
# Read the graph from top to bottom. The label beside each arrow is the shape
# of the data passed on. The number of pixels shrinks while the number of
# channels grows, until flattening leaves one row of numbers.
#
# .. alt:: Sixteen boxes from top to bottom. Five convolutions, with pooling
#    after the first, second and fifth, reduce 227 by 227 pixels of 3 channels
#    to 4 by 4 of 256. Then come flatten, dense layers of 4096, 4096 and 1000
#    units, each with dropout of rate 0.8, and a dense layer of 10.

import convgallery as cg
import matplotlib.pyplot as plt

tutorial = cg.alexnet_model("tutorial")
figure = cg.plot_model_graph(
    tutorial,
)

# %%
# The paper's original
# --------------------
# The overall plan is the same, but the output layer has 1,000 units, one for
# each class of photos in ImageNet.
#
# .. alt:: Fourteen boxes from top to bottom. Five convolutions, with pooling
#    at the same places, reduce 227 by 227 pixels of 3 channels to 6 by 6 of
#    256. Then come flatten, two dense layers of 4096 units, each with dropout
#    of rate 0.5, and a dense layer of 1000.

paper = cg.alexnet_model("paper")
figure = cg.plot_model_graph(
    paper,
)

# %%
# Where they differ
# -----------------
# The table compares the two networks layer by layer and lists each setting
# that differs.

names = ("strides", "padding", "activation", "rate")
print(f"{'':16}{'':12}{'tutorial':>8} {'paper':>8}")
for ours, theirs in zip(tutorial.layers, paper.layers, strict=False):
    configs = [layer.get_config() for layer in (ours, theirs)]
    for name in names:
        a, b = (str(config.get(name, "")) for config in configs)
        if a != b:
            print(f"{ours.name:16}{name:12}{a:>8} {b:>8}")
extra = [layer.name for layer in tutorial.layers[len(paper.layers) :]]
print("only in the tutorial:", *extra)

plt.show()

# %%
# Notice
# ------
# The tutorial uses stride 2 in its second convolution, so its feature maps are
# smaller from there on, although it uses SAME padding throughout. Its
# activation is tanh, whereas the paper found that a network learns several
# times faster with relu. The tutorial also treated the paper's output layer,
# one logit for each of 1,000 classes, as one more hidden layer with dropout,
# and added an output layer of ten logits after it.
#
# The paper's network also normalized the outputs of its first two layers and
# ran on two GPUs, each with half of the channels.
# :func:`convgallery.alexnet_model` omits both; its documentation explains why.
#
# Try it
# ------
# Draw LeNet too, ``cg.plot_model_graph(cg.lenet_model())``. Does AlexNet have
# any type of layer that LeNet lacks?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
