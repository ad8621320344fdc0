"""
Frequency response
==================

A kernel turns a wave into a wave of the same length, stronger or weaker. You
will see the factor for slow and for fast waves, and why a box is a poor blur.
"""

# %%
# The factor for each frequency
# -----------------------------
# A frequency counts waves per pixel. 0 is a flat picture, and 0.5, one pixel
# light and one dark, is the fastest wave that pixels can show. The factors are
# the Fourier transform of the kernel, filled up with zeros. The waves run from
# left to right, so only the sums of the kernel's columns count.
#
# .. alt:: Size of the factor against frequency, in two plots. Above, both
#    blurs start at 1: the gaussian falls smoothly to 0, the box falls to 0 at
#    0.2, rises to 0.25, falls to 0 at 0.4 and rises to 0.2. Below, sharpen
#    rises from 1 to 5 and edge detect from 0 to 4; left sobel arches from 0 up
#    to 8 and back to 0.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

row = np.array([[1, 4, 6, 4, 1]])
kernels = {
    "box blur": cg.kernels.BOX_BLUR.coefficients,
    "gaussian 5x5": row.T * row / 256,
    "sharpen": cg.kernels.SHARPEN.coefficients,
    "edge detect": cg.kernels.EDGE_DETECT.coefficients,
    "left sobel": cg.kernels.LEFT_SOBEL.coefficients,
}


def response(kernel):
    """Compute the factors for 0, 1, 2 and up to 120 waves in 240 pixels."""
    columns = np.zeros(240)
    columns[: kernel.shape[1]] = kernel.sum(axis=0)
    middle = kernel.shape[1] // 2
    return np.fft.rfft(np.roll(columns, -middle))


figure, axes = plt.subplots(2, 1, figsize=(5.6, 5.6), layout="constrained")
groups = [
    ["box blur", "gaussian 5x5"],
    ["sharpen", "edge detect", "left sobel"],
]
for panel, names in zip(axes, groups, strict=True):
    for name in names:
        factors = np.abs(response(kernels[name]))
        panel.plot(np.arange(121) / 240, factors, label=name)
    panel.set(xlabel="waves per pixel", ylabel="size of the factor")
    panel.grid(alpha=0.3)
    panel.legend()

# %%
# Seen on waves
# -------------
# From left to right the waves get faster, from 0 to 0.5 waves per pixel. What
# sharpening takes below 0 and above 1 is drawn black and white.
#
# .. alt:: Upright stripes that get finer from left to right. After the box
#    blur they vanish, come back faintly, vanish and come back once more; after
#    the gaussian they fade out for good; after sharpening they are harsh, pure
#    black and white.

# sphinx_gallery_thumbnail_number = 2
pixel = np.arange(124)
waves = np.tile(0.5 + 0.4 * np.cos(np.pi * pixel**2 / 248), (40, 1))
settings = {"strides": 1, "padding": "VALID", "pooling": 1}
results = {
    name: cg.convolve(waves, kernels[name], **settings)
    for name in ("box blur", "gaussian 5x5", "sharpen")
}
shown = {name: np.clip(result.conv, 0, 1) for name, result in results.items()}
figure = cg.show_images(
    {"waves": waves, **shown},
)
cg.show_shapes(results["box blur"])

# %%
# Predicted and measured
# ----------------------
# One wave at a time, 0.4 above and below its mean, through
# :func:`convgallery.convolve`. How far does the result go above and below?

print("      kernel  waves per pixel  predicted  measured")
for name, kernel in kernels.items():
    for frequency in (0.1, 0.3):
        phase = 2 * np.pi * frequency * pixel
        wave = np.tile(0.5 + 0.4 * np.sin(phase), (5, 1))
        filtered = cg.convolve(wave, kernel, **settings).conv[0, 0, :100, 0]
        measured = 2 * np.abs(np.mean(filtered * np.exp(-1j * phase[:100])))
        predicted = 0.4 * np.abs(response(kernel)[round(240 * frequency)])
        print(f"{name:>12}{frequency:17}{predicted:11.4f}{measured:10.4f}")
flipped = response(kernels["box blur"])[72].real
print(f"the box blur's factor at 0.3 waves per pixel: {flipped:.2f}")

plt.show()

# %%
# Notice
# ------
# A blur should take away fast waves. The box lets some back in, in two *side
# lobes*, and in the first its factor is negative: light and dark stripes
# change places. The gaussian has none. Sharpening strengthens fast waves, and
# noise with them. Left sobel is strongest for waves of four pixels: it takes
# differences two pixels apart, and in the fastest wave these pixels are alike.
#
# Try it
# ------
# See all directions at once: draw ``np.abs(np.fft.fft2(kernels["box blur"],
# (64, 64)))`` with :func:`convgallery.show_images`. Frequency 0 is in the
# upper left corner; ``np.fft.fftshift`` moves it to the middle.
#
# References
# ----------
# * Alan Oppenheim and Ronald Schafer, *Discrete-Time Signal Processing*, the
#   chapter on Fourier transforms
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on filtering in the frequency domain
