"""The layers of networks: chains, layers that networks share, and inner models."""

import keras
import numpy as np
import pytest

import convgallery as cg
from convgallery.networks._sequential import conv_layers, layers_with_inputs, sequential_layers


def test_layers_shared_with_another_network():
    model = cg.lenet_model()
    expected = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    assert sequential_layers(model) == expected
    shorter = keras.Sequential(model.layers[:-1])
    assert sequential_layers(shorter) == expected[:-1]
    assert sequential_layers(model) == expected


def test_layers_called_again():
    model = cg.lenet_model()
    inputs = x = keras.Input((28, 28, 1))
    for layer in model.layers[1:]:
        x = layer(x)
    assert sequential_layers(keras.Model(inputs, x)) == model.layers[1:]


def test_inputs_are_those_of_this_network():
    conv, pool = keras.layers.Conv2D(2, 3), keras.layers.MaxPooling2D(2)
    keras.Sequential([keras.Input((30, 30, 1)), conv, pool])
    small = keras.Sequential([keras.Input((10, 8, 1)), conv, pool])
    shapes = [tensor.shape for _, tensor in layers_with_inputs(small)]
    assert shapes == [(None, 10, 8, 1), (None, 8, 6, 2)]


def test_feature_maps_of_a_shortened_network():
    model = cg.lenet_model()
    figure = cg.plot_feature_maps(keras.Sequential(model.layers[:-1]), np.zeros((28, 28)))
    titles = [axes.get_title() for axes in figure.axes if axes.get_title()]
    assert titles[-1].startswith(model.layers[4].name)


def test_functions_are_no_layers():
    inputs = keras.Input((4,))
    model = keras.Model(inputs, keras.ops.relu(keras.layers.Dense(2)(inputs)))
    with pytest.raises(ValueError, match="`model` must be a chain of layers, which 'relu"):
        sequential_layers(model)


def two_outputs():
    inputs = keras.Input((4,))
    return keras.Model(inputs, [keras.layers.Dense(2)(inputs), keras.layers.Dense(3)(inputs)])


def no_layers():
    inputs = keras.Input((4,))
    return keras.Model(inputs, inputs)


@pytest.mark.parametrize("make", [two_outputs, no_layers])
def test_a_chain_has_one_input_one_output_and_a_layer(make):
    model = make()
    with pytest.raises(ValueError, match=f"one input, one output and a layer, got '{model.name}'"):
        layers_with_inputs(model)


def inner():
    layers = [keras.Input((28, 28, 1)), keras.layers.Conv2D(3, 5, name="deep")]
    return keras.Sequential([keras.Sequential(layers), keras.layers.Conv2D(2, 3, name="late")])


class Subclass(keras.Model):
    def __init__(self):
        super().__init__()
        self.features = inner()

    def call(self, images):
        return self.features(images)


@pytest.mark.parametrize("make", [inner, Subclass])
def test_convolutions_of_inner_models(make):
    model = make()
    model.build((None, 28, 28, 1))
    assert [layer.name for layer in conv_layers(model)] == ["deep", "late"]
    assert cg.plot_filters(model).axes[0].get_title() == "deep\n(5, 5, 1, 3)"
    assert cg.plot_filters(model, layer="late").axes[0].get_title() == "late\n(3, 3, 3, 2)"
    with pytest.raises(ValueError, match="`layer` must be one of 'deep', 'late', got 'conv'"):
        cg.plot_filters(model, layer="conv")
