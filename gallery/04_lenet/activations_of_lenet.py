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
#    0.9. The sigmoid leaps to a loss above 8 and comes back to 2.3; its
#    accuracy stays at 0.1.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

steps = min(200, int(os.environ.get("CONVGALLERY_STEPS", "200")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
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

# %%
# Before the first step
# ---------------------
# The explanation lies in the 1,024 hidden units. We compute their outputs for
# 200 digits, with the weights that training starts from. For each activation,
# the code prints their mean absolute value ("size") and their standard
# deviation from digit to digit ("std"):

for name, values in units.items():
    print(
        f"{name:>7}: size {np.abs(values).mean():.3f},",
        f"std {values.std(axis=0).mean():.3f}",
    )

# %%
# The figure shows the same outputs, with a row for each of 20 digits and a
# column for each of 40 units.
#
# .. alt:: Three images of 20 rows and 40 columns. Tanh is a patchwork of red
#    and blue, relu of black and dark grays: columns differ, and so do the
#    pixels within a column. The sigmoid has columns of different grays, each
#    of a single gray from top to bottom.

rows = {name: values[:20, :40] for name, values in units.items()}
figure = cg.show_images(
    rows,
)

plt.show()

# %%
# Notice
# ------
# The sigmoid units give almost the same outputs for every digit, because each
# earlier layer has squeezed its values together around 0.5. So the first step
# can only move the logits of all digits in the same way. Because the outputs
# are large, this move is large too: the loss leaps up. In the end the network
# predicts the same digit for every image, and one in ten is correct. Tanh and
# relu output 0 where their input is 0, so the differences between digits
# survive.
#
# Relu starts more slowly, because its outputs are smaller at first, and then
# catches up.
#
# Try it
# ------
# A smaller learning rate does not help the sigmoid, but another optimizer
# does. Train it with ``optimizer="adam", learning_rate=0.001``.
#
# References
# ----------
# * Xavier Glorot and Yoshua Bengio, *Understanding the difficulty of training
#   deep feedforward neural networks*, 2010
