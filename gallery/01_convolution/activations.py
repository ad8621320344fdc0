"""
Activations
===========

Why does a network apply an activation function after each convolution? Without
one, a stack of convolutions could do no more than a single larger convolution,
because a weighted sum of weighted sums is itself a weighted sum. This page
shows what the three classic activations, sigmoid, tanh and relu, do to
positive and negative values.
"""

# %%
# Three curves
# ------------
# The sigmoid, :math:`1 / (1 + e^{-x})`, maps every value to the range from 0
# to 1. The hyperbolic tangent, tanh, maps to the range from -1 to 1 and keeps
# the sign. The rectified linear unit, relu, sets negative values to 0 and
# leaves the others unchanged. The code stretches a ramp from 0 to 1 to values
# from -3 to 3 and applies each function to them.
#
# .. alt:: Four curves for values from -3 to 3: the sigmoid, a gentle S from 0
#    to 1; tanh, a steeper S from -1 to 1; relu, which is 0 up to the middle
#    and a straight slope from there; and linear, a dashed slope throughout.
#
# .. caption:: Sigmoid and tanh flatten toward both ends. Relu is flat on the
#    left only and equals the linear slope on the right.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

plt.rcParams["font.size"] = 12
names = ["sigmoid", "tanh", "relu", "linear"]
steps = np.linspace(0, 1, 101)[None]
figure, axes = plt.subplots(figsize=(5.6, 3.6), layout="constrained")
ramp = cg.kernels.Kernel("from -3 to 3", [[6]], offset=-3)
for name in names:
    result = cg.convolve(steps, ramp, strides=1, activation=name)
    style = "--" if name == "linear" else "-"
    x, y = result.conv.ravel(), result.activation.ravel()
    axes.plot(x, y, style, label=name)
axes.set(xlabel="convolution", ylabel="activation", ylim=(-1.5, 2))
axes.grid(alpha=0.3)
axes.legend()

# %%
# On an edge detector's output
# ----------------------------
# An edge detector's output is positive or negative, depending on which side of
# the edge is brighter. The left Sobel kernel is positive where the left side
# is brighter. It yields about as many negative values as positive ones, so it
# shows well how the activations differ. ("Clipped" above a panel means that
# values above 1 are drawn as white.)
#
# .. predict:: The coins are brighter than the table they lie on. Which rim of
#    each coin is left after relu?
#
#    The right one. There, the bright coin is on the left of the dark table,
#    and the kernel gives positive values, which relu keeps. At the left rim
#    they are negative, and relu sets them to 0.
#
# .. alt:: Vertical edges of coins in four panels, each with one coin enlarged
#    below. Linear and tanh show the left rims in blue and the right ones in
#    red. The sigmoid's panel is gray with dark and light rims. Relu's is black
#    with white right rims only.
#
# .. caption:: Relu keeps one side of each coin. Sigmoid turns "no edge" into a
#    medium gray, and tanh keeps both signs.
#
# .. thumbnail:: 3 4

photo = cg.sample_image("coins")
results = {
    name: cg.convolve(
        photo,
        cg.kernels.LEFT_SOBEL,
        strides=1,
        padding="VALID",
        rgb=False,
        activation=name,
    )
    for name in ("linear", "relu", "sigmoid", "tanh")
}
figure = cg.show_images(
    {name: result.activation for name, result in results.items()},
    detail=np.s_[101:145, 70:136],
)
for name, result in results.items():
    low, high = result.activation.min(), result.activation.max()
    zero = np.mean(result.activation == 0)
    print(f"{name:>7}: {low:5.2f} to {high:5.2f}, {zero:4.0%} exactly 0")
cg.show_shapes(results["relu"])

# %%
# In plain TensorFlow
# -------------------
# The activations are functions of TensorFlow. Keras layers know them by name,
# as in ``Conv2D(8, 3, activation="relu")``, and apply none by default, which
# is the linear case.

pixels = results["linear"].image[None, ..., None]
weights = tf.constant([[1, 0, -1], [2, 0, -2], [1, 0, -1]], tf.float32)
conv = tf.nn.conv2d(pixels, weights[..., None, None], 1, "VALID")
for name, plain in {
    "linear": conv,
    "relu": tf.nn.relu(conv),
    "sigmoid": tf.sigmoid(conv),
    "tanh": tf.tanh(conv),
}.items():
    result = results[name]
    np.testing.assert_allclose(plain, result.activation, atol=1e-5)
    difference = np.abs(plain - result.activation).max()
    print(f"{name:>7}: largest difference {difference:.0e}")

# %%
# Notice
# ------
# The sigmoid turns "no edge", 0, into 0.5, and squeezes the range from -2.51
# to 2.94 into 0.08 to 0.95. Relu preserves the differences between positive
# values and sets about half of all values to 0. To detect the edges in that
# half, a network can learn a second kernel.
#
# Relu is also cheap to compute. Its slope does not shrink where values are
# large. Training changes weights in proportion to such slopes, so this speeds
# it up. For these reasons, newer networks prefer relu or its relatives.
#
# Try it
# ------
# Keep only the strong edges: add a bias, a constant, to each sum before the
# relu.
#
# .. answer::
#
# A negative bias (in this gallery, the kernel's ``offset``) lowers all values,
# and relu removes what is then below 0.
#
# .. alt:: Right rims of coins in white on black, twice: with many fine lines
#    of the reliefs, and with the strongest rims only.
#
# .. caption:: With the bias, the reliefs and the texture of the table
#    disappear, and the rims remain.

biased = cg.kernels.Kernel(
    "biased", cg.kernels.LEFT_SOBEL.weights, offset=-0.5
)
settings = {"strides": 1, "padding": "VALID", "rgb": False}
strong = cg.convolve(photo, biased, activation="relu", **settings)
figure = cg.show_images(
    {"no bias": results["relu"].activation, "bias -0.5": strong.activation}
)
print(f"exactly 0: {np.mean(strong.activation == 0):.0%}")

plt.show()

# %%
# The bias acts as a threshold. In a network, each kernel learns its own.
#
# Next
# ----
# :doc:`Linear light </gallery/01_convolution/linear_light>` looks at the other
# end of the convolution: what the pixel values that enter it stand for.
#
# References
# ----------
# * Xavier Glorot, Antoine Bordes and Yoshua Bengio, *Deep sparse rectifier
#   neural networks*, 2011

# sphinx_gallery_tags = ["networks", "edges"]
