"""Recognition and validation of Dask arrays, without importing Dask."""

import math
import sys
from typing import Any, Protocol, TypeGuard

import numpy as np


class DaskArray(Protocol):
    """The part of ``dask.array.Array`` that this package uses; Dask has no type hints for it."""

    chunks: tuple[tuple[int, ...], ...]
    dtype: np.dtype[Any]
    ndim: int
    shape: tuple[int, ...]

    def __getitem__(self, key: Any) -> "DaskArray":
        """Select a part lazily."""

    def __getattr__(self, name: str) -> Any:
        """Return any other attribute."""


def is_dask(value: object) -> TypeGuard[DaskArray]:
    """Return whether a value is a Dask array; False if Dask has not been imported.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    bool
        True for ``dask.array.Array``.

    Examples
    --------
    >>> is_dask([1, 2])
    False
    """
    dask_array = sys.modules.get("dask.array")
    return dask_array is not None and isinstance(value, dask_array.Array)


def check_computed(name: str, value: object) -> None:
    """Reject a Dask array where its values are needed immediately.

    Parameters
    ----------
    name : str
        The name of the argument.
    value : object
        Its value.

    Raises
    ------
    TypeError
        If the value is a Dask array.
    """
    if is_dask(value):
        raise TypeError(
            f"`{name}` must be computed, got a Dask array; call its compute() method first"
        )


def check_known(name: str, array: DaskArray) -> None:
    """Reject a Dask array whose shape is unknown, or whose chunks are not NumPy arrays.

    Parameters
    ----------
    name : str
        The name of the argument.
    array : dask.array.Array
        Its value.

    Raises
    ------
    TypeError
        If the chunks are arrays of another library.
    ValueError
        If the size of a chunk is unknown.
    """
    if any(math.isnan(size) for sizes in array.chunks for size in sizes):
        raise ValueError(
            f"`{name}` must have chunks of known sizes, got shape {array.shape}; "
            "call its compute_chunk_sizes() method first"
        )
    if not isinstance(array._meta, np.ndarray):
        got = type(array._meta)
        raise TypeError(
            f"`{name}` must have chunks that are NumPy arrays, "
            f"got {got.__module__}.{got.__qualname__}"
        )
