"""Make docs/pictures/readme.png: an image, a kernel, and the result of their convolution.

Run it as ``python docs/pictures/readme.py``.
"""

from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import convgallery as cg

mpl.use("agg")

photo, kernel = cg.sample_image("coffee"), cg.kernels.LEFT_SOBEL
result = cg.convolve(photo, kernel, strides=1, padding="VALID", rgb=False)
ratios = {"width_ratios": [3, 0.2, 2, 0.2, 3]}
figure, axes = plt.subplots(1, 5, figsize=(8, 2.3), layout="constrained", gridspec_kw=ratios)
for place in axes:
    place.set_axis_off()
axes[0].imshow(result.image, cmap="gray", vmin=0, vmax=1)
axes[2].imshow(kernel.weights, cmap="RdBu_r", vmin=-6, vmax=6)
for (row, column), weight in np.ndenumerate(kernel.weights):
    axes[2].text(column, row, f"{weight:g}", ha="center", va="center", fontsize=14)
axes[4].imshow(result.conv[0, :, :, 0], cmap="RdBu_r", vmin=-1.5, vmax=1.5)
for place, sign in ((axes[1], r"$\ast$"), (axes[3], "=")):
    place.text(0.5, 0.5, sign, ha="center", va="center", fontsize=22, transform=place.transAxes)
for place, title in ((0, "image"), (2, "kernel: left sobel"), (4, "convolution")):
    axes[place].set_title(title)
file = BytesIO()
figure.savefig(file, dpi=120)
colors = Image.open(file).convert("RGB").quantize(128)
colors.save(Path(__file__).with_suffix(".png"), optimize=True)
