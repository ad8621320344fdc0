"""The results of a convolution, step by step, and their display."""

from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from convgallery._arguments import shown, text
from convgallery._dask_arrays import is_dask
from convgallery.data._summary import summary

_STEPS = ("conv", "activation", "avg_pool", "max_pool")


@dataclass(frozen=True, eq=False)
class Convolution:
    """The results of :func:`convolve`, step by step.

    All arrays but the weights are Dask arrays if the image is one; ``compute()`` computes them.

    Attributes
    ----------
    image : ndarray of shape (H, W), (H, W, 3) or (N, H, W, C)
        The image that was filtered, float32 in [0, 1].
    weights : ndarray of shape (h, w, in, out)
        The float32 kernel that was applied, flipped if ``flip`` was set.
    conv : ndarray of shape (N, h, w, c)
        The filtered image, float32 and unbounded; ``N`` is 1 for a single image.
    activation : ndarray of shape (N, h, w, c)
        ``conv`` after the activation.
    avg_pool, max_pool : ndarray of shape (N, h, w, c)
        Means and maxima of ``activation`` over each pooling window.
    activation_name : str
        The name of the activation.

    Raises
    ------
    TypeError
        If a field is not an array of float32 or, for the last, not a string.
    ValueError
        If an array has the wrong number of axes.

    Examples
    --------
    >>> import convgallery as cg
    >>> result = cg.convolve(cg.sample_image(), cg.kernels.SHARPEN)
    >>> result.conv.shape, result.max_pool.shape
    ((1, 45, 80, 3), (1, 15, 27, 3))
    >>> cg.convolve([[0, 1], [1, 0]], [[2]], strides=1, pooling=2, activation="linear")
    Convolution(
      image            (2, 2) float32 from 0 to 0.003922
      weights          (1, 1, 1, 1) float32 from 2 to 2
      conv             (1, 2, 2, 1) float32 from 0 to 0.007843
      activation       (1, 2, 2, 1) float32 from 0 to 0.007843
      avg_pool         (1, 1, 1, 1) float32 from 0.003922 to 0.003922
      max_pool         (1, 1, 1, 1) float32 from 0.007843 to 0.007843
      activation_name  'linear'
    )
    """

    image: NDArray[np.float32]
    weights: NDArray[np.float32]
    conv: NDArray[np.float32]
    activation: NDArray[np.float32]
    avg_pool: NDArray[np.float32]
    max_pool: NDArray[np.float32]
    activation_name: str

    def __post_init__(self) -> None:
        for name in ("image", "weights", *_STEPS):
            array = getattr(self, name)
            allowed = f"`{name}` must be an array of float32"
            is_plain = isinstance(array, np.ndarray) and not isinstance(array, np.ma.MaskedArray)
            if not (is_plain or is_dask(array)) or array.dtype != np.float32:
                raise TypeError(f"{allowed}, got {shown(array)}")
            if array.ndim != 4 and not (name == "image" and array.ndim in (2, 3)):
                raise ValueError(f"{allowed} with 4 axes, got shape {array.shape}")
            if is_dask(array) != is_dask(self.image) and name != "weights":
                raise TypeError(f"`{name}` must be a Dask array if `image` is one, and only then")
        text("activation_name", self.activation_name)

    def compute(self) -> "Convolution":
        """Compute all results of a Dask array at once.

        Returns
        -------
        Convolution
            The same results as NumPy arrays; this object if its results are NumPy arrays already.

        Examples
        --------
        >>> import convgallery as cg
        >>> result = cg.convolve(cg.sample_image(), cg.kernels.SHARPEN)
        >>> result.compute() is result
        True
        """
        if not is_dask(self.conv):
            return self
        import dask  # noqa: PLC0415 - optional

        steps = ("image", *_STEPS)
        arrays = dask.compute(*(getattr(self, step) for step in steps))
        return replace(self, **dict(zip(steps, arrays, strict=True)))

    def __repr__(self) -> str:
        """Show shapes, dtypes and ranges instead of the arrays."""
        return summary(self)

    def _repr_png_(self) -> bytes | None:
        """Draw the panels of :func:`show_image_ops` for notebooks."""
        if is_dask(self.conv):
            return None  # computing it may take long, or exceed the memory
        # Imported here because the modules of figures import this one.
        import matplotlib.pyplot as plt  # noqa: PLC0415

        import convgallery  # noqa: PLC0415

        try:
            figure = convgallery.show_image_ops(self)
        except ValueError:  # too many channels for an image: notebooks show the text
            return None
        file = BytesIO()
        figure.savefig(file, format="png")
        plt.close(figure)
        return file.getvalue()


def show_shapes(result: Convolution) -> None:
    """Print the shape after each step, in the format of the 2016 tutorial.

    Parameters
    ----------
    result : Convolution
        The result of :func:`convolve`.

    Raises
    ------
    TypeError
        If ``result`` is not a :class:`Convolution`.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.show_shapes(cg.convolve(cg.sample_image(), cg.kernels.SHARPEN, rgb=False))
    image filters (shape (134, 240))
    conv_op filters (shape (1, 45, 80, 1))
    sigmoid_op filters (shape (1, 45, 80, 1))
    avg_pool_op filters (shape (1, 15, 27, 1))
    max_pool_op filters (shape (1, 15, 27, 1))
    """
    if not isinstance(result, Convolution):
        raise TypeError(f"`result` must be what convolve() returned, got {shown(result)}")
    steps = {
        "image": result.image,
        "conv_op": result.conv,
        f"{result.activation_name}_op": result.activation,
        "avg_pool_op": result.avg_pool,
        "max_pool_op": result.max_pool,
    }
    for name, array in steps.items():
        print(f"{name} filters (shape {array.shape})")
