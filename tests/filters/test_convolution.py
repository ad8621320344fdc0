"""The pipeline, against a float64 model in NumPy and against SciPy."""

from dataclasses import replace

import dask.array as da
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage, signal

import convgallery as cg

GRAY_SHAPES = """\
image filters (shape (134, 240))
conv_op filters (shape (1, 45, 80, 1))
sigmoid_op filters (shape (1, 45, 80, 1))
avg_pool_op filters (shape (1, 15, 27, 1))
max_pool_op filters (shape (1, 15, 27, 1))
"""
RGB_SHAPES = """\
image filters (shape (134, 240, 3))
conv_op filters (shape (1, 45, 80, 3))
sigmoid_op filters (shape (1, 45, 80, 3))
avg_pool_op filters (shape (1, 15, 27, 3))
max_pool_op filters (shape (1, 15, 27, 3))
"""


def padding_before(size, extent, stride, padding):
    """Padding (before, after) one axis, as TensorFlow documents it."""
    if padding == "VALID":
        return 0, 0
    total = max((-(-size // stride) - 1) * stride + extent - size, 0)
    return total // 2, total - total // 2


def windows(pixels, shape, strides, padding, dilations=(1, 1), fill=0.0):
    """Every window of a matrix: (rows, columns, h, w), by padding and slicing alone."""
    extents = [d * (n - 1) + 1 for n, d in zip(shape, dilations, strict=True)]
    pads = [
        padding_before(n, e, s, padding)
        for n, e, s in zip(pixels.shape, extents, strides, strict=True)
    ]
    padded = np.pad(pixels, pads, constant_values=fill)
    every = np.lib.stride_tricks.sliding_window_view(padded, extents)
    return every[:: strides[0], :: strides[1], :: dilations[0], :: dilations[1]]


def correlate(pixels, weights, strides=(1, 1), padding="SAME", dilations=(1, 1)):
    return np.einsum(
        "rchw,hw->rc", windows(pixels, weights.shape, strides, padding, dilations), weights
    )


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@st.composite
def cases(draw):
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    size = draw(st.tuples(st.integers(14, 30), st.integers(14, 30)))
    shape = draw(st.tuples(st.integers(1, 7), st.integers(1, 7)))
    pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))
    return {
        "pixels": rng.random(size),
        "weights": rng.normal(size=shape),
        "strides": draw(pairs),
        "dilations": draw(st.tuples(st.integers(1, 2), st.integers(1, 2))),
        "padding": draw(st.sampled_from(["SAME", "VALID"])),
    }


@settings(max_examples=200, deadline=None)
@given(cases())
def test_conv_equals_the_model(case):
    pixels, weights = case.pop("pixels"), case.pop("weights")
    result = cg.convolve(pixels, weights, pooling=1, **case)
    expected = correlate(pixels, weights, **case)
    assert result.conv.shape == (1, *expected.shape, 1)
    assert result.conv.dtype == np.float32
    assert np.allclose(result.conv[0, :, :, 0], expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 2), (5, 3), (4, 7), (6, 1)])
def test_flip_equals_scipys_convolution(shape):
    rng = np.random.default_rng(3)
    pixels, weights = rng.random((11, 14)), rng.normal(size=shape)
    result = cg.convolve(pixels, weights, strides=1, flip=True)
    expected = ndimage.convolve(pixels, weights, mode="constant")
    assert np.allclose(result.conv[0, :, :, 0], expected, atol=1e-4)
    unflipped = cg.convolve(pixels, weights, strides=1).conv[0, :, :, 0]
    assert shape == (1, 1) or not np.allclose(unflipped, expected, atol=1e-2)


@pytest.mark.parametrize("shape", [(3, 3), (5, 3)])
def test_equals_scipys_correlation(shape):
    rng = np.random.default_rng(4)
    pixels, weights = rng.random((11, 14)), rng.normal(size=shape)
    same = cg.convolve(pixels, weights, strides=1).conv[0, :, :, 0]
    assert np.allclose(same, ndimage.correlate(pixels, weights, mode="constant"), atol=1e-4)
    valid = cg.convolve(pixels, weights, strides=1, padding="VALID").conv[0, :, :, 0]
    assert np.allclose(valid, signal.correlate2d(pixels, weights, mode="valid"), atol=1e-4)


def test_manuals_example_by_hand():
    pixels = np.array([[40, 42, 46], [46, 50, 55], [52, 56, 58]], dtype=np.uint8)
    above = [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    result = cg.convolve(pixels, above, strides=1)
    expected = [[0, 0, 0], [40, 42, 46], [46, 50, 55]]
    assert np.allclose(result.conv[0, :, :, 0] * 255, expected, atol=1e-4)


def test_even_kernel_is_centered_above_and_left_of_its_middle():
    pixels = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])
    lower_right = [[0, 0], [0, 1]]
    result = cg.convolve(pixels, lower_right, strides=1)
    expected = [[0.5, 0.6, 0], [0.8, 0.9, 0], [0, 0, 0]]
    assert np.allclose(result.conv[0, :, :, 0], expected)


def test_each_channel_is_filtered_separately():
    rng = np.random.default_rng(5)
    pixels, weights = rng.random((9, 8, 3)), rng.normal(size=(3, 3))
    result = cg.convolve(pixels, weights, strides=2)
    for channel in range(3):
        expected = correlate(pixels[:, :, channel], weights, (2, 2))
        assert np.allclose(result.conv[0, :, :, channel], expected, atol=1e-4)


def test_four_dimensions_are_taken_literally():
    rng = np.random.default_rng(6)
    pixels, weights = rng.random((9, 8, 3)), rng.normal(size=(3, 2, 3, 2))
    result = cg.convolve(pixels, weights, strides=1)
    for out in range(2):
        expected = sum(correlate(pixels[:, :, c], weights[:, :, c, out]) for c in range(3))
        assert np.allclose(result.conv[0, :, :, out], expected, atol=1e-4)


def test_the_tutorials_rgb_kernel_is_gray():
    fives = np.zeros((3, 3, 3, 3))
    fives[1, 1] = 5
    red, green, blue = np.moveaxis(cg.convolve(cg.sample_image(), fives).conv, -1, 0)
    assert np.array_equal(red, green)
    assert np.array_equal(green, blue)


def test_divisor_and_offset():
    pixels = np.random.default_rng(8).random((6, 6))
    weights = np.arange(9.0).reshape(3, 3)
    kernel = cg.kernels.Kernel("mine", weights, divisor=-4, offset=0.5)
    result = cg.convolve(pixels, kernel, strides=1)
    expected = correlate(pixels, weights) / -4 + 0.5
    assert np.allclose(result.conv[0, :, :, 0], expected, atol=1e-4)


def test_a_batch_is_its_images():
    rng = np.random.default_rng(9)
    batch, weights = rng.random((3, 8, 7, 3)), rng.normal(size=(3, 3))
    for rgb in (True, False):
        together = cg.convolve(batch, weights, rgb=rgb)
        for n, image in enumerate(batch):
            alone = cg.convolve(image, weights, rgb=rgb)
            assert np.allclose(together.max_pool[n], alone.max_pool[0], atol=1e-6)


def test_linearity():
    rng = np.random.default_rng(10)
    pixels, first, second = rng.random((9, 9)), *rng.normal(size=(2, 3, 3))
    both = cg.convolve(pixels, 2 * first - second, strides=1).conv
    parts = [cg.convolve(pixels, weights, strides=1).conv for weights in (first, second)]
    assert np.allclose(both, 2 * parts[0] - parts[1], atol=1e-4)


@pytest.mark.parametrize(
    ("activation", "oracle"),
    [
        ("sigmoid", sigmoid),
        ("relu", lambda x: np.maximum(x, 0)),
        ("tanh", np.tanh),
        ("linear", lambda x: x),
    ],
)
def test_activations(activation, oracle):
    result = cg.convolve(
        cg.sample_image(), cg.kernels.EMBOSS, rgb=False, activation=activation.upper()
    )
    assert result.activation_name == activation
    assert result.conv.min() < 0 < result.conv.max()
    assert np.allclose(result.activation, oracle(result.conv.astype(float)), atol=1e-5)


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(
    ("pooling", "window"),
    [(1, (1, 1)), (2, (2, 2)), (4, (4, 4)), ((3, 2), (3, 2)), ((1, 5, 4, 1), (5, 4))],
)
def test_pooling(pooling, window, padding):
    pixels = np.random.default_rng(11).random((13, 11))
    result = cg.convolve(
        pixels, [[1]], strides=1, pooling=pooling, padding=padding, activation="linear"
    )
    blocks = windows(pixels, window, window, padding, fill=np.nan)
    maximum, mean = np.nanmax(blocks, axis=(2, 3)), np.nanmean(blocks, axis=(2, 3))
    assert np.allclose(result.max_pool[0, :, :, 0], maximum, atol=1e-6)
    assert np.allclose(result.avg_pool[0, :, :, 0], mean, atol=1e-6)


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(
    ("pooling", "strides"), [(3, 2), (2, 1), (1, 3), ((2, 5), (3, 1)), (3, (1, 2, 4, 1))]
)
def test_pooling_windows_and_their_strides_differ(pooling, strides, padding):
    pixels = np.random.default_rng(12).random((13, 11))
    result = cg.convolve(
        pixels,
        [[1]],
        strides=1,
        pooling=pooling,
        pool_strides=strides,
        padding=padding,
        activation="linear",
    )
    shape = np.broadcast_to(pooling, 2)
    steps = strides[1:3] if np.size(strides) == 4 else np.broadcast_to(strides, 2)
    blocks = windows(pixels, tuple(shape), tuple(steps), padding, fill=np.nan)
    assert np.allclose(result.max_pool[0, :, :, 0], np.nanmax(blocks, axis=(2, 3)), atol=1e-6)
    assert np.allclose(result.avg_pool[0, :, :, 0], np.nanmean(blocks, axis=(2, 3)), atol=1e-6)


def test_pooling_4_pools_by_4():
    pixels = np.arange(64).reshape(8, 8)
    result = cg.convolve(pixels, [[1]], strides=1, pooling=4, activation="linear")
    maximum, mean = (pool[0, :, :, 0] * 255 for pool in (result.max_pool, result.avg_pool))
    assert np.allclose(maximum, [[27, 31], [59, 63]], atol=1e-4)
    assert np.allclose(mean, [[13.5, 17.5], [45.5, 49.5]], atol=1e-4)


def test_tutorials_printout(capsys):
    photo = cg.sample_image()
    cg.show_shapes(cg.convolve(photo, cg.kernels.SHARPEN, rgb=False))
    assert capsys.readouterr().out == GRAY_SHAPES
    cg.show_shapes(cg.convolve(photo, cg.kernels.SHARPEN))
    assert capsys.readouterr().out == RGB_SHAPES


def test_tutorials_settings_are_the_defaults():
    photo, kernel = cg.sample_image(), cg.kernels.EMBOSS
    default = cg.convolve(photo, kernel)
    spelled = cg.convolve(
        photo,
        kernel,
        strides=(1, 3, 3, 1),
        pooling=[3, 3],
        padding="same",
        rgb=True,
        activation="sigmoid",
        dilations=(1, 1),
        flip=False,
    )
    for step in ("image", "weights", "conv", "activation", "avg_pool", "max_pool"):
        assert np.array_equal(getattr(default, step), getattr(spelled, step))


def test_result_keeps_the_kernel():
    result = cg.convolve(cg.sample_image(), cg.kernels.EMBOSS, rgb=False, flip=True)
    assert result.weights.shape == (3, 3, 1, 1)
    assert np.array_equal(result.weights[:, :, 0, 0], cg.kernels.EMBOSS.weights[::-1, ::-1])


@pytest.mark.parametrize("activation", ["linear", "relu"])
def test_sums_of_pools_stay_within_float32(activation):
    settings = {"strides": 1, "pooling": (1, 2), "activation": activation}
    image = np.ones((4, 6))
    with pytest.raises(
        ValueError, match=r"float32, got up to 4e\+38 in the sum of 2 pooled results$"
    ):
        cg.convolve(image, [[1e38, 1e38]], **settings)
    result = cg.convolve(image, [[0.8e38, 0.8e38]], **settings)
    assert np.allclose(result.avg_pool[0, :, :-1], 1.6e38)


def test_results_may_be_as_large_as_float32():
    largest = float(np.finfo(np.float32).max)
    images = np.ones((2, 4, 4, 3))
    result = cg.convolve(images, [[largest]], strides=1)  # three channels, each with this weight
    assert np.array_equal(result.conv, np.full((2, 4, 4, 3), largest, np.float32))
    with pytest.raises(ValueError, match=r"float32, got up to 4e\+38$"):
        cg.convolve(images, cg.kernels.Kernel("large", [[-3e38]], offset=1e38))
    with pytest.raises(ValueError, match=r"float32, got up to 6e\+38$"):  # each sum of 3 products
        cg.convolve(images, np.full((1, 1, 3, 1), 2e38))


@pytest.mark.parametrize("size", [(5, 7), (7, 5)])
def test_windows_may_be_as_large_as_their_inputs(size):
    pixels = np.random.default_rng(13).random(size)
    whole = cg.convolve(pixels, np.ones(size), pooling=1, padding="VALID")
    assert np.allclose(whole.conv.ravel(), [pixels.sum()], atol=1e-4)
    dilated = cg.convolve(pixels, np.ones((3, 3)), dilations=(2, 2), pooling=1, padding="VALID")
    assert np.allclose(dilated.conv[0, 0, 0, 0], pixels[:5:2, :5:2].sum(), atol=1e-5)
    pooled = cg.convolve(pixels, [[1]], strides=1, pooling=size, padding="VALID")
    assert pooled.max_pool.shape == (1, 1, 1, 1)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_pools_of_bounded_activations_take_any_kernel(activation):
    result = cg.convolve(np.ones((6, 6)), [[1e38, 1e38]], activation=activation)
    assert np.array_equal(result.avg_pool, np.ones((1, 1, 1, 1)))


def test_repr_is_one_line_a_field():
    result = cg.convolve(np.array([[0, 0.5], [1, 0.25]]), [[-2]], strides=1, activation="relu")
    assert repr(result).splitlines() == [
        "Convolution(",
        "  image            (2, 2) float32 from 0 to 1",
        "  weights          (1, 1, 1, 1) float32 from -2 to -2",
        "  conv             (1, 2, 2, 1) float32 from -2 to 0",
        "  activation       (1, 2, 2, 1) float32 from 0 to 0",
        "  avg_pool         (1, 1, 1, 1) float32 from 0 to 0",
        "  max_pool         (1, 1, 1, 1) float32 from 0 to 0",
        "  activation_name  'relu'",
        ")",
    ]


def test_shapes_are_of_a_convolution():
    with pytest.raises(TypeError, match=r"`result` must be what convolve\(\) returned, got 3"):
        cg.show_shapes(3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"image": np.zeros(3)}, ValueError, r"`image` must be of shape .* got shape \(3,\)"),
        ({"image": None}, TypeError, "`image` must be a PIL image"),
        ({"kernel": None}, TypeError, "`kernel` must hold ints or floats, got None"),
        ({"kernel": "sharpen"}, TypeError, "`kernel` must hold ints or floats, got 'sharpen'"),
        ({"kernel": [1, 2]}, ValueError, r"`kernel` must be of shape .* got shape \(2,\)"),
        ({"kernel": np.ones((3, 3, 3))}, ValueError, r"got shape \(3, 3, 3\)"),
        ({"kernel": np.ones((0, 3))}, ValueError, r"`kernel` must not be empty"),
        ({"kernel": [[np.nan]]}, ValueError, "`kernel` must be finite"),
        (
            {"kernel": np.ma.array([[1.0, 2.0]], mask=[[0, 1]])},
            ValueError,
            "`kernel` must .*masked",
        ),
        ({"image": np.ma.array([[1.0, 0.5]], mask=[[0, 1]])}, ValueError, "`image` must .*masked"),
        ({"kernel": [[1e300]]}, ValueError, r"`kernel` must keep .* float32, got up to 1e\+300$"),
        (
            {"kernel": np.ones((3, 3, 1, 2))},
            ValueError,
            r"`kernel` must have as many input channels as the image, 3, got 1 in shape",
        ),
        (
            {"kernel": np.ones((9, 3)), "padding": "VALID"},
            ValueError,
            "`kernel` with its dilations must fit inside its 8x10 input .* window of 9x3",
        ),
        (
            {"dilations": 5, "padding": "VALID"},
            ValueError,
            "`kernel` with its dilations must fit inside .* window of 11x11",
        ),
        (
            {"strides": 3, "pooling": 4, "padding": "VALID"},
            ValueError,
            "`pooling` must fit inside its 2x3 input .* window of 4x4",
        ),
        ({"strides": 0}, ValueError, "`strides` must be a positive int"),
        ({"strides": -2}, ValueError, "`strides` must be a positive int"),
        ({"strides": 1.5}, TypeError, "`strides` must be a positive int"),
        ({"strides": (1, 0, 3, 1)}, ValueError, r"`strides` must .*, got \(1, 0, 3, 1\)"),
        ({"pooling": 0}, ValueError, "`pooling` must be a positive int"),
        ({"pooling": 2**33}, ValueError, "`pooling` must .* at most 4096, got 8589934592"),
        ({"pool_strides": 0}, ValueError, "`pool_strides` must be a positive int"),
        ({"dilations": 0}, ValueError, "`dilations` must be a positive int"),
        ({"padding": "FULL"}, ValueError, "`padding` must be one of 'SAME', 'VALID', got 'FULL'"),
        ({"activation": "softmax"}, ValueError, "`activation` must be one of 'sigmoid', 'relu'"),
        ({"rgb": "yes"}, TypeError, "`rgb` must be True or False"),
        ({"flip": 1}, TypeError, "`flip` must be True or False"),
    ],
)
def test_bad_arguments(arguments, error, message):
    good = {"image": np.zeros((8, 10, 3)), "kernel": np.ones((3, 3))}
    with pytest.raises(error, match=message):
        cg.convolve(**good | arguments)


def test_kernels_without_a_finite_sum_are_refused():
    with pytest.raises(ValueError, match="`kernel` must keep results in the range .* up to inf"):
        cg.convolve(np.ones((5, 5)), np.full((3, 3), 1e308))


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("conv", None, TypeError),
        ("conv", np.zeros((1, 2, 2, 1)), TypeError),
        ("avg_pool", np.ma.masked_all((1, 2, 2, 1), np.float32), TypeError),
        ("image", np.zeros(3, np.float32), ValueError),
        ("weights", np.zeros((2, 2), np.float32), ValueError),
        ("activation_name", 3, TypeError),
    ],
)
def test_results_have_the_documented_fields(field, value, error):
    result = cg.convolve(np.ones((5, 5)), [[1]])
    with pytest.raises(error, match=f"`{field}` must be"):
        replace(result, **{field: value})


def test_results_are_all_lazy_or_none():
    result = cg.convolve(np.ones((5, 5)), [[1]])
    with pytest.raises(TypeError, match="`conv` must be a Dask array if `image` is one"):
        replace(result, conv=da.from_array(result.conv))
