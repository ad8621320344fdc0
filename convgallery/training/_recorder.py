"""The outputs of a training run: a checkpoint, a log and a progress bar."""

from pathlib import Path

import keras
import numpy as np

from convgallery.training._checks import uncompilable_model_named, writable_folder
from convgallery.training._event_log import EventLog
from convgallery.training._progress_bar import progress_bar
from convgallery.training._state import TrainingState


class Recorder:
    """The outputs of one training run.

    Parameters
    ----------
    state : TrainingState
        The state to record.
    model : keras.Model
        The network, whose graph is logged.
    checkpoint : pathlib.Path, optional
        The checkpoint file. The state is saved at once, so that a folder that cannot be written is
        reported before the next step.
    log_folder : pathlib.Path, optional
        The folder of the log.
    progress : bool
        Draw a progress bar.

    Raises
    ------
    OSError
        If a folder cannot be written.
    """

    def __init__(
        self,
        state: TrainingState,
        model: keras.Model,
        checkpoint: Path | None,
        log_folder: Path | None,
        progress: bool,
    ) -> None:
        self._state, self._checkpoint, self._log_folder = state, checkpoint, log_folder
        if state.step < state.steps:
            self._save_checkpoint()
        self._log: EventLog | None = None
        if log_folder:
            with writable_folder("log_dir", log_folder), uncompilable_model_named():
                self._log = EventLog(log_folder, model)
            self._write_log()
        self._bar = progress_bar(state.steps, progress)

    def record(self, *, save: bool) -> None:
        """Log the steps since the last call, and update the progress bar.

        Parameters
        ----------
        save : bool
            Write the checkpoint as well.

        Raises
        ------
        OSError
            If a file cannot be written.
        """
        if save:
            self._save_checkpoint()
        self._write_log()
        last = self._state.step - 1
        values = {"loss": self._state.loss[last], "accuracy": self._state.accuracy[last]}
        self._bar.update(last + 1, [(k, v) for k, v in values.items() if not np.isnan(v)])

    def _save_checkpoint(self) -> None:
        if self._checkpoint:
            with writable_folder("checkpoint_dir", self._checkpoint.parent):
                self._state.save(self._checkpoint)

    def _write_log(self) -> None:
        if self._log and self._log_folder:
            with writable_folder("log_dir", self._log_folder):
                self._log.write(self._state.history(self._log.step))
