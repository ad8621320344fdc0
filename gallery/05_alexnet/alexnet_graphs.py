"""
AlexNet, twice
==============

AlexNet is a larger LeNet: color pictures, five convolutions, three dense
layers. You will see the tutorial's variant and the paper's as graphs, and a
list of where the two part.
"""

# %%
# The tutorial's
# --------------
# Read it from top to bottom. Beside each arrow is the shape of what passes:
# fewer pixels and more channels, and then one row of numbers.
#
# .. alt:: Sixteen boxes from top to bottom. Five convolutions, with pools
#    after the first, second and fifth, take 227 by 227 pixels of 3 channels
#    down to 4 by 4 of 256. Then flatten, dense layers of 4096, 4096 and 1000
#    units, each with dropout of rate 0.8, and a dense layer of 10.

import convgallery as cg
import matplotlib.pyplot as plt

tutorial = cg.alexnet_model("tutorial")
figure = cg.plot_model_graph(
    tutorial,
)

# %%
# The paper's
# -----------
# The same plan, for the 1,000 kinds of things in ImageNet's photos.
#
# .. alt:: Fourteen boxes from top to bottom. Five convolutions, with pools at
#    the same places, take 227 by 227 pixels of 3 channels down to 6 by 6 of
#    256. Then flatten, two dense layers of 4096 units, each with dropout of
#    rate 0.5, and a dense layer of 1000.

paper = cg.alexnet_model("paper")
figure = cg.plot_model_graph(
    paper,
)

# %%
# Where they part
# ---------------
# Layer by layer, each setting that is not the same in both.

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
# The tutorial steps by 2 in its second convolution and pads everything, so its
# maps are smaller from there on. It has tanh, where the paper found that a
# network learns several times faster with relu. And it treated the paper's last
# layer, one logit for each of 1,000 classes, as one more hidden layer, with
# dropout, below ten logits of its own.
#
# The paper's network also normalized its first two layers' results and ran on
# two graphics cards, each with half of the channels.
# :func:`convgallery.alexnet_model` leaves both out, and says why.
#
# Try it
# ------
# Draw LeNet too, ``cg.plot_model_graph(cg.lenet_model())``. Is there a kind of
# layer in AlexNet that it lacks?
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
