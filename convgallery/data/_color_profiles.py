"""Conversion of embedded ICC color profiles to sRGB."""

import warnings
from io import BytesIO

from PIL import Image, ImageCms

# For each color space of a profile: the mode that it describes, and the modes of images in which it
# may be embedded. Programs embed RGB profiles in gray images, too.
_MODES = {
    "GRAY": ("L", ("1", "L", "LA")),
    "RGB": ("RGB", ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "YCbCr")),
    "CMYK": ("CMYK", ("CMYK",)),
}


def to_srgb(name: str, image: Image.Image, profile: bytes) -> Image.Image:
    """Convert an image from its color profile to sRGB, keeping its transparency.

    Parameters
    ----------
    name : str
        The argument's name, for the warning message.
    image : PIL.Image.Image
        An image of 8 bits per channel.
    profile : bytes
        Its ICC profile. A damaged profile, or one for other modes, is ignored with a warning.

    Returns
    -------
    PIL.Image.Image
        RGB, or RGBA if the image has transparency; unchanged if the profile is ignored.
    """
    transparent = image.has_transparency_data
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = opened.profile.xcolor_space.strip()
        mode, described = _MODES.get(space, ("", ()))
        if image.mode not in described:
            raise ValueError(f"it describes {space}, but the image has mode {image.mode!r}")
        # Converted to RGBA first, since Pillow otherwise warns about palettes with transparency.
        colors = (image.convert("RGBA") if transparent else image).convert(mode)
        transform = ImageCms.buildTransform(opened, ImageCms.createProfile("sRGB"), mode, "RGB")
        converted = transform.apply(colors)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        warnings.warn(
            f"`{name}` has a color profile that is ignored, since it cannot be used: {error}",
            UserWarning,
            stacklevel=4,
        )
        return image
    if transparent:
        converted.putalpha(image.convert("RGBA").getchannel("A"))
    return converted
