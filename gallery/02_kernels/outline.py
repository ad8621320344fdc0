"""
Outline
=======

Eight times the pixel, minus its eight neighbors. You will see how it differs
from GIMP's edge detect: in its sign, and in what it makes of diagonals.
"""

# %%
# The kernel
# ----------
# Like edge detect it adds up to 0, so that flat areas vanish, but it also looks
# at the four corners. It is known from Victor Powell's page of kernels.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.OUTLINE
print(kernel)

# %%
# A level edge and a diagonal one
# -------------------------------
# Both kernels meet the same two edges. To compare their strength, edge detect
# is divided by 4 and outline by 8, what each multiplies the middle pixel by.

level = np.repeat([[0.0], [0.0], [1.0], [1.0]], 4, axis=1)
diagonal = np.tri(4, 4)
for name, edge in {"level": level, "diagonal": diagonal}.items():
    for rival in (cg.kernels.EDGE_DETECT, kernel):
        response = cg.convolve(
            edge, rival, strides=1, padding="VALID", pooling=1
        ).conv
        strongest = np.abs(response).max() / abs(rival.weights[1, 1])
        print(f"{name:>8} edge, {rival.name:>11}: {strongest:.3f}")

# %%
# To edge detect, a diagonal edge is twice as strong as a level one. To
# outline, both are the same.
#
# At full size, gray
# ------------------
#
# .. alt:: Red and blue double lines trace the eyelids, irises and pupils on
#    white; the fur is a dense pattern of red and blue.

photo = cg.sample_image()
full = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
figure = cg.show_images(
    {"outline": full.conv},
)

# %%
# Gray, step by step
# ------------------
#
# .. alt:: The gray photo and the kernel, 8 in a ring of -1. The convolution is
#    white with strong red and blue specks in the fur and a red line at the
#    bottom, the sigmoid shows them in gray, the average pool is almost flat,
#    and the max pool is bright where the fur is.

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
#    speckled picture after the sigmoid; a flat average pool, and a max pool
#    with bright blocks for the fur.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

plt.show()

# %%
# Notice
# ------
# Bright details on dark ground are red here, and would be blue with edge
# detect: outline weighs the middle positively. Its sums are also larger, so
# the sigmoid shows more contrast.
#
# Try it
# ------
# Subtract rather than replace: ``photo`` plus an eighth of the outline is a
# sharpened photo. Which kernel does both at once?
#
# References
# ----------
# * Victor Powell, `Image Kernels, explained visually
#   <https://setosa.io/ev/image-kernels/>`__
