"""
Receptive fields of AlexNet
===========================

How much of a photo can one activation deep in AlexNet depend on? That region
is its receptive field. An activation cannot see the whole of an object that is
larger than its field. This page computes how the field grows from layer to
layer, and confirms the result with gradients.
"""

# sphinx_gallery_tags = ["networks", "sizes"]

# %%
# Layer by layer
# --------------
# The formula in :func:`convgallery.receptive_field` needs only the kernel size
# and stride of each convolution (C) and pooling layer (P).

import convgallery as cg
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from matplotlib.patches import Rectangle

names = ["C1", "P1", "C2", "P2", "C3", "C4", "C5", "P5"]
stacks = {
    "tutorial": [(11, 4), (3, 2), (5, 2), (3, 2), *[(3, 1)] * 3, (3, 2)],
    "paper": [(11, 4), (3, 2), (5, 1), (3, 2), *[(3, 1)] * 3, (3, 2)],
}
fields = {
    variant: [cg.receptive_field(stack[: i + 1]) for i in range(len(stack))]
    for variant, stack in stacks.items()
}
print(f"{'':8}", *(f"{name:>4}" for name in names))
for variant, found in fields.items():
    print(f"{variant:8}", *(f"{size:4}" for size in found))

# %%
# On a photo
# ----------
# Each frame shows the receptive field of the activation in the middle of a
# convolution's feature maps, on a photo of 227 by 227 pixels. Where a frame
# extends beyond the photo, it covers zero padding. Maps of 8 by 8 values, as
# in the tutorial's last layers, have no middle value; their frames are drawn
# where it would be.
#
# .. predict:: The tutorial's second convolution has stride 2, the paper's has
#    stride 1. Why do the tutorial's fields grow twice as fast from then on?
#
#    After the stride, neighboring values are twice as many pixels apart, so
#    each further kernel adds twice as many pixels to the field.
#
# .. alt:: A cat's face with black around it, twice, each with five white
#    frames around its middle. The smallest two are the same in both. The
#    paper's frames grow evenly and stay inside the photo; the largest
#    surrounds both eyes and the nose. The tutorial's grow faster: the fourth
#    nearly fills the photo, and the fifth lies in the black outside.
#
# .. caption:: Both networks begin with the same two frames. One stride makes
#    the difference: the tutorial's last frame is larger than the photo, the
#    paper's stays well inside it.
#
# .. thumbnail:: 1 2

photo = cg.sample_image("full").crop((75, 0, 375, 300)).resize((227, 227))
pixels = np.asarray(photo, np.float32) / 255
figure, panels = plt.subplots(1, 2, figsize=(5.6, 3.1), layout="constrained")
for axes, (variant, found) in zip(panels, fields.items(), strict=True):
    axes.imshow(pixels)
    for name, size in zip(names, found, strict=True):
        if name.startswith("C"):
            corner = (113 - size / 2, 113 - size / 2)
            axes.add_patch(
                Rectangle(corner, size, size, fill=False, ec="white", lw=1.5)
            )
    axes.set(title=variant, xticks=[], yticks=[])
    axes.set(xlim=(-28, 255), ylim=(255, -28), facecolor="black")

# %%
# Measured with gradients
# -----------------------
# The gradient of an activation with respect to the image is nonzero only at
# pixels that influence it. Here it is computed for the middle position of each
# layer of the paper's network, summed over the channels, on an image of random
# pixels. The rows where it is nonzero span the receptive field.

paper = cg.alexnet_model("paper")
outputs = [
    layer.output for layer in paper.layers[1:] if len(layer.output.shape) == 4
]
noise = tf.constant(np.random.default_rng(0).random((1, 227, 227, 3), "f4"))
with tf.GradientTape(persistent=True) as tape:
    tape.watch(noise)
    maps = keras.Model(paper.input, outputs)(noise)
    middles = [m[0, m.shape[1] // 2, m.shape[2] // 2] for m in maps]
for name, middle, size in zip(names, middles, fields["paper"], strict=True):
    gradient = tape.gradient(middle, noise)[0].numpy()
    rows = np.flatnonzero(gradient.any(axis=(1, 2)))
    print(
        f"{name}: {rows[-1] - rows[0] + 1:3} rows, the formula says {size:3}"
    )

plt.show()

# %%
# Notice
# ------
# The stride of 2 in the tutorial's second convolution doubles the growth of
# the field in every later layer. The field of its fourth convolution covers
# nearly the whole photo. The field of its fifth is larger than the photo and
# includes the zeros around it. In the paper's network, no activation before
# the dense layers sees the whole photo.
#
# Try it
# ------
# The loop measures the middle of each layer. How many rows does the corner of
# the last layer, ``[0, 0, 0]``, depend on?
#
# .. answer::
#
# The field is cut off where the photo ends; the rest of it covers padding.

with tf.GradientTape() as tape:
    tape.watch(noise)
    corner = keras.Model(paper.input, outputs[-1])(noise)[0, 0, 0]
gradient = tape.gradient(corner, noise)[0].numpy()
rows = np.flatnonzero(gradient.any(axis=(1, 2)))
size = fields["paper"][-1]
print(f"rows {rows[0]} to {rows[-1]}: {len(rows)} of {size}")

# %%
# Values near the corners depend on less of the photo than those in the middle.
#
# Next
# ----
# :doc:`Ten steps of AlexNet </gallery/06_alexnet/ten_steps>` trains the
# tutorial's network.
#
# References
# ----------
# * Wenjie Luo and others, `Understanding the effective receptive field in deep
#   convolutional neural networks <https://arxiv.org/abs/1701.04128>`__, 2016,
#   on how little the pixels at the rim of a field count
