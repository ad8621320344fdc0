"""
Learned filters
===============

Most kernels in the earlier chapters were designed by hand. What do kernels
look like when training finds them instead, as it does in every convolutional
network? Compare the random kernels that LeNet starts from with the ones it
ends with, then apply one of them to an image like any other kernel in this
gallery.
"""

# %%
# Before training
# ---------------
# The first convolution has 4 filters of 5 by 5 weights. The second has 6
# filters, each with one 5 by 5 matrix for each of the 4 channels it reads. All
# weights start as random numbers.
#
# .. alt:: Four squares of 5 by 5 cells, red and blue at random.

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
# The network is trained as in :doc:`/gallery/04_lenet/training`. If that page
# ran before, the result is read from its folder.
#
# .. alt:: The four squares, no longer random. The first is red except for its
#    mixed top row and its blue bottom row; the second is pale, with red at the
#    left; the third is blue above and red below; the fourth is blue toward the
#    right, with a red corner at the lower left.

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")
figure = cg.plot_filters(
    model,
)

# %%
# The second layer
# ----------------
# Each column is one filter, and each row is one of the channels that it reads.
#
# .. alt:: Six columns and four rows of squares of 5 by 5 cells, red and blue
#    in patches. Those in the first and third rows are the strongest.

# sphinx_gallery_thumbnail_number = 3
figure = cg.plot_filters(
    model,
    layer=second.name,
)
for layer, start in zip((first, second), before, strict=True):
    weights = layer.get_weights()[0]
    alike = np.corrcoef(weights.ravel(), start.ravel())[0, 1]
    print(f"{layer.name}: {weights.shape}, magnitudes up to", end=" ")
    print(
        f"{np.abs(start).max():.2f}, now {np.abs(weights).max():.2f},", end=""
    )
    print(f" correlation {alike:.2f}")

# %%
# Applying a learned filter
# -------------------------
# :func:`convgallery.convolve` accepts the learned weights like any other
# kernel. With the bias added and tanh applied, the result matches the layer's
# own output.
#
# .. alt:: A handwritten 7 and the outputs of three filters. The first is red
#    all along the strokes, most of all on the horizontal one. The second is
#    red along the edges of the slanted stroke and inside the horizontal one.
#    The third is red above the horizontal stroke and blue on it, and red and
#    blue on the two sides of the slanted one.

weights, bias = first.get_weights()
digit = digits.test_images[7]
own = cg.convolve(digit, weights, strides=1).conv
figure = cg.show_images(
    {"digit": digit, **{f"filter {n}": own[0, :, :, n] for n in range(3)}},
)
layers = first(digit[None]).numpy()
difference = np.abs(np.tanh(own + bias) - layers).max()
print(f"largest difference to the layer: {difference:.1e}")
for n in range(4):
    sums = weights[:, :, 0, n].sum(axis=1)
    print(f"filter {n}: bias {bias[n]:5.2f}, sums of its rows", end="")
    print("".join(f"{value:6.2f}" for value in sums))

plt.show()

# %%
# Notice
# ------
# The sums of a filter's rows suggest what it detects. In this run, the first
# filter has large sums in three rows and a negative sum below them, so it
# responds to horizontal strokes. The third goes from negative to positive,
# like :doc:`/gallery/02_kernels/bottom_sobel`: it is red at the upper edges of
# strokes and blue at the lower ones. Both filters look rough, because the
# random numbers they started from are still visible in them, as the
# correlations show. Training does not ask for smooth filters, only for filters
# that help to tell digits apart.
#
# Try it
# ------
# Apply the learned filters to the photo of the cat:
# ``cg.convolve(cg.sample_image(), weights, strides=1, rgb=False)``.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
