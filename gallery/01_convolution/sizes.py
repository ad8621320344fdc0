"""
How large is the result?
========================

How large is the output of a convolution? You need the answer whenever you
stack layers in a network, because each layer must fit the output of the one
before it. The kernel, stride, padding and dilation determine the size. This
page gives the formulas, a table of examples, and the sizes inside LeNet.
"""

# %%
# The formulas
# ------------
# Along one direction, a kernel of :math:`k` weights with dilation :math:`d`
# spans :math:`e = d (k - 1) + 1` pixels. For :math:`n` pixels and stride
# :math:`s`, the size of the output is
#
# .. math::
#
#    \text{SAME: } \left\lceil \frac{n}{s} \right\rceil \qquad
#    \text{VALID: } \left\lfloor \frac{n - e}{s} \right\rfloor + 1
#
# The first pair of brackets rounds up, the second rounds down. With SAME, the
# size of the kernel makes no difference. :func:`convgallery.conv_output_size`
# computes both formulas. They apply to rows and to columns, and to pooling as
# well.

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
# LeNet, the network of the 2016 tutorial, takes digits of 28 by 28 pixels. It
# applies a convolution with a 5 by 5 kernel, then 2 by 2 pooling, and repeats
# both. The code below follows the size through these four layers.

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
# The code below prints the shapes that TensorFlow computed, and then the sizes
# from the formula. They agree.
#
# .. alt:: The cat's eyes in gray, 134 by 240 pixels, and the sharpened photo
#    after max pooling, 14 by 26 coarse blocks.

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
# VALID rounds down, so it can drop rows: 134 rows have room for 44 windows of
# 3, and the last two rows are ignored. SAME rounds up, and fills the missing
# rows with zeros.
#
# Try it
# ------
# How large must an image be to leave one pixel after five convolutions with a
# 3 by 3 kernel and a stride of 2, all VALID?
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__
