"""Named kernels with their sources, printed as grids of numbers.

``CATALOG`` contains all of them by name, ``GIMP`` the five from GIMP's manual.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convgallery._arguments import number, numbers, shown, text


@dataclass(frozen=True, eq=False, init=False)
class Kernel:
    """A small matrix of weights that is applied at each position of an image.

    Each result is the sum of weights times pixels, divided by the divisor, plus the offset.

    Parameters
    ----------
    name : str
        Its common name.
    weights : array_like of shape (h, w)
        The weights, row by row; stored as a read-only float64 array.
    divisor : float, optional
        The number by which the sum is divided.
    offset : float, optional
        The number added to the quotient, on a scale where black is 0 and white is 1.
    source : str, optional
        Where the weights come from.

    Raises
    ------
    TypeError
        If an argument is of the wrong type.
    ValueError
        If the weights are not a matrix, are empty, or are not finite; if the divisor is 0 or not
        finite; if the offset is not finite.

    Examples
    --------
    >>> kernel = Kernel("box", [[1, 1], [1, 1]], divisor=4)
    >>> kernel.coefficients
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """

    name: str
    weights: NDArray[np.float64]
    divisor: float
    offset: float
    source: str

    # Replaces the generated one, since weights may be nested lists and are checked here.
    def __init__(
        self,
        name: str,
        weights: ArrayLike,
        divisor: float = 1.0,
        offset: float = 0.0,
        source: str = "",
    ) -> None:
        matrix = numbers("weights", weights)
        if matrix.ndim != 2:
            raise ValueError(f"`weights` must be of shape (h, w), got shape {matrix.shape}")
        matrix.setflags(write=False)
        if number("divisor", divisor) == 0:
            raise ValueError("`divisor` must not be 0, got 0")
        with np.errstate(over="ignore"):
            totals = np.abs(matrix).sum() / np.array([1, float(divisor)])
        if not np.all(np.isfinite(totals)):
            raise ValueError(
                "`weights` must be small enough for float64 to hold their sum, also divided by "
                f"`divisor`, got up to {np.abs(matrix).max():g} and {shown(divisor)}"
            )
        checked = {
            "name": text("name", name),
            "weights": matrix,
            "divisor": float(divisor),
            "offset": number("offset", offset),
            "source": text("source", source),
        }
        for field, value in checked.items():
            object.__setattr__(self, field, value)

    @property
    def coefficients(self) -> NDArray[np.float64]:
        """The weights divided by the divisor: the factors that pixels are multiplied by.

        Returns
        -------
        ndarray of shape (h, w)
            A new float64 array.
        """
        return self.weights / self.divisor

    def __str__(self) -> str:
        """Draw the kernel as a grid of numbers."""
        cells = [[f"{weight:g}" for weight in row] for row in self.weights]
        width = max(len(cell) for row in cells for cell in row)
        grid = "\n".join("  ".join(cell.rjust(width) for cell in row) for row in cells)
        return f"{self.name}\n{grid}\n{self._totals()}"

    def _repr_html_(self) -> str:
        """Draw the kernel as a table, which notebooks display."""
        rows = "".join(
            f"<tr>{''.join(f'<td>{weight:g}</td>' for weight in row)}</tr>" for row in self.weights
        )
        caption = f"{escape(self.name)}<br>{self._totals()}"
        return f"<table><caption>{caption}</caption><tbody>{rows}</tbody></table>"

    def _totals(self) -> str:
        """Format the sum of the weights, the divisor and the offset."""
        return f"sum {self.weights.sum():g}, divisor {self.divisor:g}, offset {self.offset:g}"


_GIMP = (
    "GIMP's manual, Convolution Matrix, "
    "https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html"
)
_SETOSA = "Victor Powell, Image Kernels, https://setosa.io/ev/image-kernels/"
_SOBEL = "Irwin Sobel and Gary Feldman, A 3x3 isotropic gradient operator, Stanford, 1968"
_PREWITT = "Judith Prewitt, Object enhancement and extraction, 1970"
_SCHARR = "Hanno Scharr, Optimale Operatoren in der Digitalen Bildverarbeitung, Heidelberg, 2000"
_HIPR = (
    "Robert Fisher and others, Hypermedia Image Processing Reference, Laplacian of Gaussian, "
    "https://homepages.inf.ed.ac.uk/rbf/HIPR2/log.htm"
)
_TEXTBOOK = "Rafael Gonzalez and Richard Woods, Digital Image Processing"

# Rows and columns whose outer products give many of the kernels below.
_PIXEL = [0, 1, 0]
_BINOMIAL = [1, 2, 1]
_DIFFERENCE = [1, 0, -1]
_SECOND_DIFFERENCE = [1, -2, 1]

#: Leaves the image unchanged.
IDENTITY = Kernel("identity", np.outer(_PIXEL, _PIXEL), source=_TEXTBOOK)

#: Adds to each pixel its differences from its four neighbors: edges and texture stand out.
SHARPEN = Kernel("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], source=_GIMP)

#: The mean of a pixel and its eight neighbors; GIMP divides by 9 when it normalizes.
BLUR = Kernel("blur", np.ones((3, 3)), divisor=9, source=_GIMP)

#: Each pixel minus its left neighbor.
EDGE_ENHANCE = Kernel("edge enhance", [[0, 0, 0], [-1, 1, 0], [0, 0, 0]], source=_GIMP)

#: The four neighbors minus four times the pixel: 0 where the image is uniform.
EDGE_DETECT = Kernel("edge detect", [[0, 1, 0], [1, -4, 1], [0, 1, 0]], source=_GIMP)

#: A relief, lit from the upper left and shaded at the lower right, added to the image itself.
EMBOSS = Kernel("emboss", [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], source=_GIMP)

#: The five kernels of GIMP's manual, by name.
GIMP: Mapping[str, Kernel] = MappingProxyType(
    {
        "sharpen": SHARPEN,
        "blur": BLUR,
        "edge_enhance": EDGE_ENHANCE,
        "edge_detect": EDGE_DETECT,
        "emboss": EMBOSS,
    }
)

#: The mean of 5x5 pixels.
BOX_BLUR = Kernel("box blur", np.ones((5, 5)), divisor=25, source=_TEXTBOOK)

#: A weighted mean that favors nearby pixels: the outer product of the binomial row 1 2 1 with
#: itself.
GAUSSIAN_BLUR = Kernel(
    "gaussian blur", np.outer(_BINOMIAL, _BINOMIAL), divisor=16, source=_TEXTBOOK
)

#: Eight times the pixel minus its eight neighbors.
OUTLINE = Kernel("outline", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], source=_SETOSA)

#: The sum of the vertical and horizontal second differences; equal to GIMP's edge detect.
LAPLACE = Kernel(
    "laplace",
    np.outer(_SECOND_DIFFERENCE, _PIXEL) + np.outer(_PIXEL, _SECOND_DIFFERENCE),
    source=_TEXTBOOK,
)

#: A Gaussian blur with a standard deviation of 1.4 pixels and the Laplacian, in one kernel. The
#: divisor 483 is 40 times pi times 1.4 to the fourth, so that the center weight is the formula's.
LAPLACIAN_OF_GAUSSIAN = Kernel(
    "laplacian of gaussian",
    [
        [0, 1, 1, 2, 2, 2, 1, 1, 0],
        [1, 2, 4, 5, 5, 5, 4, 2, 1],
        [1, 4, 5, 3, 0, 3, 5, 4, 1],
        [2, 5, 3, -12, -24, -12, 3, 5, 2],
        [2, 5, 0, -24, -40, -24, 0, 5, 2],
        [2, 5, 3, -12, -24, -12, 3, 5, 2],
        [1, 4, 5, 3, 0, 3, 5, 4, 1],
        [1, 2, 4, 5, 5, 5, 4, 2, 1],
        [0, 1, 1, 2, 2, 2, 1, 1, 0],
    ],
    divisor=483,
    source=_HIPR,
)

#: Positive where bright is above dark: the difference of two rows, smoothed along the rows.
TOP_SOBEL = Kernel("top sobel", np.outer(_DIFFERENCE, _BINOMIAL), source=_SOBEL)

#: Positive where dark is above bright.
BOTTOM_SOBEL = Kernel("bottom sobel", TOP_SOBEL.weights[::-1], source=_SOBEL)

#: Positive where bright is left of dark: the difference of two columns, smoothed along them.
LEFT_SOBEL = Kernel("left sobel", TOP_SOBEL.weights.T, source=_SOBEL)

#: Positive where dark is left of bright.
RIGHT_SOBEL = Kernel("right sobel", LEFT_SOBEL.weights[:, ::-1], source=_SOBEL)

#: Sobel's difference with an unweighted mean along the rows.
TOP_PREWITT = Kernel("top prewitt", np.outer(_DIFFERENCE, [1, 1, 1]), source=_PREWITT)

#: Positive where dark is above bright.
BOTTOM_PREWITT = Kernel("bottom prewitt", TOP_PREWITT.weights[::-1], source=_PREWITT)

#: Positive where bright is left of dark.
LEFT_PREWITT = Kernel("left prewitt", TOP_PREWITT.weights.T, source=_PREWITT)

#: Positive where dark is left of bright.
RIGHT_PREWITT = Kernel("right prewitt", LEFT_PREWITT.weights[:, ::-1], source=_PREWITT)

#: Sobel's difference with weights whose response depends least on the direction of an edge.
TOP_SCHARR = Kernel("top scharr", np.outer(_DIFFERENCE, [3, 10, 3]), source=_SCHARR)

#: Positive where dark is above bright.
BOTTOM_SCHARR = Kernel("bottom scharr", TOP_SCHARR.weights[::-1], source=_SCHARR)

#: Positive where bright is left of dark.
LEFT_SCHARR = Kernel("left scharr", TOP_SCHARR.weights.T, source=_SCHARR)

#: Positive where dark is left of bright.
RIGHT_SCHARR = Kernel("right scharr", LEFT_SCHARR.weights[:, ::-1], source=_SCHARR)

#: Every kernel above, by the name of its constant in lowercase.
CATALOG: Mapping[str, Kernel] = MappingProxyType(
    {name.lower(): value for name, value in tuple(globals().items()) if isinstance(value, Kernel)}
)
