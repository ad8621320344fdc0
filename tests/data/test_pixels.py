"""Images in any form, brought to one."""

import tracemalloc
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from PIL import Image

import convgallery as cg
from convgallery.data import _pixels
from convgallery.data._pixels import as_array

HIDDEN = np.ma.array([[0.5, 0.25]], mask=[[False, True]])


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


@pytest.mark.parametrize(
    ("shape", "rgb"),
    [
        ((50, 70), True),
        ((50, 70, 3), True),
        ((50, 70, 3), False),
        ((9, 20, 11, 3), False),
        ((30, 4, 5, 2), True),
    ],
)
@pytest.mark.parametrize("tile", [1, 100, 2**18])
def test_as_array_in_tiles(monkeypatch, shape, rgb, tile):
    monkeypatch.setattr(_pixels, "_TILE", tile)
    pixels = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    expected = pixels / 255
    if not rgb:
        expected = expected @ [0.2989, 0.5870, 0.1140]
        expected = expected if len(shape) == 3 else expected[..., None]
    assert np.allclose(as_array(pixels, rgb=rgb), expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("value", "message"), [(1.5, "got 0.0 to 1.5"), (np.nan, "must be finite")]
)
def test_as_array_checks_every_tile(monkeypatch, value, message):
    monkeypatch.setattr(_pixels, "_TILE", 100)
    pixels = np.zeros((50, 70))
    pixels[49, 69] = value
    with pytest.raises(ValueError, match=message):
        as_array(pixels, rgb=True)


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
        (None, "be a PIL image or an array, got NoneType"),
        ("photo.jpg", r"got str; load_image\(\) reads a file"),
        (b"photo.jpg", r"got bytes; load_image\(\) reads a file"),
        (Path("photo.jpg"), r"got \w+Path; load_image\(\) reads a file"),
        (["photo.jpg"], "hold bools, ints or floats, got dtype <U9"),
        (np.zeros((3, 3), dtype=complex), "hold bools, ints or floats, got dtype complex128"),
        (np.zeros((3, 3), dtype=object), "hold bools, ints or floats, got dtype object"),
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
        (np.array([[0, 1 + 2e-6]]), "be from 0 to 1"),
        (np.array([[-2e-6, 1]]), "be from 0 to 1"),
        ([[0, 1], [1]], r"have rows of equal length, got \[\[0, 1\], \[1\]\]"),
        (0.5, r"be of shape \(H, W\).*got shape \(\)"),
        (HIDDEN, "not have masked values, got a masked array"),
        ([HIDDEN, HIDDEN], "not have masked values, got a masked array"),
        (Image.new("La", (2, 2)), "be of a mode that Pillow can convert to RGB, got mode 'La'"),
        (Image.new("F", (2, 2)), "hold 8-bit or 16-bit pixels, got Pillow's 32-bit mode 'F'"),
        (Image.new("I", (2, 2)), "hold 8-bit or 16-bit pixels, got Pillow's 32-bit mode 'I'"),
    ],
)
def test_as_array_out_of_range(image, message):
    with pytest.raises(ValueError, match=f"`image` must .*{message}"):
        as_array(image, rgb=True)


def test_as_array_cannot_mix_two_channels():
    with pytest.raises(ValueError, match="`image` must have 1 or 3 channels with rgb=False"):
        as_array(np.zeros((1, 4, 4, 2)), rgb=False)


class Tensor:
    """What NumPy knows how to turn into an array."""

    def __array__(self, dtype=None, copy=None):
        return np.array([[0.25, 1]], dtype=dtype)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ([[0, 51], [255, 102]], [[0, 0.2], [1, 0.4]]),
        (((0.5, 1.0), (0.0, 0.25)), [[0.5, 1], [0, 0.25]]),
        ([np.array([0, 51]), [255, 102]], [[0, 0.2], [1, 0.4]]),
        (np.array([[False, True]]), [[0, 1]]),
        ([[True, False]], [[1, 0]]),
        (Tensor(), [[0.25, 1]]),
        (tf.constant([[0, 51, 255]], tf.uint8), [[0, 0.2, 1]]),
        (tf.Variable([[0.25, 0.5]]), [[0.25, 0.5]]),
        (tf.constant([[0.25, 0.5]], tf.bfloat16), [[0.25, 0.5]]),
        (np.array([[0, 51], [255, 102]]).view(np.matrix), [[0, 0.2], [1, 0.4]]),
        (np.ma.array([[0.25, 0.5]]), [[0.25, 0.5]]),
        (np.ma.array([[0.25, 0.5]], mask=False), [[0.25, 0.5]]),
    ],
)
def test_as_array_takes_what_numpy_takes(image, expected):
    pixels = as_array(image, rgb=True)
    assert type(pixels) is np.ndarray
    assert pixels.dtype == np.float32
    assert np.allclose(pixels, expected, rtol=0, atol=1e-7)


def test_as_array_of_a_tensor_without_numbers():
    class Unreadable:
        def __array__(self, dtype=None, copy=None):
            raise TypeError("on another device")

    with pytest.raises(TypeError, match="`image` must be .*got Unreadable: on another device"):
        as_array(Unreadable(), rgb=True)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_as_array_clips_what_is_outside_by_rounding(dtype):
    given = np.array([[-1e-17, -9e-7, 0.5, np.nextafter(1.0, 2.0), 1 + 9e-7]], dtype)
    before = given.copy()
    assert as_array(given, rgb=True).tolist() == [[0, 0, 0.5, 1, 1]]
    assert np.array_equal(given, before)


def test_as_array_does_not_alias_its_argument():
    given = np.full((2, 2), 0.5, np.float32)
    as_array(given, rgb=True)[0, 0] = 1
    assert given[0, 0] == 0.5


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_as_array_copies_once(dtype):
    given = np.ones((500, 400), dtype)
    tracemalloc.start()
    as_array(given, rgb=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.1 * 4 * given.size


@pytest.mark.parametrize("mode", ["PA", "LA", "RGBa", "YCbCr", "HSV", "LAB", "CMYK", "P", "I;16"])
def test_as_array_of_other_modes(mode):
    assert as_array(Image.new(mode, (5, 4)), rgb=True).shape == (4, 5, 3)


def test_as_array_of_transparent_gray():
    gray = Image.fromarray(np.array([[0, 51]], np.uint8))
    gray.info["transparency"] = 0
    assert np.allclose(as_array(gray, rgb=True), [[[1, 1, 1], [0.2, 0.2, 0.2]]])


# Row 0 and column 0 of the file, as TIFF 6.0 words the values of Orientation.
ORIENTATIONS = {
    1: lambda a: a,  # top, left
    2: lambda a: a[:, ::-1],  # top, right
    3: lambda a: a[::-1, ::-1],  # bottom, right
    4: lambda a: a[::-1],  # bottom, left
    5: lambda a: a.swapaxes(0, 1),  # left, top
    6: lambda a: a.swapaxes(0, 1)[:, ::-1],  # right, top
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),  # right, bottom
    8: lambda a: a.swapaxes(0, 1)[::-1],  # left, bottom
    9: lambda a: a,  # reserved
}


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize(
    ("suffix", "mode"), [("png", "RGB"), ("png", "RGBA"), ("tiff", "RGB"), ("tiff", "CMYK")]
)
def test_images_are_turned_upright(tmp_path, stripes, orientation, suffix, mode):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"photo.{suffix}"
    stripes.convert(mode).save(path, exif=exif)
    expected = ORIENTATIONS[orientation](np.asarray(stripes) / 255)
    loaded = cg.load_image(path)
    assert np.array_equal(np.asarray(loaded), np.round(expected * 255))
    with Image.open(BytesIO(path.read_bytes())) as opened:
        for image in (opened, loaded, opened.copy()):  # and none is turned twice
            assert np.allclose(as_array(image, rgb=True), expected, atol=1e-7)


def unfinished():
    """A PIL image whose file ends too soon, which shows only when its pixels are read."""
    file = BytesIO()
    Image.effect_noise((60, 60), 9).save(file, "png")
    return Image.open(BytesIO(file.getvalue()[:-40]))


def closed():
    image = Image.new("L", (3, 3))
    image.close()
    return image


@pytest.mark.parametrize(
    ("make", "message"),
    [(unfinished, "truncated"), (closed, "closed image"), (Image.Image, "got mode ''")],
)
def test_as_array_of_images_that_cannot_be_read(make, message):
    with pytest.raises(ValueError, match=f"`image` must be .*{message}"):
        as_array(make(), rgb=True)
