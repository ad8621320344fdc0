"""What a kernel does to an image: shapes, convolution, pooling, and GIMP's filter."""
