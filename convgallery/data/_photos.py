"""Photos: the one that travels with the package, and the reader's own."""

import os
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from convgallery._arguments import choice
from convgallery.data._bundled import bundled
from convgallery.data._pixels import rgb_image

_CAT_SHA256 = "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb"
_MIDDLE = (105, 83, 345, 217)  # left, top, right, bottom: 240x134, centered


def sample_image(size: str = "middle") -> Image.Image:
    """Load Chelsea the cat, a photo that travels with the package.

    Parameters
    ----------
    size : {"middle", "full"}, optional
        The middle of the photo, 240x134 pixels, or all of it, 451x300.

    Returns
    -------
    PIL.Image.Image
        An RGB picture.

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


def load_image(path: str | os.PathLike[str]) -> Image.Image:
    """Read a photo of your own.

    Parameters
    ----------
    path : str or path-like
        An image file in any format that Pillow reads.

    Returns
    -------
    PIL.Image.Image
        RGB, turned upright as its EXIF orientation asks; what was transparent is white.

    Raises
    ------
    TypeError
        If ``path`` is not a path.
    OSError
        If there is no such file, or it is not an image, or it is damaged.
    ValueError
        If the picture has more pixels than ``PIL.Image.MAX_IMAGE_PIXELS`` allows, or pixels
        that are neither 8-bit nor 16-bit.

    Examples
    --------
    >>> load_image("holiday.jpg")
    Traceback (most recent call last):
    FileNotFoundError: `path` must name an image file, got 'holiday.jpg', which does not exist
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"`path` must be a string or a path, got {path!r}")
    got = f"`path` must name an image file, got {os.fspath(path)!r}"
    if not Path(path).exists():
        raise FileNotFoundError(f"{got}, which does not exist")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path) as opened:
                upright = ImageOps.exif_transpose(opened)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ValueError(f"{got}, which is too large: {error}") from error
        except UnidentifiedImageError as error:
            raise OSError(f"{got}, which is not an image that Pillow reads") from error
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            # What Pillow's formats raise on damaged files.
            raise OSError(f"{got}, which cannot be read: {error}") from error
    return rgb_image("path", upright)
