"""
Optimizers
==========

A gradient says which way is down. Optimizers differ in what step they make of
it. You will see five of them train the same network.
"""

# %%
# Five ways to step
# -----------------
# With the gradient :math:`g` of a weight and the learning rate :math:`\eta`,
#
# * **sgd** moves the weight by :math:`-\eta g`;
# * **momentum** adds nine tenths of its last move to that;
# * **adagrad** divides :math:`\eta g` by the root of the sum of all squares of
#   :math:`g` so far, so that its steps shrink;
# * **rmsprop** divides by the root of a running mean of squares instead;
# * **adam** does so with a running mean of :math:`g`.
#
# The tutorial took Adagrad with a learning rate of 0.1. Learning rates of
# different optimizers do not compare, so each has one of its own here.
#
# .. alt:: Mean loss and accuracy over the steps, five curves each. All losses
#    fall from 2.3: those of momentum, adagrad and rmsprop first, adam's a
#    little later, and sgd's last by far. Momentum ends with the lowest loss
#    and the highest accuracy, sgd with the highest loss and the lowest
#    accuracy.

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
# In numbers
# ----------
# Was sgd the worst, or was its learning rate? One more training, with a larger
# one, answers it.

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
# Three times the learning rate brings plain sgd up to the tutorial's Adagrad.
# Before an optimizer is called better than another, both deserve a search for
# their rates. What the others save is a part of this search: adam and rmsprop
# are often run with 0.001, whatever the network.
#
# Try it
# ------
# Go on: sgd with 1.0. What becomes of the loss?
#
# References
# ----------
# * John Duchi, Elad Hazan and Yoram Singer, *Adaptive subgradient methods for
#   online learning and stochastic optimization*, 2011
# * Diederik Kingma and Jimmy Ba, `Adam: a method for stochastic optimization
#   <https://arxiv.org/abs/1412.6980>`__, 2014
