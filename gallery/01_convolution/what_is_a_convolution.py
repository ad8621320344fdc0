"""
What is a convolution?
======================

How does a program blur, sharpen or find edges in an image? All three can be
done with a convolution, which is also the first layer of many neural networks.
A convolution replaces each pixel with a weighted sum of the pixels around it.
This page works out one such sum by hand, then computes 3,600 of them on a
photo.
"""

# %%
# One pixel, by hand
# ------------------
# The example comes from GIMP's manual. It has nine pixels and a *kernel* of
# nine weights. To compute one pixel of the result, multiply each pixel by the
# weight at the same position, then add the nine products.
#
# .. alt:: Three grids of 3 by 3 numbers. The kernel is 1 above its center and
#    0 elsewhere, so the only nonzero product is 42, from the pixel above the
#    center.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

pixels = np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]])
kernel = np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0]])
products = pixels * kernel

figure = cg.show_grids(
    {"pixels": pixels, "kernel": kernel, "products": products},
)
print("sum of the products:", products.sum())

# %%
# This kernel picks the pixel above the center: where the original image has a
# 50, the new image has a 42.
#
# The definition
# --------------
# For an image :math:`x` and a kernel :math:`k` of :math:`h` rows and :math:`w`
# columns, the pixel in row :math:`i` and column :math:`j` of the result
# :math:`y` is
#
# .. math:: y_{i,j} = \sum_{u=0}^{h-1} \sum_{v=0}^{w-1}
#           k_{u,v} \, x_{i+u,\, j+v}
#
# In mathematics this sum is a *cross-correlation*; a convolution first rotates
# the kernel by 180 degrees. Neural networks and TensorFlow call the sum above
# a convolution, and so does this gallery.
#
# :func:`convgallery.convolve` computes the sum with TensorFlow. It first
# scales pixels from the range 0 to 255 to the range 0 to 1. Multiplying the
# result by 255 makes it comparable to the sum above.

result = cg.convolve(pixels, kernel, strides=1, pooling=1, padding="VALID")
print("shape:", result.conv.shape)
print(f"value: {result.conv.item() * 255:.0f}")

# %%
# A whole photo
# -------------
# The kernel below compares each pixel with its eight neighbors. It moves
# across the photo three pixels at a time; this distance is the *stride*.
# Therefore 134 rows and 240 columns become 45 and 80. Next, an *activation*
# squeezes every value into the range from 0 to 1. Finally, two methods of
# *pooling* keep one number for each 3 by 3 window. The shape of each result is
# (images, rows, columns, channels). The :doc:`glossary </guide/glossary>`
# defines these terms.
#
# .. alt:: A gray photo of a cat's eyes, and a kernel with 8 in a ring of -1.
#    The convolution is almost white, with red and blue specks in the fur. Its
#    sigmoid is middle gray with the same specks. Average pooling evens them
#    out; max pooling keeps the brightest.

photo = cg.sample_image()
result = cg.convolve(photo, cg.kernels.OUTLINE, rgb=False)
figure = cg.show_image_ops(
    result,
    kernel=True,
)
cg.show_shapes(result)

plt.show()

# %%
# Notice
# ------
# Where the fur has fine detail, the convolution is far from 0: positive values
# are red, negative values blue. Where the photo is smooth, as in the iris, the
# pixel and its neighbors cancel, and the result is 0, drawn in white. The
# sigmoid turns that 0 into 0.5, a middle gray.
#
# The red line at the bottom is not an edge in the photo. To cover the photo,
# 45 windows of 3 rows need 135 rows, one more than the photo has, and the
# missing row is filled with zeros.
#
# Try it
# ------
# Replace ``cg.kernels.OUTLINE`` with a matrix of your own, such as ``[[1, 0,
# -1]]``, or replace ``photo`` with ``cg.load_image("your-photo.jpg")``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
