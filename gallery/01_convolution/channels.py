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
# A kernel of shape (h, w), a matrix of h rows and w columns, filters red,
# green and blue independently, so the photo keeps its colors.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

photo = cg.sample_image("coffee")
settings = {"strides": 1, "padding": "VALID"}
separate = cg.convolve(photo, cg.kernels.GAUSSIAN_BLUR, **settings)

# %%
# A sum over all channels
# -----------------------
# ``tf.nn.conv2d`` takes a kernel of shape (h, w, in, out). It holds one matrix
# for each pair of an input and an output channel, and each output channel is a
# *sum* over all input channels.
#
# The :doc:`tutorial </guide/tutorial>` built its kernels as below, with the
# same matrix for all nine pairs. Its three output channels are therefore the
# same sum three times, and equal amounts of red, green and blue look gray.
# (Dividing by 3 keeps the sum as bright as a single channel.)
#
# .. alt:: A cup of coffee on a red saucer, slightly soft, twice: in color,
#    filtered channel by channel, and in gray, where each output is the sum of
#    all channels. Below, the cup's handle, enlarged.
#
# .. caption:: Both images are equally soft. The sum over the channels loses
#    the colors.

weights = cg.kernels.GAUSSIAN_BLUR.coefficients / 3
filled = np.tile(weights[:, :, None, None], (1, 1, 3, 3))
summed = cg.convolve(photo, filled, **settings)
figure = cg.show_images(
    {"(3, 3) kernel": separate.conv, "(3, 3, 3, 3) kernel": summed.conv},
    detail=np.s_[118:148, 98:143],
)
print("kernel:", filled.shape)
print("outputs alike:", np.ptp(summed.conv, axis=-1).max() == 0)

# %%
# What the sums are good for
# --------------------------
# A 1 by 1 kernel covers only one pixel and none of its neighbors, so all it
# can do is mix the channels. Its weights are a matrix with a row for each
# input channel and a column for each output channel. In the first matrix
# below, for example, the first column is 0, 0, 1, so the new red is the old
# blue. One kernel below swaps red and blue, one tints the photo like an old
# print, and one lets only the green channel through.
#
# .. predict:: Which color does the red saucer get when red and blue change
#    places, and what happens to the white cup?
#
#    The saucer turns blue: it has much red and little blue, and now it is the
#    other way around. The cup stays white, because its three values are almost
#    equal.
#
# .. alt:: The cup of coffee four times: as it is; in false colors, with a blue
#    saucer, blue coffee and a white cup; in the brown tones of an old print;
#    and in shades of green.
#
# .. caption:: Each version is a different mix of the same three channels.
#    Nothing moves and no edge gets softer.
#
# .. thumbnail:: 1 2

mixes = {
    "red and blue swapped": [[0, 0, 1], [0, 1, 0], [1, 0, 0]],
    "sepia": [
        [0.393, 0.349, 0.272],
        [0.769, 0.686, 0.534],
        [0.189, 0.168, 0.131],
    ],
    "only green": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
}
mixed = {
    name: cg.convolve(photo, np.reshape(matrix, (1, 1, 3, 3)), strides=1)
    for name, matrix in mixes.items()
}
figure = cg.show_images(
    {
        "photo": photo,
        **{name: np.clip(r.conv, 0, 1) for name, r in mixed.items()},
    }
)

# %%
# In plain TensorFlow
# -------------------
# Two operations stand for the two ways. ``tf.nn.depthwise_conv2d`` filters
# each channel separately; the last axis of its kernel counts the outputs for
# each input channel, here one. ``tf.nn.conv2d`` sums over the channels.

pixels = np.asarray(photo, dtype=np.float32)[None] / 255
binomial = np.outer([1, 2, 1], [1, 2, 1]).astype(np.float32) / 16
for_each = np.tile(binomial[:, :, None, None], (1, 1, 3, 1))
for_all = np.tile(binomial[:, :, None, None] / 3, (1, 1, 3, 3))
strides = [1, 1, 1, 1]
plain_separate = tf.nn.depthwise_conv2d(pixels, for_each, strides, "VALID")
plain_summed = tf.nn.conv2d(pixels, for_all, strides, "VALID")
for plain, result in ((plain_separate, separate), (plain_summed, summed)):
    np.testing.assert_allclose(plain, result.conv, atol=1e-5)
    print(f"largest difference: {np.abs(plain - result.conv).max():.0e}")

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
# Write a 1 by 1 kernel with a single output that detects red: high where a
# pixel is red, and near 0 where it is white, gray or black.
#
# .. answer::
#
# Take red minus the mean of green and blue. Where the three channels are
# equal, the difference is 0.
#
# .. alt:: The cup of coffee in color, and the output of the kernel: the saucer
#    in the light is deep red, the wood lighter, and the rim of the cup, the
#    spoon and the shadow are almost white.
#
# .. caption:: The saucer stands out. The cup's white rim and the dark shadow
#    both give values near 0.

detector = np.reshape([1, -0.5, -0.5], (1, 1, 3, 1))
red = cg.convolve(photo, detector, strides=1)
figure = cg.show_images({"photo": photo, "how red": red.conv})
cg.show_shapes(red)

plt.show()

# %%
# A network's first layer learns such kernels, usually larger than one pixel.
#
# Next
# ----
# :doc:`From color to gray </gallery/01_convolution/gray>` looks at one mix of
# channels that nearly every edge detector starts with.
#
# References
# ----------
# * TensorFlow, `tf.nn.conv2d
#   <https://www.tensorflow.org/api_docs/python/tf/nn/conv2d>`__
# * Min Lin, Qiang Chen and Shuicheng Yan, `Network in network
#   <https://arxiv.org/abs/1312.4400>`__, 2013, on 1 by 1 convolutions

# sphinx_gallery_tags = ["color", "networks"]
