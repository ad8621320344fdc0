"""What a training carries from step to step, in a file that is written whole or not at all."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from convgallery._digits import Digits
from convgallery._history import History, new_history

_DIGEST = hashlib.sha256().digest_size


class Progress:
    """How far a training came: its variables, and what was measured on the way.

    Parameters
    ----------
    steps : int
        Steps that it is to have.
    variables : list of keras.Variable
        The model's and the optimizer's.
    settings : dict
        What else its course depends on, of which :meth:`restore` accepts no other: names, and
        what JSON can hold.

    Attributes
    ----------
    step : int
        Steps done.
    loss, accuracy : ndarray of shape (steps,)
        Float32, NaN where nothing was measured.
    """

    def __init__(
        self, steps: int, variables: list[keras.Variable], settings: Mapping[str, Any]
    ) -> None:
        self.step = 0
        self.loss = np.full(steps, np.nan, np.float32)
        self.accuracy = np.full(steps, np.nan, np.float32)
        self._variables = variables
        self._settings = dict(settings)

    def add(self, losses: Sequence[Any]) -> None:
        """Count steps.

        Parameters
        ----------
        losses : sequence of float or tensor
            One a step.
        """
        end = self.step + len(losses)
        self.loss[self.step : end] = [float(loss) for loss in losses]
        self.step = end

    def history(self) -> History:
        """Tell the steps so far.

        Returns
        -------
        History
            A copy of them.
        """
        return new_history(self.loss[: self.step].copy(), self.accuracy[: self.step].copy())

    def save(self, path: Path) -> None:
        """Write all of it to a file.

        Parameters
        ----------
        path : pathlib.Path
            Where to.
        """
        variables = {f"variable_{i}": v.numpy() for i, v in enumerate(self._variables)}
        told = {"loss": self.loss[: self.step], "accuracy": self.accuracy[: self.step]}
        write_arrays(path, {"settings": np.array(json.dumps(self._settings)), **told, **variables})

    def restore(self, path: Path) -> None:
        """Take up from a file.

        Parameters
        ----------
        path : pathlib.Path
            What :meth:`save` wrote.

        Raises
        ------
        OSError
            If the file is damaged.
        ValueError
            If it is of a training with other settings, or with more steps.
        """
        arrays = read_arrays(path)
        settings = json.loads(str(arrays["settings"]))
        for name, value in self._settings.items():
            if settings[name] != value:
                raise ValueError(
                    f"`checkpoint_dir` must hold the same training or none; {path} has "
                    f"{name} {settings[name]!r}, got {value!r}"
                )
        step = len(arrays["loss"])
        if step > len(self.loss):
            raise ValueError(
                f"`steps` must be at least the {step} that {path} has, got {len(self.loss)}"
            )
        for i, variable in enumerate(self._variables):
            variable.assign(arrays[f"variable_{i}"])
        self.step = step
        self.loss[:step], self.accuracy[:step] = arrays["loss"], arrays["accuracy"]


def model_digest(model: keras.Model) -> str:
    """Tell networks of different layers apart, whatever their weights and names.

    Parameters
    ----------
    model : keras.Model
        A network.

    Returns
    -------
    str
        The first digits of a SHA-256.

    Examples
    --------
    >>> layers = [keras.Input((28, 28, 1)), keras.layers.Flatten()]
    >>> model_digest(keras.Sequential(layers)) == model_digest(keras.Sequential(layers))
    True
    """
    # Keras numbers the layers of a process: conv2d, conv2d_1 and so on.
    config = model.get_config()
    names = {layer["config"]["name"]: f"layer {i}" for i, layer in enumerate(config["layers"])}
    names[config["name"]] = "model"

    def _renamed(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: _renamed(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [_renamed(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    shapes = [[list(variable.shape), str(variable.dtype)] for variable in model.variables]
    layout = json.dumps([_renamed(config), shapes], sort_keys=True, default=str)
    return hashlib.sha256(layout.encode()).hexdigest()[:16]


def digits_digest(digits: Digits) -> str:
    """Tell sets of digits apart.

    Parameters
    ----------
    digits : Digits
        Pictures and labels.

    Returns
    -------
    str
        The first digits of a SHA-256.

    Examples
    --------
    >>> from convgallery import load_digits
    >>> digits_digest(load_digits()) == digits_digest(load_digits())
    True
    """
    total = hashlib.sha256()
    for name in ("train_images", "train_labels", "test_images", "test_labels"):
        array = getattr(digits, name)
        total.update(f"{array.shape} {array.dtype}".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()[:16]


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Replace a file by an npz of arrays, followed by its SHA-256.

    Parameters
    ----------
    path : pathlib.Path
        The file, in a folder that exists.
    arrays : dict of str to ndarray
        Numbers and strings.

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_arrays(Path(folder, "a.npz"), {"step": np.array(7)})
    ...     int(read_arrays(Path(folder, "a.npz"))["step"])
    7
    """
    npz = BytesIO()
    np.savez(npz, allow_pickle=False, **arrays)
    content = npz.getvalue()
    partial = path.with_suffix(f".{os.getpid()}.partial")  # two trainings may share the folder
    with partial.open("wb") as file:
        file.write(content + hashlib.sha256(content).digest())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read what :func:`write_arrays` wrote.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    dict of str to ndarray
        The arrays.

    Raises
    ------
    OSError
        If the file cannot be read, or is not what was written.

    Examples
    --------
    >>> read_arrays(Path("nowhere.npz"))
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.npz'
    """
    stored = path.read_bytes()
    content, digest = stored[:-_DIGEST], stored[-_DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        raise OSError(f"{path} is damaged, or no checkpoint; remove it to start over")
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return dict(arrays)
