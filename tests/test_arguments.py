"""What each check accepts and refuses."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from convgallery._arguments import choice, flag, number, numbers, pair, path, shown, text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, (3, 3)),
        (np.int64(2), (2, 2)),
        ((1, 2), (1, 2)),
        ([4, 1], (4, 1)),
        ((1, 3, 2, 1), (3, 2)),
        (np.array([5, 6]), (5, 6)),
        (np.array(7), (7, 7)),
        (4096, (4096, 4096)),
    ],
)
def test_pair(value, expected):
    result = pair("strides", value)
    assert result == expected
    assert all(type(n) is int for n in result)


@pytest.mark.parametrize("value", [0, -1, (1, 0, 3, 1), (1, 2, 3), (), (2, 3, 3, 1), 4097])
def test_pair_out_of_range(value):
    with pytest.raises(ValueError, match="`strides` must be a positive int, a pair or") as error:
        pair("strides", value)
    assert str(error.value).endswith(f"got {value!r}")


@pytest.mark.parametrize(
    "value",
    [
        *(1.5, 2.0, "3", None, True, (1, 2.5), (True, 1), {"h": 1}),
        *(b"\x02\x02", bytearray(b"\x02\x02"), memoryview(b"\x02\x02")),
    ],
)
def test_pair_of_wrong_type(value):
    with pytest.raises(TypeError, match="`pooling` must be a positive int") as error:
        pair("pooling", value)
    assert str(error.value).endswith(f"got {value!r}")


class WithoutText:
    def __repr__(self):
        raise RuntimeError("no text")


def test_shown_is_short_whatever_the_value():
    assert shown((1, 0, 3, 1)) == "(1, 0, 3, 1)"
    assert shown(10**5000) == "an int of 16610 bits"
    assert shown([10**5000]) == "[an int of 16610 bits]"
    assert shown(WithoutText()).startswith("<WithoutText instance at")
    for value in ([0] * 10**6, "9" * 10**6, dict.fromkeys(range(10**6)), np.ones((1,) * 60)):
        assert len(shown(value)) < 500


class Endless(Sequence):
    """It claims to have a billion items, for which a list would reserve 8 GB."""

    def __len__(self):
        return 10**9

    def __getitem__(self, index):
        return 1


class Broken(Sequence):
    """A sequence of two items that cannot be read."""

    def __len__(self):
        return 2

    def __getitem__(self, index):
        raise RuntimeError("nothing here")


def test_pair_of_odd_sequences():
    with pytest.raises(ValueError, match="`strides` must be .*, got <.*Endless"):
        pair("strides", Endless())
    with pytest.raises(TypeError, match="`strides` must be .*, got <.*Broken.*: nothing here"):
        pair("strides", Broken())
    with pytest.raises(ValueError, match="`strides` must be .*, got an int of 16610 bits"):
        pair("strides", 10**5000)


class PathOfInt(os.PathLike):
    def __fspath__(self):
        return 3


def test_path():
    assert path("path", "a/b") == path("path", Path("a", "b")) == Path("a", "b")
    for value in (b"a", 3, None, PathOfInt()):
        with pytest.raises(TypeError, match="`path` must be a string or a path, got"):
            path("path", value)
    with pytest.raises(
        ValueError, match=r"`path` must be .* without null characters, got 'a\\x00'"
    ):
        path("path", "a\0")


def test_choice():
    assert choice("padding", "valid", ["SAME", "VALID"]) == "VALID"
    with pytest.raises(ValueError, match="`padding` must be one of 'SAME', 'VALID', got 'FULL'"):
        choice("padding", "FULL", ["SAME", "VALID"])
    with pytest.raises(TypeError, match="`padding` must be one of .*, got 1"):
        choice("padding", 1, ["SAME", "VALID"])


def test_flag():
    assert flag("rgb", np.True_) is True
    with pytest.raises(TypeError, match="`rgb` must be True or False, got 1"):
        flag("rgb", 1)


def test_text():
    assert text("alt", "a cat") == "a cat"
    with pytest.raises(TypeError, match="`alt` must be a string, got None"):
        text("alt", None)


def test_number():
    assert number("divisor", np.float32(0.5)) == 0.5
    for value in (True, "1", None, 1j):
        with pytest.raises(TypeError, match="`divisor` must be a number"):
            number("divisor", value)
    for value in (np.nan, np.inf, 10**400):
        with pytest.raises(ValueError, match="`divisor` must be finite"):
            number("divisor", value)


def test_numbers():
    result = numbers("kernel", [[1, 2], [3, 4]])
    assert result.dtype == np.float64
    assert result.tolist() == [[1, 2], [3, 4]]
    for value in (None, "abc", [[True]], [[1j]], [["1"]]):
        with pytest.raises(TypeError, match="`kernel` must hold ints or floats"):
            numbers("kernel", value)
    for value in ([[1], [2, 3]], [], np.ones((3, 0)), [[np.nan]], [[-np.inf]]):
        with pytest.raises(ValueError, match="`kernel` must"):
            numbers("kernel", value)


def test_numbers_refuses_hidden_values():
    whole = np.ma.array([[1.0, 2.0]], mask=[[False, False]])
    assert type(numbers("kernel", whole)) is np.ndarray
    hidden = np.ma.array([[1.0, 2.0]], mask=[[False, True]])
    for value in (hidden, [hidden], (hidden[0], [1, 2])):
        with pytest.raises(ValueError, match="`kernel` must not have masked values, got a"):
            numbers("kernel", value)


def test_numbers_of_a_matrix_are_a_plain_array():
    assert type(numbers("kernel", np.ones((1, 2)).view(np.matrix))) is np.ndarray


def test_numbers_of_long_ragged_rows_are_cut_short():
    with pytest.raises(ValueError, match=r"of equal length, got \[\[0, 1, 2, .*\.\.\.") as error:
        numbers("kernel", [list(range(9999)), [1]])
    assert len(str(error.value)) < 200


class ArrayThatFails:
    def __array__(self, *_args, **_kwargs):
        raise AttributeError("no values")


def test_numbers_of_what_claims_to_be_an_array():
    with pytest.raises(TypeError, match="`kernel` must be convertible .*: no values"):
        numbers("kernel", ArrayThatFails())


def test_numbers_of_long_doubles_beyond_float64():
    beyond = np.longdouble(np.finfo(np.float64).max) * 16  # infinity where they are float64
    with pytest.raises(ValueError, match="`kernel` must be finite"):
        numbers("kernel", [[beyond, 1]])


def test_numbers_copies():
    given = np.ones((2, 2))
    numbers("kernel", given)[0, 0] = 5
    assert given[0, 0] == 1
