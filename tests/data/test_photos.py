"""A photo in, an array out."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import convgallery as cg
from convgallery.data import _photos


@pytest.fixture
def stripes():
    """RGB, 4 wide and 2 high, no two pixels alike."""
    return Image.fromarray(np.arange(24, dtype=np.uint8).reshape(2, 4, 3) * 10)


def test_sample_image_is_the_middle_of_the_cat():
    middle, full = cg.sample_image(), cg.sample_image("full")
    assert (middle.mode, middle.size) == ("RGB", (240, 134))
    assert (full.mode, full.size) == ("RGB", (451, 300))
    top, left = (300 - 134) // 2, (451 - 240) // 2
    expected = np.asarray(full)[top : top + 134, left : left + 240]
    assert np.array_equal(np.asarray(middle), expected)


def test_sample_image_matches_its_license():
    data = files("convgallery").joinpath("data")
    digest = hashlib.sha256(data.joinpath("cat.png").read_bytes()).hexdigest()
    assert f"SHA-256: {digest}" in data.joinpath("cat.LICENSE.txt").read_text()


def test_damaged_sample_image(monkeypatch):
    monkeypatch.setattr(_photos, "_CAT_SHA256", "0" * 64)
    with pytest.raises(OSError, match="cat.png is damaged"):
        cg.sample_image()


def test_sample_image_of_unknown_size():
    with pytest.raises(ValueError, match="`size` must be one of 'middle', 'full', got 'huge'"):
        cg.sample_image("huge")


@pytest.mark.parametrize("suffix", ["png", "bmp", "tiff", "webp"])
def test_load_image_keeps_every_pixel(tmp_path, stripes, suffix):
    path = tmp_path / f"photo.{suffix}"
    stripes.save(path, **({"lossless": True} if suffix == "webp" else {}))
    for given_path in (path, str(path)):
        loaded = cg.load_image(given_path)
        assert loaded.mode == "RGB"
        assert np.array_equal(np.asarray(loaded), np.asarray(stripes))


def test_load_image_turns_it_upright(tmp_path, stripes):
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn a quarter clockwise to view
    stripes.save(tmp_path / "photo.png", exif=exif)
    loaded = np.asarray(cg.load_image(tmp_path / "photo.png"))
    assert np.array_equal(loaded, np.rot90(np.asarray(stripes), k=-1))


def test_load_image_puts_transparency_over_white(tmp_path):
    pixels = np.array([[[10, 20, 30, 255], [10, 20, 30, 0], [0, 0, 0, 102]]], dtype=np.uint8)
    Image.fromarray(pixels, "RGBA").save(tmp_path / "photo.png")
    loaded = np.asarray(cg.load_image(tmp_path / "photo.png"))
    assert loaded.tolist() == [[[10, 20, 30], [255, 255, 255], [153, 153, 153]]]


def test_load_image_scales_16_bits(tmp_path):
    pixels = np.array([[0, 257, 25700, 65535]], dtype=np.uint16)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    loaded = np.asarray(cg.load_image(tmp_path / "photo.png"))
    assert loaded[0, :, 0].tolist() == [0, 1, 100, 255]


def test_load_image_refuses_32_bits(tmp_path):
    Image.fromarray(np.ones((2, 2), dtype=np.float32)).save(tmp_path / "photo.tiff")
    with pytest.raises(ValueError, match="`path` must hold 8-bit or 16-bit pixels, got .* 'F'"):
        cg.load_image(tmp_path / "photo.tiff")


def test_load_image_of_wrong_type():
    with pytest.raises(TypeError, match="`path` must be a string or a path, got 3"):
        cg.load_image(3)


def test_load_image_that_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"`path` must name an image file, got .*none\.png"):
        cg.load_image(tmp_path / "none.png")


def test_load_image_of_a_folder(tmp_path):
    with pytest.raises(OSError, match="`path` must name an image file, got .* cannot be read"):
        cg.load_image(tmp_path)


def test_load_image_that_is_text(tmp_path):
    (tmp_path / "photo.png").write_text("not a picture")
    with pytest.raises(OSError, match="`path` must name .* which is not an image"):
        cg.load_image(tmp_path / "photo.png")


def test_load_image_that_is_truncated(tmp_path):
    path = tmp_path / "photo.png"
    cg.sample_image().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(OSError, match=r"`path` must name .*photo\.png.* cannot be read"):
        cg.load_image(path)


@pytest.mark.parametrize("limit", [5, 3], ids=["suspicious", "far too large"])
def test_load_image_that_is_a_decompression_bomb(tmp_path, monkeypatch, stripes, limit):
    stripes.save(tmp_path / "photo.png")  # 8 pixels; Pillow warns above the limit, refuses twice it
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    with pytest.raises(ValueError, match=r"`path` must name .* too large: .*limit of \d+ pixels"):
        cg.load_image(tmp_path / "photo.png")


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of what it skips
@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "tiff", "webp", "bmp", "ppm", "avif"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_load_image_of_damaged_files(tmp_path_factory, suffix, data):
    """Any bytes at all give a picture or an error that names the argument."""
    folder = tmp_path_factory.mktemp("damaged")
    path = folder / f"photo.{suffix}"
    Image.fromarray(np.arange(300, dtype=np.uint8).reshape(10, 10, 3)).save(path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        loaded = cg.load_image(path)
    except (OSError, ValueError) as error:
        outcome = str(error)
    else:
        outcome = loaded.mode
    assert outcome == "RGB" or outcome.startswith("`path` must")
