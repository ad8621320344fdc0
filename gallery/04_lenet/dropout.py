"""
Dropout
=======

How can a network be kept from memorizing its training data? During training,
dropout switches off a random half of LeNet's 1,024 hidden units at every step.
This page shows what that does to their outputs, and how little it changes the
accuracy on a network this small.
"""

# %%
# Half of the units
# -----------------
# In each training step, a unit is kept with a probability of ``keep_prob``,
# here 0.5, and otherwise set to 0. The units that are kept are divided by
# ``keep_prob``, so that the sum of all units stays about the same. At
# inference, dropout leaves all units unchanged. The figure
# shows nine of the units for one digit, in hundredths.
#
# .. alt:: Three grids of nine numbers. In training, two of the nine units are
#    kept: they are 21 and -16, twice their values before dropout, and the
#    others are 0. At inference, all nine keep their values.

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
at_inference = units(one, training=False)[1].numpy()[0]
figure = cg.show_grids(
    {
        name: np.round(100 * values[:9]).reshape(3, 3)
        for name, values in {
            "nine units": before,
            "in training": dropped,
            "inference": at_inference,
        }.items()
    },
)

kept = dropped != 0
print(f"{kept.sum()} of {kept.size} units were kept, {kept.mean():.1%}")
print(f"and multiplied by {np.mean(dropped[kept] / before[kept]):.2f}")
print(f"mean size before {np.abs(before).mean():.3f}", end=", ")
print(f"after {np.abs(dropped).mean():.3f}")
print("at inference, all are as before:", np.array_equal(at_inference, before))

# %%
# Does it prevent overfitting?
# ----------------------------
# Dropout is meant to keep a network from memorizing its training examples. To
# make memorizing easy, this experiment trains on only 500 digits, with three
# values of ``keep_prob``.
#
# .. alt:: Mean loss and accuracy over the steps, three curves each. All losses
#    fall from 2.3 toward 0; the loss with keep_prob 0.1 stays above the
#    others. The accuracy curves cross each other on their way to 0.9.

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
# All three networks end up memorizing their training digits, and misclassify
# about one of ten test digits. With 1,000 test digits, a difference of less
# than one percentage point is within the noise. So the tutorial's dropout
# neither helps nor hurts here. Its inventors found that it helps in large
# networks that are trained for a long time.
#
# In the tutorial, dropout also stayed on at inference, so the same digit could
# be classified differently the second time.
#
# Try it
# ------
# Call ``model(one, training=True)`` a few times. How much do its logits
# differ?
#
# References
# ----------
# * Nitish Srivastava and others, *Dropout: a simple way to prevent neural
#   networks from overfitting*, 2014
