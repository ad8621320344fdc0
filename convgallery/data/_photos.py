"""Image files of any format that Pillow reads."""

import os
import warnings
from io import BytesIO, TextIOBase
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, UnidentifiedImageError

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
        got = f"`path` must name an image file, got {os.fspath(path)!r}"
        if not Path(path).exists():
            raise FileNotFoundError(f"{got}, which does not exist")
    elif hasattr(given, "read") and not isinstance(given, TextIOBase):
        got = f"`path` must hold an image, got {path!r}"
    else:
        raise TypeError(f"`path` must be a path or an open binary file, got {path!r}")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            # Read as a whole: Pillow seeks, which not every open file supports, and it mixes up the
            # rows and columns of some rotated TIFF files that it maps into memory.
            content = path.read() if hasattr(path, "read") else Path(path).read_bytes()
            opened = Image.open(BytesIO(content))
            if opened.format == "EPS":  # Pillow would start Ghostscript
                raise OSError("it is PostScript, a program and not pixels")
            opened.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ValueError(f"{got}, which is too large: {error}") from error
        except UnidentifiedImageError as error:
            raise OSError(f"{got}, which is not an image that Pillow can read") from error
        except DAMAGE as error:
            raise OSError(f"{got}, which cannot be read: {error}") from error
    return over_white(plain_image("path", opened, color_profile=True)).convert("RGB")
