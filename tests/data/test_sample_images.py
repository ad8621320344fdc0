"""The photos that are bundled, their licenses, and the test chart."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image

import convgallery as cg
from convgallery.data import _sample_images

DATA = files("convgallery").joinpath("data")
PHOTOS = sorted(path.name.removesuffix(".png") for path in DATA.iterdir() if ".png" in path.name)
SIZES = {
    "cat": (240, 134),
    "full": (451, 300),
    "chart": (240, 160),
    "clock": (240, 160),
    "coins": (300, 172),
}


def test_the_cat_is_the_middle_of_its_photo():
    middle, full = cg.sample_image(), cg.sample_image("full")
    top, left = (300 - 134) // 2, (451 - 240) // 2
    expected = np.asarray(full)[top : top + 134, left : left + 240]
    assert np.array_equal(np.asarray(middle), expected)
    assert np.array_equal(np.asarray(cg.sample_image("middle")), expected)


@pytest.mark.parametrize("name", _sample_images._NAMES)
def test_images_are_what_the_docstring_says(name):
    image = cg.sample_image(name)
    assert (image.mode, image.size) == ("RGB", SIZES.get(name, (300, 200)))
    width, height = image.size
    assert f'``"{name}"``' in cg.sample_image.__doc__
    assert f"{width}x{height}" in cg.sample_image.__doc__
    pixels = np.asarray(image, int)
    is_gray = (pixels == pixels[..., :1]).all()
    assert is_gray == (name not in {"cat", "full", "astronaut", "coffee"})
    assert pixels.std() > 15


@pytest.mark.parametrize("name", PHOTOS)
def test_photos_match_their_licenses(name):
    license_text = DATA.joinpath(f"{name}.LICENSE.txt").read_text()
    digest = hashlib.sha256(DATA.joinpath(f"{name}.png").read_bytes()).hexdigest()
    assert f"SHA-256: {digest}" in license_text
    with Image.open(DATA.joinpath(f"{name}.png")) as photo:
        assert f"{photo.width}x{photo.height} pixels" in license_text
    assert "License: " in license_text
    assert "Source: " in license_text


def test_all_photos_are_small_together():
    assert sum(DATA.joinpath(f"{name}.png").stat().st_size for name in PHOTOS) < 1_500_000
    assert len(PHOTOS) >= 8


def test_the_chart_has_edges_stripes_dots_and_a_ramp():
    chart = np.asarray(cg.sample_image("chart").convert("L"))
    square, diamond, disc = chart[:80, :80], chart[:80, 80:160], chart[:80, 160:]
    assert (square[16:64, 16:64] == 242).all()
    assert (square == 242).sum() == 48 * 48
    for shape in (square, diamond, disc):
        assert np.array_equal(shape, shape.T)
        assert np.array_equal(shape, shape[::-1])
    stripes = chart[80:, :80]
    assert (stripes == stripes[0]).all()
    changes = np.flatnonzero(np.diff(np.sign(stripes[0] - 127.5)))
    assert changes[1] - changes[0] > 5 > changes[-1] - changes[-2]
    dots = chart[80:140, 160:] > 200
    assert dots.sum() == 20
    assert (np.diff(chart[150, 160:].astype(int)) >= 0).all()


def test_damaged_photo(monkeypatch):
    monkeypatch.setitem(_sample_images._SHA256, "brick", "0" * 64)
    with pytest.raises(OSError, match="brick.png is damaged"):
        cg.sample_image("brick")


def test_unknown_name():
    with pytest.raises(ValueError, match="`name` must be one of 'cat', 'full', 'astronaut'"):
        cg.sample_image("huge")


def test_an_array_is_no_name():
    with pytest.raises(TypeError, match="`name` must be one of 'cat', .*, got array"):
        cg.sample_image(np.ones((2, 2)))
