"""Values that callers pass by mistake, or to find out what happens, by name."""

import datetime
import decimal
import enum
import fractions
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import dask.array as da
import keras
import numpy as np
import tensorflow as tf
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from PIL import Image, ImageMode

import convgallery as cg

PIL_MODES = (
    *("1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"),
    *("LA", "PA", "RGBX", "RGBa", "La", "I;16", "I;16L", "I;16B", "I;16N"),
)


class Lying:
    """Raises an error, or returns what it must not, when it is asked for anything."""

    def __init__(self, answer):
        self._answer = answer

    def _give(self):
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


class LyingArray(Lying):
    def __array__(self, *_args, **_kwargs):
        return self._give()


class LyingLength(Lying, Sequence):
    def __len__(self):
        return self._give()

    def __getitem__(self, index):
        raise IndexError(index)


class LyingMapping(Lying, Mapping):
    def __len__(self):
        return 2

    def __iter__(self):
        yield self._give()

    def __getitem__(self, key):
        raise KeyError(key)


class LyingPath(Lying, os.PathLike):
    def __fspath__(self):
        return self._give()


class LyingText(Lying):
    def __repr__(self):
        return self._give()


class LyingComparison(Lying):
    def __eq__(self, other):
        return self._give()

    __lt__ = __gt__ = __le__ = __ge__ = __eq__

    def __hash__(self):
        return 1


class LyingNumber(Lying):
    def __index__(self):
        return self._give()

    __float__ = __int__ = __bool__ = __index__


class LyingInterface(Lying):
    @property
    def __array_interface__(self):
        return self._give()


class LyingFile(Lying):
    def read(self, *_size):
        return self._give()


class IntSubclass(int):
    pass


class StrSubclass(str):
    __slots__ = ()


class Choice(enum.IntEnum):
    TWO = 2


class FrameLike:
    """A table, as pandas has them: an array and labels."""

    def __init__(self, values):
        self.values = np.asarray(values)
        self.shape, self.index, self.columns = self.values.shape, range(2), ["a", "b"]

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)

    def __len__(self):
        return len(self.values)

    def __getitem__(self, key):
        return self.values[:, self.columns.index(key)]


def looped_list():
    looped = []
    looped.append(looped)
    return looped


def nested_list(depth):
    nested = 1
    for _ in range(depth):
        nested = [nested]
    return nested


def pil_image(mode, size=(5, 4)):
    image = Image.new(mode, size)
    if ImageMode.getmode(mode).basemode in ("L", "RGB") and mode != "P":
        image.frombytes(bytes(np.resize(np.arange(251, dtype=np.uint8), len(image.tobytes()))))
    return image


def closed_image():
    image = pil_image("RGB")
    image.close()
    return image


def unfinished_png():
    file = io.BytesIO()
    pil_image("RGB", (60, 60)).save(file, "png")
    return Image.open(io.BytesIO(file.getvalue()[:-40]))


def unknown_chunks():
    array = da.arange(36, chunks=6).astype(float) / 36
    return array[array > 0.5]


def read_only():
    array = np.full((5, 5), 0.5)
    array.setflags(write=False)
    return array


def few_digits(count):
    images = np.linspace(0, 1, count * 784, dtype=np.float32).reshape(count, 28, 28, 1)
    labels = np.arange(count) % 10
    return cg.Digits(images, labels, images[:1], labels[:1])


def short_history():
    steps = np.arange(1, 4)
    return cg.History(steps, np.float32(1 / steps), 1 / steps, np.float32([np.nan, np.nan, 0.5]))


def small_model():
    layers = [keras.layers.Conv2D(2, 9, strides=9, name="conv"), keras.layers.Flatten()]
    return keras.Sequential([keras.Input((28, 28, 1)), *layers, keras.layers.Dense(10)])


def odd_names():
    layers = [keras.layers.Conv2D(2, 9, name=r"$\frac{1$"), keras.layers.Flatten(name="a$猫\0")]
    layers = [keras.Input((28, 28, 1)), *layers, keras.layers.Dense(10)]
    return keras.Sequential(layers, name="c$\n$")


def two_inputs():
    first, second = keras.Input((4,)), keras.Input((4,))
    return keras.Model([first, second], keras.layers.Add()([first, second]))


def passes_on():
    inputs = keras.Input((28, 28, 1))
    return keras.Model(inputs, inputs)


GRAY = np.linspace(0, 1, 30).reshape(5, 6)
DTYPES = [*"?bhilqBHILQefdgFDGSUVOmM", ">f4", ">i2", ">u8", "<f8", "M8[D]", "m8[ns]", "S3", "U3"]

TEXTS = {
    "empty string": "",
    "string": "abc",
    "null byte": "\0",
    "backquote": "`",
    "formula": "$x_1^2$",
    "broken formula": r"$\frac{1$",
    "surrogate": "\ud800",
    "emoji": "\N{CAT FACE}",
    "right to left": "\N{HEBREW LETTER ALEF}\N{RIGHT-TO-LEFT OVERRIDE}a",
    "underscore": "_hidden",
    "line breaks": "a\nb\r\nc\x0b\x0c\x1b[31m",
    "long string": "9" * 100_000,
    "long line": "word " * 50,
}

# Each is called for a new value, as functions may change what they are given.
POOL = {
    "None": lambda: None,
    "Ellipsis": lambda: ...,
    "NotImplemented": lambda: NotImplemented,
    "object": object,
    "type": lambda: int,
    "function": lambda: len,
    "generator": lambda: (n for n in range(3)),
    "iterator": lambda: iter([1, 2]),
    "module": lambda: os,
    "exception": lambda: ValueError("a value"),
    "namespace": lambda: SimpleNamespace(shape=(5, 5), dtype=np.dtype("f4"), ndim=2),
    "dict": lambda: {"a": 1},
    "empty dict": dict,
    "dict of ints": lambda: {1: GRAY},
    "dict of arrays": lambda: {"a": GRAY, "b": GRAY},
    "set": lambda: {1, 2},
    "range": lambda: range(1, 4),
    "slice": lambda: slice(1, 2),
    "slices": lambda: (slice(0, 2), slice(0, 2)),
    "odd slices": lambda: (slice("a", None), slice(0, 1.5)),
    **{name: lambda text=text: text for name, text in TEXTS.items()},
    "path": lambda: Path("nowhere"),
    "URL": lambda: "https://example.com/a.png",
    "bytes": lambda: b"abc",
    "no bytes": lambda: b"",
    "bytearray": lambda: bytearray(b"abc"),
    "memoryview of bytes": lambda: memoryview(b"abc"),
    "memoryview of floats": lambda: memoryview(GRAY),
    "memoryview of ints": lambda: memoryview(np.arange(9).reshape(3, 3)),
    "True": lambda: True,
    "False": lambda: False,
    "0": lambda: 0,
    "-1": lambda: -1,
    "1": lambda: 1,
    "2": lambda: 2,
    "4097": lambda: 4097,
    "2**31 - 1": lambda: 2**31 - 1,
    "2**31": lambda: 2**31,
    "2**32": lambda: 2**32,
    "2**63": lambda: 2**63,
    "2**64": lambda: 2**64,
    "10**400": lambda: 10**400,
    "10**5000": lambda: 10**5000,
    "-(10**5000)": lambda: -(10**5000),
    "-0.0": lambda: -0.0,
    "0.5": lambda: 0.5,
    "2.0": lambda: 2.0,
    "1e308": lambda: 1e308,
    "1e-320": lambda: 1e-320,
    "nan": lambda: np.nan,
    "inf": lambda: np.inf,
    "-inf": lambda: -np.inf,
    "1j": lambda: 1j,
    "fraction": lambda: fractions.Fraction(1, 3),
    "decimal": lambda: decimal.Decimal("0.5"),
    "signaling decimal": lambda: decimal.Decimal("sNaN"),
    "datetime": lambda: datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    "NaT": lambda: np.datetime64("NaT"),
    "int subclass": lambda: IntSubclass(2),
    "int of an enum": lambda: Choice.TWO,
    "str subclass": lambda: StrSubclass("same"),
    "NumPy string": lambda: np.str_("same"),
    "empty list": list,
    "empty tuple": tuple,
    "empty rows": lambda: [[], []],
    "ragged": lambda: [[1], [2, 3]],
    "ragged arrays": lambda: [np.ones(2), np.ones(3)],
    "nested": lambda: [[0, 1], [1, 0]],
    "nested too deep": lambda: nested_list(100),
    "nested far too deep": lambda: nested_list(100_000),
    "looped": looped_list,
    "list of None": lambda: [None, None],
    "list of strings": lambda: ["a", "b"],
    "list of slices": lambda: [slice(0, 1), slice(0, 1)],
    "list of huge ints": lambda: [[10**400, 1], [1, 1]],
    "list of big ints": lambda: [[2**63, 1], [-1, 1]],
    "list of images": lambda: [pil_image("L"), pil_image("RGB")],
    "list of images of two sizes": lambda: [pil_image("L"), pil_image("L", (3, 3))],
    "list of an image and None": lambda: [pil_image("L"), None],
    "list of lying arrays": lambda: [LyingArray(ValueError("no")), 1],
    "long list": lambda: [0] * 100_000,
    **{f"titled {n}": lambda text=text: {text: GRAY} for n, text in TEXTS.items()},
    **{f"row titled {n}": lambda text=text: {text: GRAY[0]} for n, text in TEXTS.items()},
    **{f"run titled {n}": lambda text=text: {text: short_history()} for n, text in TEXTS.items()},
    **{f"three of {n}": lambda text=text: [text] * 3 for n, text in TEXTS.items()},
    "pair of zeros": lambda: (0, 0),
    "pair": lambda: (2, 1),
    "pair of arrays": lambda: (np.ones(3), np.ones(3)),
    "pair of bools": lambda: (True, True),
    "four": lambda: (1, 2, 2, 1),
    "layers": lambda: [(3, 1), (2, 2, 1)],
    "array of 33 axes": lambda: np.ones((1,) * 33),
    "transposed": lambda: GRAY.T,
    "reversed": lambda: GRAY[::-1, ::-1],
    "every other": lambda: GRAY[::2, ::2],
    "read only": read_only,
    "broadcast": lambda: np.broadcast_to(np.float32(0.5), (9, 9)),
    "unaligned": lambda: np.frombuffer(bytes(129), np.float64, 16, 1).reshape(4, 4),
    "masked": lambda: np.ma.masked_greater(GRAY, 0.5),
    "masked, nothing hidden": lambda: np.ma.array(GRAY),
    "masked constant": lambda: np.ma.masked,
    "all masked": lambda: np.ma.masked_all((4, 4)),
    "matrix": lambda: np.ones((3, 3)).view(np.matrix),
    "record": lambda: np.zeros((3, 3), [("a", "f4"), ("b", "i4")]),
    "record array": lambda: np.rec.array(np.zeros((2, 2), [("a", "f4")])),
    "objects": lambda: np.array([[1, None], ["a", 2.5]], object),
    "object numbers": lambda: np.full((4, 4), 0.5, object),
    "NaN inside": lambda: np.where(GRAY > 0.9, np.nan, GRAY),
    "inf inside": lambda: np.where(GRAY > 0.9, np.inf, GRAY),
    "negative zeros": lambda: np.full((3, 3), -0.0),
    "subnormal": lambda: np.full((3, 3), 1e-310),
    "subnormal of float32": lambda: np.full((3, 3), 1e-40, np.float32),
    "huge": lambda: np.full((3, 3), 1e308),
    "huge of both signs": lambda: np.array([[1e308, -1e308, 1e308]] * 3),
    "huge of float32": lambda: np.full((3, 3), 3e38),
    "long doubles beyond float64": lambda: np.full((3, 3), np.longdouble("1e4000")),
    "one pixel": lambda: np.ones((1, 1)),
    "one row": lambda: np.ones((1, 9)),
    "color": lambda: np.ones((5, 6, 3)),
    "two channels": lambda: np.ones((5, 6, 2)),
    "four channels": lambda: np.ones((5, 6, 4)),
    "batch": lambda: np.ones((2, 5, 6, 3)),
    "batch of digits": lambda: np.ones((2, 28, 28, 1), np.float32),
    "batch of none": lambda: np.ones((0, 5, 6, 3)),
    "3x3": lambda: np.ones((3, 3)),
    "5x5": lambda: np.ones((5, 5)),
    "30x30": lambda: np.ones((30, 30)),
    "kernel of four axes": lambda: np.ones((3, 3, 1, 2)),
    "lying array of a list": lambda: LyingArray([1, 2]),
    "lying array of None": lambda: LyingArray(None),
    "lying array that fails": lambda: LyingArray(ValueError("no array")),
    "lying array that divides": lambda: LyingArray(ZeroDivisionError("by zero")),
    "lying array without attribute": lambda: LyingArray(AttributeError("no array")),
    "lying array without key": lambda: LyingArray(KeyError("no array")),
    "lying array of objects": lambda: LyingArray(np.array([object()])),
    "lying length": lambda: LyingLength(10**9),
    "negative length": lambda: LyingLength(-1),
    "length that fails": lambda: LyingLength(RuntimeError("no length")),
    "lying mapping": lambda: LyingMapping("a"),
    "lying path": lambda: LyingPath(3),
    "path of bytes": lambda: LyingPath(b"abc"),
    "path that fails": lambda: LyingPath(RuntimeError("no path")),
    "text that fails": lambda: LyingText(RuntimeError("no text")),
    "text that is none": lambda: LyingText(3),
    "comparison that fails": lambda: LyingComparison(RuntimeError("no comparison")),
    "comparison with an array": lambda: LyingComparison(np.ones(3)),
    "lying number": lambda: LyingNumber("2"),
    "number that fails": lambda: LyingNumber(RuntimeError("no number")),
    "index": lambda: LyingNumber(2),
    "lying interface": lambda: LyingInterface({"shape": (2, 2), "typestr": "<f8", "version": 3}),
    "file of text": lambda: io.StringIO("abc"),
    "file of bytes": lambda: io.BytesIO(b"abc"),
    "file of None": lambda: LyingFile(None),
    "file that fails": lambda: LyingFile(EOFError("no file")),
    "frame": lambda: FrameLike([[0.5, 1], [0, 1]]),
    "frame of objects": lambda: FrameLike([["a", None], [0, 1]]),
    "closed image": closed_image,
    "unfinished image": unfinished_png,
    "image of no pixels": lambda: Image.new("RGB", (0, 0)),
    "image of no rows": lambda: Image.new("L", (5, 0)),
    "class of images": lambda: Image.Image,
    "image without data": Image.Image,
    "tensor": lambda: tf.constant(GRAY),
    "scalar tensor": lambda: tf.constant(2),
    "tensor of strings": lambda: tf.constant(["a"]),
    "tensor of bfloat16": lambda: tf.cast(GRAY, tf.bfloat16),
    "tensor of float8": lambda: tf.cast(GRAY, tf.dtypes.experimental.float8_e5m2),
    "variable": lambda: tf.Variable(GRAY),
    "ragged tensor": lambda: tf.ragged.constant([[1.0], [2.0, 3.0]]),
    "sparse tensor": lambda: tf.sparse.eye(3),
    "tensor spec": lambda: tf.TensorSpec((3, 3)),
    "symbolic tensor": lambda: keras.Input((5, 6, 1)),
    "symbolic vector": lambda: keras.Input((5,)),
    "symbolic tensor of unknown size": lambda: keras.Input((None, None, 1)),
    "symbolic tensor of ints": lambda: keras.Input((5, 6, 1), dtype="int32"),
    "symbolic tensor of strings": lambda: keras.Input((5, 6, 1), dtype="string"),
    "dataset": lambda: tf.data.Dataset.range(3),
    "Dask array": lambda: da.from_array(GRAY, chunks=3),
    "Dask scalar": lambda: da.from_array(np.array(2)),
    "Dask color": lambda: da.ones((9, 9, 3), chunks=2),
    "Dask of strings": lambda: da.from_array(np.array([["a", "b"]])),
    "Dask of complex": lambda: da.ones((4, 4), dtype=complex),
    "Dask without pixels": lambda: da.ones((0, 4)),
    "Dask of unknown size": unknown_chunks,
    "Dask of masked arrays": lambda: da.from_array(np.ma.masked_greater(GRAY, 0.5), chunks=3),
    "Dask with NaN": lambda: da.full((5, 5), np.nan, chunks=2),
    "kernel": lambda: cg.kernels.SHARPEN,
    "catalog": lambda: cg.kernels.CATALOG,
    "result": lambda: cg.convolve(GRAY, cg.kernels.BLUR),
    "lazy result": lambda: cg.convolve(da.from_array(GRAY), cg.kernels.BLUR),
    "digits": lambda: few_digits(2),
    "model without layers": keras.Sequential,
    "model without shapes": lambda: keras.Sequential([keras.layers.Dense(2)]),
    "model": small_model,
    "model of odd names": odd_names,
    "model of vectors": lambda: keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]),
    "model of two inputs": two_inputs,
    "model that passes on": passes_on,
    "layer": lambda: keras.layers.Dense(2),
    "strategy": tf.distribute.get_strategy,
    "schedule": lambda: keras.optimizers.schedules.CosineDecay(0.1, 10),
    "optimizer": keras.optimizers.Adam,
    **{f"NumPy scalar {t}": lambda t=t: np.zeros(1, t)[0] for t in DTYPES},
    **{f"array 0-d {t}": lambda t=t: np.zeros((), t) for t in DTYPES},
    **{f"array {t}": lambda t=t: np.ones((3, 3), t) for t in DTYPES},
    **{f"array 6x5x3 {t}": lambda t=t: np.zeros((6, 5, 3), t) for t in DTYPES},
    **{f"empty array {t}": lambda t=t: np.zeros((3, 0), t) for t in DTYPES},
    **{f"Fortran array {t}": lambda t=t: np.ones((4, 5), t, order="F") for t in DTYPES},
    **{f"image {mode}": lambda mode=mode: pil_image(mode) for mode in PIL_MODES},
}


class Named:
    """A value and the name under which Hypothesis reports it."""

    def __init__(self, name, make):
        self.name, self.make = name, make

    def __repr__(self):
        return f"<{self.name}>"


def _given(value):
    return Named(f"{type(value).__name__} {value!r}"[:200], lambda: value)


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-2, 9),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=20),
    st.binary(max_size=20),
)
_LISTS = st.recursive(_SCALARS, lambda items: st.lists(items, max_size=4), max_leaves=12)
_ARRAYS = npst.arrays(
    npst.scalar_dtypes() | st.sampled_from([np.dtype("O"), np.dtype("f8"), np.dtype("u1")]),
    npst.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=6),
)
HOSTILE = st.one_of(
    st.sampled_from([Named(name, make) for name, make in POOL.items()]),
    st.one_of(_SCALARS, _LISTS, st.tuples(_SCALARS, _SCALARS), _ARRAYS).map(_given),
)
