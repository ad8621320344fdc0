"""
Mistakes
========

Which digits does the network confuse with each other, and can we trust its
confidence? Anyone who puts a classifier to use has to ask both questions. This
page shows a table of all predictions, and the wrong ones the network was most
confident about.
"""

# %%
# A trained network
# -----------------
# The network is trained as in :doc:`/gallery/04_lenet/training`. If that page
# ran before, the result is read from its folder.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
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

# %%
# The most confused pairs
# -----------------------
# These are the pairs of digits that are most often confused with each other,
# counted in both directions, with the most frequent first.

either = confusion + confusion.T
pairs = [(either[a, b], a, b) for a in range(10) for b in range(a)]
for count, a, b in sorted(pairs, reverse=True)[:5]:
    print(f"{b} and {a}: {count}, of which {confusion[b, a]} were {b}s")
worst = np.argmin(np.diag(confusion) / confusion.sum(axis=1))
print(f"right least often: {worst}")

# %%
# The most confident mistakes
# ---------------------------
# The softmax turns the logits into probabilities, and the probability of the
# predicted label is the network's *confidence*. These are the misclassified
# digits with the highest confidence. Above each one are its true label, its
# predicted label, and the confidence.
#
# .. alt:: Twenty handwritten digits, each with its true label, its predicted
#    label and the confidence. Among the first are a 7 in the shape of an n,
#    and 2s with a closed loop above, which were misclassified as 3 and 9.

# sphinx_gallery_thumbnail_number = 2
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

plt.show()

# %%
# Notice
# ------
# Some of these digits would fool people as well. Others are easy to read, and
# yet the network is almost fully confident in the wrong answer, because
# training rewards confidence. A probability of 0.99 does not mean that 99 of
# 100 such predictions are correct.
#
# Try it
# ------
# Show the digits that were classified correctly but with the lowest
# confidence: use ``np.argsort(confidence)`` and keep only the correct ones.
#
# References
# ----------
# * Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Weinberger, `On calibration of
#   modern neural networks <https://arxiv.org/abs/1706.04599>`__, 2017
