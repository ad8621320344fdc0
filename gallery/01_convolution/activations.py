"""
Activations
===========

Why does a network apply an activation function after each convolution? Without
one, a stack of convolutions could do no more than a single larger convolution.
This page shows what the three classic activations, sigmoid, tanh and relu, do
to positive and negative values.
"""

# %%
# Three curves
# ------------
# The sigmoid, :math:`1 / (1 + e^{-x})`, maps every value to the range from 0
# to 1. The hyperbolic tangent, tanh, maps to the range from -1 to 1 and keeps
# the sign. The rectified linear unit, relu, sets negative values to 0 and
# leaves the others unchanged.
#
# .. alt:: Four curves for values from -3 to 3: the sigmoid, a gentle S from 0
#    to 1; tanh, a steeper S from -1 to 1; relu, which is 0 up to the middle
#    and a straight slope from there; and linear, a dashed slope throughout.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

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
# the edge is brighter. The left Sobel kernel yields about as many negative
# values as positive ones, so it shows well how the activations differ.
#
# .. alt:: Vertical edges of the cat's eyes in four panels. The sigmoid's is
#    gray, with light and dark lines; those of tanh and linear are red and blue
#    on white; relu's is black with only half of the lines, in white.

# sphinx_gallery_thumbnail_number = 2
photo = cg.sample_image()
results = {
    name: cg.convolve(
        photo,
        cg.kernels.LEFT_SOBEL,
        strides=1,
        padding="VALID",
        rgb=False,
        activation=name,
    )
    for name in names
}
figure = cg.show_images(
    {name: result.activation for name, result in results.items()},
)
for name, result in results.items():
    low, high = result.activation.min(), result.activation.max()
    zero = np.mean(result.activation == 0)
    print(f"{name:>7}: {low:5.2f} to {high:5.2f}, {zero:4.0%} exactly 0")
cg.show_shapes(results["relu"])

plt.show()

# %%
# Notice
# ------
# The sigmoid turns "no edge", 0, into 0.5, and squeezes the range from -1.98
# to 2.05 into 0.12 to 0.89. Relu preserves the differences between positive
# values and sets half of all values to 0. To detect the edges in that half, a
# network can learn a second kernel.
#
# Relu is also cheap to compute. Its slope does not shrink where values are
# large, which speeds up training. For these reasons, newer networks prefer
# relu or its relatives.
#
# Try it
# ------
# Add a bias before the relu, ``cg.kernels.Kernel("biased",
# cg.kernels.LEFT_SOBEL.weights, offset=-0.3)``: only strong edges get through.
#
# References
# ----------
# * Xavier Glorot, Antoine Bordes and Yoshua Bengio, *Deep sparse rectifier
#   neural networks*, 2011
