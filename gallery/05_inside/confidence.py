"""
Confidence
==========

When a network says "99 percent", is it right 99 times out of 100? Anyone who
passes the doubtful cases on to a person has to know. This page compares
LeNet's confidence with its accuracy, and corrects much of the difference with
a single number.
"""

# %%
# Confidence and accuracy
# -----------------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.
#
# The softmax turns the logits into probabilities. The *confidence* is the
# probability of the predicted label.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")


def softmax(logits):
    """Turn logits into probabilities."""
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


labels = digits.test_labels
logits = model.predict(digits.test_images, verbose=0)
correct = logits.argmax(axis=1) == labels
confidence = softmax(logits).max(axis=1)
print(f"accuracy {correct.mean():.1%}, mean confidence", end=" ")
print(f"{confidence.mean():.1%}")
sure = confidence > 0.99
print(f"confidence above 0.99: {sure.sum()} digits,", end=" ")
print(f"{np.sum(sure & ~correct)} of them wrong")
if default_run:
    assert confidence.mean() > correct.mean() + 0.01, "overconfident"

# %%
# The calibration curve
# ---------------------
# The test digits are divided into five groups by their confidence. In each
# group, the share of correct answers should equal the mean confidence. The
# same is done with the test digits after a shift by 3 pixels, which makes them
# harder.
#
# .. predict:: Shifted digits are classified correctly less often. Will the
#    network be less confident about them by the same amount?
#
#    No. It learned its confidence from training digits, nearly all of which it
#    classifies correctly. Nothing in its training shows it how often it is
#    wrong about images of another kind.
#
# .. alt:: Accuracy against confidence from 0 to 1, with a dashed diagonal.
#    Most points of both curves lie below the diagonal. For the test digits,
#    the last one, near 1, is almost on it; for shifted digits, it is clearly
#    below.
#
# .. caption:: Below the diagonal, the network is overconfident: more so for
#    shifted digits. Few digits are behind the points at the left, so their
#    heights are uncertain.


def calibration(confidence, correct, groups=5):
    """Compute mean confidence, accuracy and count of each group."""
    group = np.minimum((groups * confidence).astype(int), groups - 1)
    counts = np.bincount(group, minlength=groups)
    some = counts > 4  # fewer say little
    means = [
        np.bincount(group, values, groups)[some] / counts[some]
        for values in (confidence, correct)
    ]
    return *means, counts[some]


shifted = cg.transform_digits(digits.test_images, shift=(0, 3))
shifted_logits = model.predict(shifted, verbose=0)
measured = {
    "test digits": (logits, correct),
    "shifted": (shifted_logits, shifted_logits.argmax(axis=1) == labels),
}
figure, axes = plt.subplots(figsize=(5.6, 4.6), layout="constrained")
axes.plot([0, 1], [0, 1], "--", color="0.5")
for (name, (values, hits)), style in zip(
    measured.items(), ("o-", "s-"), strict=True
):
    sureness, accuracy, counts = calibration(softmax(values).max(axis=1), hits)
    axes.plot(sureness, accuracy, style, label=name)
    print(f"{name}: groups of", *counts)
    if default_run:
        gap = (sureness - accuracy)[-1]  # of the last point
        assert gap > 0.05 if name == "shifted" else abs(gap) < 0.03
axes.set(xlabel="confidence", ylabel="accuracy", ylim=(0, 1.02))
axes.grid(color="0.85", linewidth=0.8)
axes.legend(loc="upper left")

# %%
# One number
# ----------
# The *expected calibration error* (ECE) is the absolute difference between
# mean confidence and accuracy, averaged over groups in proportion to their
# sizes. Here there are ten groups, each a tenth wide.
#
# It can be reduced without training: all logits are divided by one number, the
# *temperature* :math:`T`. A temperature above 1 makes all probabilities more
# even, and no prediction changes, since the largest logit stays the largest.
# The best :math:`T` minimizes the mean cross-entropy. It is chosen on one half
# of the test digits and judged on the other, because whatever is chosen on a
# set of digits looks too good on this set.
#
# .. alt:: The mean cross-entropy of two halves of the test digits against the
#    temperature, from 0.5 to 4. Both curves fall steeply, have a minimum
#    above 1, and rise slowly.
#
# .. caption:: Both halves prefer a temperature above 1: LeNet is
#    overconfident.


def calibration_error(confidence, correct):
    """Average the difference of confidence and accuracy over groups."""
    group = np.minimum((10 * confidence).astype(int), 9)
    gap = np.bincount(group, confidence - correct)
    return np.abs(gap).sum() / len(confidence)


def loss(logits, labels):
    """Compute the mean cross-entropy."""
    rows = np.arange(len(labels))
    return -np.log(softmax(logits)[rows, labels]).mean()


middle = len(labels) // 2
first, second = slice(middle), slice(middle, None)
temperatures = np.linspace(0.5, 4, 71)
curves = {
    name: [loss(logits[half] / t, labels[half]) for t in temperatures]
    for name, half in {"first half": first, "second half": second}.items()
}
best = temperatures[np.argmin(curves["first half"])]
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
for (name, values), style in zip(curves.items(), ("-", "--"), strict=True):
    axes.plot(temperatures, values, style, label=name)
axes.axvline(best, color="0.5", linewidth=0.8)
axes.set(xlabel="temperature", title="mean cross-entropy")
axes.grid(color="0.85", linewidth=0.8)
axes.legend()
print(f"chosen on the first half: T = {best:.2f}")
for t in (1, best):
    sureness = softmax(logits[second] / t).max(axis=1)
    print(f"second half, T = {t:.2f}: mean confidence", end=" ")
    print(
        f"{sureness.mean():.1%}, accuracy {correct[second].mean():.1%}", end=""
    )
    print(f", ECE {calibration_error(sureness, correct[second]):.3f}")
if default_run:
    assert all(1 < temperatures[np.argmin(c)] < 2.5 for c in curves.values())
    assert abs(sureness.mean() - correct[second].mean()) < 0.015
    assert 10 <= np.sum(~correct[second]) <= 30, "about 20"

# %%
# Notice
# ------
# LeNet classifies all of its training digits correctly, and from then on the
# loss falls only if it becomes ever more confident. So a network that is
# trained for long tends to say "99.9 percent" more often than it should. A
# temperature corrects this on average, for digits like those it was chosen on.
#
# Half of the test digits, of which about 20 are misclassified, is little to
# measure an ECE with. Differences of a few thousandths mean nothing here.
#
# Try it
# ------
# Does the same temperature correct the confidence in shifted digits?
#
# .. answer::
#
# Only in part: they need a higher one, and at inference nobody knows which
# kind of digit will come.

shifted_correct = measured["shifted"][1]
before = 1.0
for t in (1, best, 2.5):
    sureness = softmax(shifted_logits / t).max(axis=1)
    error = calibration_error(sureness, shifted_correct)
    print(f"shifted, T = {t:.2f}: ECE {error:.3f}")
    if default_run:
        assert error < before
        before = error

plt.show()

# %%
# Next
# ----
# :doc:`A modern network </gallery/05_inside/modern_network>` returns to
# building: what have 25 years of research added to LeNet?
#
# References
# ----------
# * Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Weinberger, `On calibration of
#   modern neural networks <https://arxiv.org/abs/1706.04599>`__, 2017

# sphinx_gallery_tags = ["networks"]
