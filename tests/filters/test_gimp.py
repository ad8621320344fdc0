"""GIMP's dialog, held against recordings of GIMP's engine."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import convgallery as cg

RECORDINGS = Path(__file__).parent / "gegl"
CASES = json.loads((RECORDINGS / "cases.json").read_text())


def test_recordings_are_whole():
    for line in (RECORDINGS / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((RECORDINGS / name).read_bytes()).hexdigest() == digest


def test_recordings_cover_the_dialog():
    assert len(CASES) >= 20
    sums = {(len(case["kernel"]), np.sign(np.sum(case["kernel"]))) for case in CASES.values()}
    assert sums == {(size, sign) for size in (3, 5) for sign in (-1, 0, 1)}
    for case in CASES.values():
        weights = np.array(case["kernel"])
        assert not np.array_equal(weights, weights[::-1, ::-1])


@pytest.mark.parametrize("name", CASES)
def test_equals_gegl(name):
    settings = dict(CASES[name])
    with (
        Image.open(RECORDINGS / f"{settings.pop('image')}.png") as given,
        Image.open(RECORDINGS / f"result-{name}.png") as recorded,
    ):
        result = cg.gimp_filter(given, settings.pop("kernel"), **settings)
        assert (result.mode, result.size) == (recorded.mode, recorded.size)
        difference = np.asarray(result).astype(int) - np.asarray(recorded)
        assert np.abs(difference).max() <= 1
        if result.mode == "RGBA":
            assert np.array_equal(result.getchannel("A"), given.getchannel("A"))


def test_white_pixel_by_hand():
    impulse = np.zeros((3, 3), dtype=np.uint8)
    impulse[1, 1] = 255
    light = 1 / 9
    expected = round((1.055 * light ** (1 / 2.4) - 0.055) * 255)
    assert expected == 94
    assert np.unique(np.asarray(cg.gimp_filter(impulse, np.ones((3, 3))))).tolist() == [94]


@pytest.mark.parametrize("border", ["extend", "wrap", "black"])
def test_borders(border):
    rows = np.repeat([[10], [20], [30]], 4, axis=1)
    above = [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    result = np.asarray(cg.gimp_filter(rows, above, border=border))
    top = {"extend": 10, "wrap": 30, "black": 0}[border]
    assert result[:, 0].tolist() == [top, 10, 20]


def test_normalize_overrides_divisor_and_offset():
    photo = cg.sample_image()
    plain = cg.gimp_filter(photo, cg.kernels.EMBOSS)
    overridden = cg.gimp_filter(photo, cg.kernels.EMBOSS, divisor=7, offset=0.4)
    assert np.array_equal(plain, overridden)


@pytest.mark.parametrize("scale", [1, 2**30])
def test_fractions_that_cancel_count_as_zero(scale):
    photo = cg.sample_image()
    tenths = scale * np.array([[0, 0.1, 0], [0.2, 0, 0], [0, 0, -0.3]])
    assert tenths.sum() != 0
    result = np.asarray(cg.gimp_filter(photo, tenths)).astype(int)
    spelled = cg.gimp_filter(photo, tenths, normalize=False, offset=0.5)
    assert np.array_equal(result, np.asarray(spelled))


def test_a_kernel_of_zeros_gives_half_the_light():
    half = round((1.055 * 0.5 ** (1 / 2.4) - 0.055) * 255)
    assert np.unique(np.asarray(cg.gimp_filter(GRAY, np.zeros((3, 3))))).tolist() == [half]


@pytest.mark.parametrize(("total", "divisor", "offset"), [(0.5, 0.5, 0), (-0.5, 0.5, 1)])
def test_small_sums_are_normalized_too(total, divisor, offset):
    weights = np.array([[0, 0.25, 0], [0, total, 0], [0, 0, -0.25]])
    spelled = cg.gimp_filter(GRAY, weights, normalize=False, divisor=divisor, offset=offset)
    assert np.array_equal(cg.gimp_filter(GRAY, weights), spelled)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"weight": 1e308}, [[0, 255, 255], [0, 255, 255]]),
        ({"weight": -1e308}, [[0, 0, 0], [0, 0, 0]]),
        ({"weight": 1, "offset": 1e308}, [[255, 255, 255], [255, 255, 255]]),
        ({"weight": 1, "offset": -1e308}, [[0, 0, 0], [0, 0, 0]]),
    ],
)
def test_settings_far_beyond_the_range_of_light(settings, expected):
    kernel = np.zeros((3, 3))
    kernel[1, 1] = settings["weight"]
    offset = settings.get("offset", 0)
    result = cg.gimp_filter(GRAY, kernel, normalize=False, divisor=1e-10, offset=offset)
    assert np.asarray(result).tolist() == expected


def test_kernel_brings_its_divisor_and_offset():
    photo = cg.sample_image()
    weights = [[0, 1, 0], [2, 3, -1], [0, 0, 1]]
    kernel = cg.kernels.Kernel("mine", weights, divisor=4, offset=0.25)
    brought = cg.gimp_filter(photo, kernel, normalize=False)
    spelled = cg.gimp_filter(photo, weights, divisor=4, offset=0.25, normalize=False)
    assert np.array_equal(brought, spelled)


def test_filtering_leaves_the_image_alone():
    pixels = np.random.default_rng(1).integers(0, 256, (5, 6, 3), dtype=np.uint8)
    before = pixels.copy()
    result = cg.gimp_filter(pixels, cg.kernels.SHARPEN, channels="g")
    assert np.array_equal(pixels, before)
    assert np.array_equal(np.asarray(result)[..., [0, 2]], before[..., [0, 2]])
    assert not np.array_equal(np.asarray(result)[..., 1], before[..., 1])


GRAY = np.array([[0, 51, 255], [0, 102, 204]], np.uint8)
DEEP = GRAY.astype(np.uint16) * 257


def with_alpha(mode, *, alpha):
    image = Image.fromarray(GRAY).convert(mode)
    image.putalpha(Image.fromarray(np.full_like(GRAY, 255) if alpha is None else alpha))
    return image


IMAGES = {
    "array": (GRAY, "L"),
    "array with a channel": (GRAY[..., None], "L"),
    "lists": (GRAY.tolist(), "L"),
    "RGB array": (np.repeat(GRAY[..., None], 3, axis=-1), "RGB"),
    "L": (Image.fromarray(GRAY), "L"),
    "I;16": (Image.fromarray(DEEP), "L"),
    "opaque LA": (with_alpha("L", alpha=None), "L"),
    "LA": (with_alpha("L", alpha=GRAY), "RGBA"),
    "opaque RGBA": (with_alpha("RGB", alpha=None), "RGB"),
    "RGBA": (with_alpha("RGB", alpha=GRAY), "RGBA"),
    "P": (Image.fromarray(GRAY).convert("P"), "RGB"),
    "CMYK": (Image.fromarray(GRAY).convert("RGB").convert("CMYK"), "RGB"),
}


@pytest.mark.parametrize("name", IMAGES)
def test_mode_of_the_result(name):
    image, mode = IMAGES[name]
    result = cg.gimp_filter(image, cg.kernels.IDENTITY, alpha_weight=False)
    assert result.mode == mode
    channels = np.moveaxis(np.asarray(result).reshape(*GRAY.shape, -1), -1, 0)
    assert all(np.array_equal(channel, GRAY) for channel in channels)  # the alpha is GRAY, too


@pytest.mark.parametrize("convert", [Image.fromarray, np.asarray, np.ndarray.tolist])
def test_black_and_white_stays_gray(convert):
    result = cg.gimp_filter(convert(GRAY > 99), cg.kernels.IDENTITY)
    assert result.mode == "L"
    assert np.asarray(result).tolist() == [[0, 0, 255], [0, 255, 255]]


def test_image_with_an_orientation_is_turned_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # rotate a quarter clockwise
    Image.fromarray(GRAY).save(tmp_path / "photo.png", exif=exif)
    with Image.open(tmp_path / "photo.png") as opened:
        result = cg.gimp_filter(opened, cg.kernels.IDENTITY)
    assert np.array_equal(np.asarray(result), np.rot90(GRAY, -1))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"image": "photo.png"}, TypeError, "`image` must be a PIL image"),
        ({"image": Image.new("F", (4, 4))}, ValueError, "^`image` must hold 8-bit or .*mode 'F'$"),
        ({"image": np.zeros((1, 4, 4, 3))}, ValueError, "`image` must be a single image"),
        (
            {"kernel": np.ones((3, 5))},
            ValueError,
            r"`kernel` must be of shape \(3, 3\) or \(5, 5\), got shape \(3, 5\)",
        ),
        ({"kernel": cg.kernels.Kernel("row", [[1, 1]])}, ValueError, r"got shape \(1, 2\)"),
        ({"kernel": [[None]]}, TypeError, "`kernel` must hold ints or floats"),
        ({"image": np.ma.array(np.ones((4, 4)), mask=True)}, ValueError, "`image` must .*masked"),
        ({"kernel": np.ma.array(np.ones((3, 3)), mask=True)}, ValueError, "`kernel` must .*masked"),
        ({"divisor": 0}, ValueError, "^`divisor` must not be 0, got 0$"),
        ({"divisor": "1"}, TypeError, "`divisor` must be a number"),
        ({"offset": np.nan}, ValueError, "`offset` must be finite"),
        ({"normalize": 1}, TypeError, "`normalize` must be True or False"),
        ({"alpha_weight": None}, TypeError, "`alpha_weight` must be True or False"),
        ({"border": "reflect"}, ValueError, "`border` must be one of 'extend', 'wrap', 'black'"),
        ({"channels": "RGBA"}, ValueError, "`channels` must be some of the letters R, G and B"),
        ({"channels": ""}, ValueError, "`channels` must be some of the letters"),
        ({"channels": "RR"}, ValueError, "`channels` must be some of the letters"),
        ({"channels": "RX"}, ValueError, "`channels` must be some of the letters .*, got 'RX'"),
        ({"channels": ["R"]}, TypeError, "`channels` must be a string"),
        (
            {"image": np.zeros((4, 4)), "channels": "R"},
            ValueError,
            "`channels` must be 'RGB' for a gray image, got 'R'",
        ),
    ],
)
def test_bad_arguments(arguments, error, message):
    good = {"image": np.zeros((4, 4, 3)), "kernel": np.ones((3, 3))}
    with pytest.raises(error, match=message):
        cg.gimp_filter(**good | arguments)


def test_kernels_without_a_finite_sum_are_refused():
    with pytest.raises(ValueError, match="`kernel` must have a finite sum of weights, got array"):
        cg.gimp_filter(np.ones((5, 5)), np.full((3, 3), 1e308))


def test_divisors_whose_product_is_zero_are_refused():
    kernel = cg.kernels.Kernel("tiny", np.eye(3) * 1e-200, divisor=1e-200)
    with pytest.raises(ValueError, match="`divisor` must not be 0"):
        cg.gimp_filter(np.ones((5, 5)), kernel, divisor=1e-200, normalize=False)
