"""Pixel values of the images to be drawn, and of results of any range."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convgallery._arguments import numbers
from convgallery.data._pixels import as_array


def pixel_values(name: str, value: Any, *, rgb: bool = True) -> NDArray[np.float64]:
    """Convert an image or a result to floats, with 1 as white.

    Parameters
    ----------
    name : str
        The argument's name, for errors.
    value : PIL.Image.Image or array_like
        An image, bools, integers from 0 to 255, or floats of any range.
    rgb : bool, optional
        Keep the colors of a PIL image, or convert it to gray.

    Returns
    -------
    ndarray
        Floats are returned unchanged, integers are divided by 255. An array keeps its shape.

    Raises
    ------
    TypeError
        If ``value`` holds something other than numbers.
    ValueError
        If it is empty or not finite, or if integers are out of range.

    Examples
    --------
    >>> pixel_values("image", np.array([[0, 51]], np.uint8))
    array([[0. , 0.2]])
    """
    if isinstance(value, Image.Image):
        return as_array(value, rgb=rgb, name=name).astype(np.float64)
    if getattr(value, "dtype", None) == bool:
        return numbers(name, np.asarray(value, np.float64))
    array = numbers(name, value)
    if np.asarray(value).dtype.kind == "f":
        return array
    if array.min() < 0 or array.max() > 255:
        raise ValueError(
            f"`{name}` must be from 0 to 255 for integers, got {array.min():g} to {array.max():g}"
        )
    return array / 255
