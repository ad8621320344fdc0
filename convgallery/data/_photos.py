"""Image files of any format that Pillow reads."""

import os
import warnings
from io import BytesIO, TextIOBase
from typing import Any, BinaryIO

from PIL import Image, UnidentifiedImageError

from convgallery._arguments import check_exists, shown
from convgallery._arguments import path as check_path
from convgallery.data._pil_images import DAMAGE, over_white, plain_image


def load_image(path: str | os.PathLike[str] | BinaryIO) -> Image.Image:
    """Load a photo from an image file.

    Parameters
    ----------
    path : str, path-like or binary file
        The path of a file in any format that Pillow reads except PostScript (EPS), which it would
        pass to another program, or such a file opened in binary mode.

    Returns
    -------
    PIL.Image.Image
        An RGB image, turned upright according to its EXIF orientation and composited over white.
        Colors of an embedded profile, such as Adobe RGB or Display P3, are converted to sRGB.

    Raises
    ------
    TypeError
        If ``path`` is neither a path nor a file opened in binary mode.
    OSError
        If the file does not exist, is not an image, or is damaged.
    ValueError
        If the image has more pixels than ``PIL.Image.MAX_IMAGE_PIXELS`` allows, or its pixels
        have more than 16 bits.

    Warns
    -----
    UserWarning
        If a color profile cannot be used and is ignored.

    Examples
    --------
    >>> load_image("holiday.jpg")
    Traceback (most recent call last):
    FileNotFoundError: `path` must name an image file, got 'holiday.jpg', which does not exist
    """
    given: Any = path
    if isinstance(path, str | os.PathLike):
        place = check_path("path", path)
        got = f"`path` must name an image file, got {shown(str(place))}"
        check_exists(got, place)
    elif hasattr(given, "read") and not isinstance(given, TextIOBase):
        got = f"`path` must hold an image, got {shown(path)}"
    else:
        raise TypeError(f"`path` must be a path or an open binary file, got {shown(path)}")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            # Read as a whole: Pillow seeks, which not every open file supports, and it mixes up the
            # rows and columns of some rotated TIFF files that it maps into memory.
            content = given.read() if hasattr(given, "read") else place.read_bytes()
            opened = Image.open(BytesIO(content))
            if opened.format == "EPS":  # Pillow would start Ghostscript
                raise OSError("it is PostScript, a program and not pixels")
            opened.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ValueError(f"{got}, which is too large: {error}") from error
        except UnidentifiedImageError as error:
            raise OSError(f"{got}, which is not an image that Pillow can read") from error
        except DAMAGE as error:
            reason = str(error) or type(error).__name__
            raise OSError(f"{got}, which cannot be read: {reason}") from error
    return over_white(plain_image("path", opened, color_profile=True)).convert("RGB")
