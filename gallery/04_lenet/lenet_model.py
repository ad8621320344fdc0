"""
LeNet, layer by layer
=====================

Two convolutions, two pools and two dense layers turn the picture of a digit
into ten numbers. You will see the network as a graph, count its weights, and
build it from its parts.
"""

# %%
# The whole network
# -----------------
# The tutorial's LeNet, a relative of the network that read checks for banks in
# the 1990s. It is a plain Keras model.
#
# .. alt:: A chain of boxes. 28 by 28 pixels pass a convolution with 4 filters
#    and a pool, 14 by 14 by 4 values a convolution with 6 filters and a pool,
#    7 by 7 by 6 are flattened to 294, and two dense layers with dropout
#    between them make 1024 values and then 10.

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
# A filter of 5 by 5 has 25 weights for each channel that it reads, and one
# *bias*, which is added to the sum. A unit of a dense layer has a weight for
# each value that it reads, and a bias.

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
# :func:`convgallery.lenet_layer` is a convolution, tanh and a pool of 2 by 2.
# :func:`convgallery.flatten_convolution` lays all values in a row.
# :func:`convgallery.dense_layer` is a layer in which every unit reads every
# value; ``keep_prob`` adds dropout after it. The last layer has no activation:
# its ten outputs are *logits*, any numbers at all, and the largest is the guess.

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
# Before it has learned
# ---------------------
# The softmax turns logits :math:`z` into probabilities,
# :math:`p_i = e^{z_i} / \sum_c e^{z_c}`. The *loss* is minus the logarithm of
# the probability of the right digit, averaged over the digits. The weights of
# the last layer start at 0, as in the tutorial, so every digit is equally
# likely.

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
# Nearly all weights are in one dense layer, and the two convolutions have less
# than one in four hundred. They share their weights: the same 25 numbers work
# at every place of the picture, where a dense layer has numbers of its own for
# each.
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
