"""
Sobel
=====

How does a program find the joints of a brick wall, or the ruled lines of a
scanned form? Many edge detectors begin with the Sobel kernels, which compare
the pixels on opposite sides. This page shows the four kernels, the edges that
each of them finds, and how two of them give the strength and the direction of
any edge.
"""

# %%
# Four kernels
# ------------
# Each of Irwin Sobel's kernels is the product of a column and a row. In the
# top kernel, the column 1 0 -1 subtracts the row below from the row above, and
# the row 1 2 1 smooths along the edge. The left kernel is its transpose;
# bottom is top upside down, and right is left mirrored. The weights of each
# add up to 0, so a flat area gives 0.
#
# .. alt:: Four 3 by 3 grids of numbers. Top has rows 1 2 1, 0 0 0 and -1 -2
#    -1; bottom has the same rows in reverse order. Left has columns 1 2 1, 0
#    0 0 and -1 -2 -1; right has the same columns in reverse order.
#
# .. caption:: A kernel is named after the side where its weights are positive,
#    tinted red here.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

sides = ["top", "bottom", "left", "right"]
kernels = {side: cg.kernels.CATALOG[f"{side}_sobel"] for side in sides}
weights = {side: kernel.weights for side, kernel in kernels.items()}
figure = cg.show_grids(weights)
print(
    "left is top transposed:",
    np.array_equal(weights["left"], weights["top"].T),
)

# %%
# Four directions
# ---------------
# The joints of this wall are brighter than the bricks, so each joint has two
# edges: one where the brightness rises, and one where it falls.
#
# .. predict:: Bottom is top upside down. How do their results differ?
#
#    Only in sign. To turn the kernel upside down is to exchange its positive
#    and negative weights, so every product changes its sign, and so does the
#    sum.
#
# .. alt:: A brick wall filtered by the four kernels. Top and bottom show each
#    horizontal joint as a pair of red and blue lines, with the colors
#    exchanged between the two panels. Left and right show only the short
#    vertical joints, again with exchanged colors.
#
# .. caption:: Top and bottom find horizontal edges, left and right vertical
#    ones. Red in one panel of a pair is blue in the other.
#
# .. thumbnail:: 1 5

wall = cg.sample_image("brick")
settings = {"strides": 1, "padding": "VALID", "rgb": False}
conv = {
    side: cg.convolve(wall, kernel, **settings).conv
    for side, kernel in kernels.items()
}
figure = cg.show_images(conv, detail=np.s_[70:106, 42:96])
for one, other in (("top", "bottom"), ("left", "right")):
    largest = np.abs(conv[one] + conv[other]).max()
    print(f"largest sum of {one} and {other}: {largest:.6f}")

# %%
# Two kernels for every edge
# --------------------------
# Opposite kernels carry the same information, so two are enough: one for each
# axis. Their results are the legs of a right triangle. The hypotenuse is the
# strength of the edge, or magnitude of the gradient, and the angle is the
# direction in which the image gets brighter. The strength is eight times the
# slope per pixel, because the rows compared are two pixels apart and the
# weights 1 2 1 add up to 4. The figure divides it by its maximum.
#
# .. alt:: A brick wall, and the outlines of all its joints in light gray on
#    black. Enlarged, the end of a vertical joint, just above a horizontal one,
#    has an unbroken outline in the shape of a U.
#
# .. caption:: The hypotenuse has no sign, so both edges of a joint are bright,
#    and it has no preferred axis, so the outline goes around the corner.

strength = np.hypot(conv["top"], conv["right"])
figure = cg.show_images(
    {
        "photo": wall.crop((1, 1, 299, 199)),
        "strength": strength / strength.max(),
    },
    detail=np.s_[70:106, 42:96],
)
angle = np.degrees(np.arctan2(conv["top"], conv["right"]))
upright = np.abs(np.sin(np.radians(angle))) > np.sqrt(0.5)
edges = strength > strength.max() / 4
print(
    f"nearer to up or down than to left or right: {upright[edges].mean():.0%}"
)

# %%
# Why smooth?
# -----------
# Noise makes neighboring rows differ too. Here, a noisy horizontal edge is
# filtered by the plain difference and by the Sobel kernel. Both are divided by
# the sum of their positive weights, so that a clean edge from black to white
# gives 1. The last number of each line is the ratio of edge to noise.

rng = np.random.default_rng(0)
bar = np.zeros((60, 60))
bar[:30] = 0.5
noisy = np.clip(bar + rng.normal(0.2, 0.05, bar.shape), 0, 1)
column = np.array([[1], [0], [-1]])
for name, rival in {"1 0 -1": column, "top sobel": weights["top"]}.items():
    scaled = cg.kernels.Kernel(name, rival, divisor=rival[rival > 0].sum())
    response = cg.convolve(noisy, scaled, **settings).conv[0, :, :, 0]
    edge, noise = response[28:30].mean(), response[:20].std()
    print(f"{name:>9}: edge {edge:.2f}, noise {noise:.3f}", end=", ")
    print(f"{edge / noise:.0f} times")

# %%
# In gray, step by step
# ---------------------
# These are the settings of the 2016 tutorial, which used all four kernels: a
# stride of 3, a sigmoid, and pooling windows of 3 by 3.
#
# .. alt:: The gray photo of the cat's eyes and the top kernel. Red and blue
#    arcs trace the eyes in the convolution, light and dark arcs in the
#    sigmoid. The average pool keeps the arcs faintly; the max pool keeps the
#    light ones. A line runs along the bottom of the smaller images.
#
# .. caption:: The arcs fade out where the outlines of the eyes turn vertical.
#    The line along the bottom comes from the padding.

photo = cg.sample_image()
gray = cg.convolve(photo, kernels["top"], rgb=False)
figure = cg.show_image_ops(gray, kernel=True)
cg.show_shapes(gray)

# %%
# The line along the bottom is an edge, too. At a stride of 3, the 45 windows
# of 3 rows need 135 rows, one more than the photo has, so the padding adds a
# row of zeros at the bottom. The kernel responds to the step from fur to
# black. The 240 columns hold exactly 80 windows of 3 columns, so the left
# kernel draws no such line.
#
# In color, step by step
# ----------------------
# The kernel filters the red, green and blue channels separately. Negative
# results are drawn black.
#
# .. alt:: The color photo; light arcs of the eyes on black; the same arcs,
#    light and dark on gray, after the sigmoid; and coarse versions of them
#    after pooling.
#
# .. caption:: An arc is tinted where one channel changes more than the others.

color = cg.convolve(photo, kernels["top"])
figure = cg.show_image_ops(color)
cg.show_shapes(color)

# %%
# Notice
# ------
# Opposite kernels find the same edges, and differ only in which side they call
# positive. That matters as soon as a later step treats positive and negative
# values differently, as ReLU and max pooling do.
#
# A mirrored edge changes the sign of its result. A network that should
# recognize cats facing left and cats facing right therefore needs both
# kernels, which is one reason to train on mirrored photos as well.
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Set negative values to 0, as networks do, and compare the two opposite
# kernels once more.
#
# .. answer::
#
# The rectified linear unit, ``activation="relu"``, does it.
#
# .. alt:: Two black panels with light horizontal lines. Enlarged, a joint is
#    brightest along its lower edge in the first panel, and along its upper
#    edge in the second.
#
# .. caption:: Now the two kernels are different detectors: one of the lower
#    edge of each joint, one of the upper edge.

settings["activation"] = "relu"
figure = cg.show_images(
    {
        f"{side}, relu": cg.convolve(
            wall, kernels[side], **settings
        ).activation
        for side in ("top", "bottom")
    },
    detail=np.s_[70:106, 42:96],
)

plt.show()

# %%
# Networks learn such pairs of kernels, because each half of a pair carries
# what the other one loses.
#
# Next
# ----
# :doc:`Sobel, Prewitt and Scharr </gallery/02_kernels/prewitt_and_scharr>`
# compares the smoothing weights 1 2 1 with others, and measures which of them
# give the direction of an edge most accurately.
#
# References
# ----------
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968

# sphinx_gallery_tags = ["edges", "networks"]
