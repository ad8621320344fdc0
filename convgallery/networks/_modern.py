"""A small network as it is built today, as a plain Keras model."""

import keras

from convgallery._backend import require_eager_execution
from convgallery.networks._layers import independent_seeds

_FILTERS = (8, 16, 32)


def modern_model(seed: int = 0) -> keras.Model:
    """Build a small network of today, which reads handwritten digits.

    Three convolutions with kernels of 3x3, each with batch normalization [1]_ and relu, compute 8,
    16 and 32 feature maps. The first two are pooled. One dense layer classifies the digit.

    Parameters
    ----------
    seed : int, optional
        Seed of the random weights, 0 to 2**32 - 1.

    Returns
    -------
    keras.Model
        Maps images (N, 28, 28, 1) from 0 to 1 to ten logits each. The last layer is zero before
        training: every digit is equally likely.

    Raises
    ------
    TypeError, ValueError
        If ``seed`` is not an int of that range.
    RuntimeError
        If Keras does not run on TensorFlow with eager execution.

    See Also
    --------
    lenet_model : The tutorial's network, with more than ten times the parameters.

    Notes
    -----
    The convolutions have no biases, as batch normalization adds its own. It follows pooling, where
    a quarter of the values are left. Weights are drawn from He and others' normal distribution
    [2]_.

    References
    ----------
    .. [1] S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by
       reducing internal covariate shift", ICML 2015.
    .. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing
       human-level performance on ImageNet classification", ICCV 2015.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.modern_model().count_params()
    21746
    """
    require_eager_execution()
    inputs = x = keras.Input((28, 28, 1))
    for i, layer_seed in enumerate(independent_seeds(seed, len(_FILTERS))):
        x = keras.layers.Conv2D(
            _FILTERS[i],
            3,
            padding="same",
            data_format="channels_last",
            use_bias=False,
            kernel_initializer=keras.initializers.HeNormal(layer_seed),
        )(x)
        if i < len(_FILTERS) - 1:
            x = keras.layers.MaxPooling2D(2, data_format="channels_last")(x)
        x = keras.layers.BatchNormalization(momentum=0.9)(x)
        x = keras.layers.ReLU()(x)
    x = keras.layers.Flatten(data_format="channels_last")(x)
    logits = keras.layers.Dense(10, kernel_initializer="zeros")(x)
    return keras.Model(inputs, logits, name="modern")
