"""
Learned filters
===============

What do kernels look like when training finds them, as it does in every
convolutional network? Most kernels in the earlier chapters were designed by
hand. Compare the random kernels that LeNet starts from with the ones it ends
with, then apply one of them to an image like any other kernel in this gallery.
"""

# %%
# Before training
# ---------------
# The first convolution has 4 filters of 5 by 5 weights. The second has 6
# filters, each with one 5 by 5 matrix for each of the 4 channels it reads. All
# weights start as random numbers.
#
# .. alt:: Four squares of 5 by 5 cells, red and blue at random.
#
# .. caption:: Before training, neighboring weights have nothing to do with
#    each other.

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

model = cg.lenet_model()
first, second = (layer for layer in model.layers if "conv" in layer.name)
before = [layer.get_weights()[0] for layer in (first, second)]
figure = cg.plot_filters(
    model,
)

# %%
# After training
# --------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.
#
# .. predict:: Will the trained filters be as regular as a Sobel kernel?
#
#    No. Training changes the weights only as far as that helps to tell digits
#    apart, and nothing in the loss asks for symmetry or smoothness. So the
#    random numbers that a filter started from remain visible in it.
#
# .. alt:: The four squares, no longer random, with areas of red and of blue.
#    The first is mostly red, above a blue bottom row. The third is blue above
#    and red below.
#
# .. caption:: Now neighboring weights often share their sign. The third filter
#    is negative above and positive below, like an edge kernel.

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")
figure = cg.plot_filters(
    model,
)
weights, bias = first.get_weights()
shared = [
    np.mean([np.mean(np.diff(signs, axis=axis) == 0) for axis in (0, 1)])
    for signs in (np.sign(before[0]), np.sign(weights))
]
print(f"neighbors with the same sign: {shared[0]:.0%},", end=" ")
print(f"after training {shared[1]:.0%}")
rows = weights[:, :, 0].sum(axis=1).T  # the sums of each filter's rows
if default_run:
    assert shared[1] > shared[0] + 0.1
    assert min(rows[0, 1:4]) > 0.5
    assert rows[0, 4] < -0.5
    assert max(rows[2, :2]) < -1
    assert min(rows[2, 3:]) > 0.5

# %%
# The second layer
# ----------------
# Each column is one filter, and each row is one of the channels that it reads.
#
# .. alt:: Six columns and four rows of squares of 5 by 5 cells, red and blue
#    in patches, some of them strong and others pale.
#
# .. caption:: A column adds up what it finds in all four channels. Strong
#    colors mark the channels that it relies on.
#
# .. thumbnail:: 1

figure = cg.plot_filters(
    model,
    layer=second.name,
)
for layer, start in zip((first, second), before, strict=True):
    now = layer.get_weights()[0]
    alike = np.corrcoef(now.ravel(), start.ravel())[0, 1]
    print(f"{layer.name}: {now.shape}, magnitudes up to", end=" ")
    print(f"{np.abs(start).max():.2f}, now {np.abs(now).max():.2f},", end="")
    print(f" correlation {alike:.2f}")
    if default_run:
        assert alike > 0.4, "the random start remains visible"

# %%
# Applying a learned filter
# -------------------------
# :func:`convgallery.convolve` accepts the learned weights like any other
# kernel. With the bias added and tanh applied, the result matches the layer's
# own output.
#
# .. alt:: A handwritten 7 and the outputs of three filters. The first is red
#    along the strokes, most of all on the horizontal one. The third is red
#    along the upper edge of the horizontal stroke and blue along the lower.
#
# .. caption:: Filter 0 responds to strokes, most of all to horizontal ones.
#    Filter 2 responds to their upper and lower edges with opposite signs.

digit = digits.test_images[7]
own = cg.convolve(digit, weights, strides=1).conv
figure = cg.show_images(
    {"digit": digit, **{f"filter {n}": own[0, :, :, n] for n in range(3)}},
)
layers = first(digit[None]).numpy()
difference = np.abs(np.tanh(own + bias) - layers).max()
print(f"largest difference to the layer: {difference:.1e}")
np.testing.assert_allclose(np.tanh(own + bias), layers, atol=1e-5)
for n in range(4):
    print(f"filter {n}: bias {bias[n]:5.2f}, sums of its rows", end="")
    print("".join(f"{value:6.2f}" for value in rows[n]))
if default_run:
    ink = np.where(digit[:, :, 0] > 0.5, own[0, :, :, 0], np.nan)
    assert np.nanmean(ink[8:12]) > np.nanmean(ink[14:]) > 0.5
    assert own[0, 8, 6:22, 2].min() > 0.5, "red at the upper edge"
    assert own[0, 11, 6:22, 2].max() < -0.5, "blue at the lower edge"

# %%
# Notice
# ------
# The sums of a filter's rows suggest what it detects. In this run, the first
# filter has large sums in three rows and a negative sum below them, so it
# responds to horizontal strokes. The third goes from negative to positive,
# like the :doc:`bottom Sobel kernel </gallery/02_kernels/sobel>`: it is
# red at the upper edges of strokes and blue at the lower ones.
#
# Both filters look rough, because the random numbers they started from are
# still visible in them, as the correlations show. Training does not ask for
# smooth filters, only for filters that help to tell digits apart.
#
# Try it
# ------
# Apply a learned filter to a photo of a printed page.
#
# .. answer::
#
# Subtract the photo from 1 first: the network learned from bright ink on dark
# paper, and on the page it is the other way around.
#
# .. alt:: White letters on dark paper, and the output of the filter: each
#    letter has a red rim above and a blue rim below. Between the lines the
#    output is nearly white. Below, the first letters enlarged.
#
# .. caption:: As on the digits, red marks upper edges and blue lower ones.

photo = 1 - np.asarray(cg.sample_image("page").convert("L")) / 255
edges = cg.convolve(photo, weights[:, :, :, 2:3], strides=1)
figure = cg.show_images(
    {"inverted page": photo, "filter 2": edges.conv},
    detail=np.s_[8:38, 8:53],
)

plt.show()

# %%
# The filter was trained on digits of 20 rows, and yet it finds the edges of
# letters of another size, because an edge looks the same in both.
#
# Next
# ----
# :doc:`Feature maps </gallery/04_lenet/feature_maps>` shows what all layers
# make of one digit, up to the ten logits.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013

# sphinx_gallery_tags = ["networks", "training"]
