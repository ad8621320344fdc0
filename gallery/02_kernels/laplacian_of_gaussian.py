"""
Laplace, and Laplacian of Gaussian
==================================

How can one kernel find edges of every direction in a noisy image, such as a
photo taken in low light? The Laplacian, a sum of second differences, responds
to every edge but also amplifies noise. This page shows how a blur built into
the kernel reduces the noise, and draws an edge wherever the result passes
through zero.
"""

# %%
# The Laplacian
# -------------
# The kernel adds two second differences, 1 -2 1 across and 1 -2 1 down. It
# gives 0 in flat areas, because its weights add up to 0. It also gives 0 where
# the brightness changes evenly, because the second difference of a slope is 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

print(cg.kernels.LAPLACE)

# %%
# The formula of Marr and Hildreth
# --------------------------------
# To suppress the noise, blur first, then take the Laplacian. Both steps are
# convolutions, so a single kernel can do both: the Laplacian of the Gaussian
# with standard deviation :math:`\sigma`,
#
# .. math:: \frac{r^2 - 2 \sigma^2}{2 \pi \sigma^6}
#           \exp\left(-\frac{r^2}{2 \sigma^2}\right)
#
# at :math:`r` pixels from the middle. Cut off at 9 by 9, the weights do not
# quite add up to 0, so we subtract their mean. The well-known kernel of
# integers is nearly the same, as the last printed line shows.

sigma = 1.4
y, x = np.mgrid[-4:5, -4:5]
r2 = x**2 + y**2
weights = (r2 - 2 * sigma**2) / (2 * np.pi * sigma**6)
weights *= np.exp(-r2 / (2 * sigma**2))
print(f"sum: {weights.sum():.3f}", end=", ")
weights -= weights.mean()
print(f"without the mean: {abs(weights.sum()):.3f}")

kernel = cg.kernels.LAPLACIAN_OF_GAUSSIAN
print(kernel)
print(f"farthest from it: {np.abs(weights - kernel.coefficients).max():.4f}")

# %%
# A difference of Gaussians
# -------------------------
# A wide Gaussian minus a narrow one, suitably scaled, has nearly the same
# shape. Our eyes seem to compute something like it. The plot compares the
# middle rows of the two kernels.
#
# .. alt:: Two curves that nearly coincide. They lie slightly above 0 at the
#    sides, peak at 3 pixels from the middle, and have a deep, narrow dip in
#    the middle, a little deeper for the difference of Gaussians.


def gaussian(width):
    """Sample the bell curve whose sum is 1."""
    return np.exp(-r2 / (2 * width**2)) / (2 * np.pi * width**2)


narrow, wide = sigma / np.sqrt(1.6), sigma * np.sqrt(1.6)
difference = (gaussian(wide) - gaussian(narrow)) / (sigma * (wide - narrow))
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
axes.plot(x[4], weights[4], "o-", label="Laplacian of Gaussian")
axes.plot(x[4], difference[4], "s--", label="difference of Gaussians")
axes.set(xlabel="pixels from the middle", ylabel="weight")
axes.grid(alpha=0.3)
axes.legend()

# %%
# In noise
# --------
# We add noise to the photo and filter it with both kernels. We then draw an
# edge where neighboring pixels of the second result have opposite signs and
# differ by more than 0.015.
#
# .. alt:: A grainy photo of the cat's eyes. The Laplacian turns it into red
#    and blue specks in which no eye can be seen. After the Laplacian of
#    Gaussian, broad red and blue rims surround the eyes. The zero crossings
#    are thin white lines around the eyes, and short ones in a pupil and the
#    fur.

photo = np.asarray(cg.sample_image().convert("L")) / 255
noise = np.random.default_rng(0).normal(0, 0.05, photo.shape)
grainy = np.clip(photo + noise, 0, 1)
settings = {"strides": 1, "padding": "VALID"}
found = {}
for rival in (cg.kernels.LAPLACE, kernel):
    clean = cg.convolve(photo, rival, **settings)
    result = cg.convolve(grainy, rival, **settings)
    share = np.std(result.conv - clean.conv) / np.std(clean.conv)
    found[rival.name] = result.conv
    print(f"{rival.name:>21}: noise is {share:.1f} times the signal")

log = result.conv[0, :, :, 0]
edges = np.zeros_like(log)
for axis in (0, 1):
    other = np.roll(log, -1, axis=axis)
    edges[(log * other < 0) & (np.abs(log - other) > 0.015)] = 1
figure = cg.show_images(
    {"grainy": grainy, **found, "zero crossings": edges[:-1, :-1]},
)
cg.show_shapes(result)

plt.show()

# %%
# Notice
# ------
# A blur removes high spatial frequencies, where most of the noise is, and
# keeps the low ones that make up most of an edge. The price is detail:
# whatever is finer than about :math:`\sigma` is lost. Lines of zero crossings
# are thin and closed, except where the threshold interrupts them.
#
# Try it
# ------
# Set ``sigma`` to 2, use ``np.mgrid[-6:7, -6:7]``, and filter with
# ``weights``. The edges become fewer and coarser.
#
# References
# ----------
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980
# * Robert Fisher and others, `Hypermedia Image Processing Reference
#   <https://homepages.inf.ed.ac.uk/rbf/HIPR2/log.htm>`__, the source of the
#   integers
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the source
#   of the laplace kernel
