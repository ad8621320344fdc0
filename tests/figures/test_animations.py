"""The moving schematics: every number of every frame, against what `convolve` computes."""

import dask.array as da
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.animation import AbstractMovieWriter

import convgallery as cg

PIXELS = np.array(
    [
        [3, 3, 2, 1, 0, 4],
        [0, 0, 1, 3, 1, 2],
        [3, 1, 2, 2, 3, 0],
        [2, 0, 0, 2, 2, 1],
        [2, 0, 7, 0, 1, 5],
    ]
)
KERNEL = np.array([[0, 1, 2], [3, -2, 0], [-1, 1, 4]])


pytestmark = pytest.mark.usefixtures("close_figures")


def frames(animation, tmp_path):
    """What each frame shows, read from the figure while the animation is saved."""
    shown = []

    class Reader(AbstractMovieWriter):
        def setup(self, fig, outfile, dpi=None):
            super().setup(fig, outfile, dpi)

        def grab_frame(self, **_options):
            titles = [axes.get_title().split("\n")[0] for axes in self.fig.axes]
            shown.append(dict(zip(titles, map(read, self.fig.axes), strict=True)))

        def finish(self):
            """Nothing was opened."""

    animation.save(tmp_path / "frames", writer=Reader())
    return shown


def read(axes):
    """A panel's matrix from its printed numbers, its note, and its golden cells."""
    (image,) = axes.images
    matrix = np.full(image.get_array().shape, np.nan)
    for text in axes.texts:
        column, row = text.get_position()
        matrix[row, column] = float(text.get_text())
    marked = [
        (round(patch.get_y() + 0.5), round(patch.get_x() + 0.5))
        for patch in axes.patches
        if patch.get_fill()
    ]
    return matrix, axes.get_title().split("\n")[1], marked


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"padding": "SAME"},
        {"strides": 2, "padding": "SAME"},
        {"strides": (1, 3)},
        {"dilations": 2},
        {"dilations": (1, 2), "padding": "same"},
        {"flip": True},
    ],
    ids=str,
)
def test_frames_equal_convolve_cell_by_cell(setting, tmp_path):
    shown = frames(cg.animate_convolution(PIXELS, KERNEL, **setting), tmp_path)
    full = {"strides": 1, "padding": "VALID"} | setting
    conv = cg.convolve(PIXELS, KERNEL, pooling=1, **full).conv[0, :, :, 0] * 255
    weights = KERNEL[::-1, ::-1] if "flip" in setting else KERNEL
    assert len(shown) == conv.size
    for stop, frame in enumerate(shown):
        output, shape, newest = frame["output"]
        assert shape == str(conv.shape)
        known = np.arange(conv.size).reshape(conv.shape) <= stop
        assert np.array_equal(np.isfinite(output), known)
        assert np.allclose(output[known], conv[known], atol=1e-3)
        assert newest == [divmod(stop, conv.shape[1])]

        field, shape, marked = frame["input"]
        assert shape == "(5, 6)"
        seen = np.reshape([field[cell] for cell in marked], (3, 3))
        assert np.array_equal(frame["kernel"][0], weights)
        products, note, _ = frame["products"]
        assert np.array_equal(products, seen * weights)
        assert float(note.removeprefix("sum ")) == pytest.approx(conv.ravel()[stop], abs=1e-3)


def test_first_window_by_hand(tmp_path):
    first = frames(cg.animate_convolution(PIXELS, KERNEL), tmp_path)[0]
    assert first["input"][2] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 0),
        (1, 1),
        (1, 2),
        (2, 0),
        (2, 1),
        (2, 2),
    ]
    assert np.array_equal(first["products"][0], [[0, 3, 4], [0, 0, 0], [-3, 1, 8]])
    assert first["products"][1] == "sum 13"
    assert first["output"][0][0, 0] == 13


def test_zeros_of_same_padding_are_shown_outside_the_frame(tmp_path):
    animation = cg.animate_convolution(PIXELS, KERNEL, padding="SAME")
    field = frames(animation, tmp_path)[0]["input"][0]
    assert np.array_equal(field, np.pad(PIXELS, 1))
    axes = plt.figure(1).axes[0]
    (frame,) = (patch for patch in axes.patches if not patch.get_fill())
    assert frame.get_bbox().bounds == (0.5, 0.5, 6, 5)


def test_divisor_and_offset_in_the_units_of_the_picture(tmp_path):
    kernel = cg.kernels.Kernel("mean and more", np.ones((1, 2)), divisor=2, offset=0.25)
    (frame, *_) = frames(cg.animate_convolution(np.array([[0.5, 0.25]]), kernel), tmp_path)
    assert frame["products"][1] == "sum 0.375, plus 0.25"
    assert frame["output"][0].item() == pytest.approx(0.625)


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(
    ("pooling", "steps"), [(2, None), (3, 2), ((2, 3), None), (2, (1, 2))], ids=str
)
def test_pooling_frames_equal_convolve(pooling, steps, padding, tmp_path):
    animation = cg.animate_pooling(PIXELS, pooling, pool_strides=steps, padding=padding)
    shown = frames(animation, tmp_path)
    result = cg.convolve(
        PIXELS,
        [[1]],
        strides=1,
        pooling=pooling,
        pool_strides=steps,
        padding=padding,
        activation="linear",
    )
    pools = {"max pool": result.max_pool, "average pool": result.avg_pool}
    assert len(shown) == result.max_pool.size
    for title, pool in pools.items():
        expected = pool[0, :, :, 0] * 255
        for stop, frame in enumerate(shown):
            drawn, _, newest = frame[title]
            assert np.allclose(drawn.ravel()[: stop + 1], expected.ravel()[: stop + 1], atol=5e-3)
            assert np.isnan(drawn.ravel()[stop + 1 :]).all()
            assert newest == [divmod(stop, expected.shape[1])]
    for stop, frame in enumerate(shown):
        field, _, marked = frame["input"]
        seen = np.array([field[cell] for cell in marked])
        assert np.array_equal(frame["window"][0].ravel(), seen, equal_nan=True)
        assert np.nanmax(seen) == pytest.approx(result.max_pool.ravel()[stop] * 255, abs=1e-3)
        assert np.nanmean(seen) == pytest.approx(result.avg_pool.ravel()[stop] * 255, abs=1e-3)


@pytest.mark.parametrize(
    ("image", "white"), [([[1.0]], 1), ([[255]], 255), (np.array([[True]]), 1)], ids=str
)
def test_numbers_are_those_of_the_image(image, white, tmp_path):
    (frame,) = frames(cg.animate_pooling(image, 1), tmp_path)
    assert frame["window"][0].item() == white


def test_interval(tmp_path):
    animation = cg.animate_pooling(PIXELS, interval=50)
    assert animation.event_source.interval == 50
    assert frames(animation, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"image": np.zeros((4, 4, 3))}, ValueError, r"`image` must be gray, .*\(4, 4, 3\)"),
        ({"image": np.zeros((13, 4))}, ValueError, r"at most 12 rows .* got shape \(13, 4\)"),
        (
            {"image": np.zeros((12, 12)), "kernel": [[1]]},
            ValueError,
            "at most 64 positions, got 144",
        ),
        ({"kernel": np.ones((9, 3))}, ValueError, "`kernel` with its dilations .* window of 9x3"),
        ({"kernel": np.ones((3, 3, 1, 2))}, ValueError, r"`kernel` must be of shape \(h, w\)"),
        ({"interval": 0}, ValueError, "`interval` must be a positive int"),
    ],
)
def test_bad_arguments(arguments, error, message):
    good = {"image": PIXELS, "kernel": KERNEL}
    with pytest.raises(error, match=message):
        cg.animate_convolution(**good | arguments)


@pytest.mark.parametrize(
    "animate", [lambda image: cg.animate_convolution(image, [[1]]), cg.animate_pooling]
)
def test_dask_arrays_must_be_computed(animate):
    with pytest.raises(TypeError, match="`image` must be computed, got a Dask array"):
        animate(da.ones((4, 4)))
