"""The tutorial's LeNet, as a plain Keras model."""

import keras

from convgallery._backend import require_eager_execution
from convgallery.networks._layers import (
    dense_layer,
    flatten_convolution,
    independent_seeds,
    lenet_layer,
)


def lenet_model(
    padding: str = "SAME",
    activation: str = "tanh",
    pooling: str = "max",
    keep_prob: float = 0.5,
    seed: int = 0,
) -> keras.Model:
    """Build the tutorial's LeNet, which classifies handwritten digits.

    Two convolutions, each followed by pooling, compute 4 and then 6 feature maps; dense layers of
    1,024 and of 10 units classify the digit.

    Parameters
    ----------
    padding : {"SAME", "VALID"}, optional
        Padding of both convolutions and both pooling layers.
    activation : {"tanh", "sigmoid", "relu", "linear"}, optional
        Activation of all layers but the last.
    pooling : {"max", "average"}, optional
        The statistic that pooling computes of each 2x2 window.
    keep_prob : float, optional
        Probability that dropout keeps each of the 1,024 units in a training step.
    seed : int, optional
        Seed of the random weights and of dropout, 0 to 2**32 - 1.

    Returns
    -------
    keras.Model
        Maps images of shape (N, 28, 28, 1), with values from 0 to 1, to ten logits each. As in the
        tutorial, the last layer starts with zeros, so that every digit is equally likely.

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
    LeNet-5 [1]_ has 6 and 16 kernels, trainable average pooling, and three dense layers; the
    tutorial keeps its overall layout but replaces these.

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
    require_eager_execution()
    seeds = independent_seeds(seed, 3)
    inputs = x = keras.Input((28, 28, 1))
    for filters, layer_seed in zip((4, 6), seeds[:2], strict=True):
        x = lenet_layer(
            x, filters, padding=padding, activation=activation, pooling=pooling, seed=layer_seed
        )
    x = flatten_convolution(x)
    x = dense_layer(x, 1024, activation=activation, keep_prob=keep_prob, seed=seeds[2])
    logits = keras.layers.Dense(10, kernel_initializer="zeros")(x)
    return keras.Model(inputs, logits, name="lenet")
