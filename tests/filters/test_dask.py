"""Dask arrays: lazy, and the same results as the whole image, however it is cut."""

import subprocess
import sys

import dask
import dask.array as da
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pipeline_cases import STEPS, cases

import convgallery as cg
from convgallery.filters._dask_windows import cut
from convgallery.filters._settings import Settings


def chunks_of(shape):
    """Cut each axis into chunks of any sizes."""
    return st.tuples(
        *(
            st.lists(st.integers(1, size), min_size=1, max_size=6).map(
                lambda sizes, size=size: ends_at(sizes, size)
            )
            for size in shape
        )
    )


def ends_at(sizes, size):
    """Shorten or fill a list of chunks so that they cover so many cells."""
    stops = [stop for stop in np.cumsum(sizes).tolist() if stop < size]
    return tuple(np.diff([0, *stops, size]).tolist())


@settings(max_examples=300, deadline=None)
@given(cases(), st.data())
def test_chunks_equal_the_whole_image(case, data):
    try:
        whole = cg.convolve(**case)
    except ValueError as error:
        if "must fit inside its" in str(error):
            return
        raise
    chunks = data.draw(chunks_of(case["image"].shape))
    lazy = cg.convolve(**case | {"image": da.from_array(case["image"], chunks)})
    with dask.config.set(scheduler="synchronous"):
        computed = lazy.compute()
    for step in ("image", *STEPS):
        expected, result = getattr(whole, step), getattr(computed, step)
        assert result.shape == getattr(lazy, step).shape == expected.shape
        assert result.dtype == getattr(lazy, step).dtype == np.float32
        assert np.abs(result - expected).max() <= 1e-6, step


@given(st.data())
def test_cuts_leave_each_window_to_one_chunk(data):
    size, window, stride, dilation = (data.draw(st.integers(1, most)) for most in (60, 6, 5, 4))
    padding = data.draw(st.sampled_from(["SAME", "VALID"]))
    assume(padding == "SAME" or (window - 1) * dilation < size)
    chunk = data.draw(st.integers(1, size))
    pipeline = Settings((stride, 1), (dilation, 1), (1, 1), (1, 1), padding, "linear")
    axis, _ = pipeline.conv_axes((size, 1), (window, 1))
    cuts = cut(axis, size, chunk)
    assert set(cuts.windows[:-1]) <= {cuts.windows[0]}
    assert cuts.windows[-1] <= cuts.windows[0]
    assert sum(cuts.windows) == axis.count
    assert all(count > 0 for count in cuts.windows)
    assert len(cuts.cells) == 1 or min(cuts.cells) >= max(cuts.overlap, 1)
    assert sum(cuts.cells) <= size
    starts, firsts = np.cumsum([0, *cuts.cells]), np.cumsum([0, *cuts.windows])
    for chunk in range(len(cuts.cells)):
        covered = axis.covered(slice(firsts[chunk], firsts[chunk + 1]))
        assert covered.start >= starts[chunk] or chunk == 0
        assert min(covered.stop, sum(cuts.cells)) <= starts[chunk + 1] + cuts.overlap


def test_chunks_of_one_size_give_results_of_one_size():
    image = da.zeros((4000, 3000), chunks=(1000, 1500), dtype=np.uint8)
    result = cg.convolve(image, cg.kernels.SHARPEN, strides=1, pooling=2)
    assert result.conv.chunks == ((1,), (1000, 1000, 1000, 1000), (1500, 1500), (1,))
    assert result.max_pool.chunks[1:3] == ((500, 500, 500, 500), (750, 750))


@pytest.mark.parametrize("rows", [4000, 4001, 4003])
@pytest.mark.parametrize("strides", [1, 2, 3])
def test_file_stores_take_every_result(tmp_path, rows, strides):
    """Zarr's chunks are all of one size, but for the last ones, which may be smaller."""
    image = da.zeros((rows, 3), chunks=(1000, 2), dtype=np.uint8)
    result = cg.convolve(image, np.ones((5, 5)), strides=strides)
    filtered = cg.gimp_filter(image, np.ones((5, 5)))
    for lazy in (result.conv, result.avg_pool, result.max_pool, filtered):
        for sizes in lazy.chunks:
            assert set(sizes[:-1]) <= {sizes[0]}
            assert sizes[-1] <= sizes[0]
    result.max_pool.to_zarr(tmp_path / "pooled.zarr")


@pytest.mark.parametrize("border", ["extend", "wrap", "black"])
@pytest.mark.parametrize("kernel", [cg.kernels.BLUR, np.arange(25.0).reshape(5, 5) - 9])
@pytest.mark.parametrize(
    ("shape", "dtype"),
    [
        ((67, 58, 3), np.uint8),
        ((67, 58), np.float32),
        ((40, 31, 1), np.uint16),
        ((33, 21), np.bool_),
        ((1, 30), np.uint8),
        ((3, 1, 3), np.uint8),
    ],
)
def test_gimp_filter_equals_the_whole_image(border, kernel, shape, dtype):
    rng = np.random.default_rng(1)
    top = 2 if dtype == np.bool_ else 256
    image = rng.integers(0, top, shape).astype(dtype)
    if dtype == np.float32:
        image /= 255
    whole = np.asarray(cg.gimp_filter(image, kernel, border=border))
    for chunks in (
        1 if image.size < 99 else 9,
        (20, 17, 1)[: len(shape)],
        (64, 64, 3)[: len(shape)],
    ):
        lazy = cg.gimp_filter(da.from_array(image, chunks), kernel, border=border)
        assert (lazy.shape, lazy.dtype) == (whole.shape, np.uint8)
        assert np.array_equal(lazy.compute(scheduler="synchronous"), whole)


def test_gimp_filter_takes_all_settings():
    image = np.random.default_rng(2).integers(0, 256, (50, 40, 3), dtype=np.uint8)
    options = {"normalize": False, "divisor": 7, "offset": 0.1, "channels": "RB"}
    whole = np.asarray(cg.gimp_filter(image, cg.kernels.EMBOSS, **options))
    lazy = cg.gimp_filter(da.from_array(image, 19), cg.kernels.EMBOSS, **options)
    assert np.array_equal(lazy.compute(), whole)
    assert np.array_equal(lazy[..., 1].compute(), image[..., 1])


@pytest.mark.parametrize("filtered", [cg.convolve, cg.gimp_filter])
def test_nothing_is_computed_before_it_is_asked_for(filtered):
    def fail(_):
        raise ZeroDivisionError

    image = da.zeros((90, 80, 3), chunks=40, dtype=np.uint8)
    image = image.map_blocks(fail, dtype=np.uint8, meta=np.empty((0, 0, 0), np.uint8))
    lazy = filtered(image, cg.kernels.SHARPEN)
    assert "lazy" in repr(lazy) or "dask.array" in repr(lazy)
    with pytest.raises(ZeroDivisionError):
        lazy.compute()


@pytest.mark.parametrize("filtered", [cg.convolve, cg.gimp_filter])
class TestBadInput:
    """What is wrong with a Dask array is said at once, or with the chunk that is wrong."""

    def test_unknown_chunk_sizes(self, filtered):
        pixels = da.zeros((90, 80), chunks=40)
        image = pixels[pixels[:, 0] == 0]
        with pytest.raises(ValueError, match=r"`image`.* known .*\(nan, 80\).*compute_chunk_sizes"):
            filtered(image, cg.kernels.SHARPEN)
        filtered(image.compute_chunk_sizes(), cg.kernels.SHARPEN).compute()

    @pytest.mark.parametrize("dtype", ["complex64", "M8[s]", "U1", object])
    def test_dtypes(self, filtered, dtype):
        image = da.from_array(np.zeros((9, 8), dtype), chunks=4)
        with pytest.raises(TypeError, match="`image` must hold bools, ints or floats"):
            filtered(image, cg.kernels.SHARPEN)

    @pytest.mark.parametrize("shape", [(5,), (5, 4, 2), (0, 4), (1, 1, 1, 1, 1)])
    def test_shapes(self, filtered, shape):
        with pytest.raises(ValueError, match=r"`image` must .*got shape"):
            filtered(da.zeros(shape), cg.kernels.SHARPEN)

    def test_lazy_kernels(self, filtered):
        for image in (np.zeros((9, 8)), da.zeros((9, 8))):
            with pytest.raises(TypeError, match=r"`kernel` must be computed.*compute\(\)"):
                filtered(image, da.ones((3, 3)))

    def test_chunks_of_another_library(self, filtered):
        class Other:
            dtype, ndim, shape = np.dtype(float), 2, (0, 0)

        image = da.zeros((9, 8))
        image._meta = Other()
        with pytest.raises(
            TypeError, match="`image` must have chunks that are NumPy arrays.*Other"
        ):
            filtered(image, cg.kernels.SHARPEN)

    @pytest.mark.parametrize(
        ("value", "dtype", "message"),
        [
            (256, np.int32, "0 to 255"),
            (-1, np.int8, "0 to 255"),
            (1.1, float, "0 to 1"),
            (np.nan, float, "finite"),
            (np.inf, np.float32, "finite"),
        ],
    )
    def test_values_are_checked_with_their_chunk(self, filtered, value, dtype, message):
        image = np.zeros((30, 20), dtype)
        image[28, 3] = value
        lazy = filtered(da.from_array(image, 10), cg.kernels.SHARPEN)
        with pytest.raises(ValueError, match=f"`image` must be .*{message}"):
            lazy.compute()

    def test_masked_values(self, filtered):
        image = np.ma.masked_equal(np.arange(600.0).reshape(30, 20) / 600, 0.5)
        lazy = filtered(da.from_array(image, 10, asarray=False), cg.kernels.SHARPEN)
        with pytest.raises(ValueError, match="`image` must not have masked values"):
            lazy.compute()

    def test_empty_chunks_are_skipped(self, filtered):
        whole = np.random.default_rng(3).random((30, 20))
        image = da.concatenate([da.from_array(whole[:10], 10), da.zeros((0, 20)), whole[10:]])
        pixels = [filtered(x, cg.kernels.SHARPEN) for x in (image, da.from_array(whole))]
        first, second = (getattr(result, "conv", result) for result in pixels)
        assert np.allclose(first.compute(), second.compute(), rtol=0, atol=1e-6)


def test_one_image_at_a_time_for_gimp():
    with pytest.raises(ValueError, match="`image` must be a single image"):
        cg.gimp_filter(da.zeros((2, 9, 8, 3)), cg.kernels.SHARPEN)


def test_gray_has_no_channels_to_choose_from():
    with pytest.raises(ValueError, match="`channels` must be 'RGB' for a gray image, got 'R'"):
        cg.gimp_filter(da.zeros((9, 8)), cg.kernels.SHARPEN, channels="R")


def test_gray_needs_three_channels():
    with pytest.raises(ValueError, match="1 or 3 channels with rgb=False"):
        cg.convolve(da.zeros((2, 9, 8, 4)), cg.kernels.SHARPEN, rgb=False)
    image = np.random.default_rng(4).random((2, 9, 8, 3))
    for pixels in (image, image[0]):
        lazy = cg.convolve(da.from_array(pixels, 3), cg.kernels.SHARPEN, rgb=False)
        whole = cg.convolve(pixels, cg.kernels.SHARPEN, rgb=False)
        assert lazy.image.shape == whole.image.shape
        assert np.allclose(lazy.image.compute(), whole.image)


def test_rgb_is_checked_first():
    with pytest.raises(TypeError, match="`rgb` must be True or False, got 'no'"):
        cg.convolve(da.zeros((9, 8), chunks=4), cg.kernels.SHARPEN, rgb="no")


def test_one_channel_is_gray():
    image = np.random.default_rng(5).random((9, 8, 1))
    lazy = cg.convolve(da.from_array(image, 4), cg.kernels.SHARPEN, strides=1)
    whole = cg.convolve(image[..., 0], cg.kernels.SHARPEN, strides=1)
    assert lazy.image.shape == whole.image.shape == (9, 8)
    assert np.allclose(lazy.conv.compute(), whole.conv, atol=1e-6)


def test_a_lazy_result_says_so():
    lazy = cg.convolve(da.zeros((90, 80), chunks=(40, 80)), cg.kernels.SHARPEN)
    assert (
        "conv             (1, 30, 27, 1) float32, lazy, chunks of up to (1, 14, 27, 1)\n"
        in repr(lazy)
    )
    assert lazy._repr_png_() is None
    with pytest.raises(TypeError, match=r"show result\.compute\(\)"):
        cg.show_image_ops(lazy)
    computed = lazy.compute()
    assert isinstance(computed.conv, np.ndarray)
    assert computed.compute() is computed


def test_shapes_of_a_lazy_result(capsys):
    image = np.zeros((90, 80, 3))
    for pixels in (image, da.from_array(image, 40)):
        cg.show_shapes(cg.convolve(pixels, cg.kernels.SHARPEN))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == lines[5:]


def test_dask_is_imported_by_those_who_use_it_only():
    code = (
        "import sys, numpy as np; sys.modules['dask'] = None; import convgallery as cg; "
        "cg.convolve(np.zeros((600, 800)), cg.kernels.SHARPEN); "
        "cg.gimp_filter(np.zeros((600, 800)), cg.kernels.SHARPEN); "
        "assert not any(name.startswith('dask.') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
