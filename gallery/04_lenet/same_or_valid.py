"""
SAME or VALID
=============

Zeros around the picture, or windows that stay inside? You will see LeNet with
either, with a third of the parameters for VALID, and how both learn.
"""

# %%
# Two networks
# ------------
# SAME keeps 28 rows through a convolution of 5 by 5, VALID leaves 24. The
# difference adds up, and the dense layer has a weight for every value that is
# left.

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
# The sizes follow from the formulas
# ----------------------------------
# :func:`convgallery.conv_output_size` serves convolutions and pools alike.

for name in models:
    size = 28
    print(f"{name}: {size}", end="")
    for kernel, stride in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        size = cg.conv_output_size(size, kernel, stride=stride, padding=name)
        print(f" -> {size}", end="")
    print(f", and {size} x {size} x 6 = {size * size * 6} values")

# %%
# A short training of both
# ------------------------
# The same digits in the same order. 300 steps, unless ``CONVGALLERY_STEPS``
# says otherwise.
#
# .. alt:: Two curves of the mean loss against the step, for SAME and VALID,
#    which fall together; that of SAME is a little lower at the end. Below, the
#    validation accuracy, in which SAME is ahead.

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
# What is at the border
# ---------------------
# VALID has no windows around the pixels at the border, and MNIST leaves these
# nearly blank: each digit was put into the middle, on 20 by 20 pixels.

border = digits.train_images.copy()
border[:, 4:-4, 4:-4] = 0
share = border.sum() / digits.train_images.sum()
print(f"ink on the outer four rows and columns: {share:.1%}")

plt.show()

# %%
# Notice
# ------
# With VALID the network has about a third of the parameters, and learns nearly
# as well in this run. What it gives up, the border, holds little ink.
#
# Try it
# ------
# Move the digits into a corner, where the border matters:
# ``np.roll(images, (-4, -4), axis=(1, 2))`` for both sets of images in a new
# ``cg.Digits``.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
