"""LeNet, AlexNet and the layers that they are built of, as plain Keras models."""

from typing import Any

import keras
import numpy as np

from convgallery._arguments import choice, fraction, positive
from convgallery._arguments import seed as checked_seed
from convgallery._shapes import PADDINGS, conv_output_size

_ACTIVATIONS = ("sigmoid", "relu", "tanh", "linear")
_POOLS = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}


def lenet_layer(
    inputs: keras.KerasTensor,
    filters: int,
    *,
    kernel_size: int = 5,
    pool_size: int = 2,
    padding: str = "SAME",
    activation: str = "tanh",
    pooling: str = "max",
    seed: int = 0,
) -> keras.KerasTensor:
    """Add a convolution, an activation and pooling.

    Parameters
    ----------
    inputs : keras.KerasTensor of shape (None, H, W, C)
        What the layer takes: ``keras.Input((28, 28, 1))`` or what another layer gave.
    filters : int
        Kernels, each of which gives one feature map.
    kernel_size : int, optional
        Rows and columns of a kernel.
    pool_size : int, optional
        Rows and columns of a pooling window, and pixels from one to the next.
    padding : {"SAME", "VALID"}, optional
        Of the convolution and of pooling, as in :func:`convolve`.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        What is applied to every filtered value.
    pooling : {"max", "average"}, optional
        What is kept of a window.
    seed : int, optional
        Where the random weights start from, 0 to 2**32 - 1.

    Returns
    -------
    keras.KerasTensor of shape (None, h, w, filters)
        The pooled feature maps.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, or if VALID leaves a window no place to stand.

    Notes
    -----
    Weights are drawn from Glorot and Bengio's uniform distribution [1]_, biases are 0.

    References
    ----------
    .. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward
       neural networks", AISTATS 2010.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> cg.lenet_layer(keras.Input((28, 28, 1)), 4).shape
    (None, 14, 14, 4)
    >>> cg.lenet_layer(keras.Input((28, 28, 1)), 4, padding="VALID").shape
    (None, 12, 12, 4)
    """
    size = _check_inputs(inputs, 4)[1:3]
    kernel_size, pool_size = positive("kernel_size", kernel_size), positive("pool_size", pool_size)
    padding = choice("padding", padding, PADDINGS)
    if padding == "VALID":
        _check_fits("kernel_size", kernel_size, size)
        size = tuple(conv_output_size(n, kernel_size, padding=padding) for n in size)
        _check_fits("pool_size", pool_size, size)
    pool = _POOLS[choice("pooling", pooling, tuple(_POOLS))]
    conv = keras.layers.Conv2D(
        positive("filters", filters),
        kernel_size,
        padding=padding.lower(),
        activation=choice("activation", activation, _ACTIVATIONS),
        kernel_initializer=keras.initializers.GlorotUniform(_seeds(seed, 1)[0]),
    )
    return pool(pool_size, padding=padding.lower())(conv(inputs))


def flatten_convolution(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """Lay the values of all feature maps in one row.

    Parameters
    ----------
    inputs : keras.KerasTensor of shape (None, H, W, C)
        Feature maps.

    Returns
    -------
    keras.KerasTensor of shape (None, H * W * C)
        The same values, row by row, pixel by pixel.

    Raises
    ------
    TypeError
        If ``inputs`` is not a Keras tensor.
    ValueError
        If it is of another shape.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> cg.flatten_convolution(keras.Input((7, 7, 6))).shape
    (None, 294)
    """
    _check_inputs(inputs, 4)
    return keras.layers.Flatten()(inputs)


def dense_layer(
    inputs: keras.KerasTensor,
    units: int,
    *,
    activation: str = "tanh",
    keep_prob: float = 1.0,
    seed: int = 0,
) -> keras.KerasTensor:
    """Add a layer in which every unit sees every value, and dropout.

    Parameters
    ----------
    inputs : keras.KerasTensor of shape (None, N)
        What the layer takes.
    units : int
        Values that come out.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        What is applied to every value.
    keep_prob : float, optional
        Chance of a unit to be kept in a step of training; those that are kept are divided by it.
        1 leaves dropout out.
    seed : int, optional
        Where the random weights, and dropout, start from, 0 to 2**32 - 1.

    Returns
    -------
    keras.KerasTensor of shape (None, units)
        The activated values.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range.

    Notes
    -----
    Weights are drawn as in :func:`lenet_layer`, biases are 0.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> cg.dense_layer(keras.Input((294,)), 1024, keep_prob=0.5).shape
    (None, 1024)
    """
    _check_inputs(inputs, 2)
    keep_prob = fraction("keep_prob", keep_prob)
    for_weights, for_dropout = _seeds(seed, 2)
    dense = keras.layers.Dense(
        positive("units", units),
        activation=choice("activation", activation, _ACTIVATIONS),
        kernel_initializer=keras.initializers.GlorotUniform(for_weights),
    )
    if keep_prob == 1:
        return dense(inputs)
    return keras.layers.Dropout(1 - keep_prob, seed=for_dropout)(dense(inputs))


def lenet_model(
    padding: str = "SAME",
    activation: str = "tanh",
    pooling: str = "max",
    keep_prob: float = 0.5,
    seed: int = 0,
) -> keras.Model:
    """Build the tutorial's LeNet, which reads handwritten digits.

    Two convolutions, each with pooling, find 4 and then 6 features; a layer of 1,024 units and one
    of ten tell the digit.

    Parameters
    ----------
    padding : {"SAME", "VALID"}, optional
        Of both convolutions and pools.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        Of all layers but the last.
    pooling : {"max", "average"}, optional
        What is kept of each 2x2 window.
    keep_prob : float, optional
        Chance of each of the 1,024 units to be kept in a step of training.
    seed : int, optional
        Where the random weights, and dropout, start from, 0 to 2**32 - 1.

    Returns
    -------
    keras.Model
        Takes images (N, 28, 28, 1) from 0 to 1 and gives ten logits each. As in the tutorial, the
        last layer is zero before training: every digit is equally likely.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range.

    Notes
    -----
    LeNet-5 [1]_ has 6 and 16 kernels, trainable average pooling, and three dense layers; the
    tutorial keeps its plan and replaces these.

    References
    ----------
    .. [1] Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to
       document recognition", Proceedings of the IEEE 86(11), 1998.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.lenet_model().count_params(), cg.lenet_model(padding="VALID").count_params()
    (313040, 110288)
    """
    seeds = _seeds(seed, 3)
    inputs = x = keras.Input((28, 28, 1))
    for filters, own in zip((4, 6), seeds[:2], strict=True):
        x = lenet_layer(
            x, filters, padding=padding, activation=activation, pooling=pooling, seed=own
        )
    x = flatten_convolution(x)
    x = dense_layer(x, 1024, activation=activation, keep_prob=keep_prob, seed=seeds[2])
    logits = keras.layers.Dense(10, kernel_initializer="zeros")(x)
    return keras.Model(inputs, logits, name="lenet")


def alexnet_model(variant: str = "tutorial", seed: int = 0) -> keras.Model:
    """Build AlexNet, the network that won ImageNet's contest of 2012.

    Parameters
    ----------
    variant : {"tutorial", "paper"}, optional
        The 2016 tutorial's layers, for ten classes, or those of the paper [1]_, for 1,000.
    seed : int, optional
        Where the random weights, and dropout, start from, 0 to 2**32 - 1.

    Returns
    -------
    keras.Model
        Takes images (N, 227, 227, 3) and gives a logit for each class.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range.

    Notes
    -----
    Both have kernels of 11x11, 5x5 and three times 3x3 pixels, and pools of 3x3 with stride 2.

    The tutorial's variant pads everything with SAME, has stride 2 in its second convolution, tanh
    as activation, and dropout (keep 0.2) after layers of 4,096, 4,096 and 1,000 units. Weights are
    drawn as in :func:`lenet_layer`; the logits are zero before training. It has 41,416,834
    parameters.

    The paper's variant has ReLU and dropout (keep 0.5) after the layers of 4,096 units, weights
    with a standard deviation of 0.01, and biases of 1 where the paper sets them (convolutions 2,
    4 and 5 and the hidden dense layers), of 0 elsewhere: 62,378,344 parameters. Two things of the
    paper are left out: the split over two GPUs, which saved weights in convolutions 2, 4 and 5,
    and local response normalization, which has no weights, is no stock layer of Keras, and did not
    help in later networks [2]_. The paper says 224x224 pixels; 227 is the size with which its first
    layer gives the 55x55 results that it reports.

    References
    ----------
    .. [1] A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep
       convolutional neural networks", NeurIPS 2012.
    .. [2] K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image
       recognition", ICLR 2015.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.alexnet_model().output_shape
    (None, 10)
    """
    build = {"tutorial": _tutorials_alexnet, "paper": _papers_alexnet}
    return build[choice("variant", variant, tuple(build))](seed)


def _tutorials_alexnet(seed: int) -> keras.Model:
    seeds = iter(_seeds(seed, 8))
    inputs = x = keras.Input((227, 227, 3))
    for filters, kernel_size, stride, pooled in (
        (96, 11, 4, True),
        (256, 5, 2, True),
        (384, 3, 1, False),
        (384, 3, 1, False),
        (256, 3, 1, True),
    ):
        weights = keras.initializers.GlorotUniform(next(seeds))
        x = keras.layers.Conv2D(
            filters, kernel_size, stride, "same", activation="tanh", kernel_initializer=weights
        )(x)
        if pooled:
            x = keras.layers.MaxPooling2D(3, 2, "same")(x)
    x = flatten_convolution(x)
    for units in (4096, 4096, 1000):
        x = dense_layer(x, units, keep_prob=0.2, seed=next(seeds))
    logits = keras.layers.Dense(10, kernel_initializer="zeros")(x)
    return keras.Model(inputs, logits, name="alexnet")


def _papers_alexnet(seed: int) -> keras.Model:
    seeds = iter(_seeds(seed, 10))

    def weights() -> keras.initializers.Initializer:
        return keras.initializers.RandomNormal(stddev=0.01, seed=next(seeds))

    inputs = x = keras.Input((227, 227, 3))
    for filters, kernel_size, stride, padding, bias, pooled in (
        (96, 11, 4, "valid", "zeros", True),
        (256, 5, 1, "same", "ones", True),
        (384, 3, 1, "same", "zeros", False),
        (384, 3, 1, "same", "ones", False),
        (256, 3, 1, "same", "ones", True),
    ):
        x = keras.layers.Conv2D(
            *(filters, kernel_size, stride, padding),
            activation="relu",
            kernel_initializer=weights(),
            bias_initializer=bias,
        )(x)
        if pooled:
            x = keras.layers.MaxPooling2D(3, 2)(x)
    x = flatten_convolution(x)
    for _ in range(2):
        x = keras.layers.Dense(
            4096, activation="relu", kernel_initializer=weights(), bias_initializer="ones"
        )(x)
        x = keras.layers.Dropout(0.5, seed=next(seeds))(x)
    logits = keras.layers.Dense(1000, kernel_initializer=weights())(x)
    return keras.Model(inputs, logits, name="alexnet")


def _seeds(seed: int, count: int) -> list[int]:
    """Make independent seeds out of one."""
    sequence = np.random.SeedSequence(checked_seed("seed", seed))
    return [int(n) for n in sequence.generate_state(count)]


def _check_inputs(inputs: Any, axes: int) -> tuple[Any, ...]:
    """Refuse anything but a Keras tensor of known size, and tell its shape."""
    form = {2: "(None, N)", 4: "(None, H, W, C)"}[axes]
    message = f"`inputs` must be a Keras tensor of shape {form}"
    if not isinstance(inputs, keras.KerasTensor):
        raise TypeError(f"{message}, got {inputs!r}")
    if len(inputs.shape) != axes or None in inputs.shape[1:]:
        raise ValueError(f"{message}, got shape {inputs.shape}")
    return tuple(inputs.shape)


def _check_fits(name: str, window: int, size: tuple[int, ...]) -> None:
    """Refuse a window that is larger than what it slides over."""
    if window > min(size):
        raise ValueError(
            f"`{name}` must be at most {min(size)} with padding='VALID', as it slides over "
            f"{size[0]}x{size[1]} values, got {window}"
        )
