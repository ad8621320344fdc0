"""
What is a convolution?
======================

A convolution makes a new picture in which every pixel is a weighted sum of its
neighbors in the old one. You will see one such sum by hand, then 3,600 of them
on a photo.
"""

# %%
# One pixel, by hand
# ------------------
# This is the example of GIMP's manual: nine pixels, and a *kernel* of nine
# weights. Multiply each pixel by the weight that lies on it, and add the
# products.
#
# .. alt:: Three grids of 3 by 3 numbers. The kernel is 1 above its center and
#    0 elsewhere, so the only product that is not 0 is 42, the pixel above the
#    middle one.

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
# The kernel picked the pixel above: where there was a 50, the new picture has
# a 42.
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
# Mathematicians call this a *cross-correlation*, and say convolution when the
# kernel is first turned by half a turn. Neural networks and TensorFlow say
# convolution for the sum above, and so does this gallery.
#
# :func:`convgallery.convolve` computes it with TensorFlow. Pixels from 0 to
# 255 become numbers from 0 to 1 on the way in, so the result is multiplied by
# 255 to compare.

result = cg.convolve(pixels, kernel, strides=1, pooling=1, padding="VALID")
print("shape:", result.conv.shape)
print(f"value: {result.conv.item() * 255:.0f}")

# %%
# Every pixel, on a photo
# -----------------------
# The kernel below compares each pixel with its eight neighbors. It slides over
# the photo in steps of three pixels, the *stride*, so 134 rows and 240 columns
# become 45 and 80. Then come an *activation*, which squeezes every value
# between 0 and 1, and two ways of *pooling*, which keep one number for each 3
# by 3 window. The shape of each result is (pictures, rows, columns, channels).
# The :doc:`glossary </guide/glossary>` explains all such words.
#
# .. alt:: A gray photo of a cat's eyes and a kernel with 8 in a ring of -1.
#    The convolution is almost white, with red and blue specks in the fur; the
#    sigmoid of it is middle gray with the same specks; average pooling evens
#    them out, max pooling keeps the brightest.

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
# Where the fur is busy, the convolution is far from 0: above it in red cells,
# below it in blue ones. Where the photo is smooth, as in the iris, the
# neighbors cancel the pixel and the result is white: 0. The sigmoid turns that
# 0 into 0.5, a middle gray. The red line at the bottom is no edge of the cat:
# 45 steps of 3 rows need 135 rows, one more than the photo has, and that one
# is filled with zeros.
#
# Try it
# ------
# Replace ``cg.kernels.OUTLINE`` by a matrix of your own, such as ``[[1, 0,
# -1]]``, or ``photo`` by ``cg.load_image("your-photo.jpg")``.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
