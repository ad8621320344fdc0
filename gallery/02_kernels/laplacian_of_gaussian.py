"""
Laplace, and Laplacian of Gaussian
==================================

The sum of second differences finds every edge, and drowns in noise. You will
see how a blur within the kernel saves it, and edges drawn where the result
passes through zero.
"""

# %%
# Laplace
# -------
# Second differences, 1 -2 1, across and down. The weights add up to 0, so flat
# areas, and even slopes, become 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

print(cg.kernels.LAPLACE)

# %%
# The formula of Marr and Hildreth
# --------------------------------
# Blur first, then take the Laplacian. Both are convolutions, so one kernel does
# both: the Laplacian of the Gaussian with standard deviation :math:`\sigma`,
#
# .. math:: \frac{r^2 - 2 \sigma^2}{2 \pi \sigma^6}
#           \exp\left(-\frac{r^2}{2 \sigma^2}\right)
#
# at :math:`r` pixels from the middle. Cut off at 9 by 9, the weights do not
# quite add up to 0; taking their mean away mends that. The well-known kernel of
# integers is nearly the same.

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
# A wide blur minus a narrow one has nearly the same shape, and our eyes seem to
# compute something like it. Here are the middle rows.
#
# .. alt:: Two curves that nearly coincide: slightly above 0 at the sides,
#    highest at 3 pixels from the middle, and a deep, narrow pit in the middle,
#    a little deeper for the difference of Gaussians.


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
# A grainy photo, filtered with both. Where neighbors have opposite signs, and
# differ by more than 0.015, there is an edge.
#
# .. alt:: A grainy photo of the cat's eyes. Laplace makes red and blue specks
#    of it, in which no eye is to be seen; after the Laplacian of Gaussian
#    broad red and blue rims surround the eyes; the zero crossings are thin
#    white lines around the eyes, and short ones in a pupil and the fur.

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
# A blur takes away fast waves, which noise is full of, and leaves the broad
# ones that an edge is made of. The price: what is finer than about
# :math:`\sigma` is gone. Lines through zero are thin and closed, unless a
# threshold cuts them.
#
# Try it
# ------
# Make ``sigma`` 2, with ``np.mgrid[-6:7, -6:7]``, and filter with ``weights``:
# fewer and coarser edges.
#
# References
# ----------
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980
# * Robert Fisher and others, `Hypermedia Image Processing Reference
#   <https://homepages.inf.ed.ac.uk/rbf/HIPR2/log.htm>`__, the source of the
#   integers
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the source of
#   the laplace kernel
