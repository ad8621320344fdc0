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


def laplacian_of_gaussian(sigma, reach):
    """Sample the formula, up to ``reach`` pixels from the middle."""
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    r2 = x**2 + y**2
    weights = (r2 - 2 * sigma**2) / (2 * np.pi * sigma**6)
    weights *= np.exp(-r2 / (2 * sigma**2))
    return weights - weights.mean()


kernel = cg.kernels.LAPLACIAN_OF_GAUSSIAN
print(kernel)
weights = laplacian_of_gaussian(1.4, reach=4)
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
#
# .. caption:: The kernel compares a pixel and its nearest neighbors, in the
#    dip, with a ring about 3 pixels away.

r = np.arange(-4, 5)


def gaussian(width):
    """Sample the middle row of the bell curve whose sum is 1."""
    return np.exp(-(r**2) / (2 * width**2)) / (2 * np.pi * width**2)


narrow, wide = 1.4 / np.sqrt(1.6), 1.4 * np.sqrt(1.6)
difference = (gaussian(wide) - gaussian(narrow)) / (1.4 * (wide - narrow))
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
axes.plot(r, weights[4], "o-", label="Laplacian of Gaussian")
axes.plot(r, difference, "s--", label="difference of Gaussians")
axes.set(xlabel="pixels from the middle", ylabel="weight")
axes.grid(alpha=0.3)
axes.legend(loc="lower right")

# %%
# In noise
# --------
# We add noise to a photo and filter it with both kernels, each divided by the
# sum of its positive weights. Zeros around the Laplacian make it as large as
# the other kernel, so that the results have the same size. We then draw an
# edge where neighboring pixels of the second result have opposite signs and
# differ by more than a threshold.
#
# .. predict:: The noise of each pixel is random and independent. By what
#    factor does the Laplacian, 1 1 1 1 around -4, multiply its standard
#    deviation?
#
#    By about 4.5. Variances of independent numbers add up, each times the
#    square of its weight: 1 + 1 + 1 + 1 + 16 = 20. The standard deviation
#    grows by the root of 20. An edge cannot grow that much.
#
# .. alt:: A grainy photo of coins. The Laplacian turns it into red and blue
#    specks in which the coins are hard to find. After the Laplacian of
#    Gaussian, each coin has a red rim outside and a blue one inside. The zero
#    crossings are thin white lines around the coins.
#
# .. caption:: The second kernel averages most of the grain away. The sign of
#    its result changes on the rim of a coin, where the last panel draws a
#    line.
#
# .. thumbnail:: 1 6

photo = np.asarray(cg.sample_image("coins").convert("L")) / 255
noise = np.random.default_rng(0).normal(0, 0.05, photo.shape)
grainy = np.clip(photo + noise, 0, 1)
settings = {"strides": 1, "padding": "VALID"}


def filtered(pixels, name, weights):
    """Apply weights, divided by the sum of the positive ones."""
    scaled = cg.kernels.Kernel(name, weights, weights[weights > 0].sum())
    return cg.convolve(pixels, scaled, **settings)


def crossings(values, threshold):
    """Mark where neighbors have opposite signs and differ enough."""
    edges = np.zeros_like(values)
    for axis in (0, 1):
        other = np.roll(values, -1, axis=axis)
        steep = np.abs(values - other) > threshold
        edges[(values * other < 0) & steep] = 1
    return edges[:-1, :-1]


rivals = {
    "laplace": np.pad(cg.kernels.LAPLACE.weights, 3),
    "laplacian of gaussian": kernel.weights,
}
found = {}
for name, weights in rivals.items():
    clean = filtered(photo, name, weights).conv
    result = filtered(grainy, name, weights)
    found[name] = result.conv
    share = np.std(result.conv - clean) / np.std(clean)
    print(f"{name:>21}: noise is {share:.1f} times the signal")
edges = crossings(result.conv[0, :, :, 0], threshold=0.06)
figure = cg.show_images(
    {"grainy": grainy[4:-4, 4:-4], **found, "zero crossings": edges},
    detail=np.s_[20:50, 130:175],
)
cg.show_shapes(result)

# %%
# Notice
# ------
# Independent noise has equal power at all spatial frequencies, and most of
# these are high. A blur removes the high ones and keeps the low ones, which
# make up most of an edge. The price is detail: whatever is finer than about
# :math:`\sigma` is lost.
#
# Lines of zero crossings are thin and closed, except where the threshold
# interrupts them. :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Find coarser edges, with a standard deviation of 2.5 pixels.
#
# .. answer::
#
# A wider bell needs a larger kernel: about three standard deviations to each
# side of the middle.
#
# .. alt:: Zero crossings in white on black. With 1.4 pixels, the coins have
#    outlines and much relief inside; with 2.5 pixels, mostly the outlines
#    are left, smoother than before.
#
# .. caption:: The wider kernel keeps the outlines of the coins and drops most
#    of the relief.

coarse = filtered(grainy, "coarse", laplacian_of_gaussian(2.5, reach=8))
smooth = crossings(coarse.conv[0, :, :, 0], threshold=0.04)
figure = cg.show_images({"sigma 1.4": edges[4:-4, 4:-4], "sigma 2.5": smooth})

plt.show()

# %%
# Next
# ----
# :doc:`Unsharp mask </gallery/02_kernels/unsharp_mask>` subtracts a blur, too,
# and adds the difference to the photo to make it sharper.
#
# References
# ----------
# * David Marr and Ellen Hildreth, *Theory of edge detection*, 1980
# * Robert Fisher and others, `Hypermedia Image Processing Reference
#   <https://homepages.inf.ed.ac.uk/rbf/HIPR2/log.htm>`__, the source of the
#   integers
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the source
#   of the laplace kernel

# sphinx_gallery_tags = ["edges", "blur"]
