"""
What is a convolution?
======================

How does a program blur a photo, sharpen it, or find the edges in it? All three
are the same operation, a convolution, which is also what the first layers of
many neural networks compute. A convolution replaces each pixel with a weighted
sum of the pixels around it, and the weights decide what the result looks like.
This page computes one such sum by hand, then all sums of a small image, and
then filters a photo.
"""

# %%
# One pixel, by hand
# ------------------
# To a program, a gray image is a matrix of numbers, from 0 for black to 255
# for white. A *kernel* is a small matrix of weights. To compute one pixel of
# the result, place the kernel on the image so that its center lies on that
# pixel. Multiply each pixel by the weight that lies on it, then add the
# products. The pixels and the kernel of this example come from GIMP's manual.
#
# .. alt:: Three grids of 3 by 3 numbers: pixels from 40 to 58 with 50 in the
#    center; a kernel with 5 in the center, -1 above, left, right and below,
#    and 0 in the corners; and their products, 250 in the center and -42, -46,
#    -55 and -56 around it.
#
# .. caption:: Each product is a pixel times the weight at the same position.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

pixels = np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]])
kernel = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
products = pixels * kernel

figure = cg.show_grids(
    {"pixels": pixels, "kernel": kernel, "products": products},
)
print("sum of the products:", products.sum())

# %%
# The sum is 250 - 42 - 46 - 55 - 56 = 51, so the pixel changes from 50 to 51.
# Its four neighbors have a mean of 49.75. The pixel was slightly brighter than
# that, and the kernel made the difference larger. This is how an image is
# sharpened.
#
# Every pixel in turn
# -------------------
# A convolution computes such a sum for every pixel, always with the same
# weights. The two loops below move the kernel across a small image, column by
# column and row by row. The kernel has to lie inside the image, so the pixels
# at the border get no sum, and 5 by 6 pixels become 3 by 4.
#
# .. predict:: The left half of the image is 50 everywhere, and the right half
#    is 80. Which pixels does the kernel change?
#
#    Only those beside the edge between the halves. Elsewhere all pixels under
#    the kernel are equal, and the weights add up to 1: five times 50, minus
#    four times 50, is 50 again.
#
# .. alt:: A grid of 5 by 6 numbers, three columns of 50 and three of 80; and a
#    grid of 3 by 4 numbers whose columns are 50, 20, 110 and 80.
#
# .. caption:: At the edge, the dark side becomes darker and the bright side
#    brighter; all other pixels stay as they are.

image = np.repeat([[50, 80]], 3, axis=1).repeat(5, axis=0)
output = np.zeros((3, 4), dtype=int)
for row in range(3):
    for column in range(4):
        window = image[row : row + 3, column : column + 3]
        output[row, column] = (window * kernel).sum()

figure = cg.show_grids(
    {"image": image, "output": output},
)

# %%
# The definition
# --------------
# The loops compute this formula. For an image :math:`x` and a kernel :math:`k`
# of :math:`h` rows and :math:`w` columns, the pixel in row :math:`i` and
# column :math:`j` of the output :math:`y` is
#
# .. math:: y_{i,j} = \sum_{u=0}^{h-1} \sum_{v=0}^{w-1}
#           k_{u,v} \, x_{i+u,\, j+v}
#
# The two sums run over all weights, and all indices count from 0. The window
# for :math:`y_{i,j}` has its upper left corner in row :math:`i` and column
# :math:`j` of the image, so its center is one row and one column further if
# the kernel has 3 by 3 weights.
#
# In mathematics this sum is a *cross-correlation*; a convolution first rotates
# the kernel by 180 degrees. Neural networks and TensorFlow call the sum above
# a convolution, and so does this gallery.
#
# :func:`convgallery.convolve` computes all sums in one call. ``strides=1``
# moves the kernel by one pixel at a time, and ``padding="VALID"`` keeps it
# inside the image. The function scales pixels from the range 0 to 255 to the
# range 0 to 1, so its results are multiplied by 255 to compare them. The
# result has four axes, because networks process several images at once, each
# with one or more *channels* (matrices of numbers). Here there is one of each.

settings = {"strides": 1, "padding": "VALID"}
result = cg.convolve(image, kernel, **settings)
print(np.round(result.conv[0, :, :, 0] * 255).astype(int))
print("shape (images, rows, columns, channels):", result.conv.shape)
np.testing.assert_allclose(result.conv[0, :, :, 0] * 255, output, atol=1e-3)

# %%
# The weights decide
# ------------------
# On a photo, three kernels have three effects. The blur kernel takes the mean
# of nine pixels: it adds them up, and its *divisor* of 9 divides the sum. (An
# *offset*, 0 in these kernels, would be added at the end.) The sharpen kernel
# is the one above. The outline kernel subtracts the eight neighbors from eight
# times the pixel. A color photo is three matrices, one each for red, green and
# blue. The first two kernels filter each of them separately, and the third
# filters a gray version.
#
# .. alt:: A photo of a cup of coffee and three results, each with an enlarged
#    part of the handle. Blurred, the handle has a soft rim. Sharpened, it has
#    a hard rim, and the grain of the table is strong. The outline is white
#    almost everywhere, with thin red and blue lines along the cup, the saucer
#    and the spoon.
#
# .. caption:: One operation, three kernels: the blur removes fine detail, the
#    sharpen kernel exaggerates it, and the outline keeps nothing else (red
#    is positive, blue negative, white 0).
#
# .. thumbnail:: 1 6

photo = cg.sample_image("coffee")
for name in ("blur", "sharpen", "outline"):
    print(cg.kernels.CATALOG[name], end="\n\n")
blurred = cg.convolve(photo, cg.kernels.BLUR, **settings)
sharpened = cg.convolve(photo, cg.kernels.SHARPEN, **settings)
outline = cg.convolve(photo, cg.kernels.OUTLINE, rgb=False, **settings)
figure = cg.show_images(
    {
        "photo": photo,
        "blur": blurred.conv,
        "sharpen": np.clip(sharpened.conv, 0, 1),
        "outline": outline.conv,
    },
    detail=np.s_[106:134, 94:136],
)

# %%
# In plain TensorFlow
# -------------------
# ``tf.nn.conv2d`` computes the same sums. It takes a batch of images with
# channels, and one matrix of weights for each pair of an input and an output
# channel. The gray photo and the single matrix therefore each need two more
# axes of length 1, which indexing with ``None`` adds.

gray = outline.image[None, :, :, None]
weights = np.float32([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
plain = tf.nn.conv2d(
    gray, weights[:, :, None, None], strides=1, padding="VALID"
).numpy()
print("photo", gray.shape, "kernel", weights[:, :, None, None].shape)
np.testing.assert_allclose(plain, outline.conv, atol=1e-5)
print(f"largest difference: {np.abs(plain - outline.conv).max():.0e}")

# %%
# Notice
# ------
# The sum of the weights tells what happens to uniform areas. If it is 1, as
# for blur and sharpen, they keep their brightness. If it is 0, as for outline,
# they become 0, and only differences between pixels remain.
#
# The same few weights serve the whole image: nine numbers filter 60,000 pixels
# here, and would filter any other image. A kernel therefore detects an edge
# wherever it is.
#
# A photo editor's kernels were designed by people. The kernels of a neural
# network are not: training finds the weights. The operation is the same.
#
# Try it
# ------
# Change a single weight of the sharpen kernel so that it turns uniform areas
# into 0 and shows only the edges.
#
# .. answer::
#
# The weights must add up to 0, so the 5 in the center becomes a 4. What is
# left is four times the difference between a pixel and the mean of its four
# neighbors, without the pixel itself.

edges = kernel.copy()
edges[1, 1] = 4
result = cg.convolve(image, edges, **settings)
print(np.round(result.conv[0, :, :, 0] * 255).astype(int))

plt.show()

# %%
# The numbers are those of the output above minus the image. Sharpening adds
# the edges to the image.
#
# Next
# ----
# :doc:`The sliding window </gallery/01_convolution/sliding_window>` animates
# the two loops, so that you can follow the kernel from pixel to pixel.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["by hand", "edges", "GIMP"]
