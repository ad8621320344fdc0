"""ICC profiles written by hand, against matrices in float64 and against littleCMS."""

import struct
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

import convgallery as cg

D50 = np.array([0.9642, 1, 0.8249])
BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
# Chromaticities of red, green and blue: IEC 61966-2-1, Adobe RGB (1998), SMPTE EG 432-1.
PRIMARIES = {
    "sRGB": [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)],
    "Adobe RGB": [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)],
    "Display P3": [(0.68, 0.32), (0.265, 0.69), (0.15, 0.06)],
}
GAMMA = 2.19921875  # of Adobe RGB, 563 / 256


def xyz(x, y):
    return np.array([x / y, 1, (1 - x - y) / y])


D65 = xyz(0.3127, 0.3290)


def matrix(name):
    """From linear RGB to XYZ, whose white is D65."""
    columns = np.array([xyz(x, y) for x, y in PRIMARIES[name]]).T
    return columns * np.linalg.solve(columns, D65)


def adapted():
    """From a white of D65 to one of D50."""
    gains = np.diag(BRADFORD @ D50 / (BRADFORD @ D65))
    return np.linalg.inv(BRADFORD) @ gains @ BRADFORD


def srgb_decode(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def srgb_encode(light):
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def fixed(values):
    return struct.pack(f">{len(values)}i", *np.round(np.array(values) * 65536).astype(int))


def curve(values):
    """A gamma, or a table of light from 0 to 1."""
    if np.ndim(values) == 0:
        return b"curv" + struct.pack(">IIH", 0, 1, round(values * 256))
    table = np.round(np.array(values) * 65535).astype(">u2").tobytes()
    return b"curv" + struct.pack(">II", 0, len(values)) + table


def profile(space, tags, kind=b"mntr", pcs=b"XYZ "):
    """An ICC profile of version 2: header, table of tags, tags."""
    entries, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        entries += name + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = struct.pack(">II", start + len(data), 0) + bytes([2, 64, 0, 0]) + kind + space + pcs
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + fixed(D50)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + entries + data


def rgb_profile(name):
    light = GAMMA if name == "Adobe RGB" else srgb_decode(np.linspace(0, 1, 1024))
    tags = {b"wtpt": b"XYZ " + bytes(4) + fixed(D50)}
    for letter, column in zip(b"rgb", (adapted() @ matrix(name)).T, strict=True):
        tags[bytes([letter]) + b"XYZ"] = b"XYZ " + bytes(4) + fixed(column)
        tags[bytes([letter]) + b"TRC"] = curve(light)
    return profile(b"RGB ", tags)


def gray_profile(gamma):
    white = b"XYZ " + bytes(4) + fixed(D50)
    return profile(b"GRAY", {b"wtpt": white, b"kTRC": curve(gamma)})


def lab(rgb):
    """CIE Lab under D50, of sRGB from 0 to 1."""
    ratios = srgb_decode(rgb) @ (adapted() @ matrix("sRGB")).T / D50
    roots = np.where(ratios > 216 / 24389, np.cbrt(ratios), 841 / 108 * ratios + 4 / 29)
    x, y, z = np.moveaxis(roots, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def cmyk_profile(corners):
    """What each of the 16 mixtures of full inks looks like, cyan varying slowest."""
    ramp = bytes(range(256))
    bytes_of_lab = np.round(lab(corners) * [2.55, 1, 1] + [0, 128, 128]).astype(np.uint8)
    table = b"mft1" + bytes([0, 0, 0, 0, 4, 3, 2, 0]) + fixed(np.eye(3).ravel())
    table += ramp * 4 + bytes_of_lab.tobytes() + ramp * 3
    white = b"XYZ " + bytes(4) + fixed(D50)
    return profile(b"CMYK", {b"wtpt": white, b"A2B0": table}, b"prtr", b"Lab ")


def load(image, icc, suffix="png"):
    file = BytesIO()
    image.save(file, suffix, icc_profile=icc)
    file.seek(0)
    return np.asarray(cg.load_image(file)).astype(int)


def expected_srgb(pixels, name):
    """From the profile's colors to sRGB by matrices alone, both with D65 as white."""
    light = (pixels / 255) ** GAMMA if name == "Adobe RGB" else srgb_decode(pixels / 255)
    return 255 * srgb_encode(light @ (np.linalg.inv(matrix("sRGB")) @ matrix(name)).T)


@pytest.fixture
def pixels():
    """Grays, primaries and 100 other colors."""
    plain = [[0, 0, 0], [128, 128, 128], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]
    others = np.random.default_rng(2).integers(0, 256, (100, 3))
    return np.concatenate([plain, others]).astype(np.uint8)[None]


@pytest.mark.parametrize("name", PRIMARIES)
@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_rgb_profiles(pixels, name, suffix):
    icc = rgb_profile(name)
    image = Image.fromarray(pixels)
    loaded = load(image, icc, suffix)
    assert np.abs(loaded - expected_srgb(pixels, name)).max() <= 3
    assert (np.abs(loaded - pixels.astype(int)).max() > 20) == (name != "sRGB")
    converted = ImageCms.profileToProfile(image, BytesIO(icc), ImageCms.createProfile("sRGB"))
    assert np.abs(loaded - np.asarray(converted)).max() <= 1


def test_profile_of_a_transparent_image(pixels):
    alpha = np.full(pixels.shape[:2], 102, np.uint8)
    image = Image.fromarray(np.dstack([pixels, alpha]))
    over_white = 0.4 * expected_srgb(pixels, "Adobe RGB") + 0.6 * 255
    assert np.abs(load(image, rgb_profile("Adobe RGB")) - over_white).max() <= 3


def test_profile_of_a_palette():
    palette = Image.fromarray(np.array([[0, 1, 2]], np.uint8), "P")
    palette.putpalette([0, 0, 0, 200, 90, 40, 60, 160, 220])
    palette.info["transparency"] = bytes([255, 255, 0])
    loaded = load(palette, rgb_profile("Display P3"))
    orange = expected_srgb(np.array([200, 90, 40]), "Display P3")
    assert np.abs(loaded[0] - [[0, 0, 0], orange, [255, 255, 255]]).max() <= 3


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_gray_profiles(mode):
    values = np.array([[0, 40, 128, 200, 255]], np.uint8)
    image = Image.fromarray(values)
    image = Image.fromarray(values.astype(np.uint16) * 257) if mode == "I;16" else image
    loaded = load(image.convert(mode), gray_profile(1.25))
    expected = 255 * srgb_encode((values / 255) ** 1.25)
    assert np.abs(loaded - expected[..., None]).max() <= 3
    assert abs(loaded[0, 2, 0] - 128) > 20


def test_rgb_profile_of_a_gray_image():
    values = np.array([[0, 20, 128, 255]], np.uint8)
    loaded = load(Image.fromarray(values), rgb_profile("Adobe RGB"))
    expected = expected_srgb(np.repeat(values[..., None], 3, axis=-1), "Adobe RGB")
    assert np.abs(loaded - expected).max() <= 3


def test_cmyk_profile():
    corners = np.random.default_rng(3).uniform(0.3, 0.7, (16, 3))
    corners[0] = 1  # paper
    corners[1::2] = 0  # with black ink
    inks = np.stack(np.meshgrid(*[[0, 255]] * 4, indexing="ij"), axis=-1).astype(np.uint8)
    image = Image.fromarray(inks.reshape(1, 16, 4), "CMYK")
    loaded = load(image, cmyk_profile(corners), "tiff")
    assert np.abs(loaded[0] - 255 * corners).max() <= 3


def test_profile_of_a_rotated_photo(pixels):
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    Image.fromarray(pixels).save(file, "png", icc_profile=rgb_profile("Adobe RGB"), exif=exif)
    file.seek(0)
    loaded = cg.load_image(file)
    expected = np.rot90(expected_srgb(pixels, "Adobe RGB"), -1)
    assert np.abs(np.asarray(loaded) - expected).max() <= 3


@pytest.mark.parametrize(
    ("icc", "reason"),
    [
        (b"no profile", "cannot open profile"),
        (gray_profile(1.8), "it describes GRAY, but the image has mode 'RGB'"),
        (profile(b"RGB ", {}), "cannot build transform"),
    ],
)
def test_unusable_profile_is_ignored_with_a_warning(pixels, icc, reason):
    message = f"`path` has a color profile that is ignored, since it cannot be used: {reason}"
    with pytest.warns(UserWarning, match=message) as caught:
        loaded = load(Image.fromarray(pixels), icc)
    assert caught[0].filename == __file__
    assert np.array_equal(loaded, pixels)


@pytest.mark.filterwarnings("ignore:`path` has a color profile that is ignored:UserWarning")
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_damaged_profiles_do_not_cost_the_photo(data):
    icc = bytearray(rgb_profile("Adobe RGB"))
    for _ in range(data.draw(st.integers(1, 4))):
        icc[data.draw(st.integers(0, len(icc) - 1))] = data.draw(st.integers(0, 255))
    image = Image.fromarray(np.full((2, 3, 3), 100, np.uint8))
    assert load(image, bytes(icc[: data.draw(st.integers(1, len(icc)))])).shape == (2, 3, 3)
