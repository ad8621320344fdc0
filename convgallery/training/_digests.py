"""Short names for what a checkpoint must match: a network's layers, and a set of digits."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np

from convgallery.data._digits import Digits


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
