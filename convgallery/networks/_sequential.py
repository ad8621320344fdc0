"""The layers of a network: those of a chain in their order, or all of them."""

from collections.abc import Iterator
from typing import Any

import keras

from convgallery._arguments import shown


def check_is_model(model: Any) -> None:
    """Refuse anything but a Keras model.

    Parameters
    ----------
    model : object
        What a caller was given.

    Raises
    ------
    TypeError
        If ``model`` is not a Keras model.

    Examples
    --------
    >>> check_is_model(keras.Sequential())
    """
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a Keras model, got {shown(model)}")


def all_layers(model: Any) -> Iterator[Any]:
    """List a network's layers and, after each inner model, the layers inside it.

    Parameters
    ----------
    model : keras.Model
        Any network.

    Yields
    ------
    keras.layers.Layer
        A layer, or an inner model.

    Examples
    --------
    >>> layers = [keras.Input((4,)), keras.layers.Flatten(name="flat")]
    >>> inner = keras.Sequential(layers, name="inner")
    >>> [layer.name for layer in all_layers(keras.Sequential([inner]))]
    ['inner', 'flat']
    """
    for layer in model.layers:
        yield layer
        if isinstance(layer, keras.Model):
            yield from all_layers(layer)


def conv_layers(model: Any) -> list[Any]:
    """List a network's convolutional layers that have weights, those of inner models as well.

    Parameters
    ----------
    model : keras.Model
        Any network.

    Returns
    -------
    list of keras.layers.Conv2D
        The layers.

    Raises
    ------
    TypeError
        If ``model`` is not a Keras model.

    Examples
    --------
    >>> conv = keras.layers.Conv2D(4, 5, name="conv")
    >>> inner = keras.Sequential([keras.Input((28, 28, 1)), conv])
    >>> [layer.name for layer in conv_layers(keras.Sequential([inner]))]
    ['conv']
    """
    check_is_model(model)
    layers = dict.fromkeys(all_layers(model))  # one that is used twice is one layer
    return [layer for layer in layers if isinstance(layer, keras.layers.Conv2D) and layer.built]


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
    return [layer for layer, _ in layers_with_inputs(model)]


def layers_with_inputs(model: Any) -> list[tuple[Any, Any]]:
    """List a network's layers from input to output, each with the tensor that it takes.

    Parameters
    ----------
    model : keras.Model
        A network that was built, in which each layer feeds the next.

    Returns
    -------
    list of (keras.layers.Layer, keras.KerasTensor)
        The layers. A layer that other networks use as well has several inputs; the tensor is the
        one of this network.

    Raises
    ------
    TypeError, ValueError
        As :func:`sequential_layers`.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="out")])
    >>> [(layer.name, tensor.shape) for layer, tensor in layers_with_inputs(model)]
    [('out', (None, 4))]
    """
    check_is_model(model)
    if not model.built or not getattr(model, "inputs", None):
        raise ValueError(f"`model` must know the shapes of its layers, got {model.name!r} without")
    if len(model.inputs) != 1 or len(model.outputs) != 1 or model.outputs[0] is model.inputs[0]:
        raise ValueError(f"`model` must have one input, one output and a layer, got {model.name!r}")
    chain: list[tuple[Any, Any]] = []
    tensor = model.outputs[0]
    while tensor is not model.inputs[0]:
        layer, node_index, _ = tensor._keras_history
        tensors = layer._inbound_nodes[node_index].input_tensors
        is_repeated = any(layer is later for later, _ in chain)
        if len(tensors) != 1 or is_repeated or not isinstance(layer, keras.layers.Layer):
            raise ValueError(f"`model` must be a chain of layers, which {layer.name!r} leaves")
        tensor = tensors[0]
        chain.append((layer, tensor))
    return chain[::-1]
