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
# spans :math:`e = d (k - 1) + 1` pixels: :math:`k - 1` steps of :math:`d`
# pixels, and the first pixel. For :math:`n` pixels and stride :math:`s`, the
# size of the output is
#
# .. math::
#
#    \text{SAME: } \left\lceil \frac{n}{s} \right\rceil \qquad
#    \text{VALID: } \left\lfloor \frac{n - e}{s} \right\rfloor + 1
#
# The first pair of brackets rounds up, the second rounds down. With SAME, the
# size of the kernel makes no difference. With VALID, the first window spans
# :math:`e` pixels, and each further window needs :math:`s` more.
#
# :func:`convgallery.conv_output_size` computes both formulas. They apply to
# rows and to columns, and to pooling as well.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

examples = [
    (240, 3, 1, 1),
    (240, 3, 3, 1),
    (240, 7, 3, 1),
    (240, 3, 3, 4),
    (240, 1, 16, 1),
]
print("pixels  kernel  stride  dilation   SAME  VALID")
for size, kernel, stride, dilation in examples:
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
# LeNet, the network of :doc:`the 2016 tutorial </guide/tutorial>` that this
# gallery is based on, takes digits of 28 by 28 pixels. It applies a
# convolution with a 5 by 5 kernel, then 2 by 2 pooling, which keeps one number
# of each 2 by 2, and repeats both. The code below follows one digit through
# these four layers. The kernel is a plain mean, so that the digit remains
# visible.
#
# .. predict:: How large is the digit after each of the four layers, with
#    VALID?
#
#    24, 12, 8 and 4 pixels. A kernel of 5 weights takes away 4 rows and 4
#    columns, because its center must stay two pixels away from each border:
#    28 - 5 + 1 is 24. Pooling halves what is left.
#
# .. alt:: A handwritten 5 in two rows of five squares, drawn to scale. With
#    SAME their sides are 28, 28, 14, 14 and 7 pixels; with VALID they are 28,
#    24, 12, 8 and 4. The last one is 4 by 4 gray blocks.
#
# .. caption:: The smaller the output, the less of the digit is left. VALID
#    ends with 4 rows where SAME ends with 7.

digits = cg.load_digits()
digit = digits.test_images[digits.test_labels == 5][:1]
mean = np.ones((5, 5)) / 25
figure, axes = plt.subplots(figsize=(5.6, 3.9), layout="constrained")
for row, padding in enumerate(("SAME", "VALID")):
    images = [digit]
    for _ in range(2):
        result = cg.convolve(
            images[-1],
            mean,
            strides=1,
            pooling=2,
            padding=padding,
            activation="linear",
        )
        images += [result.conv, result.avg_pool.clip(0, 1)]
    sizes = [image.shape[1] for image in images]
    print(f"{padding:>5}:", " -> ".join(map(str, sizes)))
    for left, image in zip([0, 34, 68, 88, 108], images, strict=True):
        top, size = 40 * row, image.shape[1]
        axes.imshow(
            image[0, :, :, 0],
            cmap="gray",
            vmin=0,
            vmax=1,
            extent=(left, left + size, top + size, top),
        )
        axes.text(left, top - 2, size, fontsize=12)
    axes.text(8, 40 * row - 2, padding, fontsize=12)
axes.set(xlim=(0, 116), ylim=(69, -9))
axes.axis("off")

# %%
# Rows that are left out
# ----------------------
# The sample photo has 134 rows and 240 columns. Here the stride and the
# pooling are both 3, the defaults. The shapes below are TensorFlow's; the
# sizes from the formula agree with them.

photo = cg.sample_image()
result = cg.convolve(photo, cg.kernels.SHARPEN, padding="VALID", rgb=False)
cg.show_shapes(result)
for name, size in {"rows": 134, "columns": 240}.items():
    filtered = cg.conv_output_size(size, 3, stride=3, padding="VALID")
    pooled = cg.conv_output_size(filtered, 3, stride=3, padding="VALID")
    print(f"{name}: {size} -> {filtered} -> {pooled}")

# %%
# In plain TensorFlow
# -------------------
# TensorFlow tells the size before you have an image, if you give it one of
# zeros. Here the examples of the table are computed again.

for size, kernel, stride, dilation in examples:
    sizes = []
    for padding in ("SAME", "VALID"):
        plain = tf.nn.conv2d(
            tf.zeros((1, size, size, 1)),
            tf.zeros((kernel, kernel, 1, 1)),
            strides=stride,
            padding=padding,
            dilations=dilation,
        )
        formula = cg.conv_output_size(
            size, kernel, stride=stride, padding=padding, dilation=dilation
        )
        np.testing.assert_array_equal(plain.shape[1:3], formula)
        sizes.append(plain.shape[1])
    print(f"SAME {sizes[0]:3}, VALID {sizes[1]:3}")

# %%
# Notice
# ------
# VALID rounds down, so it can drop rows: 134 rows have room for 44 windows of
# 3, and the last two rows are ignored. SAME rounds up, and fills the missing
# rows with zeros.
#
# With SAME and a stride of 1, the size never changes, however many layers are
# stacked. With VALID, each layer takes away a little, which limits the number
# of layers.
#
# Try it
# ------
# How large must an image be to leave one pixel after five convolutions with a
# 3 by 3 kernel and a stride of 2, all VALID?
#
# .. answer::
#
# Count backward from one pixel. To give :math:`m` outputs, a layer needs 3
# pixels for the first window and 2 more for each other window, which is
# :math:`2 (m - 1) + 3`.

sizes = [1]
for _ in range(5):
    sizes.append(2 * (sizes[-1] - 1) + 3)
print("backward:", " <- ".join(map(str, sizes)))
size = sizes[-1]
for _ in range(5):
    size = cg.conv_output_size(size, 3, stride=2, padding="VALID")
print("forward:", sizes[-1], "pixels become", size)

plt.show()

# %%
# Next
# ----
# :doc:`Receptive field </gallery/01_convolution/receptive_field>` asks the
# reverse question: how much of the image does one output depend on?
#
# References
# ----------
# * Vincent Dumoulin and Francesco Visin, `A guide to convolution arithmetic
#   for deep learning <https://arxiv.org/abs/1603.07285>`__

# sphinx_gallery_tags = ["sizes", "networks"]
