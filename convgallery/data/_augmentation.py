"""New training digits from old ones: shifted, rotated and scaled copies."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import LARGEST, number, numbers, positive, shown
from convgallery._arguments import seed as check_seed
from convgallery.data._digits import Digits

_LARGEST_VALUE = 1e38  # of float32, with room for sums


def transform_digits(
    images: ArrayLike,
    *,
    rotation: ArrayLike = 0.0,
    shift: tuple[ArrayLike, ArrayLike] = (0.0, 0.0),
    scale: ArrayLike = 1.0,
) -> NDArray[np.float32]:
    r"""Scale, rotate and shift digits, in this order.

    The value of each new pixel is interpolated from the four pixels around the place that it comes
    from: if this lies a fraction :math:`a` of a row below the first of them and a fraction
    :math:`b` of a column to its right, it is

    .. math:: (1-a)(1-b)\,x_{00} + (1-a)\,b\,x_{01} + a\,(1-b)\,x_{10} + a\,b\,x_{11}

    What lies outside the image is 0, blank paper.

    Parameters
    ----------
    images : array_like of shape (N, H, W, 1)
        Digits, such as ``load_digits().test_images``.
    rotation : float or array_like of shape (N,), optional
        Degrees, counterclockwise about the center; an array has one value for each image.
    shift : pair of float or array_like of shape (N,), optional
        Rows down and columns to the right; they need not be whole numbers.
    scale : float or array_like of shape (N,), optional
        Magnification about the center, from 0.1 to 10.

    Returns
    -------
    ndarray of shape (N, H, W, 1)
        The transformed images, float32.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If ``images`` are of another shape, a number is out of range, or there are not as many
        numbers as images.

    Examples
    --------
    >>> import convgallery as cg
    >>> image = np.zeros((1, 3, 3, 1))
    >>> image[0, 1, 2] = 1
    >>> cg.transform_digits(image, rotation=90)[0, :, :, 0].round(6) + 0.0
    array([[0., 1., 0.],
           [0., 0., 0.],
           [0., 0., 0.]], dtype=float32)
    >>> cg.transform_digits(image, shift=(0, -0.5))[0, 1, :, 0]
    array([0. , 0.5, 0.5], dtype=float32)
    """
    values = numbers("images", images)
    if np.abs(values).max() > _LARGEST_VALUE:
        raise ValueError(
            f"`images` must be from -{_LARGEST_VALUE:g} to {_LARGEST_VALUE:g}, got "
            f"{values.min():g} to {values.max():g}"
        )
    pixels = values.astype(np.float32)
    if pixels.ndim != 4 or pixels.shape[3] != 1:
        raise ValueError(f"`images` must be of shape (N, H, W, 1), got {pixels.shape}")
    count, height, width, _ = pixels.shape
    down, right = (_per_image("shift", part, count, -LARGEST, LARGEST) for part in _pair(shift))
    angle = np.deg2rad(_per_image("rotation", rotation, count, -360, 360))
    scale = _per_image("scale", scale, count, 0.1, 10)
    sine, cosine = np.sin(angle) / scale, np.cos(angle) / scale

    # Where each new pixel comes from: the inverse of the transformation, about the center.
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    rows = np.arange(height, dtype=np.float32)[:, None] - middle_row - down
    columns = np.arange(width, dtype=np.float32) - middle_column - right
    row = cosine * rows + sine * columns + middle_row
    column = cosine * columns - sine * rows + middle_column
    return _interpolate(pixels[..., 0], row, column)[..., None]


def augment_digits(
    digits: Digits,
    *,
    copies: int = 8,
    rotation: float = 12.0,
    shift: float = 2.0,
    scale: float = 1.1,
    seed: int = 0,
) -> Digits:
    """Make more training digits: randomly rotated, shifted and scaled copies of those there are.

    A digit stays the same digit when it is moved or turned a little. Training on such copies
    teaches a network to ignore these changes.

    Parameters
    ----------
    digits : Digits
        Digits for training and testing.
    copies : int, optional
        Number of copies of each training digit.
    rotation : float, optional
        Largest rotation in degrees, in either direction, from 0 to 180.
    shift : float, optional
        Largest shift in pixels, along rows and along columns, from 0 to 28.
    scale : float, optional
        Largest magnification, from 1 to 10; the smallest is its reciprocal.
    seed : int, optional
        Seed of the random numbers, 0 to 2**32 - 1.

    Returns
    -------
    Digits
        ``copies`` times as many training digits, none of them an original, and the same test
        digits. Copy k of training digit i is number ``k * N + i``.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is out of range.

    See Also
    --------
    transform_digits : Transforms digits by given amounts.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.augment_digits(cg.load_digits(), copies=2).train_images.shape
    (8000, 28, 28, 1)
    """
    if not isinstance(digits, Digits):
        raise TypeError(f"`digits` must be what load_digits() returns, got {shown(digits)}")
    copies = positive("copies", copies)
    rotation = _in_range("rotation", rotation, 0, 180)
    shift = _in_range("shift", shift, 0, 28)
    largest = np.log(_in_range("scale", scale, 1, 10))
    random = np.random.default_rng(check_seed("seed", seed))
    count = len(digits.train_images)
    images = np.empty((copies, *digits.train_images.shape), np.float32)
    for copy in images:
        copy[...] = transform_digits(
            digits.train_images,
            rotation=random.uniform(-rotation, rotation, count),
            shift=(random.uniform(-shift, shift, count), random.uniform(-shift, shift, count)),
            scale=np.exp(random.uniform(-largest, largest, count)),
        )
    return Digits(
        images.reshape(-1, *images.shape[2:]).clip(0, 1),  # a rounded mean of 1s may exceed 1
        np.tile(digits.train_labels, copies),
        digits.test_images,
        digits.test_labels,
    )


def _interpolate(
    images: NDArray[np.float32], row: NDArray[np.float32], column: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Look up images (N, H, W) at fractional rows and columns, both (N, H, W)."""
    count, height, width = images.shape
    # A frame of zeros; what lies further outside is moved onto it.
    framed = np.pad(images, ((0, 0), (1, 2), (1, 2)))
    row, column = np.clip(row + 1, 0, height + 1), np.clip(column + 1, 0, width + 1)
    top, left = row.astype(np.int32), column.astype(np.int32)
    below, beside = row - top.astype(np.float32), column - left.astype(np.float32)
    stride = width + 3
    first = np.arange(count, dtype=np.int32)[:, None, None] * (height + 3)
    corner = (first + top) * stride + left
    values = framed.ravel()

    def _along_row(index: NDArray[np.int32]) -> NDArray[np.float32]:
        return values[index] * (1 - beside) + values[index + 1] * beside

    result: NDArray[np.float32] = _along_row(corner) * (1 - below)
    result += _along_row(corner + stride) * below
    return result


def _pair(shift: Any) -> Sequence[Any]:
    """Check that there are two shifts."""
    if not isinstance(shift, tuple | list) or len(shift) != 2:
        raise TypeError(f"`shift` must be a pair, rows and columns, got {shown(shift)}")
    return shift


def _per_image(name: str, value: Any, count: int, low: float, high: float) -> NDArray[np.float32]:
    """Check one number, or one for each image; return shape (1 or N, 1, 1)."""
    array = numbers(name, value)
    if array.shape not in ((), (count,)):
        raise ValueError(
            f"`{name}` must be a number, or one for each of {count} images, got shape {array.shape}"
        )
    if array.min() < low or array.max() > high:
        raise ValueError(
            f"`{name}` must be from {low:g} to {high:g}, got {array.min():g} to {array.max():g}"
        )
    return array.reshape(-1, 1, 1).astype(np.float32)


def _in_range(name: str, value: Any, low: float, high: float) -> float:
    """Check one number."""
    result = number(name, value)
    if not low <= result <= high:
        raise ValueError(f"`{name}` must be from {low} to {high}, got {shown(value)}")
    return abs(result)  # not -0.0
