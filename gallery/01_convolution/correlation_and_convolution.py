"""
Correlation and convolution
===========================

TensorFlow slides the kernel as it is; mathematics turns it by half a turn
first. You will see what difference that makes, and for which kernels it makes
none.
"""

# %%
# What a single dot becomes
# -------------------------
# Filtering a single bright pixel shows what a method does to a kernel. In a
# cross-correlation the last weight, 9, meets the dot first, so the kernel
# comes out turned by half a turn. In a convolution, ``flip=True``, it comes
# out as it was written.
#
# .. alt:: Three grids of numbers. The kernel counts from 1 to 9. After the
#    correlation the numbers stand around the center in reverse, 9 to 1; after
#    the convolution they stand in order.

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
# The emboss kernel makes a relief, lit from one corner. Flipped, it is lit
# from the opposite corner. (*Clipped* means that values below 0 are drawn as
# 0, and values above 1 as 1.)
#
# .. alt:: The cat's eyes in relief, twice, lit from opposite corners. The rims
#    that are dark in one are bright in the other.

photo = cg.sample_image()
settings = {"strides": 1, "padding": "VALID"}
one = cg.convolve(photo, cg.kernels.EMBOSS, **settings)
other = cg.convolve(photo, cg.kernels.EMBOSS, flip=True, **settings)
figure = cg.show_images(
    {"correlation": one.conv, "convolution": other.conv},
)
cg.show_shapes(one)

# %%
# Who cares?
# ----------
# A kernel that looks the same after half a turn gives the same result either
# way. One that takes the difference of two sides changes its sign. Only edge
# enhance and emboss become other kernels.

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
    print(f"turned, {verdict}:")
    for start in range(0, len(names), 3):
        print("   ", ", ".join(names[start : start + 3]))

plt.show()

# %%
# Notice
# ------
# To a network it does not matter: with the other method it would learn the
# same weights, turned. It matters when you copy a kernel from one program to
# another, and a symmetric kernel such as sharpen cannot tell you which of the
# two methods a program uses.
#
# Try it
# ------
# Compare ``np.convolve([0, 0, 1, 0, 0], [1, 2, 3], "same")`` with
# ``np.correlate`` of the same. Which name belongs to which sum?
#
# References
# ----------
# * Ian Goodfellow, Yoshua Bengio and Aaron Courville, `Deep Learning
#   <https://www.deeplearningbook.org/contents/convnets.html>`__, section 9.1
