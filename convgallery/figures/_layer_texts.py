"""What a figure says about a layer: its name, its settings, and its number of parameters."""

from typing import Any

from convgallery.figures._titles import literal
from convgallery.networks._response_normalization import LocalResponseNormalization


def describe_layer(layer: Any) -> list[str]:
    """Describe a layer in a few lines.

    Parameters
    ----------
    layer : keras.layers.Layer or keras.Operation
        A layer that was built, or one of the functions of ``keras.ops``.

    Returns
    -------
    list of str
        Its name and class, its settings if it has any, and its number of parameters if it has any.

    Examples
    --------
    >>> import keras
    >>> describe_layer(keras.layers.MaxPooling2D(2, name="pool"))
    ['pool: MaxPooling2D', '2x2, stride 2x2, VALID']
    """
    lines = [f"{literal(layer.name)}: {type(layer).__name__}"]
    if line := _settings(layer):
        lines.append(line)
    if hasattr(layer, "count_params") and layer.count_params():  # not of an operation
        lines.append(format_parameters(layer))
    return lines


def format_parameters(layer: Any) -> str:
    """Write how many parameters a layer or a network has.

    Parameters
    ----------
    layer : keras.layers.Layer
        A layer that was built, or a network.

    Returns
    -------
    str
        The number, with separators, and the word.

    Examples
    --------
    >>> import keras
    >>> inputs = keras.Input((1000,))
    >>> format_parameters(keras.Model(inputs, keras.layers.Dense(2)(inputs)))
    '2,002 parameters'
    """
    return f"{layer.count_params():,} parameters"


def _settings(layer: Any) -> str:
    """List the settings that a layer has."""
    settings = []
    if hasattr(layer, "filters"):
        settings.append(f"{layer.filters} filters")
    size = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if size:
        settings += [
            _format_size(size),
            f"stride {_format_size(layer.strides)}",
            layer.padding.upper(),
        ]
    if set(getattr(layer, "dilation_rate", {1})) != {1}:
        settings.append(f"dilation {_format_size(layer.dilation_rate)}")
    if getattr(layer, "groups", 1) != 1:
        settings.append(f"{layer.groups} groups")
    if hasattr(layer, "units"):
        settings.append(f"{layer.units} units")
    if isinstance(layer, LocalResponseNormalization):
        settings += [f"{layer.n} channels", f"k {layer.k:g}"]
        settings += [f"alpha {layer.alpha:g}", f"beta {layer.beta:g}"]
    if hasattr(layer, "rate"):
        settings.append(f"rate {layer.rate:g}")
    if activation := getattr(layer, "activation", None):
        name = getattr(activation, "__name__", type(activation).__name__)
        settings += [] if name == "linear" else [name]
    return ", ".join(settings)


def _format_size(size: tuple[int, ...]) -> str:
    """Write (5, 5) as 5x5."""
    return "x".join(map(str, size))
