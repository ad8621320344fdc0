"""
Frequency response
==================

Why does a box blur leave traces of fine stripes that a gaussian blur removes?
A convolution turns a wave into a wave of the same frequency and multiplies its
amplitude by a gain. This page plots the gain of several kernels against
frequency, their frequency response, and checks it on images.
"""

# %%
# The gain at each frequency
# --------------------------
# Frequency is measured in cycles per pixel. Frequency 0 is a uniform image.
# The highest frequency that pixels can show is 0.5, where light and dark
# pixels alternate.
#
# The gain can be computed by hand at 0.5, where pixels alternate between 1 and
# -1 around their mean: of the five equal weights of a box blur, each a fifth,
# two pairs cancel, and the gain is a fifth.
#
# The Fourier transform does the same for all frequencies. It multiplies the
# weights by a wave of each frequency and adds the products. The absolute value
# of the result is the gain. The kernel is padded with zeros first, to get more
# frequencies. Here the waves run from left to right, so all pixels of a column
# are equal and only the sums of the kernel's columns matter.
#
# .. alt:: Gain against frequency, in two plots. Above, both blurs start at 1:
#    the gaussian falls smoothly to 0, while the box falls to 0 at 0.2, rises
#    to 0.25, falls to 0 at 0.4 and rises to 0.2. Below, sharpen rises from 1
#    to 5 and edge detect from 0 to 4; left sobel rises from 0 to 8 and falls
#    back to 0.
#
# .. caption:: The gaussian lets ever less through as stripes get finer. The
#    box blur has two more bumps, its side lobes.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["font.size"] = 12
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
    top = 1.4 * panel.get_ylim()[1]  # room for the legend
    panel.set(xlabel="cycles per pixel", ylabel="gain", ylim=(0, top))
    panel.grid(alpha=0.3)
    panel.legend(loc="upper left", ncols=2)

# %%
# On stripes
# ----------
# The lower left field of the test chart contains all frequencies: from left to
# right, they rise from 0 to 0.5 cycles per pixel. The figure shows that part
# enlarged below each image. Sharpening produces values below 0 and above 1,
# which are shown as black and white.
#
# .. predict:: The gain of the box blur is 0 at 0.2 cycles per pixel and rises
#    again above that. What becomes of the stripes from left to right?
#
#    They fade out where their frequency is 0.2, at two fifths of the width.
#    Then they return faintly, vanish once more at 0.4, four fifths of the
#    width, and return again.
#
# .. alt:: A chart of white shapes, stripes, a star and dots in four panels,
#    each with its stripes enlarged below. The stripes get finer from left to
#    right. After the box blur they vanish, return faintly and vanish again.
#    After the gaussian they fade out for good. After sharpening most are pure
#    black and white.
#
# .. caption:: After the box blur, faint stripes return to the right of the
#    first gray gap. After the gaussian, they do not.
#
# .. thumbnail:: 3 4

chart = cg.sample_image("chart")
settings = {"strides": 1, "rgb": False}
results = {
    name: cg.convolve(chart, kernels[name], **settings)
    for name in ("box blur", "gaussian 5x5", "sharpen")
}
shown = {name: np.clip(result.conv, 0, 1) for name, result in results.items()}
figure = cg.show_images({"chart": chart, **shown}, detail=np.s_[90:130, 2:78])
cg.show_shapes(results["box blur"])

# %%
# Predicted and measured
# ----------------------
# To check the prediction, filter one wave at a time with
# :func:`convgallery.convolve`. Each wave has an amplitude of 0.4, so it goes
# 0.4 above and below its mean. The table compares the predicted amplitude of
# the result with the measured one. (The complex numbers in the code measure an
# amplitude wherever the wave begins.)

pixel = np.arange(124)
print("      kernel  cycles per pixel  predicted  measured")
for name, kernel in kernels.items():
    for frequency in (0.1, 0.3):
        phase = 2 * np.pi * frequency * pixel
        wave = np.tile(0.5 + 0.4 * np.sin(phase), (7, 1))
        result = cg.convolve(wave, kernel, strides=1, padding="VALID")
        filtered = result.conv[0, 0, :100, 0]
        measured = 2 * np.abs(np.mean(filtered * np.exp(-1j * phase[:100])))
        predicted = 0.4 * np.abs(response(kernel)[round(240 * frequency)])
        print(f"{name:>12}{frequency:17}{predicted:11.4f}{measured:10.4f}")
flipped = response(kernels["box blur"])[72].real
print(f"the box blur's factor at 0.3 cycles per pixel: {flipped:.2f}")

# %%
# Notice
# ------
# A blur should remove high frequencies. The box blur lets some of them
# through, in two *side lobes*. In the first of these its factor is negative,
# so light and dark stripes change places. The gaussian has no side lobes.
#
# Sharpening amplifies high frequencies, and the noise in them. The left Sobel
# kernel is strongest for waves of four pixels. It takes differences between
# pixels two apart, and at the highest frequency these pixels are equal.
#
# Try it
# ------
# The plots above show waves that run from left to right. Show the gains of
# both blurs for waves in all directions.
#
# .. answer::
#
# The two-dimensional Fourier transform of a kernel has a factor for each
# direction and frequency. ``np.fft.fftshift`` moves frequency 0 to the middle.
#
# .. alt:: Two square maps of gains. The box blur's has a bright spot in the
#    middle and fainter patches above, below and beside it, with black lines
#    between them. The gaussian's is one large, round spot.
#
# .. caption:: The side lobes of the box blur show as gray patches, mostly for
#    upright and level stripes. The gaussian treats all directions nearly
#    alike.

gains = {
    name: np.fft.fftshift(np.abs(np.fft.fft2(kernels[name], (64, 64))))
    for name in ("box blur", "gaussian 5x5")
}
figure = cg.show_images(gains)

plt.show()

# %%
# Next
# ----
# The next chapter presents the kernels one by one. It begins with
# :doc:`Sharpen </gallery/02_kernels/sharpen>`, whose kernel amplifies high
# frequencies.
#
# References
# ----------
# * Alan Oppenheim and Ronald Schafer, *Discrete-Time Signal Processing*, the
#   chapter on Fourier transforms
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, the chapter
#   on filtering in the frequency domain

# sphinx_gallery_tags = ["blur"]
