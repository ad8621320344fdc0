"""Photos: the one that is bundled with the package, and files of your own."""

import os
import warnings
from io import BytesIO, TextIOBase
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, UnidentifiedImageError

from convgallery._arguments import choice
from convgallery.data._bundled import bundled
from convgallery.data._pil_images import DAMAGE, over_white, plain_image

_CAT_SHA256 = "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb"
_MIDDLE = (105, 83, 345, 217)  # left, top, right, bottom: 240x134, centered


def sample_image(size: str = "middle") -> Image.Image:
    """Load Chelsea the cat, a photo that is bundled with the package.

    Parameters
    ----------
    size : {"middle", "full"}, optional
        The middle of the photo, 240x134 pixels, or all of it, 451x300.

    Returns
    -------
    PIL.Image.Image
        An RGB image.

    Raises
    ------
    TypeError, ValueError
        If ``size`` is neither word.
    OSError
        If the file of this installation is not the photo that was bundled.

    Notes
    -----
    By Stefan van der Walt, CC0. It is ``chelsea.png`` of scikit-image.

    Examples
    --------
    >>> sample_image().size, sample_image("full").size
    ((240, 134), (451, 300))
    """
    size = choice("size", size, ["middle", "full"])
    photo = Image.open(BytesIO(bundled("cat.png", _CAT_SHA256))).convert("RGB")
    return photo if size == "full" else photo.crop(_MIDDLE)


def load_image(path: str | os.PathLike[str] | BinaryIO) -> Image.Image:
    """Read a photo of your own.

    Parameters
    ----------
    path : str, path-like or binary file
        An image file in any format that Pillow reads, or such a file that is open for reading.

    Returns
    -------
    PIL.Image.Image
        RGB, rotated and flipped as its EXIF orientation asks, and white where it was transparent.
        Colors of an embedded profile, such as Adobe RGB or Display P3, are converted to sRGB.

    Raises
    ------
    TypeError
        If ``path`` is neither a path nor a file that is open in binary mode.
    OSError
        If there is no such file, or it is not an image, or it is damaged.
    ValueError
        If the image has more pixels than ``PIL.Image.MAX_IMAGE_PIXELS`` allows, or pixels
        that have neither 8 nor up to 16 bits.

    Warns
    -----
    UserWarning
        If a color profile is damaged, and ignored.

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
            # Read whole: Pillow seeks, which not every open file can, and mixes up the rows and
            # columns of some rotated TIFF files that it maps into memory.
            content = path.read() if hasattr(path, "read") else Path(path).read_bytes()
            opened = Image.open(BytesIO(content))
            opened.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ValueError(f"{got}, which is too large: {error}") from error
        except UnidentifiedImageError as error:
            raise OSError(f"{got}, which is not an image that Pillow reads") from error
        except DAMAGE as error:
            raise OSError(f"{got}, which cannot be read: {error}") from error
    return over_white(plain_image("path", opened, color_profile=True)).convert("RGB")
