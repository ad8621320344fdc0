"""Text summaries of results, with one line per field."""

from typing import Any

import numpy as np

from convgallery._dask_arrays import is_dask


def summary(result: Any) -> str:
    """Summarize the fields of a dataclass: arrays by shape, dtype and range.

    Parameters
    ----------
    result : dataclass instance
        Fields that are not arrays are shown by their ``repr``.

    Returns
    -------
    str
        The name of the class and one line for each field.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Pair:
    ...     pixels: np.ndarray
    ...     name: str
    >>> print(summary(Pair(np.arange(6.0).reshape(2, 3), "ramp")))
    Pair(
      pixels  (2, 3) float64 from 0 to 5
      name    'ramp'
    )
    """
    fields = vars(result)
    width = max(map(len, fields))
    lines = [f"  {name:{width}}  {_describe(value)}" for name, value in fields.items()]
    return "\n".join([f"{type(result).__name__}(", *lines, ")"])


def _describe(value: Any) -> str:
    """Describe the value of one field."""
    if is_dask(value):
        return f"{value.shape} {value.dtype}, lazy, chunks of up to {value.chunksize}"
    if not isinstance(value, np.ndarray):
        return repr(value)
    extent = f" from {value.min():.4g} to {value.max():.4g}" if value.size else ""
    return f"{value.shape} {value.dtype}{extent}"
