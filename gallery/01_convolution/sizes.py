"""
How large is the result?
========================

Kernel, stride, padding and dilation decide the size of what comes out. You
will see the formulas, a table of sizes, and the sizes inside LeNet.
"""

# %%
# The formulas
# ------------
# A kernel of :math:`k` weights and dilation :math:`d` covers
# :math:`e = d (k - 1) + 1` pixels. From :math:`n` pixels, with stride
# :math:`s`, come
#
# .. math::
#
#    \text{SAME: } \left\lceil \frac{n}{s} \right\rceil \qquad
#    \text{VALID: } \left\lfloor \frac{n - e}{s} \right\rfloor + 1
#
# The first pair of brackets rounds up, the second down. With SAME the kernel
# does not matter at all. :func:`convgallery.conv_output_size` computes both,
# for rows and for columns alike, and for pooling too.

import convgallery as cg
import matplotlib.pyplot as plt

print("pixels  kernel  stride  dilation   SAME  VALID")
for size, kernel, stride, dilation in [
    (240, 3, 1, 1),
    (240, 3, 3, 1),
    (240, 7, 3, 1),
    (240, 3, 3, 4),
    (240, 1, 16, 1),
]:
    sizes = [
        cg.conv_output_size(
            size, kernel, stride=stride, padding=padding, dilation=dilation
        )
        for padding in ("SAME", "VALID")
    ]
    print(f"{size:6}{kernel:8}{stride:8}{dilation:10}{sizes[0]:7}{sizes[1]:7}")

# %%
# LeNet, layer by layer
# ---------------------
# LeNet, the network of the 2016 tutorial, takes digits of 28 by 28 pixels
# through a convolution of 5 by 5, pooling by 2, and both once more.

for padding in ("SAME", "VALID"):
    sizes = [28]
    for kernel, stride in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        sizes.append(
            cg.conv_output_size(
                sizes[-1], kernel, stride=stride, padding=padding
            )
        )
    print(f"{padding:>5}:", " -> ".join(map(str, sizes)))

# %%
# Checked on a photo
# ------------------
# The shapes of what TensorFlow computed, and the sizes of the formula.
#
# .. alt:: The cat's eyes in gray, 134 by 240 pixels, and the max pool of their
#    sharpened version, 14 by 26 coarse blocks.

photo = cg.sample_image()
result = cg.convolve(photo, cg.kernels.SHARPEN, padding="VALID", rgb=False)
cg.show_shapes(result)
for name, size in {"rows": 134, "columns": 240}.items():
    filtered = cg.conv_output_size(size, 3, stride=3, padding="VALID")
    pooled = cg.conv_output_size(filtered, 3, stride=3, padding="VALID")
    print(f"{name}: {size} -> {filtered} -> {pooled}")
figure = cg.show_images(
    {"image": result.image, "max pool": result.max_pool},
)

plt.show()

# %%
# Notice
# ------
# VALID rounds down, so it may drop rows: 134 rows hold 44 windows of 3, and
# the last two rows are never looked at. SAME rounds up and pads what is
# missing.
#
# Try it
# ------
# How large must a picture be to leave one pixel after five convolutions of 3
# by 3 with a stride of 2, all VALID?
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
