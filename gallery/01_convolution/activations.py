"""
Activations
===========

After a convolution, a network bends every value. You will see what sigmoid,
relu and tanh make of positive and of negative results.
"""

# %%
# Three curves
# ------------
# The sigmoid is :math:`1 / (1 + e^{-x})` and lies between 0 and 1. The
# hyperbolic tangent lies between -1 and 1 and keeps the sign. The rectified
# linear unit, relu, cuts off what is negative and leaves the rest.
#
# .. alt:: Four curves over values from -3 to 3: the sigmoid, a gentle S from 0
#    to 1; tanh, a steeper S from -1 to 1; relu, 0 up to the middle and a
#    straight slope from there; and linear, a dashed slope throughout.

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
# On signed results
# -----------------
# The kernel left sobel gives about as many negative values as positive ones.
#
# .. alt:: Upright edges of the cat's eyes in four panels. The sigmoid is gray,
#    with light and dark lines; tanh and linear are red and blue on white; relu
#    is black with only one half of the lines, in white.

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
# The sigmoid turns "no edge", 0, into 0.5, and what ran from -1.98 to 2.05 is
# squeezed between 0.12 and 0.89. Relu leaves large values as far apart as they
# were and turns half of all values into 0; for that half, a network can learn
# a second kernel. Relu is also cheap, and its slope does not fade where values
# are large, which speeds up learning. So newer networks prefer it or its
# relatives.
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
