"""
SAME or VALID
=============

Should a convolution add zeros around the image (SAME), or use only windows
that fit inside it (VALID)? Every convolutional layer makes this choice. This
page builds LeNet both ways, shows that VALID leaves about a third of the
parameters, and compares how well the two networks learn.
"""

# %%
# Two networks
# ------------
# A 5 by 5 convolution of 28 rows returns 28 rows with SAME padding but only 24
# with VALID. The difference adds up from layer to layer. It matters for the
# number of parameters, because each unit of the dense layer has a weight for
# every value that is left.

import os

import convgallery as cg
import matplotlib.pyplot as plt

models = {name: cg.lenet_model(padding=name) for name in ("SAME", "VALID")}
for name, model in models.items():
    print(f"{name}: {model.count_params():,} parameters")
    for layer in model.layers:
        if layer.name.startswith(("max_pooling", "flatten")):
            print(f"    {layer.output.shape[1:]} after {layer.name}")

# %%
# Computing the sizes
# -------------------
# The sizes follow from a formula. :func:`convgallery.conv_output_size`
# computes it for convolutions and pooling alike.

for name in models:
    size = 28
    print(f"{name}: {size}", end="")
    for kernel, stride in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        size = cg.conv_output_size(size, kernel, stride=stride, padding=name)
        print(f" -> {size}", end="")
    print(f", and {size} x {size} x 6 = {size * size * 6} values")

# %%
# A short training run for each
# -----------------------------
# Both networks see the same digits in the same order. They train for 300
# steps, unless the environment variable ``CONVGALLERY_STEPS`` sets another
# number.
#
# .. alt:: Two curves of the mean loss against the step, for SAME and VALID.
#    They fall together, and SAME is a little lower at the end. Below, two
#    curves of the validation accuracy, with SAME ahead.

steps = int(os.environ.get("CONVGALLERY_STEPS", "300"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
histories = {
    name: cg.train(model, digits, steps=steps)
    for name, model in models.items()
}
figure = cg.plot_loss(
    histories,
)
for name, history in histories.items():
    print(f"{name}: mean loss {history.mean_loss[-1]:.3f}", end=", ")
    print(f"validation accuracy {history.validation_accuracy[-1]:.1%}")

# %%
# What VALID gives up
# -------------------
# With VALID, no window is centered on a pixel at the border. In MNIST these
# pixels are nearly blank, because each digit fits into the middle 20 by 20
# pixels.

border = digits.train_images.copy()
border[:, 4:-4, 4:-4] = 0
share = border.sum() / digits.train_images.sum()
print(f"ink on the outer four rows and columns: {share:.1%}")

plt.show()

# %%
# Notice
# ------
# With VALID the network has about a third of the parameters, and in this run
# it learns nearly as well. What it gives up is the border, which holds little
# ink.
#
# Try it
# ------
# Move the digits into a corner, where the border matters. Apply
# ``np.roll(images, (-4, -4), axis=(1, 2))`` to both sets of images, and put
# the results in a new ``cg.Digits``.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
