# The table of contents: every public name, once.

from . import kernels as kernels
from .data._augmentation import augment_digits as augment_digits
from .data._augmentation import transform_digits as transform_digits
from .data._benchmark import load_benchmark as load_benchmark
from .data._digits import Digits as Digits
from .data._digits import load_digits as load_digits
from .data._photos import load_image as load_image
from .data._sample_images import sample_image as sample_image
from .data._seeds import load_seeds as load_seeds
from .figures._animations import animate_convolution as animate_convolution
from .figures._animations import animate_pooling as animate_pooling
from .figures._digit_sheet import show_digits as show_digits
from .figures._images import show_grids as show_grids
from .figures._images import show_image_ops as show_image_ops
from .figures._images import show_images as show_images
from .figures._layer_blocks import plot_layer_blocks as plot_layer_blocks
from .figures._loss_plot import plot_loss as plot_loss
from .figures._model_graph import plot_model_graph as plot_model_graph
from .figures._network_plots import plot_feature_maps as plot_feature_maps
from .figures._network_plots import plot_filters as plot_filters
from .figures._seeds_plot import plot_seeds as plot_seeds
from .filters._convolution import convolve as convolve
from .filters._gimp import gimp_filter as gimp_filter
from .filters._result import Convolution as Convolution
from .filters._result import show_shapes as show_shapes
from .filters._shapes import conv_output_size as conv_output_size
from .filters._shapes import conv_padding as conv_padding
from .filters._shapes import receptive_field as receptive_field
from .filters._shapes import transposed_output_size as transposed_output_size
from .filters._shapes import window_extent as window_extent
from .networks._alexnet import alexnet_model as alexnet_model
from .networks._layers import dense_layer as dense_layer
from .networks._layers import flatten_convolution as flatten_convolution
from .networks._layers import lenet_layer as lenet_layer
from .networks._lenet import lenet_model as lenet_model
from .networks._modern import modern_model as modern_model
from .networks._response_normalization import (
    LocalResponseNormalization as LocalResponseNormalization,
)
from .training._history import History as History
from .training._train import train as train

__version__: str
