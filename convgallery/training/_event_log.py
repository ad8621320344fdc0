"""The curves and the graph of a training run, as a log for TensorBoard."""

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from convgallery._files import not_written
from convgallery.training._checks import IMAGE_SHAPE
from convgallery.training._history import History

_SUFFIX = ".convgallery"
_REASON = re.compile("; (.+)")  # the system's message within one of TensorFlow's


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

    Raises
    ------
    OSError
        If the folder or the file cannot be created.
    """

    def __init__(self, folder: Path, model: keras.Model) -> None:
        network = tf.function(
            lambda images: model(images, training=False),
            input_signature=[tf.TensorSpec((None, *IMAGE_SHAPE), tf.float32)],
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._earlier = set(folder.glob(f"events.out.tfevents.*{_SUFFIX}"))
        try:
            self._writer = tf.summary.create_file_writer(str(folder), filename_suffix=_SUFFIX)
        except tf.errors.OpError as error:
            raise _not_written(folder, error) from error
        self._path, *_ = set(folder.glob(f"events.out.tfevents.*{_SUFFIX}")) - self._earlier
        self.step = 0
        with self._writer.as_default():
            tf.summary.graph(network.get_concrete_function().graph)

    def write(self, history: History) -> None:
        """Write further steps.

        Parameters
        ----------
        history : History
            The steps that follow :attr:`step`.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        try:
            self._write(history)
        except tf.errors.OpError as error:
            if self._earlier:  # they hold more steps than this one
                self._path.unlink(missing_ok=True)
            raise _not_written(self._path, error) from error
        if not self._path.exists():  # TensorFlow would go on without it
            raise not_written(self._path, "it was removed")
        for path in self._earlier:
            path.unlink()
        self._earlier = set()

    def _write(self, history: History) -> None:
        for i, step in enumerate(history.steps):
            accuracy = history.validation_accuracy[i]
            self._write_scalar("loss", history.loss[i], step)
            self._write_scalar("mean_loss", history.mean_loss[i], step)
            if not np.isnan(accuracy):
                self._write_scalar("validation_accuracy", accuracy, step)
            self.step = int(step)
        self._writer.flush()

    def _write_scalar(self, tag: str, value: Any, step: Any) -> None:
        # tf.summary.scalar does this too, but only where TensorBoard is installed.
        plugin = tf.compat.v1.SummaryMetadata.PluginData(plugin_name="scalars")
        metadata = tf.compat.v1.SummaryMetadata(plugin_data=plugin, data_class="DATA_CLASS_SCALAR")
        with self._writer.as_default():
            tf.summary.write(tag, tf.constant(value, tf.float32), step, metadata)


def _not_written(path: Path, error: tf.errors.OpError) -> OSError:
    found = _REASON.search(error.message)
    return not_written(path, found[1] if found else error.message)
