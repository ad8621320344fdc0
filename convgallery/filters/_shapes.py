"""Output sizes and receptive fields: arithmetic along one axis."""

from collections.abc import Sequence

from convgallery._arguments import choice, items, positive, shown

PADDINGS = ("SAME", "VALID")


def conv_output_size(
    size: int, kernel: int, *, stride: int = 1, padding: str = "SAME", dilation: int = 1
) -> int:
    r"""Compute the output size of a convolution or of pooling along one axis.

    .. math::

       \text{SAME: } \left\lceil \frac{n}{s} \right\rceil \qquad
       \text{VALID: } \left\lfloor \frac{n - e}{s} \right\rfloor + 1
       \qquad \text{where } e = d\,(k - 1) + 1

    Parameters
    ----------
    size : int
        Input size in pixels, :math:`n`.
    kernel : int
        Size of the kernel or of the pooling window, :math:`k`.
    stride : int, optional
        Pixels from one window to the next, :math:`s`.
    padding : {"SAME", "VALID"}, optional
        Zeros around the image, or none.
    dilation : int, optional
        Distance in pixels between neighboring weights, :math:`d`.

    Returns
    -------
    int
        Output size in pixels.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is not positive, or VALID leaves no room for the kernel.

    Examples
    --------
    The rows of the sample photo, filtered and pooled as in the tutorial, and LeNet's first layer:

    >>> conv_output_size(134, 3, stride=3), conv_output_size(45, 3, stride=3)
    (45, 15)
    >>> conv_output_size(28, 5, padding="VALID")
    24
    """
    size, stride = positive("size", size), positive("stride", stride)
    extent = window_extent(kernel, dilation=dilation)
    if choice("padding", padding, PADDINGS) == "SAME":
        return -(-size // stride)
    if extent > size:
        raise ValueError(
            f"`kernel` with its dilation must cover at most {size} pixels with padding='VALID', "
            f"got {extent}"
        )
    return (size - extent) // stride + 1


def conv_padding(
    size: int, kernel: int, *, stride: int = 1, padding: str = "SAME", dilation: int = 1
) -> tuple[int, int]:
    r"""Compute the number of zeros that pad an image before and after it, along one axis.

    VALID adds none. SAME adds as many as the last window needs,

    .. math:: p = \max\left( \left( \left\lceil \frac{n}{s} \right\rceil - 1 \right) s + e - n,
              \; 0 \right)

    in the symbols of :func:`conv_output_size`: half of them before, and an odd one after.

    Parameters
    ----------
    size : int
        Input size in pixels, :math:`n`.
    kernel : int
        Size of the kernel or of the pooling window, :math:`k`.
    stride : int, optional
        Pixels from one window to the next, :math:`s`.
    padding : {"SAME", "VALID"}, optional
        Zeros around the image, or none.
    dilation : int, optional
        Distance in pixels between neighboring weights, :math:`d`.

    Returns
    -------
    tuple of int
        The number of zeros before the first pixel, and after the last.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is not positive, or VALID leaves no room for the kernel.

    Examples
    --------
    >>> conv_padding(134, 3, stride=3), conv_padding(28, 5), conv_padding(28, 5, padding="VALID")
    ((0, 1), (2, 2), (0, 0))
    """
    windows = conv_output_size(size, kernel, stride=stride, padding=padding, dilation=dilation)
    covered = (windows - 1) * stride + window_extent(kernel, dilation=dilation)
    total = max(covered - size, 0)  # 0 with VALID, whose windows lie inside
    return total // 2, total - total // 2


def transposed_output_size(
    size: int, kernel: int, *, stride: int = 1, padding: str = "SAME"
) -> int:
    r"""Compute the output size of a transposed convolution along one axis.

    .. math:: \text{SAME: } n s \qquad \text{VALID: } n s + \max(k - s, 0)

    Parameters
    ----------
    size : int
        Input size in pixels, :math:`n`.
    kernel : int
        Size of the kernel, :math:`k`.
    stride : int, optional
        Output pixels from one copy of the kernel to the next, :math:`s`.
    padding : {"SAME", "VALID"}, optional
        SAME crops what a SAME convolution would have padded; VALID keeps all.

    Returns
    -------
    int
        Output size in pixels.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If a number is not positive.

    Examples
    --------
    >>> transposed_output_size(7, 4, stride=2), transposed_output_size(7, 4, padding="VALID")
    (14, 10)
    """
    size, stride = positive("size", size), positive("stride", stride)
    overhang = max(positive("kernel", kernel) - stride, 0)
    same = choice("padding", padding, PADDINGS) == "SAME"
    return size * stride + (0 if same else overhang)


def receptive_field(layers: Sequence[tuple[int, ...]]) -> int:
    r"""Count the input pixels that an output of a stack of layers depends on, along one axis.

    .. math:: r = 1 + \sum_{l} (e_l - 1) \prod_{i < l} s_i

    where layer :math:`l` covers :math:`e_l` pixels of its input and :math:`s_i` are the strides of
    the layers before it.

    Parameters
    ----------
    layers : sequence of tuple of int
        Kernel size, stride and, if it is not 1, dilation of each convolution or pooling layer.

    Returns
    -------
    int
        Size of the receptive field in input pixels, ignoring the image's borders.

    Raises
    ------
    TypeError
        If ``layers`` is not a sequence of tuples of ints.
    ValueError
        If a layer does not have two or three numbers, or one of them is not positive.

    Examples
    --------
    Two 3x3 convolutions have the receptive field of one 5x5 convolution. The second example is
    LeNet's two convolutions, each followed by pooling.

    >>> receptive_field([(3, 1), (3, 1)])
    5
    >>> receptive_field([(5, 1), (2, 2), (5, 1), (2, 2)])
    16
    """
    allowed = "a sequence of (kernel, stride) pairs"
    given = items("layers", layers, allowed)
    if not all(isinstance(layer, tuple | list) for layer in given):
        raise TypeError(f"`layers` must be {allowed}, got {shown(layers)}")
    field = distance = 1
    for layer in given:
        if len(layer) not in (2, 3):
            raise ValueError(
                "each of `layers` must be (kernel, stride) or (kernel, stride, dilation), "
                f"got {shown(layer)}"
            )
        kernel, stride, dilation = (*layer, 1)[:3]
        field += (window_extent(kernel, dilation=dilation) - 1) * distance
        distance *= positive("stride", stride)
    return field


def window_extent(kernel: int, *, dilation: int = 1) -> int:
    r"""Count the pixels from the first to the last weight of a dilated kernel along one axis.

    .. math:: e = d\,(k - 1) + 1

    Parameters
    ----------
    kernel : int
        Size of the kernel, :math:`k`.
    dilation : int, optional
        Distance in pixels between neighboring weights, :math:`d`.

    Returns
    -------
    int
        The extent :math:`e`, in pixels.

    Raises
    ------
    TypeError
        If an argument is not an int.
    ValueError
        If one is not positive.

    Examples
    --------
    >>> window_extent(3), window_extent(3, dilation=2)
    (3, 5)
    """
    return positive("dilation", dilation) * (positive("kernel", kernel) - 1) + 1
