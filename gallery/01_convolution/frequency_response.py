"""
Frequency response
==================

A kernel turns a wave into the same wave, stronger or weaker. You will see the
factor for slow and for fast waves, and why a box is a poor blur.
"""

# %%
# The factor for each frequency
# -----------------------------
# A frequency counts waves per pixel; 0.5, light and dark by turns, is the
# fastest that pixels can show. The factors are the Fourier transform of the
# kernel, filled up with zeros. For waves that run across, only the sums of the
# kernel's columns count.

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
figure.set_label(
    "Size of the factor against frequency, in two plots. Above, both blurs "
    "start at 1: the gaussian falls smoothly to 0, the box falls to 0 at 0.2, "
    "rises to 0.25, falls to 0 at 0.4 and rises to 0.2. Below, sharpen rises "
    "from 1 to 5 and edge detect from 0 to 4; left sobel arches from 0 up to "
    "8 and back to 0."
)

# %%
# Seen on waves
# -------------
# From left to right the waves get faster, from 0 to 0.5 waves per pixel.

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
    alt="Upright stripes that get finer from left to right. After the box "
    "blur they vanish, come back faintly, vanish and come back once more; "
    "after the gaussian they fade out for good; after sharpening they are "
    "harsh, pure black and white.",
)
cg.show_shapes(results["box blur"])

# %%
# Predicted and measured
# ----------------------
# One wave at a time, with an amplitude of 0.4, through
# :func:`convgallery.convolve`.

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
# A blur should take away fast waves. The box lets some back in, its *side
# lobes*, and the first is negative: it exchanges light and dark stripes. The
# gaussian has none. What sharpening adds are the fast waves, and noise with
# them. Left sobel likes middling waves: it takes differences two pixels apart,
# and for the fastest wave these pixels are alike.
#
# Try it
# ------
# See all directions at once: ``np.abs(np.fft.fft2(kernel, (64, 64)))``, drawn
# with :func:`convgallery.show_images`.
#
# References
# ----------
# * Alan Oppenheim and Ronald Schafer, *Discrete-Time Signal Processing*, the
#   chapter on Fourier transforms
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on filtering in the frequency domain
