"""
Channels
========

A color picture has three channels: red, green and blue. You will see a kernel
that filters each by itself, one that adds them all up, and why the tutorial of
2016 got a gray picture out of a colored one.
"""

# %%
# Each by itself
# --------------
# A matrix of shape (h, w) filters red, green and blue separately. The colors
# stay.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
separate = cg.convolve(photo, cg.kernels.GAUSSIAN_BLUR, **settings)

# %%
# All added up
# ------------
# An array of shape (h, w, in, out) is what ``tf.nn.conv2d`` takes: a matrix
# for each pair of an input and an output channel. Each output is a *sum* over
# all inputs. The tutorial wrote its kernels as below, the same matrix for all
# nine pairs, so its three outputs are three times the same sum. Equal red,
# green and blue look gray. (Dividing by 3 keeps the sum as bright as one
# channel.)
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
# A kernel of 1 by 1 pixel looks at no neighbors. It only mixes channels: here
# to exchange red and blue, and to tint the photo like an old print.
#
# .. alt:: The cat's eyes in false colors, with blue fur and greenish blue
#    eyes; and in the browns of an old print.

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
# Networks need the sums: deep inside, a kernel combines what dozens of
# channels found before. To filter a photo you mostly want each channel by
# itself, and that is what :func:`convgallery.convolve` does with a matrix.
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
