"""Small image files of every format that Pillow opens, in all modes that it writes."""

import struct
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

WIDTH, HEIGHT = 7, 5
MODES = ("RGB", "L", "1", "P", "RGBA", "LA", "CMYK", "YCbCr", "I;16", "I", "F")
# Pillow only recognizes these, or needs other programs; the values of SPIDER's are floats.
UNREADABLE = {"BUFR", "EPS", "GRIB", "HDF5", "MPEG", "SPIDER", "WMF"}

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ORIENTATION = Image.Exif()
ORIENTATION[0x0112] = 6

SETTINGS = {
    "AVIF": [{}, {"exif": ORIENTATION}],
    "BLP": [{"blp_version": "BLP1"}, {"blp_version": "BLP2"}],
    "DDS": [{}, *({"pixel_format": kind} for kind in ("DXT1", "DXT5", "BC5"))],
    "GIF": [{}, {"transparency": 0}, {"save_all": True, "append_images": "again"}],
    "ICO": [{"bitmap_format": kind, "sizes": [(4, 4), (5, 5)]} for kind in ("bmp", "png")],
    "JPEG": [{}, {"progressive": True, "icc_profile": PROFILE}, {"exif": ORIENTATION}],
    "JPEG2000": [{}, {"no_jp2": True}, {"irreversible": True}],
    "MPO": [{"save_all": True, "append_images": "again"}],
    "PNG": [{}, {"icc_profile": PROFILE}, {"exif": ORIENTATION, "transparency": 0}],
    "SGI": [{}, {"bpc": 2}],
    "TGA": [{}, {"compression": "tga_rle"}],
    "TIFF": [
        *({"compression": kind} for kind in ("raw", "tiff_lzw", "jpeg", "packbits")),
        *({"compression": kind} for kind in ("tiff_adobe_deflate", "group4", "zstd")),
        {"exif": ORIENTATION, "icc_profile": PROFILE},
    ],
    "WEBP": [{}, {"lossless": True, "icc_profile": PROFILE, "exif": ORIENTATION}],
}


def drawing(mode):
    """An image in which most pixels differ."""
    pixels = np.arange(HEIGHT * WIDTH * 4, dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)
    rgba = Image.fromarray(pixels, "RGBA") if mode == "RGBA" else Image.fromarray(pixels[..., :3])
    if mode == "I;16":
        return Image.fromarray(pixels[..., 0].astype(np.uint16) * 257)
    return rgba.convert(mode)


def written():
    """Files that Pillow writes, by names such as "TIFF RGB 3"."""
    Image.init()
    files = {}
    for kind in sorted(Image.SAVE.keys() & (Image.OPEN.keys() | {"MPO"})):
        for mode in MODES:
            for i, settings in enumerate(SETTINGS.get(kind, [{}])):
                image = drawing(mode)
                if kind == "ICNS":
                    image = image.resize((16, 16))
                if settings.get("append_images") == "again":
                    settings = settings | {"append_images": [image.transpose(0)]}  # noqa: PLW2901
                file = BytesIO()
                try:
                    image.save(file, kind, **settings)
                except (KeyError, OSError, RuntimeError, TypeError, ValueError):
                    continue  # the format does not have this mode or setting
                if file.getvalue():
                    files[f"{kind} {mode} {i}"] = file.getvalue()
    return files


def by_hand(written_files):
    """Files of formats that Pillow only reads."""
    size = WIDTH * HEIGHT
    gray, color = bytes(range(size)), bytes(range(3 * size))
    icon = written_files["ICO RGB 0"]
    words = [0, 4, 0, 0, 0, 0, 0, 0, HEIGHT, WIDTH, 1, 0, 0, 1, 0, *[0] * 18, 256, *[0] * 30]
    cards = ["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 2", f"NAXIS1  = {WIDTH}"]
    cards += [f"NAXIS2  = {HEIGHT}", "END"]
    rows = "".join(f'"{"ab."[i % 3] * WIDTH}",\n' for i in range(HEIGHT))
    fli = struct.pack("<IHHHHHHI", 128, 0xAF11, 1, WIDTH, HEIGHT, 8, 3, 5).ljust(128, b"\0")
    fli_frame = struct.pack("<IHH8xIH", 22 + size, 0xF1FA, 1, 6 + size, 16) + gray
    pixar = bytearray(b"\200\350\0\0".ljust(1024, b"\0"))
    pixar[416:420], pixar[424:428] = struct.pack("<2H", HEIGHT, WIDTH), struct.pack("<2H", 14, 2)
    texture = b"FTEX" + struct.pack("<7i", 0, WIDTH, HEIGHT, 1, 1, 1, 32)
    pcd = b"\0" * 2048 + b"PCD_".ljust(94 * 2048 + 2048, b"\0") + bytes(768 * 512 * 3 // 2)

    def tag(number, data):
        return struct.pack(">BBBH", 0x1C, 3, number, len(data)) + data

    iptc = tag(20, bytes([WIDTH])) + tag(30, bytes([HEIGHT])) + tag(60, b"\1\0") + tag(120, b"\1")
    body = b"\x1c\x08\x0a" + struct.pack(">H", size) + gray
    return {
        "BUFR": b"BUFR" + bytes(20),
        "CUR": b"\0\0\2\0" + icon[4:],
        "DCX": struct.pack("<III", 0x3ADE68B1, 12, 0) + written_files["PCX RGB 0"],
        "EPS": written_files["EPS RGB 0"],
        "FITS": "".join(card.ljust(80) for card in cards).ljust(2880).encode() + gray,
        "FLI": fli + fli_frame,
        "FTEX": texture + struct.pack("<i", 3 * size) + color,
        "GBR": struct.pack(">5I4sI", 32, 2, WIDTH, HEIGHT, 1, b"GIMP", 10) + b"abc\0" + gray,
        "GRIB": b"GRIB\0\0\0\1" + bytes(20),
        "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(20),
        "IMT": f"width {WIDTH}\nheight {HEIGHT}\npixel n8\n\f".encode() + gray.ljust(100, b"\0"),
        "IPTC": iptc + body + bytes(5),
        "MCIDAS": struct.pack("!64i", *words) + gray,
        "MPEG": b"\0\0\1\xb3" + bytes([0x10, 0x00, 0x10]),
        "PCD": pcd,
        "PIXAR": bytes(pixar) + color,
        "PSD": b"8BPS\0\1"
        + struct.pack(">6xHIIHHIIIH", 3, HEIGHT, WIDTH, 8, 3, 0, 0, 0, 0)
        + color,
        "SUN": struct.pack(">8I", 0x59A66A95, WIDTH, HEIGHT, 24, 3 * size, 1, 0, 0)
        + bytes((3 * WIDTH + 1) * HEIGHT),
        "WMF": b"\xd7\xcd\xc6\x9a\0\0" + struct.pack("<4hH6xI", 0, 0, 99, 99, 96, 0x90001),
        "XPM": f'/* XPM */\nstatic char *a[] = {{\n"{WIDTH} {HEIGHT} 3 1",\n"a c #ff0000",\n'
        f'"b c #00ff00",\n". c None",\n{rows}}};\n'.encode(),
        "XVTHUMB": f"P7 332\n#END_OF_COMMENTS\n{WIDTH} {HEIGHT} 255\n".encode() + gray,
    }


def image_files():
    files = written()
    return {**by_hand(files), **{n: f for n, f in files.items() if not n.startswith("EPS")}}
