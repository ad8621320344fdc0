"""
Mistakes
========

Which digits does the network confuse with each other, and does it notice when
it is wrong? The accuracy alone answers neither question. This page shows a
table of all predictions, and the wrong ones the network was most confident
about.
"""

# %%
# A trained network
# -----------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")

# %%
# The confusion matrix
# --------------------
# Each row is a true label, and each column a predicted label. Every digit that
# lies off the diagonal was misclassified.
#
# .. alt:: A grid of 10 by 10 numbers. The diagonal holds nearly all the
#    digits, and the other numbers are small, most of them 0.
#
# .. caption:: Read along a row to see how the hundred digits with one label
#    were classified. Read down a column to see which digits received one
#    predicted label.
#
# .. thumbnail:: 1

logits = model.predict(digits.test_images, verbose=0)
labels, guesses = digits.test_labels, logits.argmax(axis=1)
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (labels, guesses), 1)
figure = cg.show_grids(
    {"test digits": confusion},
)
(axes,) = figure.axes
axes.set(
    xticks=range(10),
    yticks=range(10),
    xlabel="predicted label",
    ylabel="true label",
)

right = np.trace(confusion) / confusion.sum()
print(f"right: {right:.1%}, wrong: {confusion.sum() - np.trace(confusion)}")
print(f"in the history: {history.validation_accuracy[-1]:.1%}")
if default_run:
    assert right > 0.95
    assert np.mean(confusion == 0) > 0.6

# %%
# The most confused pairs
# -----------------------
# These are the pairs of digits that are most often confused with each other,
# counted in both directions, with the most frequent first. There are only a
# few mistakes of each kind, so another seed would put many pairs in another
# order.

either = confusion + confusion.T
pairs = [(either[a, b], a, b) for a in range(10) for b in range(a)]
for count, a, b in sorted(pairs, reverse=True)[:5]:
    print(f"{b} and {a}: {count}, of which {confusion[b, a]} were {b}s")
worst = np.argmin(np.diag(confusion) / confusion.sum(axis=1))
print(f"right least often: {worst}")
if default_run:
    assert either[~np.eye(10, dtype=bool)].max() < 15, "only a few"

# %%
# The most confident mistakes
# ---------------------------
# The softmax turns the logits into probabilities, and the probability of the
# predicted label is the network's *confidence*. These are the misclassified
# digits with the highest confidence. Above each one are its true label, its
# predicted label, and the confidence.
#
# .. predict:: When the network is wrong, does a low confidence warn us?
#
#    Often, but not always. Training lowers the loss by making the network more
#    confident about every training digit, and a digit that resembles another
#    one inherits that confidence.
#
# .. alt:: Twenty handwritten digits, each with its true label, its predicted
#    label and the confidence. Some are badly written, others easy to read.
#
# .. caption:: The first digits were misclassified with a confidence of nearly
#    1, although people can read most of them.

exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
confidence = probabilities.max(axis=1)
wrong = np.flatnonzero(guesses != labels)
worst = wrong[np.argsort(-confidence[wrong])][:20]
figure = cg.show_digits(
    digits.test_images[worst],
    [f"{labels[i]} as {guesses[i]}\n{confidence[i]:.4f}" for i in worst],
    columns=5,
)
print(
    f"mean confidence when correct: {confidence[guesses == labels].mean():.1%}"
)
print(f"mean confidence when wrong: {confidence[wrong].mean():.1%}")
if default_run:
    assert min(confidence[worst[:3]]) > 0.98
    assert (
        0.6 < confidence[wrong].mean() < confidence[guesses == labels].mean()
    )

# %%
# Notice
# ------
# Some of these digits would fool people as well. Others are easy to read, and
# yet the network is almost fully confident in the wrong answer. On average it
# is less confident when it is wrong, but even then it is far too confident.
# :doc:`Confidence </gallery/05_inside/confidence>` compares the confidence
# with the accuracy, and corrects part of the difference.
#
# Try it
# ------
# Which digits were classified correctly, but with the lowest confidence?
#
# .. answer::
#
# Sort the correct ones by their confidence.
#
# .. alt:: Ten handwritten digits, each with its label and a low confidence.
#    Many of them are narrow, flat or otherwise unusual.
#
# .. caption:: The network hesitates where the shape is unusual, and is right
#    all the same.

correct = np.flatnonzero(guesses == labels)
unsure = correct[np.argsort(confidence[correct])][:10]
figure = cg.show_digits(
    digits.test_images[unsure],
    [f"{labels[i]}: {confidence[i]:.0%}" for i in unsure],
    columns=5,
)
below = confidence <= 0.9
print(f"confidence of 0.9 or less: {below.sum()} of {len(labels)} digits,")
print(f"with {np.sum(below[wrong])} of the {len(wrong)} mistakes")
if default_run:
    assert below.mean() < 0.1
    assert below[wrong].mean() > 0.4

plt.show()

# %%
# A limit on the confidence catches many of the mistakes: less than a tenth of
# the digits stay at or below 0.9, and about half of the mistakes are among
# them.
#
# Next
# ----
# :doc:`Dropout </gallery/04_lenet/dropout>` is meant to keep a network from
# memorizing its training digits, and so from some of these mistakes.
#
# References
# ----------
# * Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Weinberger, `On calibration of
#   modern neural networks <https://arxiv.org/abs/1706.04599>`__, 2017

# sphinx_gallery_tags = ["networks"]
