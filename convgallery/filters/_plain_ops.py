"""The pipeline as TensorFlow's own operations, each on a whole batch."""

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from convgallery.filters._settings import Results, Settings

_ACTIVATIONS = {"sigmoid": tf.sigmoid, "relu": tf.nn.relu, "tanh": tf.tanh, "linear": tf.identity}


def plain_ops(
    batch: NDArray[np.float32], weights: NDArray[np.float32], offset: float, settings: Settings
) -> Results:
    """Run the pipeline on a batch.

    Parameters
    ----------
    batch : ndarray of shape (N, H, W, C)
        Images.
    weights : ndarray of shape (h, w, C, out)
        The kernel.
    offset : float
        The number added to each result of the convolution.
    settings : Settings
        The settings of the pipeline.

    Returns
    -------
    Results
        The results of the steps.
    """
    conv = correlate(batch, weights, settings, settings.padding) + offset
    activated = _ACTIVATIONS[settings.activation](conv)
    pools = (settings.pooling, settings.pool_strides, settings.padding)
    return Results(
        conv.numpy(),
        activated.numpy(),
        tf.nn.avg_pool2d(activated, *pools).numpy(),
        tf.nn.max_pool2d(activated, *pools).numpy(),
    )


def correlate(
    batch: NDArray[np.float32], weights: NDArray[np.float32], settings: Settings, padding: str
) -> tf.Tensor:
    """Apply a kernel to a batch.

    Parameters
    ----------
    batch : ndarray of shape (N, H, W, C)
        Images.
    weights : ndarray of shape (h, w, C, out)
        The kernel.
    settings : Settings
        The settings of the pipeline.
    padding : {"SAME", "VALID"}
        Zeros around the images, or none.

    Returns
    -------
    tensor of shape (N, h, w, out)
        The results, without an offset.
    """
    strides, dilations = settings.strides, settings.dilations
    return tf.nn.conv2d(batch, weights, strides, padding, dilations=dilations)
