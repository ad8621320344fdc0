"""The optimizers that training offers, by name."""

from collections.abc import Callable
from typing import Any

import keras

OPTIMIZERS: dict[str, Callable[[Any], keras.Optimizer]] = {
    # Keras starts its accumulators at 0.1, as TensorFlow 1 did.
    "adagrad": keras.optimizers.Adagrad,
    "sgd": keras.optimizers.SGD,
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
}
