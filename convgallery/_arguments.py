"""Validation of arguments, which are normalized once, at the start of each call.

Each function takes the argument's name, for the error message, and its value. It raises TypeError
for a value of the wrong type and ValueError for one that is out of range; both messages say what is
allowed.
"""

import math
import os
import reprlib
from collections.abc import Mapping, Sequence
from itertools import islice
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Raised by objects that claim to be arrays or paths, but fail when they are converted.
_CONVERSION = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError)

# Sequences whose items are not meant one by one.
_TEXTS = (str, bytes, bytearray, memoryview)

# TensorFlow aborts the whole process if the size of a pooling window overflows 32 bits.
LARGEST = 4096


class _Short(reprlib.Repr):
    """The repr of anything, cut short; it never fails."""

    def repr_int(self, x: int, level: int) -> str:
        try:
            return super().repr_int(x, level)
        except ValueError:  # Python converts no more than 4,300 digits
            return f"an int of {x.bit_length()} bits"


_SHORT = _Short()
_SHORT.maxother = _SHORT.maxstring = 400


def shown(value: Any) -> str:
    """Show a value in an error message, however long it is and whatever its repr() does."""
    return _SHORT.repr(value)


def pair(name: str, value: Any) -> tuple[int, int]:
    """Convert an int, a pair or TensorFlow's (1, h, w, 1) to (rows, columns)."""
    allowed = f"`{name}` must be a positive int, a pair or (1, h, w, 1), each at most {LARGEST}"
    given = value.tolist() if isinstance(value, np.ndarray) else value
    is_list = isinstance(given, Sequence) and not isinstance(given, _TEXTS)
    try:
        ints = list(islice(given, 5)) if is_list else [given, given]
    except (*_CONVERSION, ValueError) as error:
        raise TypeError(f"{allowed}, got {shown(value)}: {error}") from error
    if any(isinstance(n, bool) or not isinstance(n, int | np.integer) for n in ints):
        raise TypeError(f"{allowed}, got {shown(value)}")
    if len(ints) == 4 and ints[0] == ints[3] == 1:
        ints = ints[1:3]
    if len(ints) != 2 or not all(1 <= n <= LARGEST for n in ints):
        raise ValueError(f"{allowed}, got {shown(value)}")
    return int(ints[0]), int(ints[1])


def positive(name: str, value: Any) -> int:
    """Check that a value is a positive int."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"`{name}` must be a positive int, got {shown(value)}")
    if value < 1:
        raise ValueError(f"`{name}` must be a positive int, got {shown(value)}")
    return int(value)


def seed(name: str, value: Any) -> int:
    """Check a seed, an int of 32 bits."""
    allowed = f"`{name}` must be an int from 0 to {2**32 - 1}"
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{allowed}, got {shown(value)}")
    if not 0 <= value < 2**32:
        raise ValueError(f"{allowed}, got {shown(value)}")
    return int(value)


def choice(name: str, value: Any, allowed: Sequence[str]) -> str:
    """Match a string with the allowed ones, ignoring case; return the allowed spelling."""
    if isinstance(value, str):
        for word in allowed:
            if word.lower() == value.lower():
                return word
    error = ValueError if isinstance(value, str) else TypeError
    raise error(f"`{name}` must be one of {', '.join(map(repr, allowed))}, got {shown(value)}")


def flag(name: str, value: Any) -> bool:
    """Check that a value is a bool."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"`{name}` must be True or False, got {shown(value)}")
    return bool(value)


def text(name: str, value: Any) -> str:
    """Check that a value is a string."""
    if not isinstance(value, str):
        raise TypeError(f"`{name}` must be a string, got {shown(value)}")
    return value


def items(name: str, value: Any, allowed: str) -> list[Any]:
    """List the items of a sequence other than a text."""
    if not isinstance(value, Sequence) or isinstance(value, _TEXTS):
        raise TypeError(f"`{name}` must be {allowed}, got {shown(value)}")
    try:
        return list(islice(value, None))  # not list(value), which believes any length
    except (*_CONVERSION, ValueError) as error:
        raise TypeError(f"`{name}` must be {allowed}, got {shown(value)}: {error}") from error


def mapping(name: str, value: Any, allowed: str) -> dict[Any, Any]:
    """Copy a mapping."""
    if not isinstance(value, Mapping):
        raise TypeError(f"`{name}` must {allowed}, got {shown(value)}")
    try:
        return dict(value)
    except (*_CONVERSION, ValueError) as error:
        raise TypeError(f"`{name}` must {allowed}, got {shown(value)}: {error}") from error


def path(name: str, value: Any, kinds: str = "a string or a path") -> Path:
    """Check a path, which need not exist."""
    allowed = f"`{name}` must be {kinds}"
    if not isinstance(value, str | os.PathLike):
        raise TypeError(f"{allowed}, got {shown(value)}")
    try:
        decoded = os.fsdecode(value)
    except _CONVERSION as error:
        raise TypeError(f"{allowed}, got {shown(value)}: {error}") from error
    if "\0" in decoded:
        raise ValueError(f"{allowed} without null characters, got {shown(decoded)}")
    return Path(decoded)


def check_exists(got: str, place: Path) -> None:
    """Check that there is a file or a folder; errors begin with a text that names the argument."""
    try:
        exists = place.exists()
    except OSError as error:  # the name is too long, or a folder may not be read
        raise OSError(f"{got}, which cannot be read: {error.strerror}") from error
    if not exists:
        raise FileNotFoundError(f"{got}, which does not exist")


def number(name: str, value: Any) -> float:
    """Check that a value is a finite real number; return a float."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"`{name}` must be a number, got {shown(value)}")
    try:
        result = float(value)
    except OverflowError:  # an int that is too large for a float
        result = math.inf
    if not math.isfinite(result):
        raise ValueError(f"`{name}` must be finite, got {shown(value)}")
    return result


def fraction(name: str, value: Any) -> float:
    """Check that a value is a number above 0 and at most 1."""
    result = number(name, value)
    if not 0 < result <= 1:
        raise ValueError(f"`{name}` must be above 0 and at most 1, got {shown(value)}")
    return result


def plain_array(name: str, value: Any) -> NDArray[Any]:
    """Convert a value to a NumPy array, and reject masked values."""
    parts = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(part, np.ma.MaskedArray) and np.ma.is_masked(part) for part in parts):
        raise ValueError(
            f"`{name}` must not have masked values, got a masked array; "
            "replace them with its filled() method"
        )
    try:
        array: NDArray[Any] = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"`{name}` must have rows of equal length, got {shown(value)}") from error
    except _CONVERSION as error:  # also of tensors without values, or with values elsewhere
        got = type(value).__name__
        raise TypeError(
            f"`{name}` must be convertible to a NumPy array, got {got}: {error}"
        ) from error
    # NumPy does not recognize TensorFlow's bfloat16 as a floating-point type.
    return array.astype(np.float32) if array.dtype.name == "bfloat16" else array


def numbers(name: str, value: Any) -> NDArray[np.float64]:
    """Convert a value to a non-empty float64 array of finite real numbers."""
    array = plain_array(name, value)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"`{name}` must hold ints or floats, got {shown(value)}")
    if array.size == 0:
        raise ValueError(f"`{name}` must not be empty, got shape {array.shape}")
    with np.errstate(over="ignore"):  # of long doubles
        result = array.astype(np.float64)
    if not np.all(np.isfinite(result)):
        raise ValueError(f"`{name}` must be finite, got {shown(value)}")
    return result
