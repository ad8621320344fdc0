"""Every public name: its arguments when they are right, and the check of what it returns."""

import inspect
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dask
import dask.array as da
import keras
import numpy as np
from hostile_values import Named, few_digits, pil_image, small_model
from hypothesis import strategies as st
from result_checks import (
    check_animation,
    check_augmented,
    check_convolve,
    check_dense_output,
    check_digits,
    check_extent,
    check_field,
    check_figure,
    check_flattened,
    check_gimp,
    check_history,
    check_image,
    check_kernel,
    check_layer_output,
    check_network,
    check_normalization,
    check_padding,
    check_report,
    check_result,
    check_shapes_printed,
    check_size,
    check_training,
    check_transformed,
    check_transposed,
)

import convgallery as cg

FOLDER = Path(tempfile.mkdtemp(prefix="convgallery-fuzz-"))


@dataclass(frozen=True, repr=False)
class Entry:
    """A public name, or a variant of it."""

    name: str
    call: Callable[..., Any]
    valid: Mapping[str, st.SearchStrategy]  # of each argument
    check: Callable[..., None]  # called with the result and the arguments
    variant: str = ""
    errors: tuple[type[Exception], ...] = (TypeError, ValueError)
    # What messages may say instead of an argument's name.
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # For each argument, values that are not tried, and why.
    not_tried: Mapping[str, tuple[Callable[[Any], bool], str]] = field(default_factory=dict)
    never_right: str = ""  # why a call with right arguments is not made
    share: float = 1.0  # of the cases; less for what takes long
    kilobytes: float = 20  # by which memory may grow with each call

    @property
    def parameters(self):
        """Those of the public name, as ``inspect`` lists them."""
        public = cg.kernels.Kernel if self.name == "kernels" else getattr(cg, self.name)
        parameters = inspect.signature(public).parameters
        return {n: p for n, p in parameters.items() if p.kind is not p.VAR_KEYWORD}

    def __str__(self):
        return f"{self.name}{self.variant and f' ({self.variant})'}"

    __repr__ = __str__


def above(limit):
    """True for numbers above a limit, which would take as long or as much memory as they say."""

    def _is_above(value):
        try:
            return bool(value > limit)
        except (TypeError, ValueError, RuntimeError, ArithmeticError):
            return False

    return _is_above


def random_arrays(*shapes, low=0.0, high=1.0):
    return st.tuples(st.sampled_from(shapes), st.integers(0, 999)).map(
        lambda drawn: np.random.default_rng(drawn[1]).uniform(low, high, drawn[0])
    )


IMAGES = st.one_of(
    random_arrays((9, 12), (1, 1), (20, 7), (8, 9, 3), (6, 5, 1), (2, 7, 8, 3), (3, 6, 6, 1)),
    random_arrays((9, 12), (8, 9, 3)).map(lambda array: (255 * array).astype(np.uint8)),
    random_arrays((9, 12)).map(lambda array: array > 0.5),
    st.sampled_from(["L", "RGB", "RGBA", "P", "1", "CMYK"]).map(pil_image),
)
SINGLE_IMAGES = IMAGES.filter(lambda image: np.ndim(image) < 4)
KERNELS = st.one_of(
    st.sampled_from(sorted(cg.kernels.CATALOG)).map(cg.kernels.CATALOG.get),
    random_arrays((1, 1), (3, 3), (2, 2), (5, 3), (1, 7), (25, 25), low=-1),
    random_arrays((3, 3, 3, 2), (1, 2, 1, 4), low=-1),
)
SMALL_KERNELS = random_arrays((3, 3), (5, 5), low=-1, high=3) | st.sampled_from(
    [cg.kernels.SHARPEN, cg.kernels.EMBOSS, cg.kernels.EDGE_DETECT]
)
PAIRS = st.one_of(
    st.integers(1, 4),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.integers(1, 4).map(lambda n: (1, n, 2, 1)),
    st.sampled_from([50, (1, 300), 4096]),
)
DILATIONS = st.one_of(st.integers(1, 3), st.tuples(st.integers(1, 9), st.integers(1, 9)))
PADDINGS = st.sampled_from(["SAME", "VALID", "same", "Valid"])
ACTIVATIONS = st.sampled_from(["sigmoid", "relu", "tanh", "linear"])
POOLS = st.sampled_from(["max", "average"])
SEEDS = st.sampled_from([0, 1, 2**32 - 1])
SIZES = st.integers(1, 300)
WINDOWS = st.integers(1, 12)
TITLES = st.sampled_from(["a", "b c", "kernel", "mean\nof two"])
MODELS = st.just(Named("a small model", small_model))
DIGITS = st.integers(1, 12).map(few_digits)


def convolve_now(**arguments):
    """Compute lazy results, too, since values of Dask arrays are checked then."""
    with dask.config.set(scheduler="synchronous"):
        return cg.convolve(**arguments).compute()


def gimp_filter_now(**arguments):
    result = cg.gimp_filter(**arguments)
    if not isinstance(result, da.Array):
        return result
    with dask.config.set(scheduler="synchronous"):
        return result.compute()


def train_quietly(**arguments):
    return cg.train(**{"progress": False} | arguments)


def png():
    path = FOLDER / "photo.png"
    if not path.exists():
        pil_image("RGBA").save(path)
    return path


def opened():
    return BytesIO(png().read_bytes())


def npz():
    path = FOLDER / "digits.npz"
    if not path.exists():
        images, labels = np.zeros((2, 28, 28), np.uint8), np.arange(2, dtype=np.uint8)
        np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)
    return path


def few_results(shape=(9, 12), **settings):
    return st.integers(0, 99).map(
        lambda seed: cg.convolve(
            np.random.default_rng(seed).random(shape), cg.kernels.SHARPEN, **settings
        )
    )


def measured(count):
    steps = np.arange(1, count + 1)
    accuracy = np.where(steps % 2, np.float32(0.5), np.nan).astype(np.float32)
    return {
        "steps": steps,
        "loss": (3 / steps).astype(np.float32),
        "mean_loss": 4 / (steps + 1),
        "validation_accuracy": accuracy,
    }


def fields(result, *names):
    return {name: st.just(getattr(result, name)) for name in names}


PIPELINE = {
    "kernel": KERNELS,
    "strides": PAIRS,
    "pooling": PAIRS,
    "pool_strides": st.none() | PAIRS,
    "padding": PADDINGS,
    "rgb": st.booleans(),
    "activation": ACTIVATIONS,
    "dilations": DILATIONS,
    "flip": st.booleans(),
}
GIMP = {
    "kernel": SMALL_KERNELS,
    "divisor": st.floats(0.5, 9) | st.integers(-5, -1),
    "offset": st.floats(-1, 1),
    "normalize": st.booleans(),
    "border": st.sampled_from(["extend", "wrap", "black", "WRAP"]),
    "channels": st.sampled_from(["RGB", "R", "gb", "BR"]),
    "alpha_weight": st.booleans(),
}
SIZE = {"size": SIZES, "kernel": WINDOWS, "stride": WINDOWS, "padding": PADDINGS}
NETWORK = {"padding": PADDINGS, "activation": ACTIVATIONS, "pooling": POOLS}
SMALL_INPUTS = st.sampled_from([(9, 12, 1), (28, 28, 1), (5, 5, 3)]).map(
    lambda shape: Named(f"input {shape}", lambda: keras.Input(shape))
)
LARGE = "a layer of that size is built, with as much memory as it needs"
TITLED = {"images": ("title",), "grids": ("title",), "accuracies": ("name",), "history": ("name",)}
RESULT = cg.convolve(np.eye(6), cg.kernels.BLUR)
RUN = {
    "model": MODELS,
    "digits": st.integers(4, 12).map(few_digits),
    "steps": st.just(1),
    "batch_size": st.integers(1, 4),
    "learning_rate": st.sampled_from([0.1, 1e-6, 1])
    | st.just(Named("a schedule", lambda: keras.optimizers.schedules.CosineDecay(0.1, 5))),
    "optimizer": st.sampled_from(["adagrad", "sgd", "momentum", "rmsprop", "adam"]),
    "seed": SEEDS,
    "validate_every": st.integers(1, 3),
    "checkpoint_dir": st.none(),
    "checkpoint_every": st.integers(1, 3),
    "log_dir": st.none(),
    "strategy": st.none(),
    "progress": st.just(False),
}


def is_seed(value):
    return isinstance(value, int | np.integer) and 0 <= value < 2**32


def is_variant(value):
    return isinstance(value, str) and value.lower() in ("tutorial", "paper", "two_groups")


TABLE = [
    Entry("convolve", convolve_now, {"image": IMAGES, **PIPELINE}, check_convolve, share=4),
    Entry(
        "convolve",
        convolve_now,
        {"image": random_arrays((9, 12), (8, 9, 3)).map(lambda a: da.from_array(a, 4)), **PIPELINE},
        check_convolve,
        variant="of Dask arrays",
    ),
    Entry("gimp_filter", gimp_filter_now, {"image": SINGLE_IMAGES, **GIMP}, check_gimp, share=3),
    Entry(
        "gimp_filter",
        gimp_filter_now,
        {"image": random_arrays((9, 12), (8, 9, 3)).map(lambda a: da.from_array(a, 4)), **GIMP},
        check_gimp,
        variant="of Dask arrays",
    ),
    Entry(
        "Convolution",
        cg.Convolution,
        fields(
            RESULT,
            *("image", "weights", "conv", "activation", "avg_pool", "max_pool", "activation_name"),
        ),
        check_result,
    ),
    Entry("show_shapes", cg.show_shapes, {"result": few_results()}, check_shapes_printed),
    Entry("conv_output_size", cg.conv_output_size, SIZE | {"dilation": WINDOWS}, check_size),
    Entry("conv_padding", cg.conv_padding, SIZE | {"dilation": WINDOWS}, check_padding),
    Entry("transposed_output_size", cg.transposed_output_size, SIZE, check_transposed),
    Entry("window_extent", cg.window_extent, {"kernel": SIZES, "dilation": SIZES}, check_extent),
    Entry(
        "receptive_field",
        cg.receptive_field,
        {"layers": st.lists(st.tuples(WINDOWS, WINDOWS) | st.tuples(WINDOWS, WINDOWS, WINDOWS))},
        check_field,
        synonyms={"layers": ("kernel", "stride", "dilation")},
    ),
    Entry(
        "kernels",
        cg.kernels.Kernel,
        {
            "name": TITLES,
            "weights": random_arrays((3, 3), (1, 9), low=-2),
            "divisor": st.floats(0.1, 9),
            "offset": st.floats(-1, 1),
            "source": TITLES,
        },
        check_kernel,
        variant="Kernel",
    ),
    Entry(
        "load_image",
        cg.load_image,
        {"path": st.sampled_from([png, lambda: str(png()), opened]).map(lambda make: make())},
        check_image,
        errors=(TypeError, ValueError, OSError),
    ),
    Entry(
        "sample_image", cg.sample_image, {"name": st.sampled_from(["cat", "Chart"])}, check_image
    ),
    Entry(
        "load_digits",
        cg.load_digits,
        {"path": st.builds(npz)},
        check_digits,
        errors=(TypeError, ValueError, OSError),
        not_tried={"path": (lambda path: path is None, "it loads 5,000 digits")},
    ),
    Entry("load_benchmark", cg.load_benchmark, {}, check_report, share=0.02),
    Entry("load_seeds", cg.load_seeds, {}, check_report, share=0.02),
    Entry(
        "Digits",
        cg.Digits,
        fields(few_digits(4), "train_images", "train_labels")
        | fields(few_digits(2), "test_images", "test_labels"),
        check_digits,
    ),
    Entry(
        "augment_digits",
        cg.augment_digits,
        {
            "digits": DIGITS,
            "copies": st.integers(1, 3),
            "rotation": st.floats(0, 180),
            "shift": st.floats(0, 28),
            "scale": st.floats(1, 10),
            "seed": SEEDS,
        },
        check_augmented,
        not_tried={"copies": (above(9), "it makes as many copies as it is told")},
    ),
    Entry(
        "transform_digits",
        cg.transform_digits,
        {
            "images": random_arrays((2, 28, 28, 1), (1, 5, 8, 1), (3, 1, 1, 1)),
            "rotation": st.floats(-360, 360),
            "shift": st.tuples(st.floats(-9, 9), st.floats(-9, 9)),
            "scale": st.floats(0.1, 10),
        },
        check_transformed,
    ),
    Entry(
        "lenet_layer",
        cg.lenet_layer,
        {
            "inputs": SMALL_INPUTS,
            "filters": WINDOWS,
            "kernel_size": st.integers(1, 7),
            "pool_size": st.integers(1, 3),
            **NETWORK,
            "seed": SEEDS,
        },
        check_layer_output,
        not_tried={"filters": (above(300), LARGE), "kernel_size": (above(300), LARGE)},
        share=0.5,
    ),
    Entry(
        "dense_layer",
        cg.dense_layer,
        {
            "inputs": st.just(Named("nine inputs", lambda: keras.Input((9,)))),
            "units": WINDOWS,
            "activation": ACTIVATIONS,
            "keep_prob": st.floats(0.01, 1),
            "seed": SEEDS,
        },
        check_dense_output,
        not_tried={"units": (above(10_000), LARGE)},
        share=0.5,
    ),
    Entry(
        "flatten_convolution",
        cg.flatten_convolution,
        {"inputs": SMALL_INPUTS},
        check_flattened,
        share=0.5,
    ),
    Entry(
        "lenet_model",
        cg.lenet_model,
        {**NETWORK, "keep_prob": st.floats(0.01, 1), "seed": SEEDS},
        check_network,
        share=0.3,
    ),
    Entry("modern_model", cg.modern_model, {"seed": SEEDS}, check_network, share=0.2),
    Entry(
        "alexnet_model",
        cg.alexnet_model,
        {"variant": st.just("tutorial"), "seed": st.just(0)},
        check_network,
        never_right="it builds a network of 40 to 60 million weights",
        not_tried={"seed": (is_seed, "as above"), "variant": (is_variant, "as above")},
        share=0.5,
    ),
    Entry(
        "LocalResponseNormalization",
        cg.LocalResponseNormalization,
        {
            "k": st.floats(0.1, 9),
            "n": st.sampled_from([1, 3, 5, 99]),
            "alpha": st.floats(0, 2),
            "beta": st.floats(-1, 2),
        },
        check_normalization,
        not_tried={
            name: (lambda value: isinstance(value, list), "Keras goes through all that it holds")
            for name in ("k", "n", "alpha", "beta")
        },
    ),
    Entry(
        "train",
        train_quietly,
        RUN,
        check_training,
        errors=(TypeError, ValueError, OSError),
        not_tried={"steps": (above(2), "it would train that long")},
        share=0.4,
        kilobytes=1000,  # TensorFlow keeps 300 or more for each function that it traces
    ),
    Entry(
        "History",
        cg.History,
        {name: st.just(array) for name, array in measured(5).items()},
        check_history,
        share=0.3,
    ),
    Entry(
        "plot_loss",
        cg.plot_loss,
        {
            "history": st.integers(1, 9).map(lambda n: SimpleNamespace(**measured(n)))
            | st.dictionaries(TITLES, st.builds(lambda: cg.History(**measured(3))), min_size=1)
        },
        check_figure,
        synonyms=TITLED,
        share=0.2,
    ),
    Entry(
        "plot_seeds",
        cg.plot_seeds,
        {"accuracies": st.dictionaries(TITLES, random_arrays((5,)), min_size=1)},
        check_figure,
        synonyms=TITLED,
        share=0.2,
    ),
    Entry(
        "show_images",
        cg.show_images,
        {
            "images": st.dictionaries(TITLES, SINGLE_IMAGES, min_size=1, max_size=3),
            "detail": st.none() | st.just(np.s_[0:4, 0:3]),
        },
        check_figure,
        synonyms=TITLED,
        share=0.3,
    ),
    Entry(
        "show_grids",
        cg.show_grids,
        {"grids": st.dictionaries(TITLES, random_arrays((3, 3), (1, 5)), min_size=1, max_size=3)},
        check_figure,
        synonyms=TITLED,
        share=0.3,
    ),
    Entry(
        "show_image_ops",
        cg.show_image_ops,
        {"result": few_results() | few_results((5, 5, 3)), "kernel": st.booleans()},
        check_figure,
        share=0.2,
    ),
    Entry(
        "show_digits",
        cg.show_digits,
        {
            "images": random_arrays((3, 5, 5), (3, 7, 6, 1)),
            "titles": st.none() | st.tuples(TITLES, TITLES, TITLES),
            "columns": st.integers(1, 12),
        },
        check_figure,
        synonyms={"titles": ("title",)},
        share=0.3,
    ),
    Entry(
        "animate_convolution",
        cg.animate_convolution,
        {
            "image": random_arrays((4, 4), (5, 3)),
            "kernel": random_arrays((3, 3), (1, 2), low=-1) | st.just(cg.kernels.EMBOSS),
            "strides": st.integers(1, 3),
            "padding": PADDINGS,
            "dilations": st.integers(1, 2),
            "flip": st.booleans(),
            "interval": st.integers(1, 999),
        },
        check_animation,
        share=0.3,
    ),
    Entry(
        "animate_pooling",
        cg.animate_pooling,
        {
            "image": random_arrays((4, 4), (5, 3)),
            "pooling": st.integers(1, 3),
            "pool_strides": st.none() | st.integers(1, 3),
            "padding": PADDINGS,
            "interval": st.integers(1, 999),
        },
        check_animation,
        share=0.3,
    ),
    Entry(
        "plot_filters",
        cg.plot_filters,
        {"model": MODELS, "layer": st.none() | st.just("conv")},
        check_figure,
        share=0.2,
    ),
    Entry(
        "plot_feature_maps",
        cg.plot_feature_maps,
        {"model": MODELS, "image": random_arrays((28, 28), (28, 28, 1))},
        check_figure,
        share=0.2,
    ),
    Entry("plot_model_graph", cg.plot_model_graph, {"model": MODELS}, check_figure, share=0.2),
    Entry("plot_layer_blocks", cg.plot_layer_blocks, {"model": MODELS}, check_figure, share=0.2),
]
