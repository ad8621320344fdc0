"""Dask arrays at the door: recognized and checked without importing Dask."""

import math
import sys
from typing import Any, Protocol, TypeGuard

import numpy as np


class DaskArray(Protocol):
    """What this package uses of ``dask.array.Array``, which is not annotated."""

    chunks: tuple[tuple[int, ...], ...]
    dtype: np.dtype[Any]
    ndim: int
    shape: tuple[int, ...]

    def __getitem__(self, key: Any) -> "DaskArray":
        """Take a part, lazily."""

    def __getattr__(self, name: str) -> Any:
        """Everything else."""


def is_dask(value: object) -> TypeGuard[DaskArray]:
    """Tell if a value is a Dask array; without Dask, nothing is.

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
    """Refuse a Dask array where numbers are needed at once.

    Parameters
    ----------
    name : str
        The name of the argument.
    value : object
        Its value.

    Raises
    ------
    TypeError
        If it is a Dask array.
    """
    if is_dask(value):
        raise TypeError(
            f"`{name}` must be computed, got a Dask array; its method compute() computes it"
        )


def check_known(name: str, array: DaskArray) -> None:
    """Refuse a Dask array whose shape is not known yet, or whose chunks are not NumPy's.

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
            "its method compute_chunk_sizes() finds them"
        )
    if not isinstance(array._meta, np.ndarray):
        got = type(array._meta)
        raise TypeError(
            f"`{name}` must have chunks that are NumPy arrays, "
            f"got {got.__module__}.{got.__qualname__}"
        )
