"""Convolutions, kernels and pooling on real pictures, computed with TensorFlow.

This module is the table of contents. Each name is loaded from its home on first use, so that
``import convgallery`` stays instant: TensorFlow and Matplotlib are imported when they are needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convgallery import kernels as kernels
    from convgallery._animations import animate_convolution as animate_convolution
    from convgallery._animations import animate_pooling as animate_pooling
    from convgallery._convolution import Convolution as Convolution
    from convgallery._convolution import convolve as convolve
    from convgallery._convolution import show_shapes as show_shapes
    from convgallery._digit_plots import show_digits as show_digits
    from convgallery._digits import Digits as Digits
    from convgallery._digits import load_digits as load_digits
    from convgallery._gimp import gimp_filter as gimp_filter
    from convgallery._history import History as History
    from convgallery._images import load_image as load_image
    from convgallery._images import sample_image as sample_image
    from convgallery._layers import dense_layer as dense_layer
    from convgallery._layers import flatten_convolution as flatten_convolution
    from convgallery._layers import lenet_layer as lenet_layer
    from convgallery._loss_plot import plot_loss as plot_loss
    from convgallery._model_graph import plot_model_graph as plot_model_graph
    from convgallery._network_plots import plot_feature_maps as plot_feature_maps
    from convgallery._network_plots import plot_filters as plot_filters
    from convgallery._networks import alexnet_model as alexnet_model
    from convgallery._networks import lenet_model as lenet_model
    from convgallery._plots import show_grids as show_grids
    from convgallery._plots import show_image_ops as show_image_ops
    from convgallery._plots import show_images as show_images
    from convgallery._shapes import conv_output_size as conv_output_size
    from convgallery._shapes import conv_padding as conv_padding
    from convgallery._shapes import receptive_field as receptive_field
    from convgallery._shapes import transposed_output_size as transposed_output_size
    from convgallery._shapes import window_extent as window_extent
    from convgallery._training import train as train

__version__ = "0.1.0"

_HOMES = {
    "Convolution": "convgallery._convolution",
    "animate_convolution": "convgallery._animations",
    "animate_pooling": "convgallery._animations",
    "Digits": "convgallery._digits",
    "History": "convgallery._history",
    "alexnet_model": "convgallery._networks",
    "conv_output_size": "convgallery._shapes",
    "conv_padding": "convgallery._shapes",
    "convolve": "convgallery._convolution",
    "dense_layer": "convgallery._layers",
    "flatten_convolution": "convgallery._layers",
    "gimp_filter": "convgallery._gimp",
    "lenet_layer": "convgallery._layers",
    "lenet_model": "convgallery._networks",
    "load_digits": "convgallery._digits",
    "load_image": "convgallery._images",
    "plot_feature_maps": "convgallery._network_plots",
    "plot_filters": "convgallery._network_plots",
    "plot_loss": "convgallery._loss_plot",
    "plot_model_graph": "convgallery._model_graph",
    "receptive_field": "convgallery._shapes",
    "sample_image": "convgallery._images",
    "show_digits": "convgallery._digit_plots",
    "show_grids": "convgallery._plots",
    "show_image_ops": "convgallery._plots",
    "show_images": "convgallery._plots",
    "show_shapes": "convgallery._convolution",
    "train": "convgallery._training",
    "transposed_output_size": "convgallery._shapes",
    "window_extent": "convgallery._shapes",
}

__all__ = [
    "Convolution",
    "Digits",
    "History",
    "alexnet_model",
    "animate_convolution",
    "animate_pooling",
    "conv_output_size",
    "conv_padding",
    "convolve",
    "dense_layer",
    "flatten_convolution",
    "gimp_filter",
    "kernels",
    "lenet_layer",
    "lenet_model",
    "load_digits",
    "load_image",
    "plot_feature_maps",
    "plot_filters",
    "plot_loss",
    "plot_model_graph",
    "receptive_field",
    "sample_image",
    "show_digits",
    "show_grids",
    "show_image_ops",
    "show_images",
    "show_shapes",
    "train",
    "transposed_output_size",
    "window_extent",
]


def __getattr__(name: str) -> Any:
    if name == "kernels":
        return import_module("convgallery.kernels")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'convgallery' has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", *__all__]
