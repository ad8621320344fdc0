"""The curves and the graph of a training run, as a log for TensorBoard."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from convgallery.training._checks import IMAGE_SHAPE
from convgallery.training._history import History

_SUFFIX = ".convgallery"


class EventLog:
    """The event file of one training run, which replaces those of earlier runs in its folder.

    A run that continues from a checkpoint also logs the steps before it, so that the folder holds
    each step exactly once.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the file; it is created if necessary.
    model : keras.Model
        The network whose graph is logged.

    Attributes
    ----------
    step : int
        The last step written.
    """

    def __init__(self, folder: Path, model: keras.Model) -> None:
        network = tf.function(
            lambda images: model(images, training=False),
            input_signature=[tf.TensorSpec((None, *IMAGE_SHAPE), tf.float32)],
        )
        self._earlier = list(folder.glob(f"events.out.tfevents.*{_SUFFIX}"))
        self._writer = tf.summary.create_file_writer(str(folder), filename_suffix=_SUFFIX)
        self.step = 0
        with self._writer.as_default():
            tf.summary.graph(network.get_concrete_function().graph)

    def write(self, history: History) -> None:
        """Write further steps.

        Parameters
        ----------
        history : History
            The steps that follow :attr:`step`.
        """
        for i, step in enumerate(history.steps):
            accuracy = history.validation_accuracy[i]
            self._write_scalar("loss", history.loss[i], step)
            self._write_scalar("mean_loss", history.mean_loss[i], step)
            if not np.isnan(accuracy):
                self._write_scalar("validation_accuracy", accuracy, step)
            self.step = int(step)
        self._writer.flush()
        for path in self._earlier:
            path.unlink()
        self._earlier = []

    def _write_scalar(self, tag: str, value: Any, step: Any) -> None:
        # tf.summary.scalar does this too, but only where TensorBoard is installed.
        plugin = tf.compat.v1.SummaryMetadata.PluginData(plugin_name="scalars")
        metadata = tf.compat.v1.SummaryMetadata(plugin_data=plugin, data_class="DATA_CLASS_SCALAR")
        with self._writer.as_default():
            tf.summary.write(tag, tf.constant(value, tf.float32), step, metadata)
