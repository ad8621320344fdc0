"""A network as a graph: the calls of its layers, and the tensors between them."""

from typing import Any, NamedTuple

from convgallery.networks._sequential import check_is_model


class LayerCall(NamedTuple):
    """One call of a layer: a layer that a network uses twice has two."""

    layer: Any
    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]


def layer_calls(model: Any) -> list[LayerCall]:
    """List the calls of a network's layers, each after those that it depends on.

    Parameters
    ----------
    model : keras.Model
        A network that was built.

    Returns
    -------
    list of LayerCall
        At least one call, with the tensors of this network. Calls at the same distance from the
        inputs, along the longest path, follow each other.

    Raises
    ------
    TypeError
        If ``model`` is not a Keras model.
    ValueError
        If it has no shapes yet, or no layers.

    Examples
    --------
    >>> import keras
    >>> inputs = keras.Input((4,))
    >>> hidden = keras.layers.Dense(4, name="hidden")(inputs)
    >>> model = keras.Model(inputs, keras.layers.Add(name="sum")([hidden, inputs]))
    >>> [call.layer.name for call in layer_calls(model)]
    ['hidden', 'sum']
    """
    check_is_model(model)
    if not model.built or not getattr(model, "inputs", None):
        raise ValueError(f"`model` must know the shapes of its layers, got {model.name!r} without")
    calls: list[LayerCall] = []
    depths = {id(tensor): 0 for tensor in model.inputs}  # of tensors whose calls are listed
    waiting = list(reversed(model.outputs))
    while waiting:  # depth first
        tensor = waiting[-1]
        if id(tensor) in depths:
            waiting.pop()
            continue
        layer, node_index, _ = tensor._keras_history
        node = layer._inbound_nodes[node_index]
        missing = [tensor for tensor in node.input_tensors if id(tensor) not in depths]
        if missing:
            waiting += reversed(missing)
            continue
        depth = 1 + max((depths[id(tensor)] for tensor in node.input_tensors), default=0)
        depths.update({id(output): depth for output in node.output_tensors})
        calls.append(LayerCall(layer, tuple(node.input_tensors), tuple(node.output_tensors)))
    if not calls:
        raise ValueError(f"`model` must have a layer, got {model.name!r} without")
    return sorted(calls, key=lambda call: depths[id(call.outputs[0])])
