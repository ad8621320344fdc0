"""Images in any form, brought to one."""

import numpy as np
import pytest
from PIL import Image

from convgallery.data._pixels import as_array


@pytest.fixture
def stripes():
    """RGB, 4 wide and 2 high, no two pixels alike."""
    return Image.fromarray(np.arange(24, dtype=np.uint8).reshape(2, 4, 3) * 10)


def test_as_array_scales_bytes():
    pixels = as_array(np.array([[0, 51, 255]], dtype=np.uint8), rgb=True)
    assert pixels.dtype == np.float32
    assert np.allclose(pixels, [[0, 0.2, 1]])


def test_as_array_accepts_any_integer_type_in_range():
    assert as_array(np.array([[0, 255]], dtype=np.int64), rgb=True).tolist() == [[0, 1]]


def test_as_array_keeps_floats():
    pixels = np.array([[0, 0.25, 1]])
    assert as_array(pixels, rgb=True).tolist() == pixels.tolist()


@pytest.mark.parametrize(
    ("shape", "rgb", "expected"),
    [
        ((4, 5), True, (4, 5)),
        ((4, 5), False, (4, 5)),
        ((4, 5, 1), True, (4, 5)),
        ((4, 5, 3), True, (4, 5, 3)),
        ((4, 5, 3), False, (4, 5)),
        ((2, 4, 5, 3), False, (2, 4, 5, 1)),
        ((2, 4, 5, 1), False, (2, 4, 5, 1)),
        ((2, 4, 5, 7), True, (2, 4, 5, 7)),
    ],
)
def test_as_array_shapes(shape, rgb, expected):
    assert as_array(np.zeros(shape), rgb=rgb).shape == expected


def test_as_array_mixes_gray():
    pixels = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [100, 50, 200]]], dtype=np.uint8)
    expected = [[0.2989, 0.5870, 0.1140, (0.2989 * 100 + 0.587 * 50 + 0.114 * 200) / 255]]
    assert np.allclose(as_array(pixels, rgb=False), expected, atol=1e-6)
    assert np.allclose(as_array(pixels[None], rgb=False)[0, :, :, 0], expected, atol=1e-6)


def test_as_array_of_pil_images(stripes):
    assert as_array(stripes, rgb=True).shape == (2, 4, 3)
    assert as_array(stripes.convert("L"), rgb=True).shape == (2, 4)
    assert np.allclose(as_array(stripes.convert("RGBA"), rgb=True), np.asarray(stripes) / 255)
    assert as_array(stripes.convert("1"), rgb=True).shape == (2, 4, 3)


@pytest.mark.parametrize(
    ("image", "message"),
    [
        (None, "be a PIL image or a NumPy array, got NoneType"),
        ("photo.jpg", r"got str; load_image\(\) reads a file"),
        ([[0, 1]], "got list"),
        (np.zeros((3, 3), dtype=bool), "hold ints or floats, got dtype bool"),
        (np.zeros((3, 3), dtype=complex), "hold ints or floats, got dtype complex128"),
        (np.zeros((3, 3), dtype=object), "hold ints or floats, got dtype object"),
    ],
)
def test_as_array_of_wrong_type(image, message):
    with pytest.raises(TypeError, match=f"`image` must .*{message}"):
        as_array(image, rgb=True)


@pytest.mark.parametrize(
    ("image", "message"),
    [
        (np.zeros(5), r"of shape \(H, W\).*got shape \(5,\)"),
        (np.zeros((1, 1, 1, 1, 1)), r"got shape \(1, 1, 1, 1, 1\)"),
        (np.zeros((4, 4, 2)), r"got shape \(4, 4, 2\)"),
        (np.zeros((0, 4)), r"not be empty, got shape \(0, 4\)"),
        (np.zeros((0, 4, 4, 3)), "not be empty"),
        (np.array([[0, np.nan]]), "be finite"),
        (np.array([[0, np.inf]]), "be finite"),
        (np.array([[0, 256]]), "be from 0 to 255 for dtype int64, got 0 to 256"),
        (np.array([[-1, 3]], dtype=np.int8), "be from 0 to 255 for dtype int8, got -1 to 3"),
        (np.array([[0, 1.5]]), "be from 0 to 1 for dtype float64, got 0.0 to 1.5"),
        (np.array([[-0.1, 1]]), "be from 0 to 1"),
    ],
)
def test_as_array_out_of_range(image, message):
    with pytest.raises(ValueError, match=f"`image` must .*{message}"):
        as_array(image, rgb=True)


def test_as_array_cannot_mix_two_channels():
    with pytest.raises(ValueError, match="`image` must have 1 or 3 channels with rgb=False"):
        as_array(np.zeros((1, 4, 4, 2)), rgb=False)
