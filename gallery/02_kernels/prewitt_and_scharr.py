"""
Sobel, Prewitt and Scharr
=========================

Three kernels that take the same difference and smooth it in three ways. You
will see which of them measures edges of all directions alike.
"""

# %%
# The kernels
# -----------
# Each is known by the name of its author. All weights add up to 0, so that flat
# areas become 0.
#
# .. alt:: Three grids of 3 by 3 numbers. Their upper rows are 1 1 1, 1 2 1 and
#    3 10 3, their middle rows 0, their lower rows the negative of the upper
#    ones.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

families = ["prewitt", "sobel", "scharr"]
figure = cg.show_grids(
    {name: cg.kernels.CATALOG[f"top_{name}"].weights for name in families},
)

# %%
# Edges of every direction
# ------------------------
# A soft edge, turned step by step. Each pair of kernels, top and left, gives
# the two sides of a right triangle; its hypotenuse should be the same for all
# angles. The table shows how far it strays, as a part of its mean.
#
# .. alt:: Strength against the angle of the edge from 0 to 90 degrees.
#    Prewitt's curve sags in the middle, Sobel's sags less, and Scharr's is
#    almost flat.


def strength(pixels, family):
    """Measure the edge in the middle of a picture."""
    sides = [
        cg.convolve(
            pixels,
            cg.kernels.CATALOG[f"{side}_{family}"],
            strides=1,
            padding="VALID",
        ).conv[0, 10, 10, 0]
        for side in ("top", "left")
    ]
    return np.hypot(*sides)


row, column = np.mgrid[-11:12, -11:12]
angles = np.radians(np.arange(0, 91, 5))
edges = [
    0.5 + 0.4 * np.sin((np.cos(a) * row + np.sin(a) * column) * 0.8)
    for a in angles
]
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
for family in families:
    strengths = np.array([strength(edge, family) for edge in edges])
    relative = strengths / strengths.mean()
    axes.plot(np.degrees(angles), relative, label=family)
    print(f"{family:>7}: {np.ptp(relative):.2%} between weakest and strongest")
axes.set(xlabel="angle of the edge, degrees", ylabel="strength / mean")
axes.legend()

# %%
# On the photo
# ------------
# sphinx_gallery_thumbnail_number = 3
#
# .. alt:: Level edges of the cat's eyes in red and blue, three times. The
#    pictures look alike; the numbers on their color bars do not.
photo = cg.sample_image()
results = {
    family: cg.convolve(
        photo,
        cg.kernels.CATALOG[f"top_{family}"],
        strides=1,
        padding="VALID",
        rgb=False,
    )
    for family in families
}
figure = cg.show_images(
    {name: result.conv for name, result in results.items()},
)

plt.show()

# %%
# Notice
# ------
# On the photo the three can hardly be told apart. The difference matters to
# programs that measure the direction of an edge, to match photos or to read
# handwriting.
#
# Try it
# ------
# Make the edge finer or softer: change the 0.8.
#
# References
# ----------
# * Judith Prewitt, *Object enhancement and extraction*, 1970
# * Irwin Sobel and Gary Feldman, *A 3x3 isotropic gradient operator for image
#   processing*, talk at the Stanford Artificial Intelligence Project, 1968
# * Hanno Scharr, *Optimale Operatoren in der Digitalen Bildverarbeitung*,
#   Heidelberg, 2000
