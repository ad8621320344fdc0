"""LeNet, AlexNet and their layers, as plain Keras models."""
