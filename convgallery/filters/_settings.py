"""The pipeline's settings and results, for use inside the package."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convgallery.filters._shapes import conv_output_size, conv_padding


@dataclass(frozen=True)
class Axis:
    """Windows along one axis.

    Attributes
    ----------
    window : int
        The number of cells in a window.
    stride : int
        Cells from one window to the next.
    dilation : int
        Distance between the cells of a window.
    before : int
        The number of cells of padding before the first cell of the array.
    count : int
        The number of windows.
    """

    window: int
    stride: int
    dilation: int
    before: int
    count: int

    def covered(self, windows: slice) -> slice:
        """Find the cells that consecutive windows cover, including those of the padding.

        Parameters
        ----------
        windows : slice
            The first window, and the one after the last.

        Returns
        -------
        slice
            The first cell, which is negative in the padding, and the one after the last.
        """
        first = windows.start * self.stride - self.before
        last = (windows.stop - 1) * self.stride - self.before
        return slice(first, last + (self.window - 1) * self.dilation + 1)


class Settings(NamedTuple):
    """The validated settings of the pipeline, with pairs as (rows, columns).

    Attributes
    ----------
    strides, dilations : tuple of int
        Strides and dilations of the convolution.
    pooling, pool_strides : tuple of int
        Window size and strides of both poolings.
    padding : {"SAME", "VALID"}
        Padding of the convolution and both poolings.
    activation : {"sigmoid", "relu", "tanh", "linear"}
        The name of the activation.
    """

    strides: tuple[int, int]
    dilations: tuple[int, int]
    pooling: tuple[int, int]
    pool_strides: tuple[int, int]
    padding: str
    activation: str

    def conv_axes(self, size: tuple[int, ...], kernel: tuple[int, ...]) -> tuple[Axis, Axis]:
        """Compute the windows of the convolution.

        Parameters
        ----------
        size : tuple of int
            Rows and columns of the image.
        kernel : tuple of int
            Rows and columns of the kernel.

        Returns
        -------
        tuple of Axis
            The windows along rows and columns.
        """
        rows, columns = (
            _axis(n, k, s, d, self.padding)
            for n, k, s, d in zip(size, kernel, self.strides, self.dilations, strict=True)
        )
        return rows, columns

    def pool_axes(self, size: tuple[int, ...]) -> tuple[Axis, Axis]:
        """Compute the windows of the poolings.

        Parameters
        ----------
        size : tuple of int
            Rows and columns of the activation.

        Returns
        -------
        tuple of Axis
            The windows along rows and columns.
        """
        rows, columns = (
            _axis(n, k, s, 1, self.padding)
            for n, k, s in zip(size, self.pooling, self.pool_strides, strict=True)
        )
        return rows, columns


class Results(NamedTuple):
    """The results of the pipeline, each float32 of shape (N, h, w, c).

    Attributes
    ----------
    conv, activation, avg_pool, max_pool : ndarray of shape (N, h, w, c)
        The results of the steps.
    """

    conv: NDArray[np.float32]
    activation: NDArray[np.float32]
    avg_pool: NDArray[np.float32]
    max_pool: NDArray[np.float32]


def _axis(size: int, window: int, stride: int, dilation: int, padding: str) -> Axis:
    count = conv_output_size(size, window, stride=stride, padding=padding, dilation=dilation)
    before, _ = conv_padding(size, window, stride=stride, padding=padding, dilation=dilation)
    return Axis(window, stride, dilation, before, count)
