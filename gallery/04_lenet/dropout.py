"""
Dropout
=======

In each step of its training, LeNet does without half of its 1,024 units. You
will see what dropout does to them, and how little it changes what is learned.
"""

# %%
# Half of the units
# -----------------
# In training, each unit is kept with a chance of ``keep_prob``, here 0.5, and
# set to 0 otherwise. Those that are kept are divided by ``keep_prob``, so that
# their sum stays about the same. In use, all are left as they are. Here are nine
# of the units on one digit, in hundredths.
#
# .. alt:: Three grids of nine numbers. In training, two of the nine are kept,
#    21 and -16, twice what they were, and the others are 0. In use, all nine
#    are what they were.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
model = cg.lenet_model(keep_prob=0.5)
*_, dense, dropout, _ = model.layers
units = keras.Model(model.input, [dense.output, dropout.output])
one = digits.test_images[:1]
before, dropped = (array.numpy()[0] for array in units(one, training=True))
in_use = units(one, training=False)[1].numpy()[0]
figure = cg.show_grids(
    {
        name: np.round(100 * values[:9]).reshape(3, 3)
        for name, values in {
            "nine units": before,
            "in training": dropped,
            "in use": in_use,
        }.items()
    },
)

kept = dropped != 0
print(f"{kept.sum()} of {kept.size} units were kept, {kept.mean():.1%}")
print(f"and multiplied by {np.mean(dropped[kept] / before[kept]):.2f}")
print(f"mean size before {np.abs(before).mean():.3f}", end=", ")
print(f"after {np.abs(dropped).mean():.3f}")
print("in use, all are as before:", np.array_equal(in_use, before))

# %%
# Learning by heart
# -----------------
# Dropout is meant to keep a network from learning its examples by heart. To
# tempt it, here are only 500 digits, and three strengths of dropout.
#
# .. alt:: Mean loss and accuracy over the steps, three curves each. All losses
#    fall from 2.3 toward 0; that of keep_prob 0.1 stays above the others. The
#    accuracies cross each other on their way to 0.9.

steps = min(200, int(os.environ.get("CONVGALLERY_STEPS", "200")))
few = cg.Digits(
    digits.train_images[:500],
    digits.train_labels[:500],
    digits.test_images,
    digits.test_labels,
)
histories = {}
print("accuracy on        its 500 digits  test digits")
for keep_prob in (1.0, 0.5, 0.1):
    model = cg.lenet_model(keep_prob=keep_prob)
    history = cg.train(
        model, few, steps=steps, batch_size=100, validate_every=25
    )
    guesses = np.argmax(model(few.train_images, training=False), axis=1)
    known = np.mean(guesses == few.train_labels)
    tested = history.validation_accuracy[-1]
    print(f"keep_prob {keep_prob}: {known:18.1%} {tested:12.1%}")
    histories[f"keep_prob {keep_prob}"] = history
figure = cg.plot_loss(
    histories,
)

plt.show()

# %%
# Notice
# ------
# All three end with their examples learned by heart, and with about one of ten
# test digits told wrong. A difference of less than a percent between two of
# them is chance, with a thousand tests. So the tutorial's dropout does neither
# good nor harm here. Its inventors found it to help in large networks that are
# trained for long.
#
# In the tutorial, dropout also stayed on when the network was used: the same
# digit could be told to be another one on the second look.
#
# Try it
# ------
# Call ``model(one, training=True)`` a few times. How much do its logits differ?
#
# References
# ----------
# * Nitish Srivastava and others, *Dropout: a simple way to prevent neural
#   networks from overfitting*, 2014
