"""
Correlation and convolution
===========================

Why can the same kernel give different results in two programs? TensorFlow
slides the kernel over the image as it is, which is called cross-correlation. A
convolution in the mathematical sense first rotates the kernel by 180 degrees.
This page shows what difference the rotation makes, and for which kernels it
makes none.
"""

# %%
# The response to a single bright pixel
# -------------------------------------
# Filtering an image with a single bright pixel shows how a method applies the
# kernel. The kernel below counts from 1 to 9, so that every weight can be told
# from the others. ``flip=True`` computes the convolution of mathematics.
#
# .. predict:: A cross-correlation slides this kernel over the bright pixel,
#    from the upper left to the lower right. Which weight reaches it first?
#
#    The last one, 9. The window comes from the upper left, so it meets the
#    bright pixel with its lower right corner. The first nonzero number of the
#    output is a 9, and the kernel appears rotated by 180 degrees.
#
# .. alt:: Three grids of numbers. The kernel counts from 1 to 9. After the
#    correlation, the numbers around the center run in reverse, from 9 to 1;
#    after the convolution, they run from 1 to 9.
#
# .. caption:: The correlation turns the bright pixel into a rotated kernel,
#    the convolution into the kernel as written.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

counting = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
dot = np.zeros((5, 5))
dot[2, 2] = 1
correlated = cg.convolve(dot, counting, strides=1)
convolved = cg.convolve(dot, counting, strides=1, flip=True)
figure = cg.show_grids(
    {
        "kernel": counting,
        "correlation": correlated.conv[0, :, :, 0],
        "convolution": convolved.conv[0, :, :, 0],
    },
)

# %%
# On a photo
# ----------
# The emboss kernel brightens edges that face one corner and darkens those that
# face the other, so the photo looks like a relief. We expect light from the
# upper left. When the kernel is rotated, bright and dark edges trade places.
#
# .. alt:: A brick wall in relief, twice, with an enlarged part of a joint
#    below each. On the left the joints stand out, with a bright upper rim and
#    a dark lower rim. On the right the rims are reversed, and the joints look
#    carved into the wall.
#
# .. caption:: The same kernel on the same wall: for one method, the joints
#    stand out; for the other, they are grooves.
#
# .. thumbnail:: 1 2

photo = cg.sample_image("brick")
settings = {"strides": 1, "padding": "VALID", "rgb": False}
relief = cg.convolve(photo, cg.kernels.EMBOSS, **settings)
grooves = cg.convolve(photo, cg.kernels.EMBOSS, flip=True, **settings)
figure = cg.show_images(
    {
        "correlation": np.clip(relief.conv, 0, 1),
        "convolution": np.clip(grooves.conv, 0, 1),
    },
    detail=np.s_[56:80, 60:96],
)

# %%
# When does it matter?
# --------------------
# A kernel that looks the same after the rotation gives the same result with
# both methods. A kernel that subtracts one side from the other gives the same
# result with the opposite sign. The code below sorts the kernels of this
# gallery: only edge enhance and emboss become different kernels.

groups = {"the same": [], "the negative": [], "another kernel": []}
for name, kernel in cg.kernels.CATALOG.items():
    turned = kernel.weights[::-1, ::-1]
    if np.array_equal(turned, kernel.weights):
        groups["the same"].append(name)
    elif np.array_equal(turned, -kernel.weights):
        groups["the negative"].append(name)
    else:
        groups["another kernel"].append(name)
for verdict, names in groups.items():
    print(f"rotated, {verdict}:")
    for start in range(0, len(names), 3):
        print("   ", ", ".join(names[start : start + 3]))

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d`` computes the correlation. For a convolution, reverse the
# rows and columns of the kernel first; reversing both is a rotation by 180
# degrees.

image = relief.image[None, :, :, None]
weights = np.float32([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])[:, :, None, None]
plain = tf.nn.conv2d(image, weights, strides=1, padding="VALID").numpy()
rotated = tf.reverse(weights, axis=[0, 1])
flipped = tf.nn.conv2d(image, rotated, strides=1, padding="VALID").numpy()
np.testing.assert_allclose(plain, relief.conv, atol=1e-5)
np.testing.assert_allclose(flipped, grooves.conv, atol=1e-5)
print(f"largest difference: {np.abs(plain - relief.conv).max():.0e}")
print(f"flipped:            {np.abs(flipped - grooves.conv).max():.0e}")

# %%
# Notice
# ------
# For a network, the choice does not matter: with the other method, it would
# learn the same weights, rotated by 180 degrees.
#
# It does matter when you copy a kernel from one program to another. To find
# out which method a program uses, filter a single bright pixel with an
# asymmetric kernel. One that the rotation leaves unchanged, such as sharpen,
# gives the same result either way.
#
# Try it
# ------
# NumPy has both methods in one dimension. Compare ``np.convolve([0, 0, 1, 0,
# 0], [1, 2, 3], "same")`` with ``np.correlate`` and the same arguments. Which
# of the two reverses the kernel before it computes the sums?
#
# .. answer::
#
# ``np.convolve`` does: around the bright pixel, its output shows the kernel as
# written, as the convolution above does.

signal, weights = [0, 0, 1, 0, 0], [1, 2, 3]
print("np.convolve: ", np.convolve(signal, weights, "same"))
print("np.correlate:", np.correlate(signal, weights, "same"))

plt.show()

# %%
# Next
# ----
# :doc:`A convolution from nothing
# </gallery/01_convolution/convolve_from_nothing>` programs the correlation
# step by step, first in NumPy and then in TensorFlow.
#
# References
# ----------
# * Ian Goodfellow, Yoshua Bengio and Aaron Courville, `Deep Learning
#   <https://www.deeplearningbook.org/contents/convnets.html>`__, section 9.1

# sphinx_gallery_tags = ["by hand"]
