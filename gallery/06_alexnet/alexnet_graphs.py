"""
AlexNet, twice
==============

How do you turn a digit recognizer like LeNet into a network for photos?
AlexNet's answer is more of everything: color images, five convolutions and
three dense layers. This page draws the tutorial's variant and the original
from the paper, lists the settings in which they differ, and shows how the
original was divided between two graphics cards.
"""

# sphinx_gallery_tags = ["networks", "sizes"]

# %%
# The tutorial's variant
# ----------------------
# Each block is the result of a convolution, of pooling or of a dense layer.
# Follow the rows from left to right. The number of pixels shrinks while the
# number of channels grows, until flattening leaves one row of numbers. Heights
# and lengths are compressed: in proportion, the last maps would be too small
# to see.
#
# .. alt:: Fourteen blocks in rows. A plate of 227x227x3 is followed by smaller
#    and longer blocks of 57x57x96, 29x29x96, 15x15x256, 8x8x256, 8x8x384 twice
#    and 8x8x256, and by the last, of 4x4x256. Then come bars of 4096 values,
#    three times, 1000 and 10.
#
# .. caption:: Convolutions and pooling trade pixels for channels: 227x227x3
#    at first, 4x4x256 at the end.

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tutorial = cg.alexnet_model("tutorial")
figure = cg.plot_layer_blocks(
    tutorial,
)

# %%
# The paper's original
# --------------------
# The overall plan is the same, but the output layer has 1,000 units, one for
# each class of photos in ImageNet.
#
# .. predict:: The tutorial's second convolution has stride 2, the paper's has
#    stride 1. Which network has larger feature maps before its dense layers?
#
#    The paper's. With stride 2, a kernel stops at every other pixel of every
#    other row, and all later maps are smaller as well.
#
# .. alt:: Thirteen blocks in rows. A plate of 227x227x3 is followed by blocks
#    of 55x55x96, 27x27x96, 27x27x256, 13x13x256, 13x13x384 twice, 13x13x256
#    and 6x6x256. Then come bars of 9216, 4096, 4096 and 1000 values.
#
# .. caption:: The maps stay larger: 13x13 where the tutorial's are 8x8, and
#    6x6 instead of 4x4 at the end.

paper = cg.alexnet_model("paper")
figure = cg.plot_layer_blocks(
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

# %%
# Two towers
# ----------
# In 2012, a graphics card had too little memory for the whole network. The
# authors divided the kernels between two cards. To limit what the cards had to
# exchange, most convolutions read only the channels on their own card. The
# paper also normalized the results of the first two layers: each value is
# divided by a power of a sum, of a constant and a multiple of the squares in
# five neighboring channels.
# ``variant="two_groups"`` builds all of this.
#
# .. alt:: A graph with two columns of boxes, a and b. In each column, the
#    image passes through a convolution, normalization and pooling, twice. A
#    wide box, join2, joins both columns. Below it the columns continue with
#    three convolutions and pooling each, and end in another wide box, join5.
#    Flatten and three dense layers follow.
#
# .. caption:: Side by side, each with half of the kernels: the towers exchange
#    data only at the third convolution and before the dense layers.
#
# .. thumbnail:: 1

full = cg.alexnet_model("two_groups")
figure = cg.plot_model_graph(
    full,
)

# %%
# In plain TensorFlow
# -------------------
# The first two layers of a tower are eight calls of ``tf.nn``. The weights are
# those of the model, and both give the same results for an image of random
# pixels.

image = np.random.default_rng(0).random((1, 227, 227, 3), np.float32)
layers = [full.get_layer(name) for name in ("conv1a", "conv2a")]
x = image
for layer, stride, padding in zip(
    layers, (4, 1), ("VALID", "SAME"), strict=True
):
    kernel, bias = layer.get_weights()
    x = tf.nn.relu(tf.nn.conv2d(x, kernel, stride, padding) + bias)
    x = tf.nn.local_response_normalization(x, 2, bias=2, alpha=1e-4, beta=0.75)
    x = tf.nn.max_pool2d(x, 3, 2, "VALID")
tower = keras.Model(full.input, full.get_layer("pool2a").output)
np.testing.assert_allclose(tower(image), x, rtol=1e-5, atol=1e-6)
print(f"largest difference: {np.abs(tower(image) - x).max():.0g}")

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
# The towers were a matter of memory, but convolutions in groups are still in
# use, because they need fewer weights. Local response normalization is not:
# Simonyan and Zisserman found that it did not help their deeper networks.
#
# Try it
# ------
# Does AlexNet have any type of layer that LeNet lacks? Compare the types of
# ``model.layers``.
#
# .. answer::
#
# The tutorial's variant consists of LeNet's types of layers alone. The
# paper's network adds one that normalizes, and one that joins the towers.

known = {type(layer).__name__ for layer in cg.lenet_model().layers}
for name, model in {"tutorial": tutorial, "two_groups": full}.items():
    types = {type(layer).__name__ for layer in model.layers}
    print(f"{name}:", *sorted(types - known) or ["nothing new"])

# %%
# Next
# ----
# :doc:`Shapes and parameters </gallery/06_alexnet/shapes_and_parameters>`
# counts what each layer costs, in memory and in time.
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
# * Karen Simonyan and Andrew Zisserman, `Very deep convolutional networks for
#   large-scale image recognition <https://arxiv.org/abs/1409.1556>`__, 2015
