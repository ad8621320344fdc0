"""Shape arithmetic, against TensorFlow and against counting."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import convgallery as cg

small = st.integers(1, 40)
paddings = st.sampled_from(["SAME", "VALID"])


@settings(max_examples=500, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 7), st.integers(1, 4), paddings)
def test_conv_output_size_is_tensorflows(size, kernel, stride, dilation, padding):
    extent = cg.window_extent(kernel, dilation=dilation)
    assume(padding == "SAME" or extent <= size)
    result = tf.nn.conv2d(
        tf.zeros((1, size, 1, 1)),
        tf.zeros((kernel, 1, 1, 1)),
        (stride, 1),
        padding,
        dilations=(dilation, 1),
    )
    arguments = {"stride": stride, "padding": padding, "dilation": dilation}
    assert cg.conv_output_size(size, kernel, **arguments) == result.shape[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 30), st.integers(1, 9), st.integers(1, 7), paddings)
def test_conv_output_size_is_that_of_pooling(size, window, stride, padding):
    assume(padding == "SAME" or window <= size)
    result = tf.nn.max_pool2d(tf.zeros((1, size, 1, 1)), (window, 1), (stride, 1), padding)
    assert cg.conv_output_size(size, window, stride=stride, padding=padding) == result.shape[1]


@given(small, st.integers(1, 9), small, st.integers(1, 4), paddings)
def test_windows_fill_the_padded_picture(size, kernel, stride, dilation, padding):
    """Explicit zeros and VALID give as many windows; with SAME the last reaches the end."""
    extent = cg.window_extent(kernel, dilation=dilation)
    assume(padding == "SAME" or extent <= size)
    arguments = {"stride": stride, "padding": padding, "dilation": dilation}
    windows = cg.conv_output_size(size, kernel, **arguments)
    before, after = cg.conv_padding(size, kernel, **arguments)
    padded = before + size + after
    starts = [start for start in range(0, padded, stride) if start + extent <= padded]
    assert len(starts) == windows
    assert 0 <= after - before <= 1
    if padding == "VALID":
        assert (before, after) == (0, 0)
    elif after:
        assert starts[-1] + extent == padded


@settings(max_examples=50, deadline=None)
@given(st.integers(3, 12), st.integers(1, 6), st.integers(1, 4), st.integers(1, 3))
def test_conv_padding_is_tensorflows(size, kernel, stride, dilation):
    rng = np.random.default_rng(0)
    pixels, weights = rng.random((1, size, 1, 1)), rng.random((kernel, 1, 1, 1))
    zeros = cg.conv_padding(size, kernel, stride=stride, dilation=dilation)
    results = [
        tf.nn.conv2d(pixels, weights, (stride, 1), padding, dilations=(dilation, 1))
        for padding in ("SAME", [(0, 0), zeros, (0, 0), (0, 0)])
    ]
    assert np.allclose(*results)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20), st.integers(1, 7), st.integers(1, 6), st.sampled_from(["same", "valid"]))
def test_transposed_output_size_is_tensorflows(size, kernel, stride, padding):
    layer = tf.keras.layers.Conv2DTranspose(1, (kernel, 1), (stride, 1), padding=padding)
    result = layer.compute_output_shape((1, size, 1, 1))
    assert cg.transposed_output_size(size, kernel, stride=stride, padding=padding) == result[1]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 2)), max_size=4))
def test_receptive_field_counts_pixels(layers):
    """Follow one output back through the layers, pixel by pixel."""
    seen = {0}
    for kernel, stride, dilation in reversed(layers):
        seen = {position * stride + tap * dilation for position in seen for tap in range(kernel)}
    assert cg.receptive_field(layers) == max(seen) - min(seen) + 1


def test_by_hand():
    assert cg.window_extent(3, dilation=3) == 7
    assert [cg.conv_output_size(n, 3, stride=3) for n in (134, 240, 45, 80)] == [45, 80, 15, 27]
    assert cg.conv_padding(134, 3, stride=3) == (0, 1)
    assert cg.conv_padding(240, 3, stride=3) == (0, 0)
    assert cg.receptive_field([]) == 1


def test_stride_1_same_padding_and_no_dilation_are_the_defaults():
    assert cg.window_extent(3) == 3
    assert cg.conv_output_size(28, 5) == 28
    assert cg.conv_output_size(28, 5, padding="VALID") == 24
    assert cg.conv_padding(28, 5) == (2, 2)
    assert cg.transposed_output_size(7, 4) == 7
    assert cg.transposed_output_size(7, 4, stride=2) == 14
    assert cg.transposed_output_size(7, 4, padding="VALID") == 10
    assert cg.receptive_field([(5, 1), (2, 2), (5, 1), [2, 2]]) == 16  # LeNet's


def test_a_kernel_as_large_as_the_image_has_one_place():
    assert cg.conv_output_size(5, 5, padding="VALID") == 1
    assert cg.conv_output_size(5, 3, padding="VALID", dilation=2) == 1


@pytest.mark.parametrize("function", [cg.conv_output_size, cg.conv_padding])
def test_kernel_without_a_place(function):
    with pytest.raises(ValueError, match="`kernel` with .* must cover at most 8 pixels .*got 9"):
        function(8, 5, padding="VALID", dilation=2)


@pytest.mark.parametrize("name", ["size", "kernel", "stride"])
@pytest.mark.parametrize(
    "function", [cg.conv_output_size, cg.conv_padding, cg.transposed_output_size]
)
def test_bad_numbers(function, name):
    good = {"size": 8, "kernel": 3, "stride": 1}
    for value in (0, -1):
        with pytest.raises(ValueError, match=f"`{name}` must be a positive int, got {value}"):
            function(**good | {name: value})
    for value in (1.5, "3", True):
        with pytest.raises(TypeError, match=f"`{name}` must be a positive int, got {value!r}"):
            function(**good | {name: value})
    with pytest.raises(ValueError, match="`padding` must be one of 'SAME', 'VALID'"):
        function(**good, padding="FULL")


@pytest.mark.parametrize(
    ("layers", "error", "message"),
    [
        (3, TypeError, r"`layers` must be a sequence of \(kernel, stride\) pairs, got 3"),
        ([3, 1], TypeError, r"`layers` must be a sequence .*, got \[3, 1\]"),
        (
            [(3,)],
            ValueError,
            r"^each of `layers` must be \(kernel, stride\) or .*stride, dilation\), got \(3,\)$",
        ),
        ([(3, 0)], ValueError, "`stride` must be a positive int"),
        ([(3, 1, 0)], ValueError, "`dilation` must be a positive int"),
        ([(1.5, 1)], TypeError, "`kernel` must be a positive int"),
    ],
)
def test_bad_layers(layers, error, message):
    with pytest.raises(error, match=message):
        cg.receptive_field(layers)


def test_receptive_field_of_a_memoryview():
    with pytest.raises(TypeError, match="`layers` must be a sequence of .*, got <memory at"):
        cg.receptive_field(memoryview(np.ones((2, 2))))
