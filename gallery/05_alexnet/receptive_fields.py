"""
Receptive fields of AlexNet
===========================

How much of the photo does one number see, deep in AlexNet? You will see the
field grow from layer to layer, and find it again with gradients.
"""

# %%
# Layer by layer
# --------------
# The formula of :func:`convgallery.receptive_field` needs kernel and stride of
# each convolution and pool.

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
# What a number in the middle of each convolution's maps sees of 227 by 227
# pixels. Where a frame leaves the photo, it stands on zeros.
#
# .. alt:: A cat's face with black around it, twice, each with five white
#    frames around its middle. The smallest two are alike. The paper's grow
#    evenly and stay inside, the largest around both eyes and the nose. The
#    tutorial's grow faster: the fourth nearly fills the photo, and the fifth
#    lies in the black outside.

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
# Measured
# --------
# The gradient of a number is not zero at the pixels that would change it. Here
# is that of the middle of each layer of the paper's network, its channels added
# up, on random pixels.

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
# The stride of 2 in the tutorial's second convolution doubles every step that
# the field takes after it. Its fourth convolution sees nearly the whole photo,
# and its fifth more than there is: the zeros around it. In the paper's network
# no single number sees all of the photo before the dense layers.
#
# Try it
# ------
# Print ``rows[0]`` and ``rows[-1]`` for a corner, ``m[0, 0, 0]``. How much of
# the field is left when the photo ends?
#
# References
# ----------
# * Wenjie Luo and others, `Understanding the effective receptive field in deep
#   convolutional neural networks <https://arxiv.org/abs/1701.04128>`__, 2016
