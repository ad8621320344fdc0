"""
LeNet, layer by layer
=====================

How does a network turn an image into an answer? LeNet reads handwritten digits
with two convolutions, two pooling layers and two dense layers, which turn the
image of a digit into ten numbers. This page draws the network, counts its
weights, and builds it in two more ways: from its parts, and from Keras alone.
"""

# sphinx_gallery_tags = ["networks", "sizes"]

# %%
# The whole network
# -----------------
# This is the LeNet of the 2016 tutorial that this gallery builds on. It is a
# relative of LeNet-5, which read checks for banks in the 1990s, written here
# as a plain Keras model. LeNet-5 had more filters, 6 and 16, but smaller dense
# layers, and so only about 60,000 parameters. Each block is the result of one
# layer. Its height follows the number of pixels, and its length the number of
# channels.
#
# .. alt:: A row of blocks in perspective. A thin plate of 28x28x1 becomes a
#    thicker one of 28x28x4, then smaller blocks of 14x14x4, 14x14x6 and 7x7x6.
#    Small windows of 5x5 and 2x2 on their sides lead from block to block. In a
#    second row, three bars follow, of 294, 1024 and 10 values.
#
# .. caption:: Each convolution and each pooling layer looks through a small
#    window at the block before it. The blocks become lower and longer, and end
#    as a row of ten numbers.
#
# .. thumbnail:: 1

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

model = cg.lenet_model()
figure = cg.plot_layer_blocks(
    model,
)

# %%
# Settings and parameters
# -----------------------
# The graph lists the settings of each layer, and its number of parameters. The
# label beside each arrow is the shape of the data passed on.
#
# .. predict:: Which layer has the most weights: one of the two convolutions,
#    which read whole images, or one of the two dense layers?
#
#    The first dense layer. Each of its 1,024 units has a weight of its own for
#    each of the 294 values that it reads. A convolution uses the same few
#    weights at every position.
#
# .. alt:: A chain of boxes. The 28 by 28 pixels pass through a convolution
#    with 4 filters and a pooling layer, which give 14 by 14 by 4 values; then
#    through a convolution with 6 filters and a pooling layer, which give 7 by
#    7 by 6 values. These are flattened to 294, and two dense layers with
#    dropout between them produce 1024 values and then 10.
#
# .. caption:: Of the 313,040 parameters, 302,080 belong to the first dense
#    layer.

figure = cg.plot_model_graph(
    model,
)

# %%
# Where the weights are
# ---------------------
# A 5 by 5 filter has 25 weights for each channel that it reads, and one
# *bias*, a number that is added to the sum. A unit of a dense layer has one
# weight for every value that it reads, and also a bias.

total = model.count_params()
for layer in model.layers[1:]:
    count = layer.count_params()
    shape = str(layer.output.shape[1:])
    print(f"{layer.name:16}{shape:>12}{count:9,}{count / total:7.1%}")
print(f"{'in all':28}{total:9,}")

print("first convolution:", 5 * 5 * 1 * 4 + 4)
print("second convolution:", 5 * 5 * 4 * 6 + 6)
print("first dense layer:", 294 * 1024 + 1024)
print("last dense layer:", 1024 * 10 + 10)

# %%
# The parts
# ---------
# The same network can be built from its parts. :func:`convgallery.lenet_layer`
# adds a convolution, tanh and pooling over 2 by 2 windows.
# :func:`convgallery.flatten_convolution` arranges all values in one vector.
# :func:`convgallery.dense_layer` adds a layer in which every unit reads every
# value; with ``keep_prob``, dropout follows it. The last layer has no
# activation. Its ten outputs are *logits*, which can be any numbers, and the
# largest one marks the predicted digit.

inputs = keras.Input((28, 28, 1))
first = cg.lenet_layer(inputs, 4)
second = cg.lenet_layer(first, 6)
flat = cg.flatten_convolution(second)
hidden = cg.dense_layer(flat, 1024, keep_prob=0.5)
logits = keras.layers.Dense(10, kernel_initializer="zeros")(hidden)
built = keras.Model(inputs, logits)
for values in (inputs, first, second, flat, hidden, logits):
    print(values.shape[1:])
print(f"{built.count_params():,} parameters")

# %%
# Before training
# ---------------
# The softmax turns logits :math:`z` into probabilities, :math:`p_i = e^{z_i} /
# \sum_c e^{z_c}`. The *loss* is the negative logarithm of the probability of
# the true label, averaged over the digits. As in the tutorial, the weights of
# the last layer start at 0, so every digit is given the same probability at
# first.

digits = cg.load_digits()
logits = model(digits.test_images).numpy()
exponentials = np.exp(logits)
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
print("probabilities:", *probabilities[0].round(3))
rows = np.arange(len(digits.test_labels))
loss = -np.log(probabilities[rows, digits.test_labels]).mean()
print(f"loss {loss:.4f}, and ln 10 is {np.log(10):.4f}")

# %%
# In plain TensorFlow
# -------------------
# Without this package, the network is eight layers of Keras. Because the last
# layer's weights are 0, both networks would give the same logits whatever
# comes before, so all weights are drawn at random for the comparison. Then
# they are copied from one network to the other.

layers = keras.layers
plain = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(4, 5, padding="same", activation="tanh"),
        layers.MaxPooling2D(2),
        layers.Conv2D(6, 5, padding="same", activation="tanh"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(1024, activation="tanh"),
        layers.Dropout(0.5),
        layers.Dense(10),
    ]
)
random = np.random.default_rng(0)
model.set_weights(
    [random.normal(0, 0.1, weights.shape) for weights in model.get_weights()]
)
plain.set_weights(model.get_weights())
ours, theirs = model(digits.test_images), plain(digits.test_images)
np.testing.assert_allclose(ours, theirs, atol=1e-5)
print(f"logits from {np.min(ours):.1f} to {np.max(ours):.1f}")
print(f"largest difference: {np.abs(ours - theirs).max():.0g}")

plt.show()

# %%
# Notice
# ------
# Nearly all weights are in one dense layer; the two convolutions together hold
# less than one in four hundred. Convolutions need so few because they share
# their weights: the same 25 numbers are used at every position in the image. A
# dense layer has separate weights for each position.
#
# Try it
# ------
# Pool by 4 in the second layer, ``cg.lenet_layer(first, 6, pool_size=4)``. How
# many parameters are left?
#
# .. answer::
#
# Each map of 14 by 14 values shrinks to 4 by 4, with SAME padding at its edge.
# The first dense layer then reads 96 values instead of 294.

fewer = cg.flatten_convolution(cg.lenet_layer(first, 6, pool_size=4))
hidden = cg.dense_layer(fewer, 1024, keep_prob=0.5)
smaller = keras.Model(inputs, keras.layers.Dense(10)(hidden))
print(f"{fewer.shape[1]} values, {smaller.count_params():,} parameters")

# %%
# About a third of the parameters is left.
#
# Next
# ----
# :doc:`SAME or VALID </gallery/04_lenet/same_or_valid>` builds the network
# without padding, which also shrinks the maps that the dense layer reads.
#
# References
# ----------
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998
