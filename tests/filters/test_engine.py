"""Images, tile by tile: what TensorFlow's operations compute on the whole image."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_cases import STEPS, cases
from scipy import ndimage

import convgallery as cg
from convgallery.filters import _engine


@pytest.fixture
def in_tiles(monkeypatch):
    """Compute in tiles however small the image is, and in tiles so small that there are many."""
    monkeypatch.setattr(_engine, "_SMALL", 0)
    monkeypatch.setattr(_engine, "_TILE", 120)
    monkeypatch.setattr(_engine, "_WIDTH", 24)


@settings(max_examples=300, deadline=None)
@given(cases(), st.sampled_from([(18, 9), (400, 40), (400, 1000), (2**18, 2**12)]))
def test_tiles_equal_the_plain_operations(case, sizes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_engine, "_suits_tensorflow", lambda *_, **__: True)
        try:
            plain = cg.convolve(**case)
        except ValueError as error:
            if "must fit inside its" in str(error):
                return
            raise
        patch.setattr(_engine, "_suits_tensorflow", lambda *_, **__: False)
        patch.setattr(_engine, "_TILE", sizes[0])
        patch.setattr(_engine, "_WIDTH", sizes[1])
        tiled = cg.convolve(**case)
    for step in STEPS:
        expected, result = getattr(plain, step), getattr(tiled, step)
        assert result.shape == expected.shape
        assert result.dtype == np.float32
        assert np.abs(result - expected).max() <= 1e-5, step


@pytest.mark.parametrize("shape", [(3, 3), (4, 2), (1, 15), (15, 15)])
def test_a_large_image_equals_scipys_correlation(shape):
    rng = np.random.default_rng(1)
    image, kernel = rng.random((401, 1203)), rng.normal(size=shape) / 10
    result = cg.convolve(image, kernel, strides=1, pooling=(2, 3), activation="tanh")
    origin = [-(n % 2 == 0) for n in shape]  # SciPy's even kernels are centered elsewhere
    conv = ndimage.correlate(image, kernel, mode="constant", origin=origin)
    assert np.allclose(result.conv[0, :, :, 0], conv, rtol=0, atol=1e-5)
    assert np.allclose(result.activation[0, :, :, 0], np.tanh(conv), rtol=0, atol=1e-5)
    blocks = np.tanh(conv)[:400].reshape(200, 2, 401, 3)
    assert np.allclose(result.max_pool[0, :200, :, 0], blocks.max((1, 3)), rtol=0, atol=1e-5)
    assert np.allclose(result.avg_pool[0, :200, :, 0], blocks.mean((1, 3)), rtol=0, atol=1e-5)


@pytest.mark.parametrize(
    ("shape", "steps", "largest", "count"),
    [
        # Twice 35 columns rather than 40 and 30, of 3 channels, 2 apart: 210 values
        ((1, 50, 70, 3), (2, 2), (1, 2, 35), 25 * 2),
        ((1, 40, 60, 2), (3, 1), (1, 3, 60), 14),  # 3 rows, 3 apart, of 60 columns: 1,080 values
        ((1, 40, 60, 2), (1, 3), (1, 6, 30), 7 * 2),
        ((1, 11, 60, 2), (1, 1), (1, 6, 60), 2),  # 6 and 5 rows rather than 10 and 1
        ((1, 4, 5, 1), (1, 1), (1, 2, 5), 2),  # two, so that both of two threads have work
        ((3, 4, 5, 1), (1, 1), (1, 4, 5), 3),
        ((1, 6, 8, 500), (1, 1), (1, 2, 1), 3 * 8),
        ((1, 6, 8, 5000), (1, 1), (1, 1, 1), 6 * 8),  # no smaller than one pixel
    ],
)
def test_tiles_fit_into_a_cache(monkeypatch, shape, steps, largest, count):
    monkeypatch.setattr(_engine, "_TILE", 1200)
    monkeypatch.setattr(_engine, "_WIDTH", 240)
    covered = np.zeros(shape[:3], int)
    sizes = []
    for tile in _engine._tiles(shape, steps):
        covered[tile] += 1
        sizes.append(covered[tile].shape)
    assert np.array_equal(covered, np.ones(shape[:3]))
    assert (max(sizes), len(sizes)) == (largest, count)


@pytest.mark.usefixtures("in_tiles")
def test_every_run_gives_the_same_bits():
    rng = np.random.default_rng(2)
    image, kernel = rng.random((2, 150, 130, 3)), rng.normal(size=(5, 4))
    first = cg.convolve(image, kernel, strides=1)
    for _ in range(20):
        again = cg.convolve(image, kernel, strides=1)
        assert all(np.array_equal(getattr(first, step), getattr(again, step)) for step in STEPS)


@pytest.mark.usefixtures("in_tiles")
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "linear"])
def test_extreme_values_are_finite(activation):
    image = np.random.default_rng(3).uniform(0.1, 1, (20, 20))
    for weight in (1e36, -1e36):
        result = cg.convolve(image, [[weight]], strides=1, activation=activation)
        assert all(np.isfinite(getattr(result, step)).all() for step in STEPS)
        limits = {"sigmoid": weight > 0, "tanh": np.sign(weight)}
        if activation in limits:
            assert np.array_equal(result.activation, np.full((1, 20, 20, 1), limits[activation]))


@pytest.mark.usefixtures("in_tiles")
def test_the_offset_is_added_before_the_activation():
    pixels = np.random.default_rng(4).random((30, 31))
    kernel = cg.kernels.Kernel("mine", np.arange(9.0).reshape(3, 3), divisor=36, offset=0.25)
    result = cg.convolve(pixels, kernel, strides=1, activation="relu")
    conv = ndimage.correlate(pixels, kernel.weights / 36, mode="constant") + 0.25
    assert np.allclose(result.conv[0, :, :, 0], conv, atol=1e-6)
    assert np.allclose(result.activation[0, :, :, 0], conv, atol=1e-6)


def test_small_images_are_computed_in_groups(monkeypatch):
    rng = np.random.default_rng(5)
    batch, kernel = rng.random((7, 9, 8, 2)), rng.normal(size=(3, 3, 2, 4))
    whole = cg.convolve(batch, kernel)
    monkeypatch.setattr(_engine, "_GROUP", 300)  # two images
    groups = cg.convolve(batch, kernel)
    for step in STEPS:
        assert np.allclose(getattr(groups, step), getattr(whole, step), atol=1e-6)


@pytest.mark.parametrize(
    ("size", "shape"), [((2, 2), (15, 8)), ((5, 1), (7, 8)), ((4, 2), (6, 12))]
)
def test_a_batch_whose_results_have_one_column(size, shape):
    rng = np.random.default_rng(7)
    batch, kernel = rng.random((3, *size, 1)), rng.normal(size=shape)
    result = cg.convolve(batch, kernel, strides=(1, 3), activation="linear")
    assert result.conv.shape == (3, size[0], 1, 1)
    for image, conv in zip(batch[..., 0], result.conv[..., 0], strict=True):
        total = shape[0] - 1, max(shape[1] - size[1], 0)
        pads = [(n // 2, n - n // 2) for n in total]
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, pads), shape)[:, :1]
        assert np.allclose(conv, np.einsum("rchw,hw->rc", windows, kernel), atol=1e-5)


@pytest.mark.usefixtures("in_tiles")
def test_the_image_is_left_alone():
    image = np.random.default_rng(6).random((40, 30), dtype=np.float32)
    copy = image.copy()
    result = cg.convolve(image, cg.kernels.SHARPEN, strides=1, padding="VALID")
    assert np.array_equal(image, copy)
    assert not any(np.shares_memory(image, getattr(result, step)) for step in STEPS)
    assert not np.shares_memory(result.conv, result.activation)


@pytest.mark.usefixtures("in_tiles")
def test_errors_of_a_tile_reach_the_caller(monkeypatch):
    def fail(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(_engine, "pool_tile", fail)
    with pytest.raises(MemoryError, match="no room"):
        cg.convolve(np.zeros((40, 30)), cg.kernels.SHARPEN)


@pytest.mark.usefixtures("in_tiles")
def test_only_kernels_across_channels_need_tensorflow(monkeypatch):
    def fail():
        raise RuntimeError("TensorFlow is needed")

    monkeypatch.setattr(_engine, "require_eager_execution", fail)
    pixels = np.random.default_rng(8).random((1, 40, 30, 2))
    weights = np.random.default_rng(9).random((3, 3))
    matrix = cg.convolve(pixels, weights).conv
    literal = cg.convolve(pixels[..., :1], weights[..., None, None]).conv
    assert np.allclose(matrix[..., :1], literal, rtol=0, atol=1e-5)
    for channels in [(1, 2), (2, 1), (2, 2)]:
        kernel = np.ones((3, 3, *channels))
        with pytest.raises(RuntimeError, match="TensorFlow is needed"):
            cg.convolve(pixels[..., : channels[0]], kernel)


@pytest.mark.parametrize(
    ("image", "needs"),
    [
        ("cg.sample_image()", False),
        ("np.zeros((600, 800))", False),
        ("np.zeros((3, 600, 800, 1))", False),
        ("np.zeros((2, 8, 8, 1))", True),
    ],
)
def test_only_batches_of_small_images_need_tensorflow(image, needs):
    code = (
        "import sys, numpy as np, convgallery as cg; "
        f"cg.convolve({image}, cg.kernels.SHARPEN); "
        f"assert ('tensorflow' in sys.modules) == {needs}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
