"""
Mistakes
========

Which digits does the network take for which? You will see a table of all its
guesses, and the wrong ones that it was most certain of.
"""

# %%
# A trained network
# -----------------
# The training of :doc:`/gallery/04_lenet/training`, taken from its folder if it
# ran before.

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
# A row for each digit that was meant, a column for each guess. What lies off
# the diagonal is wrong.
#
# .. alt:: A grid of 10 by 10 numbers. The diagonal holds nearly all the
#    digits, and the numbers beside it are small, most of them 0.

logits = model.predict(digits.test_images, verbose=0)
labels, guesses = digits.test_labels, logits.argmax(axis=1)
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (labels, guesses), 1)
figure = cg.show_grids(
    {"test digits": confusion},
)
(axes,) = figure.axes
axes.set(xticks=range(10), yticks=range(10), xlabel="guessed", ylabel="meant")

right = np.trace(confusion) / confusion.sum()
print(f"right: {right:.1%}, wrong: {confusion.sum() - np.trace(confusion)}")
print(f"in the history: {history.validation_accuracy[-1]:.1%}")

# %%
# Pairs that are confused
# -----------------------
# In either direction, the most frequent first.

either = confusion + confusion.T
pairs = [(either[a, b], a, b) for a in range(10) for b in range(a)]
for count, a, b in sorted(pairs, reverse=True)[:5]:
    print(f"{b} and {a}: {count}, of which {confusion[b, a]} were {b}s")
worst = np.argmin(np.diag(confusion) / confusion.sum(axis=1))
print(f"right least often: {worst}")

# %%
# The most certain mistakes
# -------------------------
# The softmax makes probabilities of the logits. Of the wrong guesses, these
# have the largest. Above each digit: what was meant, the guess, and the
# probability of the guess.
#
# .. alt:: Twenty handwritten digits, each with what was meant, what was
#    guessed and how certainly. Among the first are a 7 in the shape of an n,
#    and 2s with a closed loop above, which were taken for 3 and 9.

# sphinx_gallery_thumbnail_number = 2
exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
certainty = probabilities.max(axis=1)
wrong = np.flatnonzero(guesses != labels)
worst = wrong[np.argsort(-certainty[wrong])][:20]
figure = cg.show_digits(
    digits.test_images[worst],
    [f"{labels[i]} as {guesses[i]}\n{certainty[i]:.4f}" for i in worst],
    columns=5,
)
print(f"mean certainty when right: {certainty[guesses == labels].mean():.1%}")
print(f"mean certainty when wrong: {certainty[wrong].mean():.1%}")

plt.show()

# %%
# Notice
# ------
# Some of these digits people would get wrong as well. Others are plain, and yet
# the network is all but certain of the wrong answer: it was trained to be
# certain. A probability of 0.99 does not mean that 99 of 100 such guesses are
# right.
#
# Try it
# ------
# Show the digits that were told right and with the least certainty:
# ``np.argsort(certainty)`` of the right ones.
#
# References
# ----------
# * Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Weinberger, `On calibration of
#   modern neural networks <https://arxiv.org/abs/1706.04599>`__, 2017
