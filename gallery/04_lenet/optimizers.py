"""
Optimizers
==========

Which optimizer should train a network? The gradient tells in which direction
the loss falls, and optimizers differ in the step they take from it. This page
trains the same network with five of them, then asks how much of the difference
is due to the learning rate.
"""

# %%
# Five update rules
# -----------------
# Let :math:`g` be the gradient of a weight and :math:`\eta` the learning rate.
#
# * **sgd** moves the weight by :math:`-\eta g`.
# * **momentum** adds nine tenths of its previous move to that.
# * **adagrad** divides :math:`\eta g` by the square root of the sum of all
#   squares of :math:`g` so far, so its steps shrink over time.
# * **rmsprop** divides by the square root of a running mean of the squares
#   instead, so that old gradients are forgotten.
# * **adam** divides in the same way, and replaces :math:`g` by a running mean
#   of :math:`g`.
#
# The 2016 tutorial that this gallery builds on used Adagrad with a learning
# rate of 0.1. Learning rates of different optimizers are not comparable, so
# each optimizer has its own here.
#
# .. alt:: Mean loss and accuracy over the steps, five curves each. All losses
#    fall from 2.3: those of momentum, adagrad and rmsprop first, adam a little
#    later, and sgd last by far. Momentum ends with the lowest loss and the
#    highest accuracy, sgd with the highest loss and the lowest accuracy.

import os

import convgallery as cg
import matplotlib.pyplot as plt

steps = min(150, int(os.environ.get("CONVGALLERY_STEPS", "150")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
rates = {
    "adagrad": 0.1,
    "sgd": 0.1,
    "momentum": 0.1,
    "rmsprop": 0.001,
    "adam": 0.001,
}
histories = {}
for optimizer, rate in rates.items():
    histories[optimizer] = cg.train(
        cg.lenet_model(),
        digits,
        steps=steps,
        optimizer=optimizer,
        learning_rate=rate,
        validate_every=25,
    )
figure = cg.plot_loss(
    histories,
)

# %%
# The optimizer or its learning rate?
# -----------------------------------
# Plain sgd did worst. Is the optimizer to blame, or its learning rate? One
# more training run, with a larger learning rate, gives the answer.

rates["sgd, faster"] = 0.3
histories["sgd, faster"] = cg.train(
    cg.lenet_model(),
    digits,
    steps=steps,
    optimizer="sgd",
    learning_rate=0.3,
    validate_every=25,
)
print("             rate  mean loss  accuracy")
for name, history in histories.items():
    print(
        f"{name:11}{rates[name]:6}{history.mean_loss[-1]:11.3f}",
        f"{history.validation_accuracy[-1]:9.1%}",
    )

plt.show()

# %%
# Notice
# ------
# With three times the learning rate, plain sgd matches the tutorial's Adagrad.
# So before one optimizer is called better than another, the learning rates of
# both should be tuned. The other optimizers save part of this tuning: adam and
# rmsprop, for example, are often run with 0.001, whatever the network.
#
# Try it
# ------
# Go further and train sgd with a learning rate of 1.0. What happens to the
# loss?
#
# References
# ----------
# * John Duchi, Elad Hazan and Yoram Singer, *Adaptive subgradient methods for
#   online learning and stochastic optimization*, 2011
# * Diederik Kingma and Jimmy Ba, `Adam: a method for stochastic optimization
#   <https://arxiv.org/abs/1412.6980>`__, 2014
