"""
Sigmoid, relu and tanh in LeNet
===============================

Does it matter which activation a network uses? Here the same network is
trained with three of them. Tanh and relu learn with the settings of the 2016
tutorial that this gallery builds on, and the sigmoid does not. This page shows
the difference and explains it.
"""

# %%
# Three training runs
# -------------------
# All three networks start with the same weights and see the same digits in the
# same order. The tutorial's LeNet uses tanh.
#
# .. alt:: Mean loss and accuracy over the steps, three curves each. Tanh and
#    relu fall from 2.3 toward 0, relu later, and their accuracies rise above
#    0.9. The sigmoid leaps to a loss far above 2.3 and comes back; its accuracy
#    stays at 0.1.
#
# .. caption:: Tanh and relu learn to read. The sigmoid ends where it began: at
#    2.3, the loss of guessing.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

steps = min(200, int(os.environ.get("CONVGALLERY_STEPS", "200")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 200 and len(digits.test_labels) == 1000
histories, units = {}, {}
for name in ("tanh", "relu", "sigmoid"):
    model = cg.lenet_model(activation=name)
    dense = keras.Model(model.input, model.layers[-3].output)
    units[name] = dense(digits.test_images[:200]).numpy()  # before training
    histories[name] = cg.train(model, digits, steps=steps, validate_every=25)
figure = cg.plot_loss(
    histories,
)
for name, history in histories.items():
    print(
        f"{name:>7}: mean loss {history.mean_loss[-1]:.2f},",
        f"accuracy {history.validation_accuracy[-1]:.1%}",
    )
if default_run:
    tanh, relu, sigmoid = histories.values()
    assert tanh.mean_loss[20] < relu.mean_loss[20], "relu starts later"
    for learned in (tanh, relu):
        assert learned.validation_accuracy[-1] > 0.93
    assert sigmoid.loss.max() > 5
    assert abs(sigmoid.mean_loss[-1] - np.log(10)) < 0.05
    assert np.nanmax(sigmoid.validation_accuracy) < 0.12

# %%
# Before the first step
# ---------------------
# The explanation lies in the 1,024 hidden units. We compute their outputs for
# 200 digits, with the weights that training starts from. For each activation,
# the code prints their mean absolute value, and their standard deviation from
# digit to digit.

for name, values in units.items():
    print(
        f"{name:>7}: mean absolute value {np.abs(values).mean():.3f},",
        f"standard deviation {values.std(axis=0).mean():.3f}",
    )

# %%
# The figure shows the same outputs, with a row for each of 20 digits and a
# column for each of 40 units. The last panel shows by how much the sigmoid
# units differ from their own means, on the color scale of tanh.
#
# .. predict:: A sigmoid turns inputs near 0 into outputs near 0.5. What will
#    its units show of the differences between digits?
#
#    Almost nothing. At 0 the sigmoid is a quarter as steep as tanh, so each
#    layer shrinks the differences that it receives, and this network has three
#    such layers in a row.
#
# .. alt:: Four images of 20 rows and 40 columns. Tanh is a patchwork of red
#    and blue, relu of black and dark grays: columns differ, and so do the
#    pixels within a column. The sigmoid has columns of different grays, each
#    of a single gray from top to bottom; less its means, it is blank.
#
# .. caption:: Read down a column: tanh and relu units change from digit to
#    digit, and sigmoid units do not.
#
# .. thumbnail:: 1 3

rows = {name: values[:20, :40] for name, values in units.items()}
sigmoid = units["sigmoid"]
rows["sigmoid, less means"] = (sigmoid - sigmoid.mean(axis=0))[:20, :40]
figure = cg.show_images(
    rows,
)

# %%
# Over five seeds
# ---------------
# The sigmoid might have been unlucky with its random weights, and relu lucky.
# :func:`convgallery.load_seeds` returns the test accuracies of the same three
# training runs with five seeds each. They were saved beforehand, by ``python
# benchmarks/seeds.py`` in a checkout of the project, with the very settings of
# this page. Nothing is trained here; the runs above are those of the first
# seed.

saved = {
    result["variant"]: result["accuracies"]["test"]
    for result in cg.load_seeds()["results"]
    if result["page"] == "activations_of_lenet"
}
print("         median  lowest  highest")
for name, values in saved.items():
    low, high = min(values), max(values)
    print(f"{name:7}{np.median(values):8.1%}{low:8.1%}{high:9.1%}")

# %%
# Notice
# ------
# With all five seeds, the sigmoid classifies exactly one in ten test digits
# correctly: it learns nothing in these 200 steps. Its units give almost the
# same outputs for every digit, because each earlier layer has squeezed its
# values together around 0.5. So the first step can only move the logits of all
# digits in the same way. Because the outputs are large, this move is large
# too: the loss leaps up. In the end the network predicts the same digit for
# every image. Tanh has a slope of 1 at 0, and so has relu for positive inputs,
# so the differences between digits survive.
#
# Between tanh and relu, the seeds decide nothing: their medians differ by much
# less than the runs of either. In the run above, relu starts more slowly and
# then catches up. Its outputs are smaller at first, which may be the reason.
#
# Five failures with one optimizer do not mean that a sigmoid cannot learn. It
# does learn with ``optimizer="adam"`` and ``learning_rate=0.001``, although
# slowly.
#
# Try it
# ------
# In which layer does the sigmoid lose the differences between digits?
#
# .. answer::
#
# Follow the digits through the untrained networks, and measure the standard
# deviation from digit to digit after every layer.

names = ["convolution", "pooling", "convolution", "pooling", "flat", "dense"]
networks = [cg.lenet_model(activation=name) for name in ("tanh", "sigmoid")]
values = [digits.test_images[:200]] * 2
print("after            tanh  sigmoid")
for name, *layers in zip(
    names, *(network.layers[1:] for network in networks), strict=False
):
    values = [
        layer(array).numpy()
        for layer, array in zip(layers, values, strict=True)
    ]
    stds = [array.std(axis=0).mean() for array in values]
    print(f"{name:>11}{stds[0]:10.3f}{stds[1]:9.3f}")

plt.show()

# %%
# In all of them: each layer with a sigmoid leaves only a fraction of the
# differences, while tanh passes most of them on.
#
# Next
# ----
# :doc:`Optimizers </gallery/04_lenet/optimizers>` turns from the network to
# the rule that changes its weights.
#
# References
# ----------
# * Xavier Glorot and Yoshua Bengio, *Understanding the difficulty of training
#   deep feedforward neural networks*, 2010

# sphinx_gallery_tags = ["networks", "training"]
