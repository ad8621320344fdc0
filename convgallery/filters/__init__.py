"""Filters of images: convolution, pooling, their output sizes, and GIMP's filter."""
