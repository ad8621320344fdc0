"""How large a result is: the arithmetic of SAME and VALID padding."""

from collections.abc import Sequence

PADDINGS = ("SAME", "VALID")


def window_extent(size: int, dilation: int = 1) -> int:
    r"""Count the pixels from the first to the last tap of a dilated window, along one axis.

    .. math:: e = d\,(k - 1) + 1

    Parameters
    ----------
    size : int
        Taps of the window, :math:`k`.
    dilation : int, optional
        Distance between neighboring taps, :math:`d`.

    Returns
    -------
    int
        The extent :math:`e`, in pixels.

    Examples
    --------
    >>> window_extent(3, dilation=2)
    5
    """
    return dilation * (size - 1) + 1


def output_size(size: int, extent: int, stride: int, padding: str) -> int:
    r"""Count the pixels that come out of a sliding window, along one axis.

    .. math::

       \text{SAME: } \lceil n / s \rceil \qquad
       \text{VALID: } \lfloor (n - e) / s \rfloor + 1

    Parameters
    ----------
    size : int
        Pixels that go in, :math:`n`.
    extent : int
        Pixels that the window covers, :math:`e`.
    stride : int
        Pixels from one window to the next, :math:`s`.
    padding : {"SAME", "VALID"}
        With SAME, zeros around the picture; with VALID, none.

    Returns
    -------
    int
        The size of the result; 0 where no window fits.

    Examples
    --------
    >>> output_size(134, 3, 3, "SAME"), output_size(28, 5, 1, "VALID")
    (45, 24)
    """
    if padding == "SAME":
        return -(-size // stride)
    return max(0, (size - extent) // stride + 1)


def check_fits(name: str, window: Sequence[int], size: Sequence[int], padding: str) -> None:
    """Refuse a window that VALID padding gives no place to stand.

    Parameters
    ----------
    name : str
        What the window is called in the error.
    window : sequence of int
        Rows and columns that the window covers.
    size : sequence of int
        Rows and columns of what it slides over.
    padding : {"SAME", "VALID"}
        SAME pads until every window fits.

    Raises
    ------
    ValueError
        If the window is the larger of the two, with VALID.

    Examples
    --------
    >>> check_fits("`pooling`", (4, 4), (4, 5), "VALID")
    """
    if padding == "VALID" and (window[0] > size[0] or window[1] > size[1]):
        raise ValueError(
            f"{name} covers {window[0]}x{window[1]} pixels; with padding='VALID' at most the "
            f"{size[0]}x{size[1]} that it slides over are allowed"
        )
