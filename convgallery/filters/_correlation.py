r"""The cross-correlation of a large image with one matrix, computed by matrix products.

Sliding one column of the kernel down the image is a matrix product: four neighboring rows of the
result are a banded matrix, with the column once in each of its rows, times the rows of the image
that they cover. For a column (a, b, c), the banded matrix is

.. math:: \begin{pmatrix} a & b & c &   &        \\
                            & a & b & c &        \\
                            &   & \ddots & \ddots & \ddots \end{pmatrix}

The kernel's other columns are applied in the same way to the image shifted to the left. Each row of
the image is therefore stacked with its shifted copies, and the columns of the banded matrices are
interleaved in the same order, so that a single product handles several columns of the kernel.

Processors and NumPy's BLAS are optimized for matrix products: although the band is surrounded by
zeros, they take a fraction of the time of one array multiplication and one array addition per
weight.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convgallery._parallel import scratch
from convgallery.filters._settings import Axis

_ROWS = 4  # rows of the result per product
_STACK = 3  # columns of the kernel per product, at most; each costs a copy of the pixels
# BLAS would start threads of its own for larger products (rows x columns x inner length).
_LARGEST_PRODUCT = 2**18
_LONGEST_BAND = 64  # columns of a banded matrix, at most; with large dilations, most would be zeros


class Correlator(NamedTuple):
    """A kernel, prepared as banded matrices.

    Attributes
    ----------
    bands : ndarray of shape (groups, rows, band, stack)
        The interleaved banded matrix of each group of the kernel's columns.
    row_step : int
        Rows of the image from one entry of a band to the next: 1, or the dilation.
    rows, columns : Axis
        The windows along both axes; ``columns.window`` may be wider than the kernel.
    """

    bands: NDArray[np.float32]
    row_step: int
    rows: Axis
    columns: Axis

    def correlate(self, padded: NDArray[np.float32], out: NDArray[np.float32]) -> None:
        """Apply the kernel to a part of an image.

        Parameters
        ----------
        padded : ndarray of shape (rows, columns, channels)
            All pixels that the windows cover, including padding, in C order.
        out : ndarray of shape (h, w, channels)
            Receives the results; each row must be contiguous.
        """
        height, width, channels = out.shape
        flat = out.reshape(height, width * channels)
        groups, _, _, stack = self.bands.shape
        reach = stack * self.columns.dilation  # columns from one group to the next
        # With stride 1, one stack serves all groups; each begins further to the right in it.
        serves_all = self.columns.stride == 1
        more = (groups - 1) * reach if serves_all else 0
        stacked = scratch("stacked", (len(padded), stack, width + more, channels))
        for group, bands in enumerate(self.bands):
            first = group * reach
            if group == 0 or not serves_all:
                self._stack(padded, first, stacked)
            skipped = first * channels if serves_all else 0
            if group == 0:
                self._multiply(bands, stacked, skipped, flat)
            else:
                product = scratch("product", flat.shape)
                self._multiply(bands, stacked, skipped, product)
                flat += product

    def _stack(self, padded: NDArray[np.float32], first: int, stacked: NDArray[np.float32]) -> None:
        """Stack the pixels under the kernel's columns, beginning at pixel ``first`` of each row."""
        row, column, channel = padded.strides
        steps = (row, self.columns.dilation * column, self.columns.stride * column, channel)
        stacked[...] = np.ndarray(stacked.shape, np.float32, padded, first * column, steps)

    def _multiply(
        self,
        bands: NDArray[np.float32],
        stacked: NDArray[np.float32],
        skipped: int,
        out: NDArray[np.float32],
    ) -> None:
        """Multiply bands (rows, band, stack) by the stacked values, from ``skipped`` on."""
        height, width = out.shape
        most_rows, band, stack = bands.shape
        row, shift, _, value = stacked.strides
        most_columns = max(_LARGEST_PRODUCT // bands.size, 1)
        chunk = width // -(-width // most_columns)  # equal chunks, except for the rest
        for top, bottom, rows in _parts(height, most_rows):
            length = band - (most_rows - rows) * self.rows.stride
            matrix = bands[:rows, :length].reshape(rows, -1)
            for left, right, columns in _parts(width, chunk):
                target = out[top:bottom, left:right].reshape(
                    -1, rows, (right - left) // columns, columns
                )
                target = target.transpose(2, 0, 1, 3)
                windows: NDArray[np.float32] = np.ndarray(
                    (*target.shape[:2], length * stack, columns),
                    np.float32,
                    stacked,
                    top * self.rows.stride * row + (skipped + left) * value,
                    (columns * value, rows * self.rows.stride * row, self.row_step * shift, value),
                )
                np.matmul(matrix, windows, out=target)


def prepare(kernel: NDArray[np.float32], rows: Axis, columns: Axis) -> Correlator:
    """Convert a kernel to banded matrices.

    Parameters
    ----------
    kernel : ndarray of shape (h, w)
        The weights.
    rows, columns : Axis
        The windows along both axes.

    Returns
    -------
    Correlator
        The kernel, ready to be applied to parts of an image.
    """
    height, row_step, stack = _ROWS, 1, -(-columns.window // -(-columns.window // _STACK))
    if _band_length(rows, height, row_step) > _LONGEST_BAND:
        # One row at a time, with pixels taken one dilation apart: no zeros between weights.
        height, row_step, stack = 1, rows.dilation, 1
    groups = -(-columns.window // stack)
    weights = np.zeros((rows.window, groups * stack), np.float32)
    weights[:, : columns.window] = kernel
    bands = np.zeros((groups, height, _band_length(rows, height, row_step), stack), np.float32)
    step = rows.dilation // row_step
    for i in range(height):
        first = i * rows.stride
        covered = slice(first, first + (rows.window - 1) * step + 1, step)
        bands[:, i, covered] = weights.reshape(rows.window, groups, stack).swapaxes(0, 1)
    return Correlator(bands, row_step, rows, replace(columns, window=groups * stack))


def _band_length(rows: Axis, height: int, row_step: int) -> int:
    """Count the columns of a banded matrix with ``height`` rows."""
    return (height - 1) * rows.stride + (rows.window - 1) * rows.dilation // row_step + 1


def _parts(length: int, size: int) -> Iterable[tuple[int, int, int]]:
    """Split a length into the largest multiple of a size and the remainder: start, stop, size."""
    whole = length - length % size
    if whole:
        yield 0, whole, size
    if whole < length:
        yield whole, length, length - whole
