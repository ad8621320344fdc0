"""
Sharpen
=======

How does a photo editor make a soft photo look crisp? For each pixel, it adds
the difference between the pixel and its neighbors, which makes every small
contrast stronger. This page sharpens a scan of printed text, then shows, in
gray and in color, how a network's first layer would process a photo.
"""

# %%
# The kernel
# ----------
# The kernel takes five times the pixel and subtracts the pixels above, left,
# right and below. In other words, it adds the four differences from the
# neighbors to the pixel itself. The weights add up to 1, so the pixel stays
# the same where all five are equal. The kernel is one of the five in GIMP's
# manual. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` shows how a kernel is
# applied, by hand and in plain TensorFlow.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.SHARPEN
print(kernel)

# %%
# Before and after
# ----------------
# With a stride of 1, there is a result for every pixel except those of the
# border. They lack some of their neighbors, so ``padding="VALID"`` skips them,
# and the scan is cropped to match.
#
# .. predict:: The scan is slightly noisy. What does the kernel make of that?
#
#    It makes the noise stronger. The kernel adds to each pixel its differences
#    from the neighbors, and it cannot tell whether a letter or the noise has
#    caused them.
#
# .. alt:: A printed text before and after, with an enlarged detail, the
#    letters "its ne". Before, they are soft and dark gray on smooth paper.
#    Afterwards, they are black with hard edges, and the paper is speckled.
#
# .. caption:: The letters become black and crisp, and noise speckles the
#    paper.
#
# .. thumbnail:: 3 4

settings = {"strides": 1, "padding": "VALID", "rgb": False}
scan = cg.sample_image("page")
sharp = cg.convolve(scan, kernel, **settings)
detail = np.s_[62:84, 8:44]
figure = cg.show_images(
    {
        "scan": sharp.image[1:-1, 1:-1],
        "sharpened": np.clip(sharp.conv, 0, 1),
    },
    detail=detail,
)

outside = (sharp.conv < 0) | (sharp.conv > 1)
print(f"{outside.mean():.1%} of the values are below 0 or above 1")

# %%
# Sharpening overshoots: beside an edge, the dark side becomes darker and the
# bright side brighter. Some values fall below black or rise above white. A
# screen cannot show them, so they are clipped to the range from 0 to 1.
#
# In gray, step by step
# ---------------------
# By default, ``convolve`` uses the settings of the 2016 tutorial: a stride of
# 3, a sigmoid, and pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, a 5 with -1 on its four sides. The
#    convolution is red nearly everywhere, white in the pupils and around the
#    eyes, and dotted with white in the fur. After the sigmoid it is a pale
#    gray version of the photo. Average pooling makes it coarser; max pooling
#    makes it coarser and brighter.
#
# .. caption:: Almost all values of the convolution are positive, because the
#    kernel keeps the photo and adds to its contrast. Max pooling keeps the
#    reflection in the eye as one white block.

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
# The kernel filters the red, green and blue channels separately.
#
# .. alt:: The color photo; a grainy, sharpened version of it at a third of the
#    size; a pale, brownish version after the sigmoid; and two coarse versions
#    after pooling. After max pooling the image is brighter, and the reflection
#    of the window is one white block.
#
# .. caption:: The eyes are crisp, and the fur turns into colored grains.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# The small color image looks speckled. The kernel compares each pixel with its
# direct neighbors, but at a stride of 3 only every third result is kept. Fine
# texture that the coarser grid cannot show therefore turns into false, coarser
# texture, which is known as aliasing.
#
# Both images after the sigmoid look pale, because a sigmoid maps 0 to 0.5 and
# 1 to only 0.73.
#
# Try it
# ------
# Sharpen more gently: add only a quarter of the differences.
#
# .. answer::
#
# The four differences add up to four times the pixel minus its neighbors. The
# pixel plus a quarter of that sum is eight times the pixel minus its
# neighbors, all divided by 4.
#
# .. alt:: The text, sharpened and gently sharpened. In the enlarged detail,
#    the gentle kernel leaves the letters dark gray and the paper smooth.
#
# .. caption:: The gentle kernel leaves the paper smooth, but also some of the
#    softness of the letters.

gentle = cg.kernels.Kernel("gentle", [[0, -1, 0], [-1, 8, -1], [0, -1, 0]], 4)
gently = cg.convolve(scan, gentle, **settings)
figure = cg.show_images(
    {
        "sharpened": np.clip(sharp.conv, 0, 1),
        "gentle": np.clip(gently.conv, 0, 1),
    },
    detail=detail,
)

plt.show()

# %%
# Next
# ----
# :doc:`Blur </gallery/02_kernels/blur>` does the opposite: it makes each pixel
# more like its neighbors, which removes noise.
#
# References
# ----------
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__

# sphinx_gallery_tags = ["GIMP"]
