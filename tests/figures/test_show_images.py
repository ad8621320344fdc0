"""The figures: what is drawn, with which numbers and colors."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import PIL.Image
import pytest
import tensorflow as tf

import convgallery as cg

pytestmark = pytest.mark.usefixtures("close_figures")


@pytest.fixture
def edges():
    return cg.convolve(cg.sample_image(), cg.kernels.LEFT_SOBEL, rgb=False)


def titles(figure):
    return [axes.get_title() for axes in figure.axes if axes.get_title()]


def drawn(axes):
    (image,) = axes.images
    return np.asarray(image.get_array())


def test_five_panels_show_the_five_arrays(edges):
    figure = cg.show_image_ops(edges)
    assert titles(figure) == [
        "image\n(134, 240)",
        "convolution\n(1, 45, 80, 1)",
        "sigmoid\n(1, 45, 80, 1)",
        "average pool\n(1, 15, 27, 1)",
        "max pool\n(1, 15, 27, 1)",
    ]
    arrays = [edges.image, edges.conv, edges.activation, edges.avg_pool, edges.max_pool]
    panels = [axes for axes in figure.axes if axes.get_title()]
    for axes, array in zip(panels, arrays, strict=True):
        assert np.array_equal(drawn(axes), array.squeeze())


def test_kernel_panel_shows_its_numbers(edges):
    panel = cg.show_image_ops(edges, kernel=True).axes[1]
    assert panel.get_title() == "kernel\n(3, 3)"
    cells = {text.get_position(): text.get_text() for text in panel.texts}
    assert len(cells) == 9
    assert [cells[column, 1] for column in range(3)] == ["2", "0", "-2"]


def test_signed_values_are_centered_on_zero(edges):
    figure = cg.show_image_ops(edges)
    (image,) = figure.axes[1].images
    low, high = image.get_clim()
    assert low == -high
    assert image.get_cmap().name == "RdBu_r"
    assert np.mean(np.abs(edges.conv) <= high) == pytest.approx(0.98, abs=0.001)
    assert [len(axes.child_axes) for axes in figure.axes] == [0, 1, 0, 0, 0]  # one color bar


def test_gray_values_keep_one_scale():
    dim = np.full((4, 4), 0.25)
    (image,) = cg.show_images({"dim": dim}).axes[0].images
    assert image.get_clim() == (0, 1)
    assert image.get_cmap().name == "gray"
    assert image.get_interpolation() == "nearest"


def test_colors_beyond_the_range_are_clipped_and_said_to_be():
    color = np.zeros((2, 2, 3))
    color[0, 0] = [-1, 0.5, 2]
    (panel,) = cg.show_images({"color": color}).axes
    assert panel.get_title() == "color\n(2, 2, 3), clipped"
    assert drawn(panel)[0, 0].tolist() == [0, 0.5, 1]
    (panel,) = cg.show_images({"color": np.clip(color, 0, 1)}).axes
    assert panel.get_title() == "color\n(2, 2, 3)"


def test_of_a_batch_the_first_is_drawn():
    batch = np.random.default_rng(0).random((3, 4, 5, 1))
    (panel,) = cg.show_images({"batch": batch}).axes
    assert np.array_equal(drawn(panel), batch[0, :, :, 0])
    assert panel.get_title() == "batch\n(3, 4, 5, 1)"


GRAY = np.array([[0, 51, 255]], np.uint8)


@pytest.mark.parametrize(
    "image",
    [GRAY, GRAY.astype(np.int64), GRAY.tolist(), PIL.Image.fromarray(GRAY), tf.constant(GRAY)],
    ids=["uint8", "int64", "list", "PIL", "tensor"],
)
def test_integers_and_pil_images_are_scaled_by_255(image):
    (panel,) = cg.show_images({"gray": image}).axes
    assert drawn(panel)[0].tolist() == pytest.approx([0, 0.2, 1])
    assert panel.get_title() == "gray\n(1, 3)"


def test_color_of_pil_images_is_kept():
    (panel,) = cg.show_images({"red": PIL.Image.new("RGB", (2, 1), (255, 0, 51))}).axes
    assert drawn(panel)[0, 0].tolist() == pytest.approx([1, 0, 0.2])


def test_what_gimp_filter_returns_can_be_drawn():
    filtered = cg.gimp_filter(np.full((4, 4), 100, np.uint8), cg.kernels.IDENTITY)
    (panel,) = cg.show_images({"gimp": filtered}).axes
    assert drawn(panel) == pytest.approx(np.full(drawn(panel).shape, 100 / 255))
    assert "clipped" not in panel.get_title()


def test_bools_are_black_and_white():
    (panel,) = cg.show_images({"mask": np.array([[True, False]])}).axes
    assert drawn(panel).tolist() == [[1, 0]]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_every_picture_has_a_panel(count):
    figure = cg.show_images({f"picture {n}": np.zeros((4, 6)) for n in range(count)})
    assert [title.split("\n")[0] for title in titles(figure)] == [
        f"picture {n}" for n in range(count)
    ]
    assert figure.get_size_inches()[0] <= 8
    figure.draw_without_rendering()
    widths = [axes.get_position().width for axes in figure.axes if axes.get_title()]
    assert widths == pytest.approx([widths[0]] * count, rel=0.05)


def test_grids_show_their_numbers():
    figure = cg.show_grids({"a": [[1, -2.5]], "b": [[0.0625], [1000]], "zeros": np.zeros((2, 2))})
    assert titles(figure) == ["a\n(1, 2)", "b\n(2, 1)", "zeros\n(2, 2)"]
    texts = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert texts == [["1", "-2.5"], ["0.0625", "1000"], ["0", "0", "0", "0"]]


def test_a_column_is_as_tall_as_a_square_until_its_cells_get_small():
    heights = [
        cg.show_grids({"a": np.zeros(shape)}).get_size_inches()[1]
        for shape in [(5, 5), (5, 1), (8, 1), (16, 1)]
    ]
    assert heights[0] == heights[1] == heights[2] < heights[3]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: cg.show_image_ops(None), TypeError, "`result` must be what convolve"),
        (
            lambda: cg.show_images([np.zeros((2, 2))]),
            TypeError,
            "`images` must map titles to arrays",
        ),
        (lambda: cg.show_images({}), ValueError, "`images` must hold at least one array"),
        (lambda: cg.show_images({"a": np.zeros((2, 2, 2))}), ValueError, "'a' must have 1 or 3"),
        (lambda: cg.show_images({"a": np.zeros(2)}), ValueError, r"got \(2,\)"),
        (lambda: cg.show_images({"a": [[np.nan]]}), ValueError, "`a` must be finite"),
        (lambda: cg.show_images({"a": [[-1]]}), ValueError, "`a` must be from 0 to 255 for int"),
        (lambda: cg.show_images({"a": [[256]]}), ValueError, "for integers, got 256 to 256"),
        (lambda: cg.show_images({1: [[1]]}), TypeError, "`title` must be a string, got 1"),
        (lambda: cg.show_grids({"a": np.zeros((2, 2, 2))}), ValueError, r"'a' must be of shape"),
        (lambda: cg.show_grids({"a": "text"}), TypeError, "`a` must hold ints or floats"),
    ],
)
def test_bad_arguments(call, error, message):
    with pytest.raises(error, match=message):
        call()
    assert not plt.get_fignums()


def test_image_ops_with_eight_channels():
    result = cg.convolve(np.zeros((6, 6)), np.ones((3, 3, 1, 8)))
    with pytest.raises(ValueError, match="'convolution' must have 1 or 3 channels to be drawn"):
        cg.show_image_ops(result)


def panels(figure):
    """The axes that show an image."""
    return [axes for axes in figure.axes if axes.images]


def scale(axes):
    """The values of the darkest and the lightest color."""
    return axes.images[0].get_clim()


def test_signed_images_share_one_scale():
    weak, strong = np.tile([[-1.0, 1.0]], (4, 4)), np.tile([[-4.0, 4.0]], (4, 4))
    figure = cg.show_images({"weak": weak, "photo": np.full((4, 8), 0.5), "strong": strong})
    limits = {axes.get_title().splitlines()[0]: scale(axes) for axes in panels(figure)[:3]}
    assert limits == {"weak": (-4, 4), "strong": (-4, 4), "photo": (0, 1)}


def test_details_are_drawn_below_their_images():
    ramp = np.arange(48.0).reshape(6, 8) / 48
    signed = ramp - 0.5
    figure = cg.show_images({"a": ramp, "b": signed}, detail=np.s_[1:4, 2:7])
    above, below = panels(figure)[:2], panels(figure)[2:]
    assert len(below) == 2
    for image, part, source in zip(above, below, (ramp, signed), strict=True):
        assert np.array_equal(drawn(part), source[1:4, 2:7])
        assert scale(part) == scale(image)
        frame = image.patches[0]
        assert (frame.get_x(), frame.get_y()) == (1.5, 0.5)
        assert (frame.get_width(), frame.get_height()) == (5, 3)
    figure.canvas.draw()
    assert below[0].get_window_extent().y1 < above[0].get_window_extent().y0
    assert below[0].get_window_extent().x0 == pytest.approx(above[0].get_window_extent().x0)


@pytest.mark.parametrize(
    ("detail", "error", "message"),
    [
        ((1, 2), TypeError, r"`detail` must be a pair of slices such as .*, got \(1, 2\)"),
        (slice(1, 2), TypeError, "`detail` must be a pair of slices"),
        (np.s_[::2, 1:3], TypeError, "`detail` must be a pair of slices"),
        (np.s_[9:12, 1:3], ValueError, r"`detail` must lie within 'a' of shape \(6, 8\)"),
    ],
)
def test_details_lie_within_the_images(detail, error, message):
    with pytest.raises(error, match=message):
        cg.show_images({"a": np.zeros((6, 8))}, detail=detail)


@pytest.mark.parametrize("detail", [(slice("a"), slice(3)), (slice(0, 1.5), slice(3)), [slice(3)]])
def test_slices_of_anything_but_ints_are_refused(detail):
    with pytest.raises(TypeError, match="`detail` must be a pair of slices such as"):
        cg.show_images({"a": np.ones((5, 5))}, detail=detail)


class Broken(Mapping):
    """It has a key without a value."""

    def __len__(self):
        return 1

    def __iter__(self):
        yield "a"

    def __getitem__(self, key):
        raise KeyError(key)


@pytest.mark.parametrize(
    ("draw", "argument"),
    [
        (cg.show_images, "images"),
        (cg.show_grids, "grids"),
        (cg.plot_seeds, "accuracies"),
        (cg.plot_loss, "history"),
    ],
)
def test_mappings_that_fail_are_refused(draw, argument):
    with pytest.raises(TypeError, match=f"`{argument}` must .*Broken.*: 'a'"):
        draw(Broken())
