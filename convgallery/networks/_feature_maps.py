"""The results of a network's layers for given inputs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import keras

from convgallery.networks._graph import LayerCall, layer_calls


def layer_results(
    model: Any, calls: list[LayerCall], inputs: list[Any], prefix: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Compute the results of all layers of a network, those of inner models as well.

    Parameters
    ----------
    model : keras.Model
        A network that was built.
    calls : list of LayerCall
        The calls of its layers.
    inputs : list of array_like
        One batch for each input of the network.
    prefix : str, optional
        Written before the names of layers.

    Yields
    ------
    str
        The layer's name; from its second call on, with the number of the call.
    keras.KerasTensor or None
        The tensor of the network that the result belongs to; None inside an inner model.
    tensor
        The result.

    Examples
    --------
    >>> import numpy as np
    >>> layers = [keras.Input((4,)), keras.layers.ReLU(name="relu")]
    >>> model = keras.Sequential(layers)
    >>> results = layer_results(model, layer_calls(model), [np.float32([[-1, 0, 1, 2]])])
    >>> [(name, np.asarray(value).tolist()) for name, _, value in results]
    [('relu', [[0.0, 0.0, 1.0, 2.0]])]
    """
    tensors = [tensor for call in calls for tensor in call.outputs]
    computed = keras.tree.flatten(keras.Model(model.inputs, tensors)(inputs))
    values = {id(tensor): value for tensor, value in zip(tensors, computed, strict=True)}
    values.update({id(tensor): value for tensor, value in zip(model.inputs, inputs, strict=True)})
    used: Counter[int] = Counter()
    for layer, arguments, outputs in calls:
        used[id(layer)] += 1
        name = f"{prefix}{layer.name}"
        if used[id(layer)] > 1:
            name += f", call {used[id(layer)]}"
        is_open = isinstance(layer, keras.Model) and bool(getattr(layer, "inputs", None))
        if is_open:
            inner = [values[id(tensor)] for tensor in arguments]
            for inner_name, _, value in layer_results(layer, layer_calls(layer), inner, f"{name}/"):
                yield inner_name, None, value
        for tensor in outputs:
            if not is_open or len(tensor.shape) == 2:  # maps were those of its last layer
                yield name, tensor, values[id(tensor)]
