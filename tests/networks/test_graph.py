"""The calls of layers in networks that branch."""

import keras
import numpy as np
import pytest
from keras import layers

from convgallery.networks._graph import layer_calls


def test_calls_come_after_what_they_depend_on():
    inputs = keras.Input((4,))
    a = layers.Dense(4, name="a")(inputs)
    long = layers.Dense(4, name="long2")(layers.Dense(4, name="long1")(a))
    model = keras.Model(inputs, layers.Add(name="sum")([a, long, inputs]))
    assert [call.layer.name for call in layer_calls(model)] == ["a", "long1", "long2", "sum"]


def test_branches_are_listed_level_by_level():
    inputs = keras.Input((4,))
    left = layers.Dense(1, name="l2")(layers.Dense(2, name="l1")(inputs))
    right = layers.Dense(1, name="r2")(layers.Dense(2, name="r1")(inputs))
    calls = layer_calls(keras.Model(inputs, layers.Concatenate(name="all")([left, right])))
    assert [call.layer.name for call in calls] == ["l1", "r1", "l2", "r2", "all"]


def test_tensors_lead_from_call_to_call():
    model = keras.applications.ResNet50(weights=None, input_shape=(32, 32, 3), classes=2)
    known = {id(tensor) for tensor in model.inputs}
    for call in layer_calls(model):
        assert all(id(tensor) in known for tensor in call.inputs)
        known |= {id(tensor) for tensor in call.outputs}
    assert all(id(tensor) in known for tensor in model.outputs)
    assert len(layer_calls(model)) == len(model.layers) - 1


def test_tensors_are_those_of_this_network():
    twice = layers.Dense(4, name="twice")
    keras.Sequential([keras.Input((4,)), twice])
    inputs = keras.Input((4,))
    calls = layer_calls(keras.Model(inputs, twice(twice(inputs))))
    assert [call.layer for call in calls] == [twice, twice]
    assert calls[0].inputs[0] is inputs or calls[0].inputs[0].shape == (None, 4)
    assert calls[1].inputs[0] is calls[0].outputs[0]


def test_several_outputs_of_one_call():
    inputs = keras.Input((2, 6))
    parts = keras.ops.split(inputs, 3, axis=-1)
    split, added = layer_calls(keras.Model(inputs, layers.Add(name="sum")(parts)))
    assert [id(tensor) for tensor in split.outputs] == [id(tensor) for tensor in added.inputs]


def test_a_network_from_the_middle_of_another():
    inputs = keras.Input((4,))
    hidden = layers.Dense(3)(inputs)
    late = layers.Dense(2, name="late")(hidden)
    model = keras.Model(hidden, late)
    assert [call.layer.name for call in layer_calls(model)] == ["late"]
    assert np.shape(model(np.ones((1, 3)))) == (1, 2)


@pytest.mark.parametrize("model", [keras.Sequential(), keras.Sequential([layers.Dense(2)])])
def test_without_shapes(model):
    with pytest.raises(ValueError, match="`model` must know the shapes of its layers"):
        layer_calls(model)
