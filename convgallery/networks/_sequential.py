"""The layers of a network, if each feeds the next."""

from typing import Any

import keras


def sequential_layers(model: Any) -> list[Any]:
    """List a network's layers from input to output, without the input.

    Parameters
    ----------
    model : keras.Model
        A network that was built, in which each layer feeds the next.

    Returns
    -------
    list of keras.layers.Layer
        At least one layer.

    Raises
    ------
    TypeError
        If ``model`` is not a Keras model.
    ValueError
        If it has no shapes yet, or branches.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="out")])
    >>> [layer.name for layer in sequential_layers(model)]
    ['out']
    """
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a Keras model, got {model!r}")
    if not getattr(model, "inputs", None):
        raise ValueError(f"`model` must know the shapes of its layers, got {model.name!r} without")
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    tensors = [*model.inputs, *(layer.output for layer in layers)]
    inputs = [*(layer.input for layer in layers), *model.outputs]
    if not layers or len(tensors) != len(inputs):
        raise ValueError(f"`model` must have one input, one output and a layer, got {model.name!r}")
    for tensor, taken, layer in zip(tensors, inputs, [*layers, layers[-1]], strict=True):
        if taken is not tensor:
            raise ValueError(f"`model` must be a chain of layers, which {layer.name!r} leaves")
    return layers
