"""LeNet, AlexNet and their layers, as plain Keras models."""

from convgallery._backend import require_tensorflow_backend

require_tensorflow_backend()
