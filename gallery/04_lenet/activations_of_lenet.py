"""
Sigmoid, relu and tanh in LeNet
===============================

The same network with three activations. You will see two of them learn with the
tutorial's settings, and one that does not, and why.
"""

# %%
# Three trainings
# ---------------
# All start with the same weights and are given the same digits in the same
# order. The tutorial's LeNet has tanh.
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
# What do the 1,024 units say, on 200 digits, with the weights that training
# starts from? Their size, and how much they differ from digit to digit:

for name, values in units.items():
    print(
        f"{name:>7}: size {np.abs(values).mean():.3f},",
        f"spread {values.std(axis=0).mean():.3f}",
    )

# %%
# The same as a picture: a row for each of 20 digits, a column for each of 40
# units.
#
# .. alt:: Three pictures of 20 rows and 40 columns. Tanh is a patchwork of red
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
# To sigmoid units every digit looks the same, as each layer before has pressed
# its values together around 0.5. The first step can only push the logits of all
# digits alike, and with values this large it pushes hard: the loss leaps, and
# the network ends at one guess for all, one of ten right. Tanh and relu leave 0
# where there is nothing, and the differences survive.
#
# Relu starts more slowly, as its units are smaller at first, and catches up.
#
# Try it
# ------
# A smaller learning rate does not wake the sigmoid up; another optimizer does.
# Give it ``optimizer="adam", learning_rate=0.001``.
#
# References
# ----------
# * Xavier Glorot and Yoshua Bengio, *Understanding the difficulty of training
#   deep feedforward neural networks*, 2010
