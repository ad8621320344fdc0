"""AlexNet, as the 2016 tutorial and as the paper have it, as a Keras model."""

from collections.abc import Iterator

import keras

from convgallery._arguments import choice
from convgallery._backend import require_eager_execution
from convgallery.networks._layers import dense_layer, flatten_convolution, independent_seeds
from convgallery.networks._response_normalization import LocalResponseNormalization


def alexnet_model(variant: str = "tutorial", seed: int = 0) -> keras.Model:
    """Build AlexNet, the network that won ImageNet's contest of 2012.

    Parameters
    ----------
    variant : {"tutorial", "paper", "two_groups"}, optional
        The 2016 tutorial's layers, for ten classes; those of the paper [1]_, for 1,000; or the
        paper's with all details: channels in two groups, and local response normalization.
    seed : int, optional
        Seed of the random weights and of dropout, 0 to 2**32 - 1.

    Returns
    -------
    keras.Model
        Maps images (N, 227, 227, 3) to one logit for each class.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range.
    RuntimeError
        If Keras does not run on TensorFlow with eager execution.

    Notes
    -----
    All have kernels of 11x11, 5x5 and three times 3x3 pixels, and pools of 3x3 with stride 2.

    The tutorial's variant pads everything with SAME, has stride 2 in its second convolution, tanh
    as activation, and dropout (keep 0.2) after layers of 4,096, 4,096 and 1,000 units. Weights are
    drawn as in :func:`lenet_layer`; the logits are zero before training. It has 41,416,834
    parameters.

    The paper's variant has ReLU and dropout (keep 0.5) after the layers of 4,096 units, weights
    with a standard deviation of 0.01, and biases of 1 where the paper sets them (convolutions 2,
    4 and 5 and the hidden dense layers), of 0 elsewhere: 62,378,344 parameters. The paper says
    224x224 pixels; 227 is the size with which its first layer gives the 55x55 results that it
    reports. Every convolution reads all channels, and local response normalization is left out,
    which did not help in later networks [2]_.

    With two groups, the network is that of the paper's figure 2, which ran on two GPUs: two towers
    with half of the kernels each. A tower's convolutions 2, 4 and 5 read only its own channels;
    convolution 3 and the dense layers read both towers. This leaves 60,965,224 parameters. In each
    tower, :class:`LocalResponseNormalization` follows the ReLU of convolutions 1 and 2, before
    pooling. The weights start as in the paper's variant.

    The towers are layers of their own rather than convolutions with ``groups=2``, which give the
    same results, but whose gradients take several times as long on a CPU.

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
    require_eager_execution()
    build = {
        "tutorial": _tutorials_alexnet,
        "paper": _papers_alexnet,
        "two_groups": _alexnet_in_two_groups,
    }
    return build[choice("variant", variant, tuple(build))](seed)


def _tutorials_alexnet(seed: int) -> keras.Model:
    seeds = iter(independent_seeds(seed, 8))
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
            *(filters, kernel_size, stride, "same", "channels_last"),
            activation="tanh",
            kernel_initializer=weights,
        )(x)
        if pooled:
            x = keras.layers.MaxPooling2D(3, 2, "same", "channels_last")(x)
    x = flatten_convolution(x)
    for units in (4096, 4096, 1000):
        x = dense_layer(x, units, keep_prob=0.2, seed=next(seeds))
    logits = keras.layers.Dense(10, kernel_initializer="zeros")(x)
    return keras.Model(inputs, logits, name="alexnet")


def _papers_alexnet(seed: int) -> keras.Model:
    seeds = iter(independent_seeds(seed, 10))
    inputs = x = keras.Input((227, 227, 3))
    for filters, kernel_size, stride, padding, bias, pooled in (
        (96, 11, 4, "valid", "zeros", True),
        (256, 5, 1, "same", "ones", True),
        (384, 3, 1, "same", "zeros", False),
        (384, 3, 1, "same", "ones", False),
        (256, 3, 1, "same", "ones", True),
    ):
        x = keras.layers.Conv2D(
            *(filters, kernel_size, stride, padding, "channels_last"),
            activation="relu",
            kernel_initializer=_papers_weights(seeds),
            bias_initializer=bias,
        )(x)
        if pooled:
            x = keras.layers.MaxPooling2D(3, 2, data_format="channels_last")(x)
    return keras.Model(inputs, _papers_dense_layers(x, seeds), name="alexnet")


def _alexnet_in_two_groups(seed: int) -> keras.Model:
    seeds = iter(independent_seeds(seed, 15))
    inputs = keras.Input((227, 227, 3), name="image")
    towers = [inputs, inputs]
    for number, filters, kernel_size, stride, padding, bias, normalized, pooled in (
        (1, 48, 11, 4, "valid", "zeros", True, True),
        (2, 128, 5, 1, "same", "ones", True, True),
        (3, 192, 3, 1, "same", "zeros", False, False),
        (4, 192, 3, 1, "same", "ones", False, False),
        (5, 128, 3, 1, "same", "ones", False, True),
    ):
        if number == 3:
            towers = [keras.layers.Concatenate(name="join2")(towers)] * 2
        for i, tower in enumerate("ab"):
            x = keras.layers.Conv2D(
                *(filters, kernel_size, stride, padding, "channels_last"),
                activation="relu",
                kernel_initializer=_papers_weights(seeds),
                bias_initializer=bias,
                name=f"conv{number}{tower}",
            )(towers[i])
            if normalized:
                x = LocalResponseNormalization(name=f"norm{number}{tower}")(x)
            if pooled:
                pool = {"data_format": "channels_last", "name": f"pool{number}{tower}"}
                x = keras.layers.MaxPooling2D(3, 2, **pool)(x)
            towers[i] = x
    x = keras.layers.Concatenate(name="join5")(towers)
    return keras.Model(inputs, _papers_dense_layers(x, seeds), name="alexnet")


def _papers_dense_layers(x: keras.KerasTensor, seeds: Iterator[int]) -> keras.KerasTensor:
    """Add the dense layers, which give a logit for each of 1,000 classes."""
    x = flatten_convolution(x)
    for _ in range(2):
        x = keras.layers.Dense(
            *(4096, "relu"), kernel_initializer=_papers_weights(seeds), bias_initializer="ones"
        )(x)
        x = keras.layers.Dropout(0.5, seed=next(seeds))(x)
    return keras.layers.Dense(1000, kernel_initializer=_papers_weights(seeds))(x)


def _papers_weights(seeds: Iterator[int]) -> keras.initializers.Initializer:
    return keras.initializers.RandomNormal(stddev=0.01, seed=next(seeds))
