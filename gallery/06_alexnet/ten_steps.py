"""
Ten steps of AlexNet
====================

Does the tutorial's AlexNet learn anything? The tutorial drew its graph but
never trained it: the code fed it zeros in place of images. This page trains it
for ten steps on real digits, and the loss falls.
"""

# sphinx_gallery_tags = ["networks", "training"]

# %%
# Preparing the digits
# --------------------
# Ten steps are too few to learn all ten digits, so the network only has to
# distinguish zeros from ones. AlexNet expects color images of 227 by 227
# pixels. The digits are therefore enlarged from 28 by 28, and their gray
# channel is repeated three times.
#
# .. alt:: A white zero and a white one on black, large and blurred.
#
# .. caption:: What the network sees: digits of 28x28 pixels, enlarged to
#    AlexNet's 227x227 and blurred by it.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

batch = 20
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
chosen = np.flatnonzero(digits.train_labels < 2)[: 10 * batch]


def enlarged(images):
    """Bring digits to the form (N, 227, 227, 3)."""
    return tf.repeat(tf.image.resize(images, (227, 227)), 3, axis=-1)


first = digits.train_images[chosen[:2]]
figure = cg.show_images(
    {"zero": enlarged(first)[:1], "one": enlarged(first)[1:]},
)

# %%
# Ten training steps
# ------------------
# Each step uses a batch of twenty digits that the network has not seen before.
# The learning rate is small because dropout switches off 80% of the units in
# three layers. With a larger learning rate, the noise this causes would make
# training unstable.
#
# .. predict:: The loss is the negative logarithm of the probability of the
#    true label. What is it before training, when all ten digits are equally
#    likely, and what once only zero and one are left?
#
#    The logarithm of 10, about 2.3, and that of 2, about 0.7. The figure marks
#    both with dotted lines.
#
# .. alt:: The loss over ten steps. It starts on a dotted line, ln 10, falls
#    slowly at first and then faster, and ends somewhat above another dotted
#    line, ln 2.
#
# .. caption:: In ten steps, the loss falls most of the way from ln 10 to ln 2:
#    the network has mostly ruled out eight of the ten digits.
#
# .. thumbnail:: 1

keras.utils.set_random_seed(0)
model = cg.alexnet_model("tutorial")
optimizer = keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)
losses = []
for rows in chosen.reshape(10, batch):
    images, labels = (
        enlarged(digits.train_images[rows]),
        digits.train_labels[rows],
    )
    with tf.GradientTape() as tape:
        logits = model(images, training=True)
        loss = keras.losses.sparse_categorical_crossentropy(
            labels, logits, from_logits=True
        )
        loss = tf.reduce_mean(loss)
    weights = model.trainable_variables
    optimizer.apply(tape.gradient(loss, [w.value for w in weights]), weights)
    losses.append(float(loss))
print("loss:", *(f"{loss:.2f}" for loss in losses))

figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
axes.plot(range(1, 11), losses, "o-")
for count in (10, 2):
    axes.axhline(np.log(count), color="0.5", linestyle=":")
    axes.text(10, np.log(count), f"ln {count}", ha="right", va="bottom")
axes.set(xlabel="step", ylabel="loss", ylim=(0, 2.6))
assert np.isclose(losses[0], np.log(10))
assert np.log(2) < losses[-1] < (np.log(10) + np.log(2)) / 2

# %%
# What did it learn?
# ------------------
# To find out, classify 40 test digits, now without dropout.

tests = np.flatnonzero(digits.test_labels < 2)[:40]
guesses = np.argmax(model(enlarged(digits.test_images[tests])), axis=1)
for label in (0, 1):
    found = guesses[digits.test_labels[tests] == label]
    print(
        f"{len(found)} of digit {label}: {np.mean(found == label):.0%} correct"
    )
    assert np.mean(found == label) > 0.9

plt.show()

# %%
# Notice
# ------
# The weights of the last layer start at zero, so all ten digits are equally
# likely and the loss begins at ln 10. A network that had learned only that
# every digit is a zero or a one would reach ln 2. The loss here is still above
# that, because dropout disturbs the logits. At inference all units are active,
# and the network classifies the test digits correctly.
#
# Ten steps with all ten digits would show nothing. With a keep probability of
# 0.2 in three layers, the loss fluctuates around ln 10 at small learning rates
# and diverges at larger ones.
#
# Try it
# ------
# Dropout is active when ``training=True`` is passed, and only then. How much
# does it raise the loss on test digits?
#
# .. answer::
#
# Here are the losses on the same twenty digits, without dropout and with it.

images = enlarged(digits.test_images[tests[:20]])
labels = digits.test_labels[tests[:20]]
means = []
for active in (False, True):
    loss = keras.losses.sparse_categorical_crossentropy(
        labels, model(images, training=active), from_logits=True
    )
    means.append(np.mean(loss))
    print(f"training={active!s:5}: loss {means[-1]:.2f}")
assert means[0] < means[1]

# %%
# The losses in the figure are those with dropout: the network knows more than
# they show.
#
# Next
# ----
# :doc:`How fast is it? </gallery/07_scale/how_fast>` begins the next chapter,
# on speed and on images that do not fit into memory.
#
# References
# ----------
# * Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, *ImageNet
#   classification with deep convolutional neural networks*, 2012
