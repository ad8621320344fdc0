"""
A compass of eight directions
=============================

One kernel, turned by 45 degrees seven times, looks for edges all around the
compass. You will see which direction wins at each pixel.
"""

# %%
# The kernels
# -----------
# Russell Kirsch put three 5s above, and -3 on all other sides. To turn the
# kernel by 45 degrees, its eight outer weights move on by one place along the
# ring. The weights add up to 0: flat areas prefer no direction.
#
# .. alt:: Three grids of 3 by 3 numbers, with 0 in the middle, three 5s next
#    to each other and five times -3. The 5s fill the upper row for N, lie
#    around the upper left corner for NW, and fill the left column for W.

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
# The strongest answer
# --------------------
# All eight at once, as an array of shape (3, 3, 1, 8): one input channel, eight
# outputs. The strength of an edge is the maximum over the outputs. From black
# to white it would be 15, so the weights are divided by 15.
#
# .. alt:: The cat's eyes as red and blue lines: the rims of the irises answer
#    above and below to N, at the sides to W, and on a diagonal to NW. The
#    largest of all eight, in white on black, runs all around the eyes.

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
# The color is the side on which it is brighter, as on the compass beside it.
#
# .. alt:: The outlines of the eyes on black in eight colors, which go around
#    each iris. Beside it the compass, 3 by 3 squares: red in the east, orange
#    in the northeast, and on through greens, cyan in the west, blue and violet
#    to pink in the southeast.

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
# The maximum over kernels is what max pooling does over pixels: it does not
# matter which of them answered. A network with eight kernels in its first layer
# and a maximum over its channels could learn this compass. Two Sobel kernels
# and a little trigonometry find the direction with less work, and exactly.
#
# Try it
# ------
# Guner Robinson turned ``[[1, 2, 1], [0, 0, 0], [-1, -2, -1]]`` the same way.
# Its opposites are each other's negatives, so four kernels will do.
#
# References
# ----------
# * Russell Kirsch, *Computer determination of the constituent structure of
#   biological images*, 1971, the source of the weights
# * Guner Robinson, *Edge detection by compass gradient masks*, 1977
