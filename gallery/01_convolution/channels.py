"""
Channels
========

What does a kernel do to a color image, which has three channels: red, green
and blue? A photo editor filters each channel separately, while the first layer
of a network sums over all of them. This page shows both, and explains why the
2016 tutorial turned a color photo gray.
"""

# %%
# Each channel separately
# -----------------------
# A kernel of shape (h, w) filters red, green and blue independently, so the
# photo keeps its colors.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
separate = cg.convolve(photo, cg.kernels.GAUSSIAN_BLUR, **settings)

# %%
# A sum over all channels
# -----------------------
# ``tf.nn.conv2d`` takes a kernel of shape (h, w, in, out). It holds one matrix
# for each pair of an input and an output channel, and each output channel is a
# *sum* over all input channels.
#
# The tutorial built its kernels as below, with the same matrix for all nine
# pairs. Its three output channels are therefore the same sum three times, and
# equal amounts of red, green and blue look gray. (Dividing by 3 keeps the sum
# as bright as a single channel.)
#
# .. alt:: The cat's eyes, slightly soft, twice: in color, filtered channel by
#    channel, and in gray, where each output is the sum of all channels.

weights = cg.kernels.GAUSSIAN_BLUR.coefficients / 3
filled = np.tile(weights[:, :, None, None], (1, 1, 3, 3))
summed = cg.convolve(photo, filled, **settings)
figure = cg.show_images(
    {"(3, 3) kernel": separate.conv, "(3, 3, 3, 3) kernel": summed.conv},
)
print("kernel:", filled.shape)
print("outputs alike:", np.ptp(summed.conv, axis=-1).max() == 0)

# %%
# What the sums are good for
# --------------------------
# A 1 by 1 kernel covers only one pixel and none of its neighbors, so all it
# can do is mix the channels. Here one kernel swaps red and blue, and another
# tints the photo like an old print.
#
# .. alt:: The cat's eyes twice: in false colors, with blue fur and greenish
#    blue eyes, and in the brown tones of an old print.

swap = np.eye(3)[::-1].reshape(1, 1, 3, 3)
sepia = np.array(
    [[0.393, 0.349, 0.272], [0.769, 0.686, 0.534], [0.189, 0.168, 0.131]]
)
swapped = cg.convolve(photo, swap, strides=1)
tinted = cg.convolve(photo, sepia.reshape(1, 1, 3, 3), strides=1)
figure = cg.show_images(
    {"red and blue swapped": swapped.conv, "sepia": tinted.conv},
)
cg.show_shapes(tinted)

plt.show()

# %%
# Notice
# ------
# Networks need the sums: deep in a network, a kernel combines the features
# that dozens of channels detected in the layer before. To filter a photo, you
# usually want each channel processed separately, and that is what
# :func:`convgallery.convolve` does with a matrix.
#
# Try it
# ------
# Let only the green channel through: start from ``np.zeros((1, 1, 3, 3))`` and
# set the weight from green to green, ``kernel[0, 0, 1, 1]``, to 1.
#
# References
# ----------
# * TensorFlow, `tf.nn.conv2d
#   <https://www.tensorflow.org/api_docs/python/tf/nn/conv2d>`__
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013, on 1 by 1 convolutions
