"""Training a network on digits: steps, checkpoints, logs and history."""
