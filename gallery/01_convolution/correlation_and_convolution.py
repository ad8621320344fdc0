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
# kernel. In a cross-correlation, the last weight, 9, reaches the bright pixel
# first, so a copy of the kernel rotated by 180 degrees appears in the output.
# In a convolution, computed with ``flip=True``, the kernel appears as written.
#
# .. alt:: Three grids of numbers. The kernel counts from 1 to 9. After the
#    correlation, the numbers around the center run in reverse, from 9 to 1;
#    after the convolution, they run from 1 to 9.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
dot = np.zeros((5, 5))
dot[2, 2] = 1
correlated = cg.convolve(dot, kernel, strides=1)
convolved = cg.convolve(dot, kernel, strides=1, flip=True)
figure = cg.show_grids(
    {
        "kernel": kernel,
        "correlation": correlated.conv[0, :, :, 0],
        "convolution": convolved.conv[0, :, :, 0],
    },
)

# %%
# On a photo
# ----------
# The emboss kernel turns the photo into a relief that appears to be lit from
# one corner. The flipped kernel lights it from the opposite corner. (*Clipped*
# means that values below 0 are drawn as 0, and values above 1 as 1.)
#
# .. alt:: The cat's eyes in relief, twice, lit from opposite corners. Rims
#    that are dark in one image are bright in the other.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
one = cg.convolve(photo, cg.kernels.EMBOSS, **settings)
other = cg.convolve(photo, cg.kernels.EMBOSS, flip=True, **settings)
figure = cg.show_images(
    {"correlation": one.conv, "convolution": other.conv},
)
cg.show_shapes(one)

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

plt.show()

# %%
# Notice
# ------
# For a network, the choice does not matter: with the other method, it would
# learn the same weights, rotated by 180 degrees. It does matter when you copy
# a kernel from one program to another. To find out which method a program
# uses, test it with an asymmetric kernel. One that the rotation leaves
# unchanged, such as sharpen, gives the same result either way.
#
# Try it
# ------
# Compare ``np.convolve([0, 0, 1, 0, 0], [1, 2, 3], "same")`` with
# ``np.correlate`` and the same arguments. Which of the two reverses the kernel
# before it computes the sums?
#
# References
# ----------
# * Ian Goodfellow, Yoshua Bengio and Aaron Courville, `Deep Learning
#   <https://www.deeplearningbook.org/contents/convnets.html>`__, section 9.1
