"""
LeNet, layer by layer
=====================

How does a network turn an image into an answer? LeNet reads handwritten digits
with two convolutions, two pooling layers and two dense layers, which turn the
image of a digit into ten numbers. This page shows the network as a graph,
counts its weights, and builds it from its parts.
"""

# %%
# The whole network
# -----------------
# This is the LeNet of the 2016 tutorial that this gallery builds on. It is a
# relative of the network that read checks for banks in the 1990s, written here
# as a plain Keras model.
#
# .. alt:: A chain of boxes. The 28 by 28 pixels pass through a convolution
#    with 4 filters and a pooling layer, which give 14 by 14 by 4 values; then
#    through a convolution with 6 filters and a pooling layer, which give 7 by
#    7 by 6 values. These are flattened to 294, and two dense layers with
#    dropout between them produce 1024 values and then 10.

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

model = cg.lenet_model()
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
# the last layer start at 0, so every digit is equally likely at first.

digits = cg.load_digits()
logits = model(digits.test_images).numpy()
exponentials = np.exp(logits)
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
print("probabilities:", *probabilities[0].round(3))
rows = np.arange(len(digits.test_labels))
loss = -np.log(probabilities[rows, digits.test_labels]).mean()
print(f"loss {loss:.4f}, and ln 10 is {np.log(10):.4f}")

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
# References
# ----------
# * Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, *Gradient-based
#   learning applied to document recognition*, 1998
