"""The look of figures does not depend on the reader's settings, and leaves them alone."""

import io
from functools import cache
from types import SimpleNamespace

import keras
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import PIL.Image
import pytest

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")

IMAGE = np.linspace(0, 1, 64).reshape(8, 8)


@cache
def model():
    layers = [keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten()]
    keras.utils.set_random_seed(0)
    return keras.Sequential([*layers, keras.layers.Dense(3)], name="network")


def loss_history():
    steps = np.arange(1, 4)
    return SimpleNamespace(
        steps=steps, loss=3 / steps, mean_loss=4 / steps, validation_accuracy=1 - 1 / steps
    )


DRAWINGS = {
    "show_image_ops": lambda: cg.show_image_ops(
        cg.convolve(IMAGE, cg.kernels.LEFT_SOBEL, strides=1, pooling=2), kernel=True
    ),
    "show_images": lambda: cg.show_images({"gray": IMAGE, "signed": IMAGE - 0.5}),
    "show_grids": lambda: cg.show_grids({"kernel": [[1, -2.5], [0, 3]]}),
    "show_digits": lambda: cg.show_digits(IMAGE[None], ["8"]),
    "plot_loss": lambda: cg.plot_loss({"slow": loss_history(), "fast": loss_history()}),
    "plot_seeds": lambda: cg.plot_seeds({"slow": [0.6, 0.7], "fast": [0.8, 0.9]}),
    "plot_model_graph": lambda: cg.plot_model_graph(model()),
    "plot_filters": lambda: cg.plot_filters(model()),
    "plot_feature_maps": lambda: cg.plot_feature_maps(model(), IMAGE),
    "animate_convolution": lambda: cg.animate_convolution(IMAGE, cg.kernels.SHARPEN),
    "animate_pooling": lambda: cg.animate_pooling(IMAGE, 4),
}

HOSTILE = {
    "dark_background": ["dark_background"],
    "ggplot": ["ggplot"],
    "rcParams": [
        {
            "axes.facecolor": "black",
            "axes.formatter.use_locale": True,
            "axes.grid": True,
            "axes.prop_cycle": mpl.cycler(color=["red", "green"]),
            "axes.titlecolor": "red",
            "axes.titlelocation": "left",
            "axes.unicode_minus": False,
            "figure.constrained_layout.use": True,
            "figure.dpi": 50,
            "figure.facecolor": "red",
            "font.size": 20,
            "image.aspect": "auto",
            "image.cmap": "jet",
            "image.origin": "lower",
            "image.resample": False,
            "lines.linewidth": 5,
            "path.sketch": (1, 100, 2),
            "savefig.bbox": "tight",
            "savefig.facecolor": "black",
            "savefig.transparent": True,
            "text.color": "red",
            "text.usetex": True,
            "xtick.labelsize": 4,
        }
    ],
}


def pixels(name):
    """What is shown and what is saved, with the reader's settings while both are rendered."""
    drawing = DRAWINGS[name]()  # an animation must be kept until its figure is rendered
    figure = plt.gcf()
    saved = io.BytesIO()
    figure.savefig(saved)
    figure.canvas.draw()
    shown = np.array(figure.canvas.buffer_rgba())
    figure.canvas.print_figure(tight := io.BytesIO(), bbox_inches="tight", facecolor="white")
    assert drawing is not None
    return shown, *(np.asarray(PIL.Image.open(file)) for file in (saved, tight))


@cache
def expected(name):
    with plt.style.context("default"):
        return pixels(name)


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("style", HOSTILE.values(), ids=HOSTILE)
def test_every_pixel_is_the_same_in_any_style(name, style):
    reference = expected(name)
    plt.close("all")
    with plt.style.context(style):
        before = dict(mpl.rcParams)
        rendered = pixels(name)
        assert dict(mpl.rcParams) == before
    for array, wanted in zip(rendered, reference, strict=True):
        assert np.array_equal(array, wanted)


def test_later_frames_are_the_same_in_any_style():
    def last_frame():
        animation = cg.animate_pooling(IMAGE, 4)
        animation._draw_frame(3)
        plt.gcf().canvas.draw()
        return np.array(plt.gcf().canvas.buffer_rgba())

    reference = last_frame()
    with plt.style.context(HOSTILE["rcParams"]):
        assert np.array_equal(last_frame(), reference)


def test_settings_of_files_stay_the_readers(tmp_path):
    with mpl.rc_context({"savefig.format": "pdf", "figure.max_open_warning": 0}):
        cg.show_grids({"a": [[1]]}).savefig(tmp_path / "figure")
        for _ in range(21):  # more than Matplotlib allows by default
            cg.show_grids({"a": [[1]]})
    assert (tmp_path / "figure.pdf").read_bytes().startswith(b"%PDF")


def test_settings_are_restored_after_an_error():
    with plt.style.context("dark_background"):
        before = dict(mpl.rcParams)
        with pytest.raises(ValueError, match="at least one"):
            cg.show_images({})
        assert dict(mpl.rcParams) == before


def test_a_backend_that_starts_with_the_first_figure_stays_interactive(monkeypatch, tmp_path):
    # As IPython's inline backend, this one turns interactive mode on when it is loaded.
    (tmp_path / "late_backend.py").write_text(
        "import matplotlib as mpl\n"
        "from matplotlib.backends.backend_agg import FigureCanvas\n"
        "mpl.interactive(True)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(plt, "_backend_mod", None)
    with mpl.rc_context():
        mpl.rcParams["backend"] = "module://late_backend"
        cg.show_grids({"a": [[1]]})
        assert mpl.is_interactive()
        plt.close("all")
        plt.switch_backend("agg")
