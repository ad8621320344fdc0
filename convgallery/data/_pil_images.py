"""Conversion of PIL images of any mode to upright 8-bit gray, RGB or RGBA images."""

import struct

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from convgallery._arguments import shown
from convgallery.data._color_profiles import to_srgb

# Raised by Pillow's readers for damaged data.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
_TRANSPOSE = Image.Transpose
_UPRIGHT: dict[object, Image.Transpose] = {  # by EXIF orientation; 1 is upright already
    2: _TRANSPOSE.FLIP_LEFT_RIGHT,
    3: _TRANSPOSE.ROTATE_180,
    4: _TRANSPOSE.FLIP_TOP_BOTTOM,
    5: _TRANSPOSE.TRANSPOSE,
    6: _TRANSPOSE.ROTATE_270,
    7: _TRANSPOSE.TRANSVERSE,
    8: _TRANSPOSE.ROTATE_90,
}
# Where Pillow finds an orientation; removed from images that have been turned upright.
_ORIENTATION_SOURCES = ("exif", "Raw profile type exif", "xmp", "XML:com.adobe.xmp")
_BITS_PER_SAMPLE, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0  # of TIFF


def plain_image(name: str, image: Image.Image, *, color_profile: bool = False) -> Image.Image:
    """Convert an image to one of three modes, and turn it upright.

    Parameters
    ----------
    name : str
        The argument's name, for the error message.
    image : PIL.Image.Image
        An image of any mode.
    color_profile : bool, optional
        Convert the colors from the embedded ICC profile to sRGB.

    Returns
    -------
    PIL.Image.Image
        RGBA if parts of the image are transparent, gray (L) if it is gray, and RGB otherwise.

    Raises
    ------
    ValueError
        If Pillow cannot read the image's file, or cannot convert its mode to RGB; if the pixels
        have 32 bits, or a palette is missing.

    Examples
    --------
    >>> plain_image("image", Image.new("CMYK", (2, 2))).mode
    'RGB'
    """
    try:
        image.load()
    except DAMAGE as error:
        reason = str(error) or type(error).__name__
        raise ValueError(
            f"`{name}` must be an image that Pillow can read, got {shown(image)}: {reason}"
        ) from error
    if image.mode in ("P", "PA") and image.palette is None:  # Pillow loses those of ICNS files
        raise ValueError(f"`{name}` must have a palette, as its mode is {image.mode!r}, got none")
    transposition = _UPRIGHT.get(_orientation(image))
    profile = image.info.get("icc_profile") if color_profile else None
    plain = _eight_bits(name, image)
    if profile:
        plain = to_srgb(name, plain, profile)
    plain = _plain_mode(name, plain)
    if transposition is not None:
        plain = plain.transpose(transposition)
        for source in _ORIENTATION_SOURCES:
            plain.info.pop(source, None)
    return plain


def over_white(image: Image.Image) -> Image.Image:
    """Composite an image over white; gray images stay gray.

    Parameters
    ----------
    image : PIL.Image.Image
        An image of mode L, RGB or RGBA.

    Returns
    -------
    PIL.Image.Image
        An image of mode L or RGB.
    """
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def in_mode(image: Image.Image, mode: str) -> Image.Image:
    """Convert an image to a mode, without the copy that Pillow makes if it has that mode.

    Parameters
    ----------
    image : PIL.Image.Image
        An image of any mode.
    mode : str
        The mode to convert to.

    Returns
    -------
    PIL.Image.Image
        The converted image; the image itself if it has that mode already.
    """
    return image if image.mode == mode else image.convert(mode)


def _orientation(image: Image.Image) -> object:
    """Read the EXIF orientation; return None if the EXIF data are damaged."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except DAMAGE:
        return None


def _eight_bits(name: str, image: Image.Image) -> Image.Image:
    """Scale gray images of 9 to 16 bits to 8 bits; leave others as they are."""
    # Pillow opens 16-bit PGM, and some versions 16-bit PNG, in its 32-bit mode, scaled to 16 bits.
    sixteen_bits = image.mode == "I" and image.format in ("PPM", "PNG")
    if image.mode in ("I", "F") and not sixteen_bits:
        raise ValueError(
            f"`{name}` must hold 8-bit or 16-bit pixels, got Pillow's 32-bit mode {image.mode!r}"
        )
    transparent = image.info.get("transparency")
    if image.mode == "RGB" and isinstance(transparent, tuple) and max(transparent) > 255:
        # Pillow keeps the high bytes of 16-bit PNG colors, but 16 bits of the transparent color.
        image = image.copy()
        image.info["transparency"] = tuple(value >> 8 for value in transparent)
    if not (sixteen_bits or image.mode.startswith("I;16")):
        return image
    tags = getattr(image, "tag_v2", {})
    white = 2 ** tags.get(_BITS_PER_SAMPLE, (16,))[0] - 1
    values = np.asarray(image)
    light = _scaled(values, white)
    if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        light = 255 - light
    gray = Image.fromarray(light)
    if transparent is not None:
        gray.putalpha(Image.fromarray(np.where(values == transparent, 0, 255).astype(np.uint8)))
    return gray


def _scaled(values: NDArray[np.uint16] | NDArray[np.int32], white: int) -> NDArray[np.uint8]:
    """Scale values from [0, white] to bytes."""
    if white == 65535:
        return (values // 257).astype(np.uint8)
    return (values.astype(np.int32) * 255 // white).clip(0, 255).astype(np.uint8)


def _plain_mode(name: str, image: Image.Image) -> Image.Image:
    """Convert to L, RGB or RGBA."""
    gray = "L" if image.mode in ("1", "L", "LA") else "RGB"
    try:
        if not image.has_transparency_data:
            return in_mode(image, gray)
        rgba = in_mode(image, "RGBA")
    except (AssertionError, ValueError) as error:  # the former of an image without pixels
        raise ValueError(
            f"`{name}` must be of a mode that Pillow can convert to RGB, got mode {image.mode!r}"
        ) from error
    opaque = rgba.getchannel("A").getextrema()[0] == 255
    return rgba.convert(gray) if opaque else rgba
