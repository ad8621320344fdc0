"""
Outline
=======

Should an edge detector respond to a diagonal edge as strongly as to a
horizontal one? A kernel that uses all eight neighbors can. The outline kernel
takes eight times the pixel, minus its eight neighbors. This page shows how it
differs from GIMP's edge detect: in its sign, and in its response to diagonal
edges.
"""

# %%
# The kernel
# ----------
# Like the weights of edge detect, those of outline add up to 0, so flat areas
# vanish. Unlike edge detect, outline also uses the four corners. The kernel is
# known from Victor Powell's page on kernels.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.OUTLINE
print(kernel)

# %%
# A horizontal and a diagonal edge
# --------------------------------
# Both kernels filter the same two edges, a horizontal one and a diagonal one.
# To make their responses comparable, each is divided by the absolute value of
# its middle weight: 4 for edge detect and 8 for outline.

horizontal = np.repeat([[0.0], [0.0], [1.0], [1.0]], 4, axis=1)
diagonal = np.tri(4, 4)
for name, edge in {"horizontal": horizontal, "diagonal": diagonal}.items():
    for rival in (cg.kernels.EDGE_DETECT, kernel):
        response = cg.convolve(
            edge, rival, strides=1, padding="VALID", pooling=1
        ).conv
        strongest = np.abs(response).max() / abs(rival.weights[1, 1])
        print(f"{name:>10} edge, {rival.name:>11}: {strongest:.3f}")

# %%
# Edge detect responds twice as strongly to the diagonal edge as to the
# horizontal one. Outline responds equally to both.
#
# At full size, gray
# ------------------
#
# .. alt:: Red and blue double lines trace the eyelids, irises and pupils on
#    white. The fur is a dense pattern of red and blue.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"outline": full.conv},
)

# %%
# In gray, step by step
# ---------------------
#
# .. alt:: The gray photo and the kernel, 8 in a ring of -1. The convolution is
#    white with strong red and blue specks in the fur and a red line at the
#    bottom. After the sigmoid the specks are gray. After average pooling the
#    image is almost flat, and after max pooling it is bright where the fur is.

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
# .. alt:: The color photo; bright colored specks of fur on black; a gray,
#    speckled image after the sigmoid; a flat one after average pooling; and
#    one with bright blocks for the fur after max pooling.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Bright details on a dark background are red here. With edge detect they would
# be blue, because its middle weight is negative and that of outline is
# positive. The sums are also larger in magnitude, so the image after the
# sigmoid shows more contrast.
#
# Try it
# ------
# Add the outline to the photo rather than replace the photo by it: ``photo``
# plus an eighth of the outline is a sharpened photo. Which single kernel does
# both at once?
#
# References
# ----------
# * Victor Powell, `Image Kernels, explained visually
#   <https://setosa.io/ev/image-kernels/>`__
