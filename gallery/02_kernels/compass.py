"""
A compass of eight directions
=============================

On which side of an edge is the image brighter: to the north, to the northwest,
or in another direction? One way to find out is to try a kernel for each
direction and keep the strongest response. This page rotates one kernel in
steps of 45 degrees, and shows which of the eight wins at each pixel.
"""

# %%
# The kernels
# -----------
# Russell Kirsch's kernel has three 5s in the upper row and -3 in the other
# outer places. To rotate it by 45 degrees, each of its eight outer weights
# moves one place along the ring. The weights add up to 0, so a flat area gives
# 0 in every direction.
#
# .. alt:: Three 3 by 3 grids of numbers, each with 0 in the middle, three
#    adjacent 5s and five times -3. The 5s fill the upper row for N, surround
#    the upper left corner for NW, and fill the left column for W.
#
# .. caption:: The three 5s, in red, point to the side where the image should
#    be brighter.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import hsv_to_rgb

directions = ["N", "NW", "W", "SW", "S", "SE", "E", "NE"]
# Rows and columns of the ring, counterclockwise from the upper right.
ring = [0, 0, 0, 1, 2, 2, 2, 1], [2, 1, 0, 0, 0, 1, 2, 2]


def turned(kernel, steps):
    """Move the outer weights on along the ring."""
    result = np.array(kernel)
    result[ring] = np.roll(result[ring], steps)
    return result


kirsch = [[5, 5, 5], [-3, 0, -3], [-3, -3, -3]]
compass = {
    name: turned(kirsch, steps) for steps, name in enumerate(directions)
}
figure = cg.show_grids({name: compass[name] for name in ("N", "NW", "W")})

# %%
# Eight responses
# ---------------
# All eight kernels are applied at once, as an array of shape (3, 3, 1, 8): one
# input channel and eight outputs. An edge from black to white gives at most
# 15, so the weights are divided by 15. The shapes of a test chart have edges
# of known directions. They are blurred first, because several kernels respond
# equally to the staircase of a hard edge.
#
# .. predict:: Which kernel responds most strongly at the top of the white
#    disc?
#
#    S. At the top of a white disc on black, the brighter side is the disc, and
#    it lies to the south. The name of a kernel is the direction toward the
#    light, not the side of the disc.
#
# .. alt:: Edges of a diamond and a disc in red and blue. In the panel for N,
#    the lower edges are red and the upper ones blue; for S it is the other way
#    around; for W, the right edges are red; for NW, those at the lower right.
#
# .. caption:: Each kernel is red where its own side is brighter. The disc's
#    upper edge is red for S, and its lower edge for N.

chart = cg.sample_image("chart").crop((80, 0, 240, 80))
settings = {"strides": 1, "padding": "VALID", "rgb": False}
soft = np.asarray(chart)
for _ in range(3):
    soft = cg.convolve(soft, cg.kernels.GAUSSIAN_BLUR, **settings).conv
bank = np.stack(list(compass.values()), axis=-1)[:, :, None, :] / 15
result = cg.convolve(soft, bank, **settings)
figure = cg.show_images(
    {
        name: result.conv[..., [directions.index(name)]]
        for name in ("N", "S", "W", "NW")
    },
)
cg.show_shapes(result)

# %%
# Which direction wins?
# ---------------------
# The strength of an edge is the largest of the eight responses, and its
# direction is the kernel that gave it. The color shows the winner, as on the
# compass beside it.
#
# .. alt:: A white diamond and a white disc on black; their outlines in white;
#    and the outlines in eight colors. Each side of the diamond has one color.
#    Around the disc, eight arcs of different colors follow each other. The
#    compass is 3 by 3 squares: red in the east, orange in the northeast, then
#    greens, cyan in the west, blue and violet, and pink in the southeast.
#
# .. caption:: The diamond's sides need four kernels and the disc all eight.
#    Look up a color on the compass: it points from the edge to the light.
#
# .. thumbnail:: 1 3

strength = result.conv[0].max(axis=-1)
winner = result.conv[0].argmax(axis=-1)
angles = (np.arange(8) + 2) / 8 % 1  # N is a quarter turn from E
colors = hsv_to_rgb(np.stack([angles, np.ones(8), np.ones(8)], axis=-1))
strength /= strength.max()
edges = colors[winner] * strength[..., None]
rose = np.zeros((3, 3, 3))
rose[ring] = np.roll(colors, 1, axis=0)
figure = cg.show_images(
    {"chart": soft, "strength": strength, "winner": edges, "compass": rose}
)
counts = np.bincount(winner[strength > 0.3], minlength=8)
for name, count in zip(directions, counts, strict=True):
    print(f"{name:>2} won at {count:3} of {counts.sum()} edge pixels")

# %%
# Notice
# ------
# The maximum over kernels resembles max pooling, which takes the maximum over
# pixels: the result does not depend on which of them responded. A network with
# eight kernels in its first layer and a maximum over its channels could learn
# this compass.
#
# Two Sobel kernels and a little trigonometry need less work, and
# :doc:`measure the direction </gallery/02_kernels/gradient>` as an angle
# instead of one of eight choices. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Guner Robinson rotated the top Sobel kernel in the same way. Show that four
# convolutions are enough to find his eight responses.
#
# .. answer::
#
# Opposite directions of this kernel are each other's negatives, so the other
# four responses are the first four with the sign changed.

robinson = [turned(cg.kernels.TOP_SOBEL.weights, steps) for steps in range(8)]
bank = np.stack(robinson, axis=-1)[:, :, None, :]
eight = cg.convolve(soft, bank, **settings).conv
four = cg.convolve(soft, bank[..., :4], **settings).conv
both = np.concatenate([four, -four], axis=-1)
print(f"largest difference: {np.abs(eight - both).max():.6f}")

plt.show()

# %%
# Kirsch's kernels have no such pairs: the negative of N has 3s on three sides,
# and S has 5s on one.
#
# Next
# ----
# :doc:`Laplacian of Gaussian </gallery/02_kernels/laplacian_of_gaussian>`
# finds edges of every direction with a single kernel, even in noise.
#
# References
# ----------
# * Russell Kirsch, *Computer determination of the constituent structure of
#   biological images*, 1971, the source of the weights
# * Guner Robinson, *Edge detection by compass gradient masks*, 1977

# sphinx_gallery_tags = ["edges", "networks"]
