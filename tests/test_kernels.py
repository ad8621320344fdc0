"""The catalog, against SciPy's filters and published numbers."""

from html.parser import HTMLParser

import numpy as np
import pytest
from scipy import ndimage

from convgallery import kernels
from convgallery.kernels import CATALOG, GIMP, Kernel


@pytest.fixture
def pixels():
    return np.random.default_rng(7).random((12, 15))


def filtered(kernel, pixels):
    return ndimage.correlate(pixels, kernel.coefficients, mode="nearest")


def test_catalog_holds_every_kernel_once():
    constants = {name: value for name, value in vars(kernels).items() if isinstance(value, Kernel)}
    assert {name.lower(): value for name, value in constants.items()} == dict(CATALOG)
    assert len(CATALOG) == 23
    assert all(key == kernel.name.replace(" ", "_") for key, kernel in CATALOG.items())
    assert all(kernel.source for kernel in CATALOG.values())


def test_gimp_holds_the_five_of_the_manual():
    assert {name: kernel.weights.tolist() for name, kernel in GIMP.items()} == {
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "blur": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
        "edge_enhance": [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
        "edge_detect": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
        "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    }
    assert all(CATALOG[name] is kernel for name, kernel in GIMP.items())


def test_written_out():
    assert kernels.OUTLINE.weights.tolist() == [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]
    assert kernels.TOP_SOBEL.weights.tolist() == [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
    assert kernels.TOP_SCHARR.weights.tolist() == [[3, 10, 3], [0, 0, 0], [-3, -10, -3]]
    gaussian = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    assert np.array_equal(kernels.GAUSSIAN_BLUR.coefficients, gaussian)


@pytest.mark.parametrize(("name", "size"), [("BLUR", 3), ("BOX_BLUR", 5)])
def test_blurs_are_scipys(pixels, name, size):
    expected = ndimage.uniform_filter(pixels, size, mode="nearest")
    assert np.allclose(filtered(getattr(kernels, name), pixels), expected)


def test_laplace_is_scipys(pixels):
    assert np.allclose(filtered(kernels.LAPLACE, pixels), ndimage.laplace(pixels, mode="nearest"))


def test_laplacian_of_gaussian_is_scipys_but_for_rounding():
    kernel = kernels.LAPLACIAN_OF_GAUSSIAN
    assert kernel.weights.sum() == 0
    impulse = np.zeros((9, 9))
    impulse[4, 4] = kernel.divisor
    expected = ndimage.gaussian_laplace(impulse, 1.4, mode="constant")
    assert np.abs(kernel.weights - expected).max() < 1
    assert kernel.weights[4, 4] == round(expected[4, 4])


@pytest.mark.parametrize("family", ["sobel", "prewitt"])
def test_differences_are_scipys(pixels, family):
    oracle = getattr(ndimage, family)
    down, across = oracle(pixels, axis=0, mode="nearest"), oracle(pixels, axis=1, mode="nearest")
    expected = {"top": -down, "bottom": down, "left": -across, "right": across}
    for side, result in expected.items():
        assert np.allclose(filtered(CATALOG[f"{side}_{family}"], pixels), result)


@pytest.mark.parametrize("family", ["sobel", "prewitt", "scharr"])
def test_each_side_answers_to_its_own_edge(family):
    bright_top = np.repeat([[1.0], [1.0], [0.0], [0.0]], 4, axis=1)
    edges = {
        "top": bright_top,
        "bottom": bright_top[::-1],
        "left": bright_top.T,
        "right": bright_top.T[:, ::-1],
    }
    for side in edges:
        kernel = CATALOG[f"{side}_{family}"]
        responses = {name: filtered(kernel, edge)[1, 1] for name, edge in edges.items()}
        assert max(responses, key=responses.get) == side
        assert responses[side] == kernel.weights[kernel.weights > 0].sum()


@pytest.mark.parametrize("name", CATALOG)
def test_uniform_images(name):
    """The coefficients sum to 1, which keeps a uniform image, or to 0, which makes it black."""
    assert CATALOG[name].weights.sum() in (0, CATALOG[name].divisor)


def test_weights_are_a_read_only_copy():
    given = np.ones((2, 3), dtype=np.int8)
    kernel = Kernel("mine", given)
    given[0, 0] = 5
    assert kernel.weights.dtype == np.float64
    assert kernel.weights[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        kernel.weights[0, 0] = 3
    with pytest.raises(AttributeError):
        kernel.divisor = 3


def test_drawn_as_a_grid():
    kernel = Kernel("mine", [[0.5, -10], [1, 2]], divisor=4, offset=0.25)
    assert str(kernel).splitlines() == [
        "mine",
        "0.5  -10",
        "  1    2",
        "sum -6.5, divisor 4, offset 0.25",
    ]


class Cells(HTMLParser):
    """The text of each cell, by row, and of the caption."""

    def __init__(self):
        super().__init__()
        self.rows, self.caption, self.tag, self.tags = [], [], None, []

    def handle_starttag(self, tag, attrs):
        assert not attrs
        self.tag = tag
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data):
        if self.tag == "td":
            self.rows[-1].append(data)
        else:
            self.caption.append(data)


def test_html_is_a_table_of_the_weights():
    cells = Cells()
    kernel = Kernel("<b>1 & 2</b>", [[0.5, -10], [1, 2], [3, 4]], divisor=4, offset=0.25)
    cells.feed(kernel._repr_html_())
    assert cells.rows == [["0.5", "-10"], ["1", "2"], ["3", "4"]]
    assert cells.caption == ["<b>1 & 2</b>", "sum 0.5, divisor 4, offset 0.25"]
    assert set(cells.tags) == {"table", "caption", "br", "tbody", "tr", "td"}


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"name": 3}, TypeError, "`name` must be a string, got 3"),
        ({"source": None}, TypeError, "`source` must be a string, got None"),
        ({"weights": "abc"}, TypeError, "`weights` must hold ints or floats"),
        ({"weights": [1, 2]}, ValueError, r"`weights` must be of shape \(h, w\), got shape \(2,\)"),
        ({"weights": np.ma.array([[1]], mask=True)}, ValueError, "`weights` must .*masked"),
        ({"weights": [[]]}, ValueError, "`weights` must not be empty"),
        ({"weights": [[np.inf]]}, ValueError, "`weights` must be finite"),
        ({"divisor": 0}, ValueError, "`divisor` must not be 0"),
        ({"divisor": "9"}, TypeError, "`divisor` must be a number, got '9'"),
        ({"divisor": np.nan}, ValueError, "`divisor` must be finite"),
        ({"offset": True}, TypeError, "`offset` must be a number, got True"),
        ({"offset": np.inf}, ValueError, "`offset` must be finite"),
    ],
)
def test_bad_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        Kernel(**{"name": "mine", "weights": [[1]]} | arguments)


@pytest.mark.parametrize(
    ("weights", "divisor"), [([[1e308, 1e308]], 1), ([[1e308]], 1e-5), ([[1]], 5e-324)]
)
def test_weights_that_add_up_to_infinity_are_refused(weights, divisor):
    with pytest.raises(ValueError, match="`weights` must be small enough .* `divisor`, got up to"):
        Kernel("huge", weights, divisor=divisor)
