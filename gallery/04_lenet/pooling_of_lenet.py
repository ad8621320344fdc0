"""
Max or average pooling in LeNet
===============================

LeNet-5 averaged its windows, the tutorial takes their maximum. You will see
both learn, side by side, and what they leave of a digit.
"""

# %%
# Two trainings
# -------------
# The two networks start with the same weights and are given the same digits in
# the same order. Only their pools differ.
#
# .. alt:: Mean loss and accuracy over the steps, two curves each. The losses
#    fall side by side, the one of average pooling a little above the other.
#    The accuracies rise side by side, average pooling a little below.

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
# What is left of a digit
# -----------------------
# The first feature map of each network, before and after its pool, red above
# zero and blue below it. The networks were not told to learn the same kernel,
# but they started from the same one.
#
# .. alt:: A zero as a broad red ring on blue, four times. The max pool turns
#    28 by 28 pixels into 14 by 14 with a thicker ring and less blue in its
#    hole; the average pool keeps the ring as it was, only coarser.

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
# A maximum favors what is above zero: it thickens the ring and moves the mean
# up. An average leaves the mean where it was. In these hundred steps the
# network with maxima learns faster and tells more of the test digits.
#
# LeNet-5's pools had a weight and a bias for each map to make up for it, and
# AlexNet took the maximum, as most networks did after it.
#
# Try it
# ------
# Train longer, ``steps=1000``. Does the distance close?
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010
