"""
Max or average pooling in LeNet
===============================

Should a network keep the maximum of each pooling window, or its average?
LeNet-5 averaged; the 2016 tutorial that this gallery builds on takes the
maximum, as most networks have since AlexNet. This page trains LeNet both ways,
side by side, and compares what each kind of pooling keeps of a digit.
"""

# %%
# Two training runs
# -----------------
# The two networks start with the same weights and see the same digits in the
# same order. Only their pooling differs.
#
# .. alt:: Mean loss and accuracy over the steps, two curves each. The losses
#    fall side by side, with average pooling a little above max pooling. The
#    accuracies rise side by side, with average pooling a little below.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

steps = min(100, int(os.environ.get("CONVGALLERY_STEPS", "100")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
models = {name: cg.lenet_model(pooling=name) for name in ("max", "average")}
histories = {
    name: cg.train(model, digits, steps=steps, validate_every=20)
    for name, model in models.items()
}
figure = cg.plot_loss(
    histories,
)
for name, history in histories.items():
    print(
        f"{name:>7}: mean loss {history.mean_loss[-1]:.2f},",
        f"accuracy {history.validation_accuracy[-1]:.1%}",
    )

# %%
# What pooling keeps of a digit
# -----------------------------
# The figure shows the first feature map of each network, before and after
# pooling, red above zero and blue below. Each network has learned its own
# kernel for this map, but both kernels started from the same random numbers.
#
# .. alt:: A zero as a broad red ring on blue, four times. Max pooling turns 28
#    by 28 pixels into 14 by 14, with a thicker ring and less blue in its hole;
#    average pooling keeps the ring as it was, only coarser.

# sphinx_gallery_thumbnail_number = 2
one = digits.test_images[:1]
maps = {}
for name, model in models.items():
    conv, pool = model.layers[1:3]
    both = keras.Model(model.input, [conv.output, pool.output])(one)
    for step, array in zip(("before", "after"), both, strict=True):
        maps[f"{step} {name}"] = np.asarray(array)[..., [0]]
        mean = np.mean(maps[f"{step} {name}"])
        print(f"{step} {name}: mean {mean:6.3f}")
figure = cg.show_images(
    maps,
)

plt.show()

# %%
# Notice
# ------
# A maximum favors values above zero, so it thickens the ring and raises the
# mean. An average leaves the mean unchanged. In these hundred steps, the
# network with max pooling learns faster and classifies more of the test digits
# correctly.
#
# To make up for the averaging, LeNet-5's pooling layers had a trainable weight
# and bias for each map. AlexNet used the maximum, as did most networks after
# it.
#
# Try it
# ------
# Train longer, ``steps=1000``. Does the gap close?
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010
