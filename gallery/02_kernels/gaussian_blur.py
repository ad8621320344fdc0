"""
Gaussian blur
=============

How do edge detectors keep noise from looking like edges? Many begin with a
Gaussian blur, a mean in which near pixels count more than distant ones. This
page shows why it blurs more smoothly than equal weights do.
"""

# %%
# The kernel
# ----------
# The kernel is the row 1 2 1, multiplied by itself as a column. Its standard
# deviation is the root of 1/2, about 0.7 pixels. Longer rows of Pascal's
# triangle give larger kernels, which come closer and closer to the Gaussian
# bell curve. The weights add up to 16, and the divisor is 16 too, so the image
# keeps its brightness. In textbooks, this is the smallest Gaussian kernel.
# :doc:`What is a convolution? </gallery/01_convolution/what_is_a_convolution>`
# shows how a kernel is applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.GAUSSIAN_BLUR
print(kernel)
row = [1, 2, 1]
print("1 2 1 times 1 2 1:", np.array_equal(kernel.weights, np.outer(row, row)))

# %%
# A single bright pixel
# ---------------------
# The response to a single bright pixel, the impulse response, tells everything
# about a kernel. The numbers below are in sixteenths.
#
# .. predict:: What does the blur make of a single bright pixel?
#
#    A copy of the kernel. Each result is the weight that falls on the bright
#    pixel. The copy is rotated by 180 degrees, but this kernel is symmetric
#    and looks the same after the rotation.
#
# .. alt:: A grid of zeros with a single 1 in the middle, and the same grid
#    after the blur. The numbers of the kernel now stand in its middle: 1 2 1,
#    2 4 2, 1 2 1.
#
# .. caption:: The light of one pixel spreads over nine. The middle keeps the
#    most, and the corners get the least.

dot = np.zeros((5, 7))
dot[2, 3] = 1
blurred = cg.convolve(dot, kernel, strides=1)
figure = cg.show_grids(
    {
        "bright pixel": dot,
        "blurred, in sixteenths": blurred.conv[0, :, :, 0] * 16,
    },
)

# %%
# Before and after
# ----------------
# With a stride of 1, there is a result for every pixel except those of the
# border. ``padding="VALID"`` skips them, and the photo is cropped to match.
#
# .. alt:: A portrait of an astronaut before and after, with the face enlarged.
#    Before, the lines beside the mouth and the teeth are sharp. Afterwards,
#    the skin is smooth and the lines are soft.
#
# .. caption:: The fine lines of the face soften, and its features stay in
#    place.
#
# .. thumbnail:: 3 4

settings = {"strides": 1, "padding": "VALID"}
portrait = cg.sample_image("astronaut")
soft = cg.convolve(portrait, kernel, **settings)
figure = cg.show_images(
    {"astronaut": soft.image[1:-1, 1:-1], "gaussian blur": soft.conv},
    detail=np.s_[58:86, 106:148],
)

# %%
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, 0.25 in the middle falling to 0.0625
#    in the corners. The convolution is a smaller, softer photo. After the
#    sigmoid it is pale, and both pooled images are coarse.
#
# .. caption:: The smaller photo keeps the thin rims of the eyes.

photo = cg.sample_image()
gray = cg.convolve(photo, kernel, rgb=False)
figure = cg.show_image_ops(
    gray,
    kernel=True,
)
cg.show_shapes(gray)

# %%
# In color, step by step
# ----------------------
#
# .. alt:: The color photo; a soft version of it at a third of the size; a pale
#    version after the sigmoid; and two coarse versions after pooling.
#
# .. caption:: All three channels are blurred alike, so the colors stay as they
#    are until the sigmoid makes them pale.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# The middle pixel keeps a quarter of the weight, compared with a ninth in the
# :doc:`plain blur </gallery/02_kernels/blur>`, so more of the photo's detail
# survives.
#
# The weights decrease toward the corners. A bright pixel therefore becomes a
# round spot, while equal weights turn it into a square box.
#
# Try it
# ------
# Compare two 5 by 5 kernels on the stripes of the test chart: equal weights,
# and a Gaussian from the row 1 4 6 4 1.
#
# .. answer::
#
# The weights of the Gaussian kernel add up to 256. The stripes become finer
# from left to right.
#
# .. alt:: The test chart after both blurs. In the enlarged stripes, the box
#    blur leaves gray lines. After the Gaussian blur, there are almost none.
#
# .. caption:: Equal weights leave a pattern where the Gaussian blur leaves an
#    even gray.

row = [1, 4, 6, 4, 1]
gaussian = cg.kernels.Kernel("gaussian 5x5", np.outer(row, row), 256)
chart = cg.sample_image("chart")
kernels = {"5x5 box": cg.kernels.BOX_BLUR, "5x5 gaussian": gaussian}
figure = cg.show_images(
    {
        name: cg.convolve(chart, weights, rgb=False, **settings).conv
        for name, weights in kernels.items()
    },
    detail=np.s_[92:112, 46:76],
)

plt.show()

# %%
# The box is even the wider of the two, with a standard deviation of 1.4 pixels
# instead of 1. But its response to waves of 5 pixels is 0, and to somewhat
# finer ones it is negative, so light and dark change places. :doc:`Frequency
# response </gallery/01_convolution/frequency_response>` plots the gains of
# both kernels.
#
# Next
# ----
# :doc:`Edge enhance </gallery/02_kernels/edge_enhance>` does not take a mean
# of pixels but their difference, which finds edges.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on spatial filtering

# sphinx_gallery_tags = ["blur"]
