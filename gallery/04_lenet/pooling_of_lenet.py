"""
Max or average pooling in LeNet
===============================

Should a network keep the maximum of each pooling window, or its average?
LeNet-5 averaged; the 2016 tutorial that this gallery builds on takes the
maximum, as most networks have since AlexNet. This page trains LeNet both ways,
side by side, and compares what each kind of pooling keeps of a digit.
"""

# %%
# Two training runs
# -----------------
# The two networks start with the same weights and see the same digits in the
# same order. Only their pooling differs.
#
# .. alt:: Mean loss and accuracy over the steps, two curves each. The losses
#    fall side by side, with average pooling a little above max pooling. The
#    accuracies rise side by side, with average pooling a little below.
#
# .. caption:: Both networks learn. In this run, the one with max pooling ends
#    ahead in loss and accuracy.

import os

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np

steps = min(100, int(os.environ.get("CONVGALLERY_STEPS", "100")))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 100 and len(digits.test_labels) == 1000
models = {name: cg.lenet_model(pooling=name) for name in ("max", "average")}
histories = {
    name: cg.train(model, digits, steps=steps, validate_every=20)
    for name, model in models.items()
}
figure = cg.plot_loss(
    histories,
)
for name, history in histories.items():
    print(
        f"{name:>7}: mean loss {history.mean_loss[-1]:.2f},",
        f"accuracy {history.validation_accuracy[-1]:.1%}",
    )
if default_run:
    largest, average = histories.values()
    assert largest.mean_loss[-1] < average.mean_loss[-1] < 0.5
    assert (largest.validation_accuracy > average.validation_accuracy)[-1]

# %%
# What pooling keeps of a digit
# -----------------------------
# The figure shows the first feature map of each network, before and after
# pooling, red above zero and blue below. Each network has learned its own
# kernel for this map, but both kernels started from the same random numbers.
#
# .. predict:: Which kind of pooling changes the mean of a feature map?
#
#    Max pooling. The largest of four values is at least as large as their
#    average, so the mean rises unless all four are equal. Average pooling
#    leaves the mean as it is, because every value belongs to one window.
#
# .. alt:: A zero as a broad red ring on blue, four times. Max pooling turns 28
#    by 28 pixels into 14 by 14, with a thicker ring and less blue in its hole;
#    average pooling keeps the ring as it was, only coarser.
#
# .. caption:: The maximum thickens the red ring. The average keeps its width
#    and softens its rims.
#
# .. thumbnail:: 2 4

one = digits.test_images[:1]
maps = {}
for name, model in models.items():
    conv, pool = model.layers[1:3]
    both = keras.Model(model.input, [conv.output, pool.output])(one)
    for step, array in zip(("before", "after"), both, strict=True):
        maps[f"{step} {name}"] = np.asarray(array)[..., [0]]
        mean = np.mean(maps[f"{step} {name}"])
        print(f"{step} {name}: mean {mean:6.3f}")
figure = cg.show_images(
    maps,
)
if default_run:
    for name in models:
        before = maps[f"before {name}"][0]
        assert before[one[0] > 0.5].mean() > 0.3, "the ring is red"
        assert before[one[0] == 0].mean() < 0, "the paper is blue"

# %%
# Over five seeds
# ---------------
# Is max pooling ahead because of the random weights that both networks started
# from? :func:`convgallery.load_seeds` returns the test accuracies of both
# training runs with five seeds each. They were saved beforehand, by ``python
# benchmarks/seeds.py`` in a checkout of the project, with the very settings of
# this page. Nothing is trained here; the runs above are those of the first
# seed.
#
# .. alt:: Five dots for max pooling between 91.7 and 94.8 percent, and below
#    them five for average pooling between 89.7 and 91.1 percent, with a bar at
#    each median. All dots of the first row are to the right of the second row.
#
# .. caption:: Each dot is one training run. The two rows do not overlap: the
#    worst run with max pooling is better than the best with average pooling.

saved = {
    result["variant"]: result["accuracies"]["test"]
    for result in cg.load_seeds()["results"]
    if result["page"] == "pooling_of_lenet"
}
figure = cg.plot_seeds(saved)
print("         median  lowest  highest")
for name, values in saved.items():
    low, high = min(values), max(values)
    print(f"{name:7}{np.median(values):8.1%}{low:8.1%}{high:9.1%}")

# %%
# Notice
# ------
# A maximum favors values above zero, so it thickens the ring and raises the
# mean. An average leaves the mean unchanged.
#
# After a hundred steps, max pooling is ahead with every seed, and the medians
# differ by more than the runs of either network. So it learns faster with
# these settings, and the seed is not the reason. Whether it is also better at
# the end of a long training run, or with another learning rate, these numbers
# do not say.
#
# LeNet-5's pooling was more than an average: each map had a trainable weight
# and bias, and a sigmoid-shaped activation followed. AlexNet used the maximum,
# as did most networks after it.
#
# Try it
# ------
# Exchange the pooling layers of a trained network. Does it still read?
#
# .. answer::
#
# Pooling has no weights, so the weights of either network fit into the other.

for weights_of, trained in models.items():
    for pooling in models:
        mixed = cg.lenet_model(pooling=pooling)
        mixed.set_weights(trained.get_weights())
        guesses = np.argmax(mixed(digits.test_images), axis=1)
        accuracy = np.mean(guesses == digits.test_labels)
        print(
            f"trained with {weights_of:>7}, pools by {pooling:>7}:",
            f"accuracy {accuracy:.1%}",
        )
        if default_run and weights_of != pooling:
            own = histories[weights_of].validation_accuracy[-1]
            assert 0.5 < accuracy < own, "less well"

plt.show()

# %%
# It does, but less well: the later layers have adapted to the pooling that
# they were trained with.
#
# Next
# ----
# :doc:`Sigmoid, relu and tanh in LeNet
# </gallery/04_lenet/activations_of_lenet>` compares the functions between the
# convolution and the pooling.
#
# References
# ----------
# * Yann LeCun and others, *Gradient-based learning applied to document
#   recognition*, 1998
# * Y-Lan Boureau, Jean Ponce and Yann LeCun, *A theoretical analysis of
#   feature pooling in visual recognition*, 2010

# sphinx_gallery_tags = ["networks", "pooling", "training"]
