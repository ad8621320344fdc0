"""A faster forward pass for training, with the same results.

A convolution followed by 2x2 max pooling keeps the largest of four neighbors. Each neighbor is the
sum over a window shifted by one pixel, so all four can be computed at once: place four copies of a
5x5 kernel in 6x6 windows,

::

    k k k k k .     . k k k k k     . . . . . .     . . . . . .
    k k k k k .     . k k k k k     k k k k k .     . k k k k k
    k k k k k .     . k k k k k     k k k k k .     . k k k k k
    k k k k k .     . k k k k k     k k k k k .     . k k k k k
    k k k k k .     . k k k k k     k k k k k .     . k k k k k
    . . . . . .     . . . . . .     k k k k k .     . k k k k k

slide them with stride 2, and take the largest of the four results. A monotonic activation
(tanh, sigmoid, ReLU) does not change which result is largest, so it can be applied afterwards, to
only a quarter of the values.

A processor computes few windows with many channels faster than many windows with few channels. So
images are divided into blocks of s x s pixels, whose pixels become channels, and a convolution with
stride s over pixels becomes one with stride 1 over blocks. If another convolution and pool follow,
the kernel is copied once more, for each of the pooled results that form a block of their input. The
28x28 pixels of a digit become 8x8 blocks of 4x4 (with padding); LeNet's first layer turns these
into 7x7 blocks of 2x2 results, its second into 7x7 results, and no values are moved in between.

Sums are computed in a different order, so results differ by rounding errors. Where neighbors are
equal, the gradient goes to the first, as it does in max pooling.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from convgallery.filters._shapes import conv_padding
from convgallery.networks._sequential import layers_with_inputs

Forward = Callable[[Any, Any, Any, int], Any]

_MONOTONIC = (
    keras.activations.linear,
    keras.activations.relu,
    keras.activations.sigmoid,
    keras.activations.tanh,
)


def training_forward(model: keras.Model) -> Forward:
    """Make a function that computes a model's outputs in training.

    Parameters
    ----------
    model : keras.Model
        Any model. If its layers form a chain, convolutions are fused with the max pooling that
        follows, dropout is made reproducible, and all other layers are called unchanged.
        Otherwise, the whole model is called unchanged.

    Returns
    -------
    callable
        ``forward(images, seed, first, batch)`` returns the outputs of
        ``model(images, training=True)``. The images are the rows from ``first`` on of a batch of
        ``batch`` rows. Dropout depends only on ``seed``, an int32 tensor of shape (2,), on the
        layer and on the row's position in the batch, not on how the batch is divided or on
        earlier calls. If ``seed`` is None, the outputs are those of
        ``model(images, training=False)``.

    Examples
    --------
    >>> import convgallery as cg
    >>> import numpy as np
    >>> forward = training_forward(cg.lenet_model())
    >>> forward(np.zeros((3, 28, 28, 1), np.float32), seed=(0, 1), first=0, batch=3).shape
    TensorShape([3, 10])
    """
    try:
        chain = layers_with_inputs(model)
    except ValueError:
        return _as_it_is(model)
    layers = [layer for layer, _ in chain]
    # A layer reports the sizes of the first network that used it; this network's must be the same.
    has_own_sizes = all(layer.input.shape == tensor.shape for layer, tensor in chain)
    steps: list[Forward] = []
    index, input_block = 0, 1
    while index < len(layers):
        layer = layers[index]
        if has_own_sizes and _is_pair(*layers[index : index + 2]):
            block = _block_size(*layers[index + 2 : index + 4]) if input_block == 1 else 1
            steps.append(_conv_and_pool(layer, layers[index + 1], input_block, block))
            index, input_block = index + 2, block
        else:
            steps.append(_dropout(layer, index) if _is_dropout(layer) else _as_it_is(layer))
            index += 1

    def _forward(images: Any, seed: Any, first: Any, batch: int) -> Any:
        return reduce(lambda x, step: step(x, seed, first, batch), steps, images)

    return _forward


def _is_pair(*layers: Any) -> bool:
    """Return whether these are a convolution and max pooling that can be fused."""
    if [type(layer) for layer in layers] != [keras.layers.Conv2D, keras.layers.MaxPooling2D]:
        return False
    conv, pool = layers
    return (
        conv.activation in _MONOTONIC
        and conv.strides == conv.dilation_rate == (1, 1)
        and conv.groups == 1
        and conv.use_bias
        and conv.activity_regularizer is None
        and conv.data_format == pool.data_format == "channels_last"
        and conv.compute_dtype == conv.variable_dtype
        and pool.pool_size == pool.strides == pool.pool_size[::-1]
        and all(size and size % pool.pool_size[0] == 0 for size in conv.output.shape[1:3])
    )


def _block_size(*layers: Any) -> int:
    """Choose the block size for the input of the next two layers; 1 if they cannot be fused."""
    if not _is_pair(*layers):
        return 1
    conv, pool = layers
    block: int = pool.pool_size[0]
    sizes = conv.input.shape[1:3]
    before = [_before(conv, axis) for axis in (0, 1)]
    return block if all(n % block == 0 for n in (*sizes, *before)) else 1


def _before(conv: Any, axis: int) -> int:
    """Count the zeros that a convolution pads before the first row or column."""
    size, kernel = conv.input.shape[1 + axis], conv.kernel_size[axis]
    return conv_padding(size, kernel, padding=conv.padding)[0]


def _conv_and_pool(conv: Any, pool: Any, input_block: int, block: int) -> Forward:
    """Fuse a convolution and its pool, given the block sizes of its input and its output."""
    window: int = pool.pool_size[0]
    stride = window * block
    copies = [
        _moved_copies(size, window, block).astype(conv.variable_dtype) for size in conv.kernel_size
    ]
    shape = [len(copies[0]), len(copies[1]), stride**2 * conv.input.shape[-1], -1]
    padding = [[0, 0]]
    for axis in (0, 1):
        before = _before(conv, axis)
        # The last window starts at the output size - stride, and ends with the padded input.
        seen = conv.output.shape[1 + axis] - stride + stride * shape[axis]
        after = seen - before - conv.input.shape[1 + axis]
        padding.append([before // input_block, after // input_block])
    padding.append([0, 0])
    # oneDNN, which is fast, computes gradients only if the padding has a name.
    blocks = [size // input_block for size in conv.input.shape[1:3]]
    same = [conv_padding(*sizes, padding="SAME") for sizes in zip(blocks, shape[:2], strict=True)]
    is_same = [tuple(sides) for sides in padding[1:3]] == same

    def forward(x: Any, _seed: Any, _first: Any, _batch: int) -> Any:
        x = tf.cast(x, conv.compute_dtype)
        kernel = tf.einsum("UimxA,VjnyB,ABcf->UVijcmnxyf", *copies, conv.kernel)
        kernel = tf.reshape(kernel, shape)
        if input_block == 1:
            neighbors = tf.nn.conv2d(_blocks(tf.pad(x, padding), stride), kernel, 1, "VALID")
        elif is_same:
            neighbors = tf.nn.conv2d(x, kernel, 1, "SAME")
        else:
            neighbors = tf.nn.conv2d(tf.pad(x, padding), kernel, 1, "VALID")
        largest = reduce(_larger, tf.split(neighbors, window**2, axis=-1))
        return conv.activation(largest + tf.tile(conv.bias, [block**2]))

    return forward


def _larger(a: Any, b: Any) -> Any:
    """Compute the maximum of two values, with a cheaper gradient than that of ``tf.maximum``."""
    return a + tf.nn.relu(b - a)


def _moved_copies(size: int, window: int, block: int) -> NDArray[np.bool_]:
    """Mark the positions of a kernel's copies, along one axis.

    The copy of weight k for neighbor m of pooled result x in a block lies on pixel
    ``x * window + m + k``, which is pixel i of block U.
    """
    stride = window * block
    blocks = -(-(stride - 1 + size) // stride)
    pixel, m, x, k = np.indices((blocks * stride, window, block, size))
    marks: NDArray[np.bool_] = pixel == x * window + m + k
    return marks.reshape(blocks, stride, window, block, size)


def _blocks(x: Any, size: int) -> Any:
    """Divide images (N, H, W, C) into blocks (N, H / size, W / size, size * size * C)."""
    _, height, width, channels = x.shape
    rows, columns = height // size, width // size
    x = tf.reshape(x, (-1, rows, size, columns, size, channels))
    x = tf.transpose(x, (0, 1, 3, 2, 4, 5))
    return tf.reshape(x, (-1, rows, columns, size * size * channels))


def _is_dropout(layer: Any) -> bool:
    """Return whether a layer is dropout of individual values."""
    return type(layer) is keras.layers.Dropout and layer.noise_shape is None and layer.rate < 1


def _dropout(layer: Any, index: int) -> Forward:
    """Draw the dropout mask of the whole batch, and apply the part for these rows."""

    def forward(x: Any, seed: Any, first: Any, batch: int) -> Any:
        if seed is None:
            return x
        own = tf.random.experimental.stateless_fold_in(seed, index)
        drawn = tf.random.stateless_uniform((batch, *x.shape[1:]), own, dtype=x.dtype, alg="philox")
        kept = drawn[first : first + tf.shape(x)[0]] >= layer.rate
        return x * (tf.cast(kept, x.dtype) / (1 - layer.rate))

    return forward


def _as_it_is(layer: Any) -> Forward:
    return lambda x, seed, _first, _batch: layer(x, training=seed is not None)
