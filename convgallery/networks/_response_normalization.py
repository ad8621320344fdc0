"""Local response normalization, as AlexNet's paper has it, as a Keras layer."""

from inspect import Signature, signature
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from convgallery._arguments import number, positive, shown


@keras.saving.register_keras_serializable(package="convgallery")
class LocalResponseNormalization(keras.layers.Layer):  # type: ignore[misc]
    r"""Divide each value by a power of the squares in neighboring channels.

    Parameters
    ----------
    k : float, optional
        The constant that is added to the sum of squares, above 0.
    n : int, optional
        Number of channels in the sum, an odd number: the channel itself and its neighbors on
        both sides.
    alpha : float, optional
        Factor of the sum, at least 0.
    beta : float, optional
        Exponent of the divisor.
    **settings : object
        Settings that every Keras layer takes, such as ``name``.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If an argument is out of range.

    Notes
    -----
    At each pixel, channel :math:`i` of the input :math:`a` becomes

    .. math:: b_i = \frac{a_i}{\left(k + \alpha
        \sum_{j = i - (n - 1) / 2}^{i + (n - 1) / 2} a_j^2\right)^\beta}

    The sum leaves out channels that do not exist (section 3.3 of [1]_). Some libraries divide
    :math:`\alpha` by :math:`n`; neither the paper nor TensorFlow does.

    Importing convgallery does not load this layer yet, but reading its name does. So read
    ``cg.LocalResponseNormalization`` before ``keras.models.load_model`` loads a network with it.

    References
    ----------
    .. [1] A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep
       convolutional neural networks", NeurIPS 2012.

    Examples
    --------
    >>> import convgallery as cg
    >>> import numpy as np
    >>> layer = cg.LocalResponseNormalization(k=1, n=3, alpha=1, beta=1)
    >>> pixel = np.array([1, 0, 2], np.float32)  # 1 / (1 + 1), 0, 2 / (1 + 4)
    >>> layer(pixel.reshape(1, 1, 1, 3)).numpy().ravel().tolist()
    [0.5, 0.0, 0.4000000059604645]
    """

    def __init__(
        self, k: float = 2, n: int = 5, alpha: float = 1e-4, beta: float = 0.75, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.k, self.alpha, self.beta = (
            _float32("k", k),
            _float32("alpha", alpha),
            _float32("beta", beta),
        )
        self.n = positive("n", n)
        if self.k <= 0:
            raise ValueError(f"`k` must be above 0, got {shown(k)}")
        if self.alpha < 0:
            raise ValueError(f"`alpha` must be at least 0, got {shown(alpha)}")
        if self.n % 2 == 0:
            raise ValueError(f"`n` must be odd, got {shown(n)}")

    # For help and documentation: Keras's layers hide their arguments.
    __signature__ = Signature(list(signature(__init__).parameters.values())[1:])

    def call(self, inputs: Any) -> Any:
        """Normalize a batch of feature maps.

        Parameters
        ----------
        inputs : tensor of shape (N, H, W, C)
            The feature maps.

        Returns
        -------
        tensor of shape (N, H, W, C)
            The normalized maps.
        """
        # TensorFlow computes with the radius in 32 bits; beyond all channels, it does not matter.
        radius = min(self.n // 2, 2**24)
        return tf.nn.local_response_normalization(
            inputs, depth_radius=radius, bias=self.k, alpha=self.alpha, beta=self.beta
        )

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of the result.

        Parameters
        ----------
        input_shape : tuple of int or None
            The shape of the inputs.

        Returns
        -------
        tuple of int or None
            The same shape.
        """
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return the settings with which Keras builds the layer again.

        Returns
        -------
        dict
            The arguments of the layer.
        """
        settings = {"k": self.k, "n": self.n, "alpha": self.alpha, "beta": self.beta}
        return {**super().get_config(), **settings}


def _float32(name: str, value: Any) -> float:
    """Check a number that would not become 0 or infinity in float32, and the result NaN."""
    result = number(name, value)
    low, high = float(np.finfo(np.float32).tiny), float(np.finfo(np.float32).max)
    if result and not low <= abs(result) <= high:
        raise ValueError(
            f"`{name}` must have an absolute value from {low:.3g} to {high:.3g}, got {shown(value)}"
        )
    return result
