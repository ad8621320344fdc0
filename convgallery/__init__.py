"""Convolutions, kernels and pooling on real images, as TensorFlow computes them.

The stub beside this file, ``__init__.pyi``, lists every public name. Each name is loaded on first
use, so that ``import convgallery`` stays instant: TensorFlow and Matplotlib are imported when they
are needed.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
