"""LeNet, AlexNet and the layers they are built of, as plain Keras models."""

from typing import Any

import keras
import numpy as np

from convgallery._shapes import PADDINGS, conv_output_size
from convgallery._shapes import PADDINGS, conv_output_size

_ACTIVATIONS = ("sigmoid", "relu", "tanh", "linear")
_POOLS = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}


def lenet_layer(inputs, filters, *, kernel_size=5, pool_size=2, padding="same", activation="tanh", pooling="max", seed=0):
    x = keras.layers.Conv2D(filters, kernel_size, padding=padding, activation=activation,
        kernel_initializer=keras.initializers.GlorotUniform(seed))(inputs)
    return _POOLS[pooling](pool_size, padding=padding)(x)

def flatten_convolution(inputs):
    return keras.layers.Flatten()(inputs)

def dense_layer(inputs, units, *, activation="tanh", keep_prob=1.0, seed=0):
    weights, dropout = _seeds(seed, 2)
    x = keras.layers.Dense(units, activation=activation, kernel_initializer=keras.initializers.GlorotUniform(weights))(inputs)
    if keep_prob < 1: x = keras.layers.Dropout(1-keep_prob, seed=dropout)(x)
    return x

def lenet_model(padding="same", activation="tanh", pooling="max", keep_prob=0.5, seed=0):
    seeds = _seeds(seed, 3)
    inputs = x = keras.Input((28, 28, 1))
    for filters, own in zip((4, 6), seeds[:2], strict=True):
        x = lenet_layer(x, filters, padding=padding, activation=activation, pooling=pooling, seed=own)
    x = dense_layer(flatten_convolution(x), 1024, activation=activation, keep_prob=keep_prob, seed=seeds[2])
    return keras.Model(inputs, _logits(x, 10), name="lenet")

def _logits(inputs, classes):
    return keras.layers.Dense(classes, kernel_initializer="zeros")(inputs)

def _seeds(seed, count):
    return [int(n) for n in np.random.SeedSequence(seed).generate_state(count)]
