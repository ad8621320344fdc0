"""A photo in, an array out."""

import struct
import zlib
from io import BytesIO, RawIOBase, StringIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import convgallery as cg

# Releases of Pillow differ in the formats that they write.
FORMATS = ["png", "jpg", "gif", "tiff", "webp", "bmp", "ppm", "avif"]
WRITABLE = [suffix for suffix in FORMATS if f".{suffix}" in Image.registered_extensions()]


@pytest.fixture
def stripes():
    """RGB, 4 wide and 2 high, no two pixels alike."""
    return Image.fromarray(np.arange(24, dtype=np.uint8).reshape(2, 4, 3) * 10)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tiff", "webp"])
def test_load_image_keeps_every_pixel(tmp_path, stripes, suffix):
    path = tmp_path / f"photo.{suffix}"
    stripes.save(path, **({"lossless": True} if suffix == "webp" else {}))
    for given_path in (path, str(path)):
        loaded = cg.load_image(given_path)
        assert loaded.mode == "RGB"
        assert np.array_equal(np.asarray(loaded), np.asarray(stripes))


def test_load_image_does_not_run_postscript(tmp_path, stripes, monkeypatch):
    stripes.save(tmp_path / "photo.eps")
    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", lambda *_: stripes.im)
    with pytest.raises(OSError, match="'.*photo.eps', which cannot be read: it is PostScript"):
        cg.load_image(tmp_path / "photo.eps")


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


def deep_tiff(bits, photometric, data):
    """One gray row of TIFF 6.0, uncompressed: width, height, bits and so on."""
    entries = {256: 2, 257: 1, 258: bits, 259: 1, 262: photometric, 273: 8, 277: 1, 278: 1}
    entries[279] = len(data)
    file = b"II*\0" + struct.pack("<I", 8 + len(data)) + data + struct.pack("<H", len(entries))
    return file + b"".join(struct.pack("<HHII", t, 4, 1, v) for t, v in entries.items()) + bytes(4)


def deep_png(color_type, transparent, row):
    """One row of a PNG of 16 bits a channel, in which Pillow cannot save colors."""

    def chunk(name, data):
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    channels = 3 if color_type == 2 else 1
    header = struct.pack(">IIBBBBB", len(row) // channels, 1, 16, color_type, 0, 0, 0)
    data = zlib.compress(b"\0" + struct.pack(f">{len(row)}H", *row))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", header),
            chunk(b"tRNS", struct.pack(f">{channels}H", *transparent)),
            chunk(b"IDAT", data),
            chunk(b"IEND", b""),
        ]
    )


DEEP = {
    "16-bit PGM": (b"P5\n3 1\n65535\n" + struct.pack(">3H", 65535, 0, 25700), [255, 0, 100]),
    "10-bit PGM": (b"P5\n3 1\n1023\n" + struct.pack(">3H", 1023, 0, 512), [255, 0, 127]),
    "10-bit PGM in letters": (b"P2\n3 1\n1023\n1023 0 512\n", [255, 0, 127]),
    "12-bit TIFF": (deep_tiff(12, 1, b"\xff\xf0\x00\0"), [255, 0]),
    "12-bit TIFF of gray": (deep_tiff(12, 1, b"\x80\x00\x10\0"), [127, 0]),
    "16-bit TIFF": (deep_tiff(16, 1, struct.pack("<2H", 65535, 257)), [255, 1]),
    "16-bit TIFF, white is zero": (deep_tiff(16, 0, struct.pack("<2H", 65535, 257)), [0, 254]),
    "transparent gray": (deep_png(0, [30000], [0, 30000, 30001]), [0, 255, 116]),
    "transparent color": (deep_png(2, [30000] * 3, [0] * 3 + [30000] * 3), [0, 255]),
}


@pytest.mark.parametrize("name", DEEP)
def test_load_image_of_deep_files(tmp_path, name):
    content, expected = DEEP[name]
    (tmp_path / "photo").write_bytes(content)
    loaded = np.asarray(cg.load_image(tmp_path / "photo"))
    assert loaded.shape == (1, len(expected), 3)
    assert loaded[0].tolist() == [[value] * 3 for value in expected]


def jpeg_with_exif(entries, data, header=b"II*\0"):
    """A JPEG, 8 wide and 4 high, with a directory of EXIF written by hand."""
    file = BytesIO()
    Image.fromarray(np.zeros((4, 8, 3), np.uint8)).save(file, "jpeg")
    directory = struct.pack("<IH", 8, len(entries)) + b"".join(entries) + bytes(4)
    block = b"Exif\0\0" + header + directory + data
    marker = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    return BytesIO(file.getvalue()[:2] + marker + file.getvalue()[2:])


def entry(tag, kind, count, value):
    return struct.pack("<HHI", tag, kind, count) + value


AFTER_TWO_ENTRIES = struct.pack("<I", 8 + 2 + 2 * 12 + 4)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of EXIF that it skips
@pytest.mark.parametrize(
    ("odd", "data"),
    [
        (entry(282, 10, 1, AFTER_TWO_ENTRIES), struct.pack("<ii", -1, 0)),
        (entry(282, 2, 8, AFTER_TWO_ENTRIES), b"seventy\0"),
        (entry(282, 5, 1, b"\xff" * 4), b""),
        (entry(34665, 4, 1, b"\xff" * 4), b""),
        (entry(305, 99, 1, bytes(4)), b""),
    ],
    ids=["resolution -1/0", "resolution in letters", "beyond the end", "no directory", "no type"],
)
def test_an_odd_exif_value_does_not_cost_the_photo(odd, data):
    orientation = entry(274, 3, 1, struct.pack("<HH", 6, 0))
    assert cg.load_image(jpeg_with_exif([orientation, odd], data)).size == (4, 8)


@pytest.mark.parametrize("value", [(2, 2, b"6\0\0\0"), (3, 1, bytes(4))])
def test_an_odd_orientation_is_none(value):
    assert cg.load_image(jpeg_with_exif([entry(274, *value)], b"")).size == (8, 4)


def test_exif_without_its_header_is_ignored():
    orientation = entry(274, 3, 1, struct.pack("<HH", 6, 0))
    assert cg.load_image(jpeg_with_exif([orientation], b"")).size == (4, 8)
    assert cg.load_image(jpeg_with_exif([orientation], b"", header=b"IX*\0")).size == (8, 4)


class Stream(RawIOBase):
    """A binary file that cannot seek, such as a response of a server."""

    def __init__(self, content):
        self.content = content

    def readall(self):
        return self.content

    def seekable(self):
        return False


def test_load_image_of_open_files(tmp_path, stripes):
    stripes.save(tmp_path / "photo.png")
    content = (tmp_path / "photo.png").read_bytes()
    with (tmp_path / "photo.png").open("rb") as file:
        for opened in (file, BytesIO(content), Stream(content)):
            assert np.array_equal(np.asarray(cg.load_image(opened)), np.asarray(stripes))
        assert not file.closed


def test_load_image_of_an_open_file_that_is_none():
    with pytest.raises(OSError, match="`path` must hold an image, got <_io.BytesIO .* is not an"):
        cg.load_image(BytesIO(b"no image"))
    closed = BytesIO()
    closed.close()
    with pytest.raises(OSError, match="`path` must hold an image, got .* cannot be read: .*closed"):
        cg.load_image(closed)


def test_load_image_of_a_text_file():
    with pytest.raises(TypeError, match="`path` must be a path or an open binary file, got <_io.S"):
        cg.load_image(StringIO("no image"))


def test_load_image_refuses_32_bits(tmp_path):
    Image.fromarray(np.ones((2, 2), dtype=np.float32)).save(tmp_path / "photo.tiff")
    with pytest.raises(ValueError, match="`path` must hold 8-bit or 16-bit pixels, got .* 'F'"):
        cg.load_image(tmp_path / "photo.tiff")


def test_load_image_of_wrong_type():
    with pytest.raises(TypeError, match="`path` must be a path or an open binary file, got 3"):
        cg.load_image(3)


def test_load_image_that_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"`path` must name an image file, got .*none\.png"):
        cg.load_image(tmp_path / "none.png")


def test_load_image_of_a_folder(tmp_path):
    with pytest.raises(OSError, match="`path` must name an image file, got .* cannot be read"):
        cg.load_image(tmp_path)


def test_load_image_that_is_text(tmp_path):
    (tmp_path / "photo.png").write_text("not an image")
    with pytest.raises(OSError, match="`path` must name .* which is not an image"):
        cg.load_image(tmp_path / "photo.png")


def test_load_image_that_is_truncated(tmp_path):
    path = tmp_path / "photo.png"
    cg.sample_image().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(OSError, match=r"`path` must name .*photo\.png.* cannot be read"):
        cg.load_image(path)


@pytest.mark.parametrize("error", [AssertionError, AttributeError("no such field")])
def test_load_image_of_damage_that_pillow_does_not_expect(monkeypatch, stripes, error):
    file = BytesIO()
    stripes.save(file, "png")

    def fail(_image):
        raise error

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", fail)
    with pytest.raises(OSError, match="cannot be read: (AssertionError|no such field)$"):
        cg.load_image(BytesIO(file.getvalue()))


def test_load_image_without_a_palette(stripes):
    """Pillow does not keep the palette of an icon."""
    file = BytesIO()
    stripes.resize((16, 16)).convert("P").save(file, "icns")
    with pytest.raises(
        ValueError, match="`path` must have a palette, as its mode is 'P', got none"
    ):
        cg.load_image(BytesIO(file.getvalue()))


def test_load_image_of_a_name_that_is_too_long():
    with pytest.raises(OSError, match="`path` must name .*, which cannot be read: File name too"):
        cg.load_image("9" * 10_000)


@pytest.mark.parametrize("limit", [5, 3], ids=["suspicious", "far too large"])
def test_load_image_that_is_a_decompression_bomb(tmp_path, monkeypatch, stripes, limit):
    stripes.save(tmp_path / "photo.png")  # 8 pixels; Pillow warns above the limit, refuses twice it
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    with pytest.raises(ValueError, match=r"`path` must name .* too large: .*limit of \d+ pixels"):
        cg.load_image(tmp_path / "photo.png")


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of what it skips
@pytest.mark.parametrize("suffix", WRITABLE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_load_image_of_damaged_files(tmp_path_factory, suffix, data):
    """Any bytes at all give an image or an error that names the argument."""
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
