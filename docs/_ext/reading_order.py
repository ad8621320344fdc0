"""The order in which a reader meets the scripts of a chapter."""

from pathlib import Path

from sphinx.errors import ExtensionError

SCRIPTS = [
    # convolution
    "what_is_a_convolution",
    "sliding_window",
    "correlation_and_convolution",
    "convolve_from_nothing",
    "strides",
    "padding",
    "dilation",
    "sizes",
    "receptive_field",
    "transposed_convolution",
    "channels",
    "gray",
    "activations",
    "linear_light",
    "separable_kernels",
    "frequency_response",
    # kernels
    "sharpen",
    "blur",
    "gaussian_blur",
    "edge_enhance",
    "edge_detect",
    "outline",
    "emboss",
    "sobel",
    "prewitt_and_scharr",
    "gradient",
    "compass",
    "laplacian_of_gaussian",
    "unsharp_mask",
    "motion_blur",
    "design_your_own",
    "catalog",
    # pooling
    "pooling_step_by_step",
    "max_pooling",
    "average_pooling",
    "padding_in_pooling",
    "max_against_average_pooling",
    "overlapping_pooling",
    "pooling_against_strides",
    "small_shifts",
    "global_pooling",
    # lenet
    "digits",
    "lenet_model",
    "same_or_valid",
    "training",
    "learned_filters",
    "feature_maps",
    "mistakes",
    "dropout",
    "pooling_of_lenet",
    "activations_of_lenet",
    "optimizers",
    "stop_and_resume",
    "tensorboard_logs",
    "fast_layers",
    # inside
    "which_pixels_matter",
    "what_excites_a_filter",
    "neighbors",
    "robustness",
    "a_small_change",
    "confidence",
    "modern_network",
    # alexnet
    "alexnet_graphs",
    "shapes_and_parameters",
    "why_227",
    "receptive_fields",
    "ten_steps",
    # scale
    "how_fast",
    "larger_than_memory",
    "several_workers",
]


def position(filename: str) -> int:
    """Where a script stands in the course; sphinx-gallery's sort key."""
    name = Path(filename).stem
    if name not in SCRIPTS:
        raise ExtensionError(f"{name}.py has no place in SCRIPTS of docs/_ext/reading_order.py")
    return SCRIPTS.index(name)
