"""
Global pooling
==============

How can a network turn feature maps of any size into a fixed number of values?
Many image classifiers do it with global pooling: a window as large as the
whole image leaves one number per channel. This page shows what remains of a
photo, and what those few numbers can still tell you.
"""

# %%
# One number per channel
# ----------------------
# If the window covers the whole image, each channel is reduced to a single
# number: its mean or its maximum.
#
# .. alt:: A cup of coffee on a wooden table, beside an area of one reddish
#    brown; and an astronaut in front of a flag, beside an area of a reddish
#    gray.
#
# .. caption:: The three means are the mean color of a photo. They say nothing
#    about shapes or places.
#
# .. thumbnail:: 1 2

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

unchanged = {"kernel": [[1]], "strides": 1, "activation": "linear"}
panels = {}
for name in ("coffee", "astronaut"):
    photo = cg.sample_image(name)
    whole = cg.convolve(photo, pooling=photo.size[::-1], **unchanged)
    for kind in ("avg_pool", "max_pool"):
        red, green, blue = getattr(whole, kind)[0, 0, 0]
        print(f"{name:>9}, {kind}: {red:.2f} {green:.2f} {blue:.2f}")
    panels[name] = photo
    panels[f"mean of {name}"] = np.tile(whole.avg_pool, (1, 4, 6, 1))
figure = cg.show_images(
    panels,
)
cg.show_shapes(whole)

# %%
# A texture in four numbers
# -------------------------
# Global pooling can measure how much of a feature an image contains. The mean
# of a kernel's output after a ReLU tells how strong its feature is overall,
# wherever it is. Here the features are horizontal edges, vertical edges and
# two kinds of fine detail.
#
# .. predict:: One of the three textures is a brick wall. How can you tell it
#    by its numbers?
#
#    Its horizontal edges are much stronger than its vertical ones, because
#    bricks are longer than they are high: the mortar between two rows runs
#    along the whole wall, and the vertical joints are short and far apart.
#    Grass and gravel have no preferred direction.
#
# .. alt:: Bars of four features for three textures. Grass and gravel have
#    horizontal and vertical edges of about the same strength; grass has the
#    strongest fine detail. The brick wall has less of everything, and its
#    horizontal edges are by far its strongest feature.
#
# .. caption:: Four means are enough to tell these textures apart. The outlines
#    of grass are stronger than its edges, those of gravel are weaker.

features = {
    "horizontal": cg.kernels.TOP_SOBEL,
    "vertical": cg.kernels.LEFT_SOBEL,
    "outline": cg.kernels.OUTLINE,
    "laplace": cg.kernels.LAPLACE,
}


def describe(pixels):
    """Measure the mean of each feature."""
    rows, columns = pixels.shape
    found = {"strides": 1, "padding": "VALID", "activation": "relu"}
    found["pooling"] = (rows - 2, columns - 2)
    return [
        cg.convolve(pixels, kernel, **found).avg_pool.item()
        for kernel in features.values()
    ]


textures = {
    name: np.asarray(cg.sample_image(name).convert("L"))
    for name in ("brick", "grass", "gravel")
}
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
for place, (name, pixels) in enumerate(textures.items()):
    numbers = describe(pixels)
    at = np.arange(len(features)) + 0.27 * (place - 1)
    axes.bar(at, numbers, width=0.25, label=name)
    print(f"{name:>8}:", *(f"{number:.3f}" for number in numbers))
axes.set_xticks(range(len(features)), features)
axes.set(ylabel="mean after ReLU")
axes.legend()

# %%
# In plain TensorFlow
# -------------------
# Global average pooling is the mean over rows and columns. Keras has a layer
# for it, which works for feature maps of any size. The one here has 67 rows
# and 100 columns, because the default stride is 3.

edges = cg.convolve(
    photo, cg.kernels.LEFT_SOBEL, pooling=(67, 100), activation="relu"
)
plain = tf.reduce_mean(edges.activation, axis=(1, 2)).numpy()
layer = keras.layers.GlobalAveragePooling2D()(edges.activation).numpy()
print(f"{edges.activation.shape} becomes {layer.shape}")
expected = edges.avg_pool[:, 0, 0]
np.testing.assert_allclose(plain, expected, atol=1e-5)
np.testing.assert_allclose(layer, expected, atol=1e-5)
print(f"largest difference: {np.abs(plain - expected).max():.0e}")

plt.show()

# %%
# Notice
# ------
# The maxima of both photos are 1 in every channel, because some pixel is
# white. Of pixels, a maximum says little; of feature maps, it tells whether a
# feature occurs anywhere at all.
#
# Many networks end this way: global average pooling of the last feature maps,
# then a single layer of weights that makes the decision. Such a network takes
# images of any size.
#
# Try it
# ------
# Do the numbers of a texture depend on the size of the image? Describe a
# quarter of each photo.
#
# .. answer::
#
# Only a little. A mean does not grow with the number of pixels, and the
# texture of a part is much like that of the whole, so the numbers stay close
# to those above.

for name, pixels in textures.items():
    quarter = describe(pixels[50:150, 75:225])
    print(f"{name:>8}:", *(f"{number:.3f}" for number in quarter))

# %%
# Next
# ----
# :doc:`The digits </gallery/04_lenet/digits>` begins the chapter on LeNet, in
# which convolutions and pooling become the layers of a network that learns.
#
# References
# ----------
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013

# sphinx_gallery_tags = ["pooling", "networks"]
