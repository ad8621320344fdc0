"""The state that a training run carries from step to step."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from convgallery.training._checkpoint import read_arrays, write_arrays
from convgallery.training._history import History, RunningMean


class TrainingState:
    """The state of a training run: its variables, and its losses and accuracies so far.

    Parameters
    ----------
    steps : int
        Total number of steps.
    variables : list of keras.Variable
        The variables of the model and the optimizer.
    settings : dict
        The settings that the result depends on; :meth:`restore` requires the same ones. Values
        must be JSON-serializable.

    Attributes
    ----------
    steps : int
        Total number of steps.
    step : int
        Number of steps taken so far.
    loss, accuracy : ndarray of shape (steps,)
        Float32, NaN where nothing was measured.
    mean_loss : ndarray of shape (steps,)
        Running mean of ``loss``, float64.
    """

    def __init__(
        self, steps: int, variables: list[keras.Variable], settings: Mapping[str, Any]
    ) -> None:
        self.steps = steps
        self.step = 0
        self.loss = np.full(steps, np.nan, np.float32)
        self.accuracy = np.full(steps, np.nan, np.float32)
        self.mean_loss = np.full(steps, np.nan)
        self._running_mean = RunningMean()
        self._variables = variables
        self._settings = dict(settings)

    def add(self, losses: Sequence[Any]) -> None:
        """Add the losses of further steps.

        Parameters
        ----------
        losses : sequence of float or tensor
            One loss for each step.
        """
        end = self.step + len(losses)
        self.loss[self.step : end] = [float(loss) for loss in losses]
        self.mean_loss[self.step : end] = [
            self._running_mean.add(loss) for loss in self.loss[self.step : end]
        ]
        self.step = end

    def history(self, first: int = 0) -> History:
        """Copy the measurements so far.

        Parameters
        ----------
        first : int, optional
            Number of steps to skip at the beginning.

        Returns
        -------
        History
            A copy of the remaining steps.
        """
        part = slice(first, self.step)
        return History(
            np.arange(first + 1, self.step + 1),
            self.loss[part].copy(),
            self.mean_loss[part].copy(),
            self.accuracy[part].copy(),
        )

    def save(self, path: Path) -> None:
        """Write the state to a file.

        Parameters
        ----------
        path : pathlib.Path
            The file.
        """
        variables = {f"variable_{i}": v.numpy() for i, v in enumerate(self._variables)}
        curves = {"loss": self.loss[: self.step], "accuracy": self.accuracy[: self.step]}
        write_arrays(
            path, {"settings": np.array(json.dumps(self._settings)), **curves, **variables}
        )

    def restore(self, path: Path) -> None:
        """Restore the state from a file, whatever the state was.

        Parameters
        ----------
        path : pathlib.Path
            A file that :meth:`save` wrote.

        Raises
        ------
        OSError
            If the file is damaged, or lacks a part of the state.
        ValueError
            If it belongs to a training run with different settings or more steps.
        """
        arrays = read_arrays(path)
        settings = _json_object(str(arrays.get("settings")))
        for name, value in self._settings.items():
            if settings is not None and settings.get(name) != value:
                raise ValueError(
                    f"`checkpoint_dir` must hold a checkpoint of the same training run, or none; "
                    f"{path} has {name} {settings.get(name)!r}, got {value!r}"
                )
        if settings is None or not self._fits(arrays):  # of another version, perhaps
            raise OSError(
                f"{path} is not a checkpoint of this training run; remove it to start over"
            )
        step = len(arrays["loss"])
        if step > len(self.loss):
            raise ValueError(
                f"`steps` must be at least {step}, the number of steps in {path}, got "
                f"{len(self.loss)}"
            )
        for i, variable in enumerate(self._variables):
            variable.assign(arrays[f"variable_{i}"])
        self.step, self._running_mean = 0, RunningMean()
        self.add(arrays["loss"].tolist())
        self.accuracy[:step] = arrays["accuracy"]

    def _fits(self, arrays: Mapping[str, NDArray[Any]]) -> bool:
        """Return whether there is a number for each part of the state."""
        steps = arrays["loss"].shape if "loss" in arrays else ()
        shapes = {"loss": steps, "accuracy": steps} | {
            f"variable_{i}": tuple(variable.shape) for i, variable in enumerate(self._variables)
        }
        return len(steps) == 1 and all(
            name in arrays and arrays[name].shape == shape and arrays[name].dtype.kind in "biufV"
            for name, shape in shapes.items()
        )


def _json_object(text: str) -> dict[str, Any] | None:
    """Parse an object; return None for anything else."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
