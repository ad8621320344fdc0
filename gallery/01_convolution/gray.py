"""
From color to gray
==================

How bright is a color? Many edge detectors work on gray images, with one
brightness per pixel, so the three color channels must first be mixed into one.
This page shows how much each channel contributes, and why green counts five
times as much as blue.
"""

# %%
# Three colors at full strength
# -----------------------------
# Compare pure red, green and blue, each at full strength, with white. Our eyes
# perceive green as much brighter than blue. The mix that ``rgb=False``
# computes takes this into account: 0.2989 red, 0.5870 green and 0.1140 blue. A
# plain mean does not. (The weights are rounded as in the tutorial and add up
# to 0.9999, so white is not quite 1.)
#
# .. alt:: Two panels with red, green, blue and white squares above their
#    grays. In the mix these are dark gray, light gray, nearly black and white.
#    In the plain mean the three colors have the same dark gray.
#
# .. caption:: The mix keeps the order in which we see the colors, from blue to
#    green. The plain mean cannot tell them apart.
#
# .. thumbnail:: 1 2

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

colors = np.array([[[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]], dtype=float)
mix = cg.convolve(colors, [[1]], strides=1, rgb=False).image
mean = colors.mean(axis=-1)
figure = cg.show_images(
    {
        name: np.concatenate([colors, gray[..., None].repeat(3, axis=-1)])
        for name, gray in {"mix": mix, "plain mean": mean}.items()
    }
)
for name, value in zip(["red", "green", "blue", "white"], mix[0], strict=True):
    print(f"{name:>5}: {value:.4f}")

# %%
# On a photo
# ----------
# The figure shows a photo, the mix, the three channels and the plain mean. The
# printed numbers are the mean absolute differences between the mix and each
# channel.
#
# .. predict:: The flag has red and white stripes. In which channel are they
#    hardest to see?
#
#    In the red one. Red light belongs to white as well as to red, so both
#    kinds of stripes are bright there. In green and blue, only white is.
#
# .. alt:: An astronaut in an orange suit beside a flag, in color and in five
#    versions of gray. In red the suit is almost white, and the flag's stripes
#    are faint. In green and blue the suit is dark. The mix and the plain mean
#    look much alike.
#
# .. caption:: The suit is almost white in red and dark in blue. The mix lies
#    between them and is closest to green.

photo = cg.sample_image("astronaut")
result = cg.convolve(photo, cg.kernels.IDENTITY, strides=1, rgb=False)
pixels = np.asarray(photo) / 255
red, green, blue = np.moveaxis(pixels, -1, 0)
channels = {"red": red, "green": green, "blue": blue}
figure = cg.show_images(
    {
        "photo": photo,
        "mix": result.image,
        **channels,
        "plain mean": pixels.mean(axis=-1),
    }
)
for name, channel in channels.items():
    distance = np.abs(result.image - channel).mean()
    print(f"mix and {name}: {distance:.3f} apart")
cg.show_shapes(result)

# %%
# In plain TensorFlow
# -------------------
# The mix is a sum over the last axis, which ``tf.tensordot`` computes.
# ``tf.image.rgb_to_grayscale`` does the same with the same weights and keeps
# an axis for the one channel. Given integers, it returns integers, so the
# pixels are converted to floats first.

plain = tf.tensordot(tf.cast(pixels, tf.float32), [0.2989, 0.5870, 0.1140], 1)
named = tf.image.rgb_to_grayscale(tf.cast(pixels, tf.float32))[..., 0]
for gray in (plain, named):
    np.testing.assert_allclose(gray, result.image, atol=1e-5)
    print(f"largest difference: {np.abs(gray - result.image).max():.0e}")

# %%
# Notice
# ------
# The suit is orange, so it is bright in the red channel and dark in the blue
# one. Green has the largest weight, so the mix is closest to the green
# channel.
#
# A gray image can lose edges: two different colors may mix to the same gray,
# and the edge between them then disappears. To keep such edges, filter in
# color.
#
# Try it
# ------
# Find a green that mixes to the same gray as pure red.
#
# .. answer::
#
# Red at full strength gives 0.2989. Green reaches the same value at 0.2989 /
# 0.5870 of its strength.
#
# .. alt:: Left, a bright red area beside a medium green one. Right, their mix:
#    one dark gray without any edge.
#
# .. caption:: The edge between the two colors is gone in the mix.

two_colors = np.zeros((40, 60, 3))
two_colors[:, :30, 0] = 1
two_colors[:, 30:, 1] = 0.2989 / 0.5870
lost = cg.convolve(two_colors, cg.kernels.LEFT_SOBEL, rgb=False, strides=1)
figure = cg.show_images({"two colors": two_colors, "mix": lost.image})
print(f"the green: {two_colors[0, 30, 1]:.4f}")
print(f"strongest edge inside: {np.abs(lost.conv[0, 1:-1, 1:-1]).max():.4f}")

plt.show()

# %%
# Next
# ----
# Edge detectors give positive and negative values. :doc:`Activations
# </gallery/01_convolution/activations>` shows what a network makes of them.
#
# References
# ----------
# * ITU-R BT.601, *Studio encoding parameters of digital television*, the
#   source of the weights

# sphinx_gallery_tags = ["color"]
