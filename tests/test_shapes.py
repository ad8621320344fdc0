"""SAME and VALID, against the definition: count the windows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convgallery._shapes import check_fits, output_size, window_extent

small = st.integers(1, 40)


@given(small, small, small)
def test_valid_counts_the_windows_inside(size, extent, stride):
    inside = [start for start in range(0, size, stride) if start + extent <= size]
    assert output_size(size, extent, stride, "VALID") == len(inside)


@given(small, small, small)
def test_same_counts_every_stride(size, extent, stride):
    assert output_size(size, extent, stride, "SAME") == len(range(0, size, stride))


@given(small, small)
def test_extent_counts_pixels_between_taps(size, dilation):
    taps = [n * dilation for n in range(size)]
    assert window_extent(size, dilation) == taps[-1] - taps[0] + 1


def test_check_fits():
    check_fits("`pooling`", (3, 4), (3, 4), "VALID")
    check_fits("`pooling`", (9, 9), (3, 4), "SAME")
    for window in [(4, 4), (3, 5)]:
        with pytest.raises(ValueError, match=r"`pooling` covers \dx\d pixels; .* at most the 3x4"):
            check_fits("`pooling`", window, (3, 4), "VALID")
