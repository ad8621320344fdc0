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
# Like the weights of :doc:`edge detect </gallery/02_kernels/edge_detect>`,
# those of outline add up to 0, so flat areas vanish. Unlike edge detect,
# outline also uses the four corners. The kernel is known from Victor Powell's
# page on kernels. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` shows how a kernel is
# applied, by hand and in plain TensorFlow.

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
#
# .. predict:: Which kernel responds more strongly to the diagonal edge than to
#    the horizontal one?
#
#    Edge detect. Beside a horizontal edge, one of the four neighbors lies on
#    the other side; beside a diagonal edge, two do. Of the eight neighbors of
#    outline, three lie on the other side in both cases.
#
# .. alt:: Two grids of 4 by 4 numbers. In the first, the lower two rows are
#    ones and the others zeros. In the second, the ones are on and below the
#    diagonal.
#
# .. caption:: The two edges that both kernels filter.

horizontal = np.repeat([[0.0], [0.0], [1.0], [1.0]], 4, axis=1)
diagonal = np.tri(4, 4)
edges = {"horizontal": horizontal, "diagonal": diagonal}
figure = cg.show_grids(
    edges,
)
for name, edge in edges.items():
    for rival in (cg.kernels.EDGE_DETECT, kernel):
        response = cg.convolve(
            edge, rival, strides=1, padding="VALID", pooling=1
        ).conv
        strongest = np.abs(response).max() / abs(rival.weights[1, 1])
        print(f"{name:>10} edge, {rival.name:>11}: {strongest:.3f}")

# %%
# Edge detect responds twice as strongly to the diagonal edge as to the
# horizontal one. Outline responds equally to both. The difference is one of
# hard edges: the softer an edge, the more equal are the responses of edge
# detect as well.
#
# Before and after
# ----------------
# With a stride of 1, there is a result for every pixel except those of the
# border. ``padding="VALID"`` skips them, and the scan is cropped to match.
#
# .. alt:: A printed text before and after, with the letters "On" enlarged.
#    Before, they are soft and dark gray. In the result, they are blue with red
#    rims, on white paper with faint specks.
#
# .. caption:: Only the letters are left, blue with red rims. The paper is
#    nearly even, so its result is nearly 0.
#
# .. thumbnail:: 3 4

settings = {"strides": 1, "padding": "VALID", "rgb": False}
scan = cg.sample_image("page")
full = cg.convolve(scan, kernel, **settings)
detail = np.s_[10:34, 6:42]
figure = cg.show_images(
    {"scan": full.image[1:-1, 1:-1], "outline": full.conv},
    detail=detail,
)

# %%
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial: a stride of 3, a sigmoid, and
# pooling windows of 3 by 3.
#
# .. alt:: The gray photo and the kernel, 8 in a ring of -1. The convolution is
#    white with strong red and blue specks in the fur and a red line at the
#    bottom. After the sigmoid the specks are gray. After average pooling the
#    image is almost flat, and after max pooling it is bright where the fur is.
#
# .. caption:: Max pooling shows where the texture is. The red line at the
#    bottom comes from the zeros of the padding, not from the photo.

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
# .. alt:: The color photo; bright colored specks of fur on black; a gray,
#    speckled image after the sigmoid; a flat one after average pooling; and
#    one with bright blocks for the fur after max pooling.
#
# .. caption:: Negative values are clipped to black, so only details that are
#    brighter than their surroundings are left.

color = cg.convolve(photo, kernel)
figure = cg.show_image_ops(
    color,
)
cg.show_shapes(color)

# %%
# Notice
# ------
# Dark letters on bright paper are blue here. With edge detect they would be
# red, because its middle weight is negative and that of outline is positive.
#
# The sums of outline are also larger in magnitude, so the image after the
# sigmoid shows more contrast.
#
# Try it
# ------
# The scan plus an eighth of its outline is a sharpened scan. Find the single
# kernel that computes it.
#
# .. answer::
#
# The scan itself is eight eighths of the middle pixel. Added to the weights of
# outline, they turn the 8 in the middle into a 16. The divisor is 8.
#
# .. alt:: The text before and after, with the letters "On" enlarged. After the
#    kernel, they are darker and their edges are harder.
#
# .. caption:: The letters become darker and crisper.

weights = kernel.weights + 8 * cg.kernels.IDENTITY.weights
both = cg.kernels.Kernel("scan plus outline", weights, divisor=8)
print(both)
crisp = cg.convolve(scan, both, **settings)
figure = cg.show_images(
    {
        "scan": crisp.image[1:-1, 1:-1],
        "scan plus outline": np.clip(crisp.conv, 0, 1),
    },
    detail=detail,
)

plt.show()

# %%
# Next
# ----
# :doc:`Emboss </gallery/02_kernels/emboss>` turns edges into light and shadow,
# so that a photo looks like a relief.
#
# References
# ----------
# * Victor Powell, `Image Kernels, explained visually
#   <https://setosa.io/ev/image-kernels/>`__

# sphinx_gallery_tags = ["edges"]
