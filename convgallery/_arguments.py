"""Validation of arguments, which are normalized once, at the start of each call.

Each function takes the argument's name, for the error message, and its value. It raises TypeError
for a value of the wrong type and ValueError for one that is out of range; both messages say what is
allowed.
"""

import math
import reprlib
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

# TensorFlow aborts the whole process if the size of a pooling window overflows 32 bits.
LARGEST = 4096


def pair(name: str, value: Any) -> tuple[int, int]:
    """Convert an int, a pair or TensorFlow's (1, h, w, 1) to (rows, columns)."""
    allowed = f"`{name}` must be a positive int, a pair or (1, h, w, 1), each at most {LARGEST}"
    given = value.tolist() if isinstance(value, np.ndarray) else value
    ints = list(given) if isinstance(given, Sequence) else [given, given]
    if any(isinstance(n, bool) or not isinstance(n, int | np.integer) for n in ints):
        raise TypeError(f"{allowed}, got {value!r}")
    if len(ints) == 4 and ints[0] == ints[3] == 1:
        ints = ints[1:3]
    if len(ints) != 2 or not all(1 <= n <= LARGEST for n in ints):
        raise ValueError(f"{allowed}, got {value!r}")
    return int(ints[0]), int(ints[1])


def positive(name: str, value: Any) -> int:
    """Check that a value is a positive int."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"`{name}` must be a positive int, got {value!r}")
    if value < 1:
        raise ValueError(f"`{name}` must be a positive int, got {value!r}")
    return int(value)


def seed(name: str, value: Any) -> int:
    """Check a seed, an int of 32 bits."""
    allowed = f"`{name}` must be an int from 0 to {2**32 - 1}"
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{allowed}, got {value!r}")
    if not 0 <= value < 2**32:
        raise ValueError(f"{allowed}, got {value!r}")
    return int(value)


def choice(name: str, value: Any, allowed: Sequence[str]) -> str:
    """Match a string with the allowed ones, ignoring case; return the allowed spelling."""
    message = f"`{name}` must be one of {', '.join(map(repr, allowed))}, got {value!r}"
    if not isinstance(value, str):
        raise TypeError(message)
    for word in allowed:
        if word.lower() == value.lower():
            return word
    raise ValueError(message)


def flag(name: str, value: Any) -> bool:
    """Check that a value is a bool."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"`{name}` must be True or False, got {value!r}")
    return bool(value)


def text(name: str, value: Any) -> str:
    """Check that a value is a string."""
    if not isinstance(value, str):
        raise TypeError(f"`{name}` must be a string, got {value!r}")
    return value


def number(name: str, value: Any) -> float:
    """Check that a value is a finite real number; return a float."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"`{name}` must be a number, got {value!r}")
    try:
        result = float(value)
    except OverflowError:  # an int that is too large for a float
        result = math.inf
    if not math.isfinite(result):
        raise ValueError(f"`{name}` must be finite, got {value!r}")
    return result


def fraction(name: str, value: Any) -> float:
    """Check that a value is a number above 0 and at most 1."""
    result = number(name, value)
    if not 0 < result <= 1:
        raise ValueError(f"`{name}` must be above 0 and at most 1, got {value!r}")
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
        got = reprlib.repr(value)
        raise ValueError(f"`{name}` must have rows of equal length, got {got}") from error
    except (NotImplementedError, RuntimeError, TypeError) as error:
        # Raised by tensors that have no values yet, or whose values are on another device.
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
        raise TypeError(f"`{name}` must hold ints or floats, got {value!r}")
    if array.size == 0:
        raise ValueError(f"`{name}` must not be empty, got shape {array.shape}")
    if not np.all(np.isfinite(array)):
        raise ValueError(f"`{name}` must be finite, got {value!r}")
    return array.astype(np.float64)
