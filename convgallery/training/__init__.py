"""Training a network on digits: steps, checkpoints, logs and history."""

from convgallery._backend import require_tensorflow_backend

require_tensorflow_backend()
