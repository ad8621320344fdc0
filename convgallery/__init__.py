"""Convolutions, kernels and pooling on real pictures, computed with TensorFlow.

This module is the table of contents. Each name is loaded from its home on first use, so that
``import convgallery`` stays instant: TensorFlow and Matplotlib are imported when they are needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convgallery import kernels as kernels
    from convgallery._convolution import Convolution as Convolution
    from convgallery._convolution import convolve as convolve
    from convgallery._convolution import show_shapes as show_shapes
    from convgallery._gimp import gimp_filter as gimp_filter
    from convgallery._images import load_image as load_image
    from convgallery._images import sample_image as sample_image
    from convgallery._plots import show_grids as show_grids
    from convgallery._plots import show_image_ops as show_image_ops
    from convgallery._plots import show_images as show_images

__version__ = "0.1.0"

_HOMES = {
    "Convolution": "convgallery._convolution",
    "convolve": "convgallery._convolution",
    "gimp_filter": "convgallery._gimp",
    "load_image": "convgallery._images",
    "sample_image": "convgallery._images",
    "show_grids": "convgallery._plots",
    "show_image_ops": "convgallery._plots",
    "show_images": "convgallery._plots",
    "show_shapes": "convgallery._convolution",
}

__all__ = [
    "Convolution",
    "convolve",
    "gimp_filter",
    "kernels",
    "load_image",
    "sample_image",
    "show_grids",
    "show_image_ops",
    "show_images",
    "show_shapes",
]


def __getattr__(name: str) -> Any:
    if name == "kernels":
        return import_module("convgallery.kernels")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'convgallery' has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", *__all__]
