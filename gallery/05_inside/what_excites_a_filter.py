"""
What excites a filter
=====================

What is a filter, or a whole network, looking for? Instead of searching through
photos, one can compute the answer: start from gray, and change the image step
by step so that the response grows. This page does so for LeNet's filters and
for its ten logits, and shows that the image it finds for "3" is not a 3.
"""

# %%
# The first layer
# ---------------
# The network is trained as in :doc:`Training </gallery/04_lenet/training>`. If
# that page ran before, the result is read from its folder.
#
# The function below follows the gradient of a response with respect to the
# pixels, which stay between 0 and 1. It is training the other way round: the
# weights are fixed, and the image is what changes. We begin with the response
# of each filter of the first layer at one position, before tanh.
#
# .. predict:: Which image makes a filter's weighted sum as large as possible?
#
#    Each pixel is multiplied by one weight. The sum is largest if the pixels
#    under positive weights are 1 and those under negative weights are 0: the
#    image is the kernel itself, reduced to black and white.
#
# .. alt:: Four squares of 5 by 5 cells, the kernels in red and blue. Below,
#    four squares of 5 by 5 pixels, white where the kernel above is red and
#    black where it is blue; some under weights near 0 are gray.
#
# .. caption:: Each filter is excited most by an image of its own kernel.
#
# .. thumbnail:: 3 7

import os

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

steps = int(os.environ.get("CONVGALLERY_STEPS", "2000"))
digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
default_run = steps == 2000 and len(digits.test_labels) == 1000
model = cg.lenet_model()
cg.train(model, digits, steps=steps, checkpoint_dir="lenet-run")
conv1, pool1, conv2 = model.layers[1:4]


def ascend(responses, count, smooth=False):
    """Find an image for each response, starting from gray."""
    images = tf.fill((count, 28, 28, 1), 0.5)
    binomial = np.outer([1, 2, 1], [1, 2, 1])[..., None, None] / 16

    @tf.function
    def step(images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            total = tf.linalg.trace(responses(images))  # i of image i
        gradient = tape.gradient(total, images)
        squares = tf.reduce_mean(gradient**2, axis=(1, 2, 3), keepdims=True)
        images += 0.1 * gradient / tf.sqrt(squares + 1e-12)
        if smooth:
            images = tf.nn.conv2d(images, binomial, 1, "SAME")
        return tf.clip_by_value(images, 0, 1)

    for _ in range(60):
        images = step(images)
    return images.numpy()


def first_layer(images):
    """Compute the weighted sums of the first layer at the center."""
    return tf.nn.conv2d(images, conv1.kernel, 1, "SAME")[:, 14, 14]


found = ascend(first_layer, 4)[:, 12:17, 12:17]
kernels = np.moveaxis(conv1.kernel.numpy()[:, :, 0], -1, 0)
figure, axes = plt.subplots(2, 4, figsize=(5.6, 3.2), layout="constrained")
for i in range(4):
    axes[0, i].imshow(kernels[i], cmap="RdBu_r", vmin=-0.8, vmax=0.8)
    axes[1, i].imshow(found[i], cmap="gray", vmin=0, vmax=1)
    axes[0, i].set_title(f"filter {i}")
for panel in axes.flat:
    panel.set(xticks=[], yticks=[])
agree = np.mean((found[..., 0] > 0.5) == (kernels > 0))
print(f"white where the weight is positive: {agree:.0%} of the pixels")
assert agree > 0.9

# %%
# The second layer
# ----------------
# A filter of the second layer reads the pooled maps of the first one, so its
# window covers 14 by 14 pixels of the image. The pixels outside it have no
# gradient and stay gray.
#
# .. alt:: Six gray squares, each with a black-and-white pattern of 14 by 14
#    pixels in the middle: short strokes.
#
# .. caption:: Each filter responds to its own arrangement of short strokes.


def second_layer(images):
    """Compute the weighted sums of the second layer at the center."""
    maps = pool1(conv1(images))
    return tf.nn.conv2d(maps, conv2.kernel, 1, "SAME")[:, 7, 7]


patterns = ascend(second_layer, 6)
figure = cg.show_digits(patterns, [f"{i}" for i in range(6)], columns=3)
seen = np.flatnonzero(np.any(patterns[0] != 0.5, axis=(1, 2)))
print(f"rows that changed: {seen[0]} to {seen[-1]}, {len(seen)} of 28")
assert len(seen) == 14

# %%
# The logits
# ----------
# The last layer has one output for each digit. The noisy images follow its
# gradient alone. For the smooth images below them, a slight blur after each
# step keeps patterns of single pixels from building up.
#
# .. alt:: A noisy black-and-white square for each of the ten digits, and below
#    it a blurred gray shape. A few of the shapes recall a digit; most hardly
#    resemble one.
#
# .. caption:: Only with blurring do a few of the images recall digits.

sharp, smooth = ascend(model, 10), ascend(model, 10, smooth=True)
figure = cg.show_digits(
    np.concatenate([sharp[:5], smooth[:5], sharp[5:], smooth[5:]]),
    [str(i) for i in [*range(5)] * 2 + [*range(5, 10)] * 2],
    columns=5,
)
tested = model(digits.test_images).numpy().max(axis=0)
pairs = [np.diag(model(images)) for images in (sharp, smooth)]
print("logit   best test digit   noise   smooth")
for i, (noise, shape) in enumerate(zip(*pairs, strict=True)):
    print(f"{i:5}{tested[i]:18.1f}{noise:8.1f}{shape:9.1f}")
    if default_run:
        assert noise > tested[i]

# %%
# Notice
# ------
# In this run, each noisy image has a larger logit for its digit than any of
# the 1,000 test digits, although no one would call it a digit. Training only
# ever showed the network digits, so it never had to tell them from anything
# else. A large logit does not mean that an image is typical. Nor are these the
# best images of all: following the gradient ends at a maximum near the start.
#
# The smooth shapes are easier to interpret. But part of what they show is the
# blur, which we chose, and not the network.
#
# Try it
# ------
# Do the images depend on where they start? Find one for 0 that starts from a
# handwritten 1.
#
# .. answer::
#
# They do. Here a few steps of 0.02 in each pixel, in the direction of the
# gradient's sign, are enough.
#
# .. alt:: A handwritten 1, and the same 1 on a background of faint gray
#    pixels.
#
# .. caption:: The network reads the image on the right as a 0.

one = digits.test_images[1:2]
image = tf.constant(one)
count = 0
while model(image).numpy().argmax() != 0 and count < 60:
    with tf.GradientTape() as tape:
        tape.watch(image)
        logit = model(image)[0, 0]
    direction = tf.sign(tape.gradient(logit, image))
    image = tf.clip_by_value(image + 0.02 * direction, 0, 1)
    count += 1
figure = cg.show_digits(np.concatenate([one, image]), ["a 1", "read as a 0"])
print(f"after {count} steps")
if default_run:
    assert model(image).numpy().argmax() == 0
    assert count < 20

plt.show()

# %%
# It is still a 1 to us. Images like this have a page of their own,
# :doc:`A small change </gallery/05_inside/a_small_change>`.
#
# Next
# ----
# :doc:`Neighbors </gallery/05_inside/neighbors>` looks at real digits again,
# and at which of them the network's last hidden layer puts close together.
#
# References
# ----------
# * Dumitru Erhan, Yoshua Bengio, Aaron Courville and Pascal Vincent,
#   *Visualizing higher-layer features of a deep network*, 2009
# * Karen Simonyan, Andrea Vedaldi and Andrew Zisserman, `Deep inside
#   convolutional networks: visualising image classification models and
#   saliency maps <https://arxiv.org/abs/1312.6034>`__, 2013

# sphinx_gallery_tags = ["networks"]
