"""Digests of what a checkpoint must match: a network's layers, and a set of digits."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np

from convgallery.data._digits import Digits
from convgallery.networks._sequential import all_layers


def model_digest(model: keras.Model) -> str:
    """Compute a digest of a network's layers, independent of their weights and names.

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
    config = _config(model)
    # Keras numbers layers throughout a process: conv2d, conv2d_1 and so on.
    names = {name: f"layer {i}" for i, name in enumerate(dict.fromkeys(_names(model)))}

    def _renamed(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: _renamed(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [_renamed(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    shapes = [[list(variable.shape), str(variable.dtype)] for variable in model.variables]
    layout = json.dumps([_renamed(config), shapes], sort_keys=True, default=str)
    return hashlib.sha256(layout.encode()).hexdigest()[:16]


def _config(model: keras.Model) -> Any:
    """Describe a model by its configuration or, for a subclass, by its class and its layers."""
    if _is_kerass(model):
        return model.get_config()
    layers = [
        [type(layer).__qualname__, layer.get_config() if _is_kerass(layer) else None]
        for layer in all_layers(model)
    ]
    return [type(model).__module__, type(model).__qualname__, layers]


def _names(model: keras.Model) -> Iterator[str]:
    """List the names of a model, its layers, inputs and operations, including nested ones."""
    for layer in (model, *all_layers(model)):
        yield layer.name
        if isinstance(layer, keras.Model):
            inputs = getattr(layer, "inputs", None) or ()
            yield from (tensor._keras_history.operation.name for tensor in inputs)
            yield from (operation.name for operation in getattr(layer, "operations", ()))


def _is_kerass(layer: Any) -> bool:
    """Return whether a layer's class is Keras's own; all of those have a configuration."""
    return type(layer).__module__.startswith("keras.")


def digits_digest(digits: Digits) -> str:
    """Compute a digest of a set of digits.

    Parameters
    ----------
    digits : Digits
        Images and labels.

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
