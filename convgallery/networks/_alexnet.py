"""AlexNet, as the 2016 tutorial and as the paper have it, as a plain Keras model."""

import keras

from convgallery._arguments import choice
from convgallery._backend import require_eager_execution
from convgallery.networks._layers import dense_layer, flatten_convolution, independent_seeds


def alexnet_model(variant: str = "tutorial", seed: int = 0) -> keras.Model:
    """Build AlexNet, the network that won ImageNet's contest of 2012.

    Parameters
    ----------
    variant : {"tutorial", "paper"}, optional
        The 2016 tutorial's layers, for ten classes, or those of the paper [1]_, for 1,000.
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
    require_eager_execution()
    build = {"tutorial": _tutorials_alexnet, "paper": _papers_alexnet}
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
            *(filters, kernel_size, stride, padding, "channels_last"),
            activation="relu",
            kernel_initializer=weights(),
            bias_initializer=bias,
        )(x)
        if pooled:
            x = keras.layers.MaxPooling2D(3, 2, data_format="channels_last")(x)
    x = flatten_convolution(x)
    for _ in range(2):
        x = keras.layers.Dense(
            4096, activation="relu", kernel_initializer=weights(), bias_initializer="ones"
        )(x)
        x = keras.layers.Dropout(0.5, seed=next(seeds))(x)
    logits = keras.layers.Dense(1000, kernel_initializer=weights())(x)
    return keras.Model(inputs, logits, name="alexnet")
