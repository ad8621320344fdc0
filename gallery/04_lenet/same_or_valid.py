"""
SAME or VALID
=============

Should a convolution add zeros around the image (SAME), or use only windows
that fit inside it (VALID)? Every convolutional layer makes this choice. This
page builds LeNet both ways, shows that VALID leaves about a third of the
parameters, and compares how well the two networks learn.
"""

# %%
# Two networks
# ------------
# A 5 by 5 convolution of 28 rows returns 28 rows with SAME padding but only 24
# with VALID. The difference adds up from layer to layer. It matters for the
# number of parameters, because each unit of the dense layer has a weight for
# every value that is left.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

models = {name: cg.lenet_model(padding=name) for name in ("SAME", "VALID")}
for name, model in models.items():
    print(f"{name}: {model.count_params():,} parameters")
    for layer in model.layers:
        if layer.name.startswith(("max_pooling", "flatten")):
            print(f"    {layer.output.shape[1:]} after {layer.name}")

# %%
# Computing the sizes
# -------------------
# The sizes follow from a formula. :func:`convgallery.conv_output_size`
# computes it for convolutions and pooling alike.

for name in models:
    size = 28
    print(f"{name}: {size}", end="")
    for kernel, stride in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        size = cg.conv_output_size(size, kernel, stride=stride, padding=name)
        print(f" -> {size}", end="")
    print(f", and {size} x {size} x 6 = {size * size * 6} values")

# %%
# What VALID gives up
# -------------------
# A pixel in the middle of the image is read by all 25 windows that can cover
# it. Near the border some of these windows are missing, because their centers
# would lie outside the image, or, with VALID, because they do not fit inside.
#
# .. predict:: How many windows of the first layer read the pixel in the
#    corner?
#
#    Nine with SAME, those that are centered on the 3 by 3 pixels in the
#    corner. With VALID there is only one, the window whose own corner it is.
#
# .. alt:: Two squares of 28 by 28 pixels, black in the middle. With SAME, two
#    rows and columns along the border are gray. With VALID, four are, and they
#    brighten to white in the corners.
#
# .. caption:: Black pixels are read by all 25 windows. The brighter a pixel
#    is, the more of them are missing.
#
# .. thumbnail:: 1 2

reads = {}
for name in models:
    before, after = cg.conv_padding(28, 5, padding=name)
    line = np.zeros(before + 28 + after)
    for start in range(cg.conv_output_size(28, 5, padding=name)):
        line[start : start + 5] += 1
    line = line[before : before + 28]
    reads[name] = np.outer(line, line)
    print(f"{name}: the corner is read by {reads[name][0, 0]:.0f} of 25")
figure = cg.show_images(
    {name: 1 - windows / 25 for name, windows in reads.items()},
)

# %%
# In MNIST the border is nearly blank, because each digit fits into the middle
# 20 by 20 pixels.

digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
ink = digits.train_images.mean(axis=0)[:, :, 0]
share = 1 - ink[4:-4, 4:-4].sum() / ink.sum()
print(f"ink on the outer four rows and columns: {share:.1%}")

# %%
# A short training run for each
# -----------------------------
# Both networks see the same digits in the same order. They train for 300
# steps, unless the environment variable ``CONVGALLERY_STEPS`` sets another
# number.
#
# .. alt:: Two curves of the mean loss against the step, for SAME and VALID.
#    They fall together, and SAME is a little lower at the end. Below, two
#    curves of the validation accuracy, close to each other.
#
# .. caption:: With a third of the parameters, the loss falls nearly as fast.

steps = int(os.environ.get("CONVGALLERY_STEPS", "300"))
default_run = steps == 300 and len(digits.test_labels) == 1000
histories = {
    name: cg.train(model, digits, steps=steps)
    for name, model in models.items()
}
figure = cg.plot_loss(
    histories,
)
for name, history in histories.items():
    print(f"{name}: mean loss {history.mean_loss[-1]:.3f}", end=", ")
    print(f"validation accuracy {history.validation_accuracy[-1]:.1%}")
if default_run:
    same, valid = histories.values()
    assert same.mean_loss[-1] < valid.mean_loss[-1] < 0.2
    assert abs(same.validation_accuracy - valid.validation_accuracy)[-1] < 0.02

# %%
# Over five seeds
# ---------------
# Would the result be the same with other random weights at the start, and with
# the digits in another order? :func:`convgallery.load_seeds` returns the test
# accuracies of both training runs with five seeds each. They were saved
# beforehand, by ``python benchmarks/seeds.py`` in a checkout of the project,
# with the very settings of this page. Nothing is trained here; the runs above
# are those of the first seed.
#
# .. alt:: Five dots for SAME and five for VALID, between 94.8 and 96.3
#    percent, with a bar at each median. The dots for SAME lie a little further
#    to the right, and the two rows overlap.
#
# .. caption:: Each dot is one training run, and each bar a median. The medians
#    differ by less than the runs of one row do.

saved = {
    result["variant"]: result["accuracies"]["test"]
    for result in cg.load_seeds()["results"]
    if result["page"] == "same_or_valid"
}
figure = cg.plot_seeds(saved)
print("       median  lowest  highest")
for name, values in saved.items():
    low, high = min(values), max(values)
    print(f"{name:5}{np.median(values):8.1%}{low:8.1%}{high:9.1%}")
ahead = np.sum(np.greater(saved["SAME"], saved["VALID"]))
print(f"SAME is ahead of VALID with {ahead} of 5 seeds")

# %%
# Notice
# ------
# With VALID the network has about a third of the parameters, and after 300
# steps its median accuracy is half a percentage point lower. What it gives up
# is the border, which holds little ink.
#
# Five seeds allow one to say that VALID loses little here, at most about one
# percentage point. They do not show that SAME is better. It is ahead with four
# of the five seeds, but if the padding made no difference, one of the two
# would still be ahead with at least four seeds in more than a third of such
# experiments.
#
# Where the border matters, as in photographs, most networks use SAME. It also
# leaves the sizes alone, so that layers can be added without counting pixels.
#
# Try it
# ------
# Move the digits into a corner, where the border matters. How many windows
# read a pixel of ink now?
#
# .. answer::
#
# Roll the images by four rows and columns, and weigh the windows of each pixel
# by its ink.

for title, image in {
    "centered": ink,
    "in the corner": np.roll(ink, (-4, -4), axis=(0, 1)),
}.items():
    print(f"{title:>13}:", end=" ")
    for name, windows in reads.items():
        mean = np.average(windows, weights=image)
        print(f"{name} {mean:.1f} windows of 25", end="  ")
    print()

plt.show()

# %%
# In the middle, both networks read nearly all ink with all windows. In the
# corner, VALID misses about two of the 25, and SAME less than one.
#
# Next
# ----
# :doc:`Training </gallery/04_lenet/training>` takes the network with SAME
# through 2,000 steps, and shows one of them in plain TensorFlow.
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["networks", "training", "sizes"]
