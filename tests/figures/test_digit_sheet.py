"""Sheets of digits."""

import matplotlib.pyplot as plt
import numpy as np
import PIL.Image
import pytest
import tensorflow as tf

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")

GAP = 2  # blank pixels around each image


@pytest.fixture
def images():
    return np.random.default_rng(5).random((5, 6, 8, 1)).astype(np.float32)


def sheet(figure):
    """Read the one image that holds them all."""
    (axes,) = figure.axes
    (drawn,) = axes.images
    return np.ma.filled(drawn.get_array(), np.nan)


def test_every_image_has_its_place(images):
    figure = cg.show_digits(images, columns=3)
    assert figure.axes[0].get_title() == "(5, 6, 8, 1)"
    drawn = sheet(figure)
    assert drawn.shape == (2 * (6 + 2 * GAP), 3 * (8 + 2 * GAP))
    for i, image in enumerate(images):
        top, left = i // 3 * (6 + 2 * GAP) + GAP, i % 3 * (8 + 2 * GAP) + GAP
        assert np.array_equal(drawn[top : top + 6, left : left + 8], image[..., 0])
        drawn[top : top + 6, left : left + 8] = np.nan
    assert np.all(np.isnan(drawn))  # and nothing is drawn besides


def test_gray_keeps_one_scale(images):
    (drawn,) = cg.show_digits(images / 4).axes[0].images
    assert drawn.get_clim() == (0, 1)
    assert drawn.get_cmap().name == "gray"
    assert drawn.get_interpolation() == "nearest"


def test_titles_stand_above_their_images():
    names = ["a", "b", "c\nc", "d", "e"]
    figure = cg.show_digits(np.ones((5, 28, 30)), names, columns=2)
    (axes,) = figure.axes
    assert [title.get_text() for title in axes.texts] == names
    figure.draw_without_rendering()
    blank = np.isnan(sheet(figure))
    tall = blank.shape[0] // 3
    assert not blank[tall - GAP - 1].all()
    for i, title in enumerate(axes.texts):
        box = axes.transData.inverted().transform_bbox(title.get_window_extent())
        row, column = divmod(i, 2)
        assert column * 34 - 0.5 <= box.x0 < box.x1 <= column * 34 + 33.5
        # upside down: y grows downward
        top, bottom = sorted([box.y0, box.y1])
        assert row * tall - 0.5 <= top < bottom <= (row + 1) * tall - GAP - 28 - 0.5


def test_fewer_images_than_columns(images):
    assert sheet(cg.show_digits(images[:2])).shape == (10, 24)


def test_images_without_a_channel(images):
    figure = cg.show_digits(images[..., 0], columns=5)
    assert figure.axes[0].get_title() == "(5, 6, 8)"
    assert np.array_equal(sheet(figure), sheet(cg.show_digits(images, columns=5)), equal_nan=True)


@pytest.mark.parametrize(
    "convert",
    [
        np.asarray,
        lambda values: values[..., None],
        lambda values: [PIL.Image.fromarray(image) for image in values],
        lambda values: [PIL.Image.fromarray(image).convert("RGB") for image in values],
        tf.constant,
        lambda values: tf.constant(values) / 255,
    ],
    ids=["uint8", "channel", "PIL", "PIL in color", "uint8 tensor", "float tensor"],
)
def test_images_of_any_type(images, convert):
    values = np.uint8(images[..., 0] * 255)
    drawn = sheet(cg.show_digits(convert(values), columns=5))
    expected = sheet(cg.show_digits(values / 255, columns=5))
    assert np.allclose(drawn, expected, rtol=0, atol=1e-3, equal_nan=True)


def test_bools_are_black_and_white():
    drawn = sheet(cg.show_digits(np.array([[[True, False]]])))
    assert drawn[GAP, GAP : GAP + 2].tolist() == [1, 0]


def test_rounding_may_leave_the_range():
    assert cg.show_digits([[[1 + 2**-52, -1e-7]]])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: cg.show_digits("digits"), TypeError, "`images` must hold ints or floats"),
        (lambda: cg.show_digits(np.zeros((6, 8))), ValueError, r"got shape \(6, 8\)"),
        (lambda: cg.show_digits(np.zeros((1, 6, 8, 3))), ValueError, r"got shape \(1, 6, 8, 3\)"),
        (lambda: cg.show_digits(np.zeros((0, 6, 8))), ValueError, "`images` must not be empty"),
        (lambda: cg.show_digits([[[2.0]]]), ValueError, "`images` must be from 0 to 1, got 2 to 2"),
        (lambda: cg.show_digits([[[-1.0]]]), ValueError, "`images` must be from 0 to 1, got -1"),
        (lambda: cg.show_digits([[[256]]]), ValueError, "0 to 255 for integers, got 256 to 256"),
        (lambda: cg.show_digits([[[-1]]]), ValueError, "0 to 255 for integers, got -1 to -1"),
        (
            lambda: cg.show_digits([PIL.Image.new("L", (2, 3)), PIL.Image.new("L", (3, 2))]),
            ValueError,
            r"`images` must all be of the same size, got shapes \[\(2, 3\), \(3, 2\)\]",
        ),
        (lambda: cg.show_digits([[[1]]], "a"), TypeError, "`titles` must be a sequence of"),
        (lambda: cg.show_digits([[[1]]], [7]), TypeError, "`title` must be a string, got 7"),
        (lambda: cg.show_digits([[[1]]], []), ValueError, "one title per image, 1 in all, got 0"),
        (lambda: cg.show_digits([[[1]]], columns=0), ValueError, "`columns` must be a positive"),
    ],
)
def test_bad_arguments(call, error, message):
    with pytest.raises(error, match=message):
        call()
    assert not plt.get_fignums()


def test_pil_images_are_named_as_the_argument():
    with pytest.raises(ValueError, match="`images` must hold 8-bit or 16-bit pixels"):
        cg.show_digits([PIL.Image.new("F", (3, 3))])
    with pytest.raises(ValueError, match="`images` must not be empty"):
        cg.show_digits([PIL.Image.new("L", (0, 0))])


@pytest.mark.parametrize("titles", [memoryview(np.ones((2, 2))), "text", b"bytes"])
def test_what_is_no_sequence_of_titles(titles):
    with pytest.raises(TypeError, match="`titles` must be a sequence of strings or None, got"):
        cg.show_digits([[[1]]], titles)
