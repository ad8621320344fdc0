"""The layers of LeNet and AlexNet, built from Keras layers."""

from typing import Any

import keras
import numpy as np

from convgallery._arguments import LARGEST, choice, fraction, positive, shown
from convgallery._arguments import seed as checked_seed
from convgallery._backend import require_eager_execution
from convgallery.filters._shapes import PADDINGS, conv_output_size

_ACTIVATIONS = ("sigmoid", "relu", "tanh", "linear")
_MOST_WEIGHTS = 2**28  # of a layer: a gigabyte
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
        The input: ``keras.Input((28, 28, 1))`` or the output of another layer.
    filters : int
        Number of kernels, each of which computes one feature map.
    kernel_size : int, optional
        Rows and columns of a kernel.
    pool_size : int, optional
        Rows and columns of a pooling window, and the stride of pooling.
    padding : {"SAME", "VALID"}, optional
        Padding of the convolution and of pooling, as in :func:`convolve`.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        The function that is applied to every value of the convolution.
    pooling : {"max", "average"}, optional
        The statistic that pooling computes of each window.
    seed : int, optional
        Seed of the random weights, 0 to 2**32 - 1.

    Returns
    -------
    keras.KerasTensor of shape (None, h, w, filters)
        The pooled feature maps.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range, or if VALID leaves no room for one window.

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
    filters, kernel_size = positive("filters", filters), positive("kernel_size", kernel_size)
    _check_weights("filters", kernel_size**2 * inputs.shape[-1] * filters)
    pool_size = positive("pool_size", pool_size)
    if pool_size > LARGEST:
        raise ValueError(f"`pool_size` must be at most {LARGEST}, got {shown(pool_size)}")
    padding = choice("padding", padding, PADDINGS)
    if padding == "VALID":
        _check_fits("kernel_size", kernel_size, size)
        size = tuple(conv_output_size(n, kernel_size, padding=padding) for n in size)
        _check_fits("pool_size", pool_size, size)
    pool = _POOLS[choice("pooling", pooling, tuple(_POOLS))]
    conv = keras.layers.Conv2D(
        filters,
        kernel_size,
        padding=padding.lower(),
        data_format="channels_last",
        activation=choice("activation", activation, _ACTIVATIONS),
        kernel_initializer=keras.initializers.GlorotUniform(independent_seeds(seed, 1)[0]),
    )
    return pool(pool_size, padding=padding.lower(), data_format="channels_last")(conv(inputs))


def flatten_convolution(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """Flatten all feature maps into one vector.

    Parameters
    ----------
    inputs : keras.KerasTensor of shape (None, H, W, C)
        Feature maps.

    Returns
    -------
    keras.KerasTensor of shape (None, H * W * C)
        The same values, in row-major order.

    Raises
    ------
    TypeError
        If ``inputs`` is not a Keras tensor.
    ValueError
        If its shape is different.

    Examples
    --------
    >>> import convgallery as cg
    >>> import keras
    >>> cg.flatten_convolution(keras.Input((7, 7, 6))).shape
    (None, 294)
    """
    _check_inputs(inputs, 4)
    return keras.layers.Flatten(data_format="channels_last")(inputs)


def dense_layer(
    inputs: keras.KerasTensor,
    units: int,
    *,
    activation: str = "tanh",
    keep_prob: float = 1.0,
    seed: int = 0,
) -> keras.KerasTensor:
    """Add a fully connected layer and dropout.

    Parameters
    ----------
    inputs : keras.KerasTensor of shape (None, N)
        The input.
    units : int
        Number of outputs.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        The function that is applied to every output.
    keep_prob : float, optional
        Probability that dropout keeps a unit in a training step; the outputs of kept units are
        divided by it. With 1, there is no dropout layer.
    seed : int, optional
        Seed of the random weights and of dropout, 0 to 2**32 - 1.

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
    units = positive("units", units)
    _check_weights("units", inputs.shape[-1] * units)
    weights_seed, dropout_seed = independent_seeds(seed, 2)
    dense = keras.layers.Dense(
        units,
        activation=choice("activation", activation, _ACTIVATIONS),
        kernel_initializer=keras.initializers.GlorotUniform(weights_seed),
    )
    if keep_prob == 1:
        return dense(inputs)
    return keras.layers.Dropout(1 - keep_prob, seed=dropout_seed)(dense(inputs))


def independent_seeds(seed: int, count: int) -> list[int]:
    """Derive independent seeds from one.

    Parameters
    ----------
    seed : int
        From 0 to 2**32 - 1.
    count : int
        Number of seeds.

    Returns
    -------
    list of int
        Seeds in the same range.

    Raises
    ------
    TypeError, ValueError
        If ``seed`` is not an int in that range.

    Examples
    --------
    >>> independent_seeds(0, 3) == independent_seeds(0, 3) != independent_seeds(1, 3)
    True
    """
    sequence = np.random.SeedSequence(checked_seed("seed", seed))
    return [int(n) for n in sequence.generate_state(count)]


def _check_inputs(inputs: Any, axes: int) -> tuple[Any, ...]:
    """Check for a Keras tensor of known size, and return its shape."""
    require_eager_execution()
    expected = {2: "(None, N)", 4: "(None, H, W, C)"}[axes]
    message = f"`inputs` must be a Keras tensor of shape {expected}"
    if not isinstance(inputs, keras.KerasTensor):
        raise TypeError(f"{message}, got {shown(inputs)}")
    if len(inputs.shape) != axes or None in inputs.shape[1:]:
        raise ValueError(f"{message}, got shape {inputs.shape}")
    return tuple(inputs.shape)


def _check_weights(name: str, count: int) -> None:
    """Refuse a layer that would not fit into memory."""
    if count > _MOST_WEIGHTS:
        raise ValueError(
            f"`{name}` must give a layer of at most {_MOST_WEIGHTS} weights, got {shown(count)}"
        )


def _check_fits(name: str, window: int, size: tuple[int, ...]) -> None:
    """Check that a window is not larger than the input it slides over."""
    if window > min(size):
        raise ValueError(
            f"`{name}` must be at most {min(size)} with padding='VALID', as it slides over "
            f"{size[0]}x{size[1]} values, got {window}"
        )
