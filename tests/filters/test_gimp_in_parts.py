"""GIMP's filter in bands and tiles, against a float64 model of the whole image."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import convgallery as cg
from convgallery.filters import _gimp, _light

MODES = {"extend": "edge", "wrap": "wrap", "black": "constant"}


def to_light(values):
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def to_values(light):
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def model(pixels, kernel, *, divisor, offset, border, channels, alpha=None):
    """Filter (H, W, C) from 0 to 1, window by window, and return bytes."""
    result = pixels.astype(np.float64)
    margin = len(kernel) // 2
    for index in channels:
        light = to_light(result[..., index])
        if alpha is not None:
            light = light * (alpha / 255)
        padded = np.pad(light, margin, mode=MODES[border])
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
        filtered = (windows * kernel).sum(axis=(2, 3)) / divisor + offset
        result[..., index] = to_values(filtered.clip(0, 1))
    return np.round(result * 255).astype(int)


def assert_nearly_equal(filtered, expected):
    """Compare bytes: a value between two of them may be rounded to either."""
    difference = np.abs(np.asarray(filtered).reshape(expected.shape) - expected)
    assert difference.max() <= 1
    assert np.mean(difference > 0) <= 0.01


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(_gimp, "_BAND_SIZE", 300)
    monkeypatch.setattr(_light, "_TILE_SIZE", 60)
    monkeypatch.setattr(_light, "_TILE_ROWS", 3)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_parts_equal_the_model(data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    size = data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    channels = data.draw(st.sampled_from(["RGB", "R", "GB", "BR"]))
    pixels = rng.integers(0, 256, (*size, 3), dtype=np.uint8)
    chosen = {
        "border": data.draw(st.sampled_from(sorted(MODES))),
        "divisor": data.draw(st.sampled_from([1.0, 3.5, -2.0])),
        "offset": data.draw(st.sampled_from([0.0, 0.3])),
    }
    kernel = rng.normal(size=data.draw(st.sampled_from([(3, 3), (5, 5)])))
    image = pixels if data.draw(st.booleans()) else pixels / np.float64(255)
    expected = model(pixels / 255, kernel, channels=["RGB".index(c) for c in channels], **chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_gimp, "_BAND_SIZE", data.draw(st.sampled_from([1, 300, 2**18])))
        patch.setattr(_light, "_TILE_SIZE", data.draw(st.sampled_from([1, 60, 2**16])))
        patch.setattr(_light, "_TILE_ROWS", data.draw(st.sampled_from([1, 3, 32])))
        filtered = cg.gimp_filter(image, kernel, normalize=False, channels=channels, **chosen)
    difference = np.abs(np.asarray(filtered) - expected)
    assert difference.max() <= 1
    assert (difference > 0).sum() <= max(1, 0.01 * difference.size)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("border", MODES)
def test_alpha_weights_the_light_in_every_part(border):
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (37, 41, 4), dtype=np.uint8)
    kernel = rng.normal(size=(5, 5))
    filtered = np.asarray(
        cg.gimp_filter(Image.fromarray(pixels), kernel, normalize=False, border=border)
    )
    assert np.array_equal(filtered[..., 3], pixels[..., 3])
    expected = model(
        pixels[..., :3] / 255,
        kernel,
        divisor=1,
        offset=0,
        border=border,
        channels=range(3),
        alpha=pixels[..., 3],
    )
    assert_nearly_equal(filtered[..., :3], expected)


@pytest.mark.usefixtures("small_parts")
def test_gray_floats_between_the_bytes():
    rng = np.random.default_rng(2)
    pixels, kernel = rng.random((50, 23)), rng.normal(size=(3, 3))
    filtered = cg.gimp_filter(pixels, kernel, normalize=False)
    expected = model(pixels[..., None], kernel, divisor=1, offset=0, border="extend", channels=[0])
    assert_nearly_equal(filtered, expected)


def test_large_weights_are_added_in_float64():
    pixels = np.random.default_rng(3).integers(0, 256, (30, 31), dtype=np.uint8)
    kernel = np.array([[1e6, -2e6, 1e6], [3, 5, -2e6], [0, 1e6, 1e6]])  # a small sum of large parts
    filtered = cg.gimp_filter(pixels, kernel, normalize=False, divisor=40)
    expected = model(
        pixels[..., None] / 255, kernel, divisor=40, offset=0, border="extend", channels=[0]
    )
    assert_nearly_equal(filtered, expected)


@pytest.mark.usefixtures("small_parts")
def test_every_run_gives_the_same_bytes():
    pixels = np.random.default_rng(4).integers(0, 256, (90, 70, 3), dtype=np.uint8)
    first = np.asarray(cg.gimp_filter(pixels, cg.kernels.EMBOSS))
    for _ in range(10):
        assert np.array_equal(np.asarray(cg.gimp_filter(pixels, cg.kernels.EMBOSS)), first)


def test_every_byte_survives_the_curve_and_back():
    every = np.arange(256, dtype=np.uint8)
    assert np.array_equal(_light.encode(_light.decode(every, np.float32)), every)
    light = np.linspace(0, 1, 100_001)
    expected = np.round(to_values(light) * 255)
    assert np.array_equal(_light.encode(light.copy()), expected)


@pytest.mark.parametrize(
    ("total", "offset", "dtype"),
    [(64, 0, np.float32), (63, -1, np.float32), (65, 0, np.float64), (63, -2, np.float64)],
)
def test_float32_is_exact_enough_for_small_sums(monkeypatch, total, offset, dtype):
    used = []

    def watch(pixels, alpha, settings):
        used.append(settings.weights.dtype)
        return _light.filter_padded(pixels, alpha, settings)

    monkeypatch.setattr(_gimp, "filter_padded", watch)
    kernel = np.zeros((3, 3))
    kernel[0] = total / 2, 0, -total / 2
    cg.gimp_filter(np.zeros((4, 5)), kernel, normalize=False, offset=offset)
    assert used == [dtype]


@pytest.mark.parametrize(("size", "heights"), [(300, [4, 4, 2]), (90, [1] * 10), (1, [1] * 10)])
def test_bands_are_as_high_as_fits(monkeypatch, size, heights):
    padded_shapes = []

    def watch(pixels, alpha, settings):
        padded_shapes.append(pixels.shape)
        return _light.filter_padded(pixels, alpha, settings)

    monkeypatch.setattr(_gimp, "_BAND_SIZE", size)
    monkeypatch.setattr(_gimp, "filter_padded", watch)
    cg.gimp_filter(np.zeros((10, 25, 3)), np.ones((5, 5)))
    assert sorted(padded_shapes, reverse=True) == [(rows + 4, 29, 3) for rows in heights]
