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

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import hsv_to_rgb

kirsch = [[5, 5, 5], [-3, 0, -3], [-3, -3, -3]]
directions = ["N", "NW", "W", "SW", "S", "SE", "E", "NE"]
# Rows and columns of the ring, counterclockwise from the upper right.
ring = [0, 0, 0, 1, 2, 2, 2, 1], [2, 1, 0, 0, 0, 1, 2, 2]


def turned(kernel, steps):
    """Move the outer weights on along the ring."""
    result = np.array(kernel)
    result[ring] = np.roll(result[ring], steps)
    return result


compass = {
    name: turned(kirsch, steps) for steps, name in enumerate(directions)
}
figure = cg.show_grids(
    {name: compass[name] for name in ("N", "NW", "W")},
)
print("sums:", {name: int(kernel.sum()) for name, kernel in compass.items()})

# %%
# The strongest response
# ----------------------
# All eight kernels are applied at once, as an array of shape (3, 3, 1, 8): one
# input channel and eight outputs. The strength of an edge is the maximum over
# the outputs. An edge from black to white would give 15, so the weights are
# divided by 15.
#
# .. alt:: The cat's eyes as red and blue lines. At the rims of the irises, N
#    responds above and below, W at the sides, and NW on a diagonal. The last
#    panel, the largest of all eight in white on black, has lines all around
#    the eyes.

photo = cg.sample_image()
bank = np.stack(list(compass.values()), axis=-1)[:, :, None, :] / 15
result = cg.convolve(photo, bank, strides=1, padding="VALID", rgb=False)
strength = result.conv[0].max(axis=-1)
bright = np.clip(strength / np.percentile(strength, 99), 0, 1)
figure = cg.show_images(
    {
        "N": result.conv[..., [0]],
        "NW": result.conv[..., [1]],
        "W": result.conv[..., [2]],
        "largest of all eight": bright,
    },
)
cg.show_shapes(result)

# %%
# Which direction won?
# --------------------
# The color shows the side on which the image is brighter, as on the compass
# beside it.
#
# .. alt:: The outlines of the eyes on black in eight colors, which change
#    around each iris. Beside them is the compass, 3 by 3 squares: red in the
#    east, orange in the northeast, then greens, cyan in the west, blue and
#    violet, and pink in the southeast.

# sphinx_gallery_thumbnail_number = 3
winner = result.conv[0].argmax(axis=-1)
angles = (np.arange(8) + 2) / 8 % 1  # N is a quarter turn from E
colors = hsv_to_rgb(np.stack([angles, np.ones(8), np.ones(8)], axis=-1))
edges = colors[winner] * bright[..., None]
rose = np.zeros((3, 3, 3))
rose[[0, 0, 1, 2, 2, 2, 1, 0], [1, 0, 0, 0, 1, 2, 2, 2]] = colors
figure = cg.show_images(
    {"winner": edges, "compass": rose},
)
counts = np.bincount(winner[strength > 0.1], minlength=8)
for name, count in zip(directions, counts, strict=True):
    print(f"{name:>2} won at {count:4} of {counts.sum()} edge pixels")

plt.show()

# %%
# Notice
# ------
# The maximum over kernels resembles max pooling, which takes the maximum over
# pixels: the result does not depend on which of them responded. A network with
# eight kernels in its first layer and a maximum over its channels could learn
# this compass. Two Sobel kernels and a little trigonometry need less work, and
# :doc:`measure the direction </gallery/02_kernels/gradient>` as an angle
# instead of one of eight choices.
#
# Try it
# ------
# Guner Robinson rotated ``[[1, 2, 1], [0, 0, 0], [-1, -2, -1]]`` in the same
# way. Opposite directions of this kernel are each other's negatives, so four
# kernels are enough.
#
# References
# ----------
# * Russell Kirsch, *Computer determination of the constituent structure of
#   biological images*, 1971, the source of the weights
# * Guner Robinson, *Edge detection by compass gradient masks*, 1977
