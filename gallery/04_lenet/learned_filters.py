"""
Learned filters
===============

Nobody wrote the numbers of these kernels. You will see them at random, before
training, and what became of them, and that they work like any other kernel of
this gallery.
"""

# %%
# Before
# ------
# The first convolution has 4 filters of 5 by 5; the second has 6, each with a
# matrix for each of the 4 channels it reads. They start as random numbers.
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
# After
# -----
# The training of :doc:`/gallery/04_lenet/training`, taken from its folder if it
# ran before.
#
# .. alt:: The four squares, no longer at random. The first is red but for its
#    mixed top row and blue bottom row; the second pale, with red at the left;
#    the third blue above and red below; the fourth blue toward the right, with
#    a red corner at the lower left.

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
history = cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")
figure = cg.plot_filters(
    model,
)

# %%
# The second layer
# ----------------
# A column for each filter, and a row for each channel that it reads.
#
# .. alt:: Six columns and four rows of squares of 5 by 5 cells, red and blue
#    in patches. Those of the first and the third row are the strongest.

# sphinx_gallery_thumbnail_number = 3
figure = cg.plot_filters(
    model,
    layer=second.name,
)
for layer, start in zip((first, second), before, strict=True):
    weights = layer.get_weights()[0]
    alike = np.corrcoef(weights.ravel(), start.ravel())[0, 1]
    print(f"{layer.name}: {weights.shape}, sizes up to", end=" ")
    print(
        f"{np.abs(start).max():.2f}, now {np.abs(weights).max():.2f},", end=""
    )
    print(f" correlation {alike:.2f}")

# %%
# One of them at work
# -------------------
# :func:`convgallery.convolve` takes the learned weights as it takes any other
# kernel. With the bias, it computes what the layer computes.
#
# .. alt:: A handwritten 7, and what three filters make of it. The first is red
#    all along the strokes, most on the level one. The second is red along the
#    rims of the slanted stroke and in the level one. The third is red above
#    the level stroke and blue on it, and red and blue on the two sides of the
#    slanted one.

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
# The sums of the rows tell what the filters look for. In this run the first has
# large sums in three rows and a negative one below: it answers to level
# strokes. The third goes from negative to positive, like
# :doc:`/gallery/02_kernels/bottom_sobel`: red at the upper edges of strokes,
# blue at the lower ones. Both are rough, since the random start can still be
# recognized in them, as the correlations show. Nothing asks for smooth filters,
# only for ones that help to tell digits apart.
#
# Try it
# ------
# Put the cat through them: ``cg.convolve(cg.sample_image(), weights,
# strides=1, rgb=False)``.
#
# References
# ----------
# * Matthew Zeiler and Rob Fergus, `Visualizing and understanding convolutional
#   networks <https://arxiv.org/abs/1311.2901>`__, 2013
