"""Digits in, arrays out."""

import gzip
import hashlib
import io
import os
import struct
import tracemalloc
import zipfile
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import convgallery as cg
from convgallery.data import _digits

IDX = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}


def arrays(train=3, test=2):
    """Every pixel another: no transposed axis goes unseen."""
    rng = np.random.default_rng(7)
    return {
        "x_train": rng.integers(0, 256, (train, 28, 28), dtype=np.uint8),
        "y_train": np.arange(train, dtype=np.uint8) % 10,
        "x_test": rng.integers(0, 256, (test, 28, 28), dtype=np.uint8),
        "y_test": np.arange(9, 9 - test, -1, dtype=np.uint8),
    }


def idx(array):
    """An array as MNIST's page describes it: 0, 0, 8 for bytes, the number of axes, the sizes."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def write_npz(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return path


SMALL = arrays(2, 1)
SMALL_NPY = {name: npy(array) for name, array in SMALL.items()}
SMALL_IDX = {name: idx(array) for name, array in SMALL.items()}


@pytest.fixture
def npz(tmp_path):
    """An npz file that is right but for the members given."""

    def write(**changed):
        members = {name: npy(array) for name, array in arrays().items()} | changed
        members = {name: content for name, content in members.items() if content is not None}
        return write_npz(tmp_path / "digits.npz", members)

    return write


@pytest.fixture
def folder(tmp_path):
    """A folder of IDX files that is right but for those given."""

    def write(**changed):
        files = {name: idx(array) for name, array in arrays().items()} | changed
        for name, content in files.items():
            if content is not None:
                (tmp_path / IDX[name]).write_bytes(content)
        return tmp_path

    return write


def assert_same(digits, expected):
    assert digits.train_images.dtype == digits.test_images.dtype == np.float32
    assert digits.train_labels.dtype == digits.test_labels.dtype == np.int64
    for part in ("train", "test"):
        images = getattr(digits, f"{part}_images")
        assert images.shape == (len(expected[f"x_{part}"]), 28, 28, 1)
        assert np.allclose(images[..., 0] * 255.0, expected[f"x_{part}"], rtol=0, atol=1e-4)
        assert np.array_equal(getattr(digits, f"{part}_labels"), expected[f"y_{part}"])


# The digits that travel with the package.


def test_bundled_digits():
    digits = cg.load_digits()
    assert digits.train_images.shape == (4000, 28, 28, 1)
    assert digits.test_images.shape == (1000, 28, 28, 1)
    assert np.bincount(digits.train_labels).tolist() == [400] * 10
    assert np.bincount(digits.test_labels).tolist() == [100] * 10
    for images in (digits.train_images, digits.test_images):
        assert (images.min(), images.max()) == (0, 1)
        assert np.mean(images[:, [0, -1]] > 0) < 0.001, "there is ink on the edge"
        assert len(np.unique(images, axis=0)) == len(images)


def test_bundled_digits_match_their_labels():
    """The nearest of the classes' mean images is right for 8 of 10 digits."""
    digits = cg.load_digits()
    means = [digits.train_images[digits.train_labels == n].mean(axis=0) for n in range(10)]
    differences = digits.test_images[:, None] - np.array(means)
    nearest = np.argmin(np.square(differences).sum(axis=(2, 3, 4)), axis=1)
    assert np.mean(nearest == digits.test_labels) > 0.78


def test_bundled_file():
    data = files("convgallery").joinpath("data")
    content = data.joinpath("digits.npz").read_bytes()
    assert len(content) <= 1_200_000
    digest = hashlib.sha256(content).hexdigest()
    assert f"SHA-256: {digest}" in data.joinpath("digits.LICENSE.txt").read_text()
    with np.load(io.BytesIO(content), allow_pickle=False) as loaded:
        assert_same(cg.load_digits(), loaded)


def test_damaged_bundled_digits(monkeypatch):
    monkeypatch.setattr(_digits, "_SHA256", "0" * 64)
    with pytest.raises(OSError, match=r"digits\.npz is damaged; install convgallery again"):
        cg.load_digits()


# Files of your own.


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz(tmp_path, save):
    save(tmp_path / "mnist.npz", **arrays())
    assert_same(cg.load_digits(tmp_path / "mnist.npz"), arrays())
    assert_same(cg.load_digits(str(tmp_path / "mnist.npz")), arrays())


def test_npz_may_hold_more_members(npz):
    assert_same(cg.load_digits(npz(notes=npy(np.array([1.5])))), arrays())


def test_npz_written_by_python_2(npz):
    labels = npy(np.arange(3, dtype=np.uint8)).replace(b"(3,), }", b"(3L,), }")
    labels = labels.replace(b" \n", b"\n")
    assert_same(cg.load_digits(npz(y_train=labels)), arrays())


@pytest.mark.parametrize("mark", ["-", "."])
@pytest.mark.parametrize("end", ["", ".gz"])
def test_idx(tmp_path, mark, end):
    for name, array in arrays().items():
        content = idx(array)
        path = tmp_path / f"{IDX[name].replace('-idx', f'{mark}idx')}{end}"
        path.write_bytes(gzip.compress(content) if end else content)
    assert_same(cg.load_digits(tmp_path), arrays())
    assert_same(cg.load_digits(str(tmp_path)), arrays())


def test_idx_of_one_digit_by_hand(tmp_path):
    """Bytes written out: 16 of header, then row by row."""
    pixels = bytearray(784)
    pixels[2 * 28 + 5] = 51
    image = bytes.fromhex("00000803 00000001 0000001c 0000001c") + pixels
    label = bytes.fromhex("00000801 00000001 07")
    for name, path in IDX.items():
        (tmp_path / path).write_bytes(image if name.startswith("x") else label)
    digits = cg.load_digits(tmp_path)
    assert np.argwhere(digits.train_images).tolist() == [[0, 2, 5, 0]]
    assert digits.test_images[0, 2, 5, 0] == np.float32(0.2)
    assert digits.train_labels.tolist() == digits.test_labels.tolist() == [7]


def test_full_size(tmp_path):
    """As many digits as MNIST has, and not one more."""
    blank = {"x_test": np.zeros((10_000, 28, 28), np.uint8), "y_test": np.zeros(10_000, np.uint8)}
    blank |= {"x_train": np.zeros((60_000, 28, 28), np.uint8)}
    blank |= {"y_train": np.zeros(60_000, np.uint8)}
    np.savez_compressed(tmp_path / "mnist.npz", **blank)
    assert cg.load_digits(tmp_path / "mnist.npz").train_images.shape == (60_000, 28, 28, 1)
    np.savez_compressed(tmp_path / "more.npz", **blank | {"y_train": np.zeros(60_001, np.uint8)})
    with pytest.raises(
        ValueError, match=r"y_train\.npy must be of shape \(N,\), N from 1 to 60000"
    ):
        cg.load_digits(tmp_path / "more.npz")


# What is refused.


@pytest.mark.parametrize("path", [3, b"mnist.npz", ["mnist.npz"], True])
def test_path_of_wrong_type(path):
    with pytest.raises(TypeError, match="`path` must be a string or a path, got "):
        cg.load_digits(path)


@pytest.mark.parametrize("path", ["none.npz", "a\0b"])
def test_missing_path(path):
    with pytest.raises(FileNotFoundError, match=r"`path` must name mnist\.npz .* not exist"):
        cg.load_digits(path)


def test_path_of_a_device():
    with pytest.raises(OSError, match=rf"got '{os.devnull}', which is neither a file nor a folder"):
        cg.load_digits(os.devnull)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x_test": None}, r"it must hold x_test\.npy"),
        ({"x_train": npy(np.zeros((3, 28, 28)))}, "x_train.npy must be uint8, '|u1', got '<f8'"),
        ({"y_train": npy(np.arange(3))}, "y_train.npy must be uint8, '|u1', got '<i8'"),
        ({"y_test": npy(np.array([True, False]))}, r"y_test.npy must be uint8.*got '\|b1'"),
        ({"x_test": npy(np.zeros((2, 28, 27), np.uint8))}, r"\(N, 28, 28\).*got \(2, 28, 27\)"),
        ({"x_test": npy(np.zeros((28, 28), np.uint8))}, r"x_test.npy must be of shape.*\(28, 28\)"),
        ({"x_test": npy(np.zeros((0, 28, 28), np.uint8))}, r"N from 1 .*got \(0, 28, 28\)"),
        ({"y_test": npy(np.uint8(3))}, r"y_test.npy must be of shape \(N,\).*got \(\)"),
        ({"y_test": npy(np.array([3, 10], np.uint8))}, "`test_labels` must be from 0 to 9, got 3"),
        ({"y_train": npy(np.zeros(4, np.uint8))}, "`train_labels` must hold a label .* 3 .*got 4"),
        ({"y_test": npy(np.zeros(2, np.uint8)) + b"0"}, "hold the 2 bytes that it .*, got more"),
        ({"x_test": npy(np.zeros((2, 28, 28), np.uint8))[:-1]}, "the 1568 bytes .*, got 1567"),
        ({"x_test": npy(np.zeros((28, 28, 2), np.uint8).T)}, "an array in C order, got"),
        ({"x_test": b""}, r"x_test.npy must begin as NumPy begins .*got b''"),
        ({"x_test": npy(np.array([{}], object))}, r"x_test.npy must be uint8.*got '\|O'"),
        ({"x_test": npy(np.zeros(2, "u1,u1"))}, "x_test.npy must begin as NumPy"),
    ],
)
def test_wrong_npz(npz, changed, message):
    with pytest.raises(ValueError, match=rf"`path` must name .*digits\.npz': .*{message}"):
        cg.load_digits(npz(**changed))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x_train": idx(arrays()["y_train"])}, "must begin with 16 bytes, got 11"),
        ({"x_test": b"\0\0\x08\x01" + bytes(96)}, "begin with the magic number 2051, got 2049"),
        ({"y_test": idx(arrays()["x_test"])}, "begin with the magic number 2049, got 2051"),
        ({"y_test": b""}, "must begin with 8 bytes, got 0"),
        ({"x_test": idx(np.zeros((2, 28, 20), np.uint8))}, r"\(N, 28, 28\).*got \(2, 28, 20\)"),
        ({"y_test": idx(np.zeros(0, np.uint8))}, r"N from 1 to 60000, got \(0,\)"),
        ({"x_test": idx(np.zeros((2, 28, 28), np.uint8))[:-1]}, "the 1568 bytes .*, got 1567"),
        ({"y_train": idx(np.zeros(3, np.uint8)) + b"0"}, "the 3 bytes .*, got more"),
        ({"y_train": idx(np.full(3, 77, np.uint8))}, "`train_labels` must be .* got 77 to 77"),
        ({"y_train": idx(np.zeros(2, np.uint8))}, "`train_labels` must hold a label for each of 3"),
        (
            {"x_train": gzip.compress(idx(arrays()["x_train"]) + bytes(10))},
            "the 2352 bytes .*, got more",
        ),
    ],
)
def test_wrong_idx(folder, changed, message):
    with pytest.raises(ValueError, match=rf"`path` must name .*: .*{message}") as caught:
        cg.load_digits(folder(**changed))
    if "`" not in message:
        assert IDX[next(iter(changed))] in str(caught.value)


def test_missing_idx(folder):
    with pytest.raises(OSError, match="cannot be read: it must hold t10k-images-idx3-ubyte"):
        cg.load_digits(folder(x_test=None))


def damaged(content):
    """Flip the bits of one byte in the middle."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def zipped():
    return gzip.compress(idx(arrays()["x_train"]))


@pytest.mark.parametrize(
    "content",
    [zipped()[:-9], zipped()[:50], damaged(zipped()), zipped() + b"rest", zipped()[:-8] + bytes(8)],
    ids=["no end", "short", "damaged", "trailing bytes", "checksum"],
)
def test_damaged_gzip(folder, content):
    with pytest.raises(OSError, match="`path` must name .*, which cannot be read: ."):
        cg.load_digits(folder(x_train=content))


def test_npz_that_is_none(tmp_path):
    path = tmp_path / "digits.npz"
    path.write_text("no digits")
    with pytest.raises(OSError, match=r"digits\.npz', which cannot be read: File is not a zip"):
        cg.load_digits(path)


def test_damaged_npz(npz):
    path = npz()
    path.write_bytes(damaged(path.read_bytes()))
    with pytest.raises(OSError, match=r"digits\.npz', which cannot be read: "):
        cg.load_digits(path)


def test_npz_that_ends_too_soon(tmp_path):
    """The last member, and the directory of it, announce more than the file holds."""
    labels = npy(np.zeros(1, np.uint8)).replace(b"(1,), }    ", b"(60000,), }")
    path = write_npz(tmp_path / "digits.npz", SMALL_NPY | {"y_test": labels}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    sizes = content.rindex(b"PK\x01\x02") + 20
    content[sizes : sizes + 8] = struct.pack("<2I", 99_999, 99_999)
    path.write_bytes(content)
    with pytest.raises(OSError, match=r"digits\.npz', which cannot be read: \w"):
        cg.load_digits(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_npz_of_other_compression(tmp_path, method):
    """Their decompressors write as much as they like for a few bytes."""
    members = {name: npy(array) for name, array in arrays().items()}
    path = write_npz(tmp_path / "digits.npz", members, method)
    with pytest.raises(ValueError, match=rf"x_train\.npy must be stored or .* method {method}"):
        cg.load_digits(path)


def test_npz_with_a_password(npz):
    path = npz()
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    path.write_bytes(content)
    with pytest.raises(OSError, match=r"digits\.npz', which cannot be read: .*password"):
        cg.load_digits(path)


@pytest.fixture
def peak():
    """The most bytes allocated at once since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        npy(np.zeros(50_000_000, np.uint8)),
        npy(np.zeros(1, np.uint8)).replace(b"(1,), }       ", b"(60000, 28, 28), }"),
        npy(np.zeros(1, np.uint8)).replace(b"(1,), }            ", b"(999999999999,), }"),
    ],
    ids=["bomb", "announces 47 MB", "announces 1 TB"],
)
def test_npz_that_announces_or_holds_too_much(npz, peak, content):
    path = npz(x_train=content)
    tracemalloc.reset_peak()
    with pytest.raises(ValueError, match=r"x_train\.npy must"):
        cg.load_digits(path)
    assert peak() - tracemalloc.get_traced_memory()[0] < 1_000_000


@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("count", [60_000, 60_001, 2**32 - 1])
def test_idx_that_announces_too_much(folder, peak, compress, count):
    place = folder(x_train=compress(struct.pack(">4I", 0x803, count, 28, 28) + bytes(100)))
    tracemalloc.reset_peak()
    with pytest.raises(ValueError, match="train-images-idx3-ubyte must"):
        cg.load_digits(place)
    assert peak() - tracemalloc.get_traced_memory()[0] < 1_000_000


def test_gzip_bomb(folder, peak):
    bomb = gzip.compress(idx(arrays()["x_train"]) + bytes(50_000_000))
    place = folder(x_train=bomb)
    tracemalloc.reset_peak()
    with pytest.raises(ValueError, match="must hold the 2352 bytes .*, got more"):
        cg.load_digits(place)
    assert peak() - tracemalloc.get_traced_memory()[0] < 1_000_000


@st.composite
def mutations(draw, content):
    """The content with some bytes changed, cut off or added."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(0, 4))):
        # Headers lie at the beginning, a zip's directory at the end.
        near = draw(st.integers(0, min(draw(st.sampled_from([40, 400, 9999])), len(content)) - 1))
        place = draw(st.sampled_from([near, len(content) - 1 - near]))
        new = draw(st.binary(min_size=1, max_size=4))
        changed[place : place + len(new)] = new
    keep = draw(st.sampled_from([len(content), draw(st.integers(0, len(content)))]))
    return bytes(changed[:keep]) + draw(st.sampled_from([b"", b"", b"\0", b"1234567"]))


def assert_digits_or_error(path):
    """Load, and watch what is allocated."""
    tracemalloc.start()
    try:
        digits = cg.load_digits(path)
    except (OSError, ValueError) as error:
        outcome = str(error)
    else:
        outcome = ""
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
    if outcome:
        assert outcome.startswith("`path` must name mnist.npz or a folder of MNIST's IDX files, ")
        assert f"got '{path}'" in outcome
        return
    for part in ("train", "test"):
        images, labels = getattr(digits, f"{part}_images"), getattr(digits, f"{part}_labels")
        assert images.shape == (len(labels), 28, 28, 1)
        assert images.min() >= 0
        assert images.max() <= 1
        assert set(labels.tolist()) <= set(range(10))


@settings(max_examples=500, deadline=None)
@given(data=st.data(), method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_any_npz_gives_digits_or_an_error(tmp_path_factory, data, method):
    path = tmp_path_factory.getbasetemp() / "any.npz"
    write_npz(path, SMALL_NPY, method)
    path.write_bytes(data.draw(mutations(path.read_bytes())))
    assert_digits_or_error(path)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(IDX)))
def test_any_npy_gives_digits_or_an_error(tmp_path_factory, data, name):
    path = tmp_path_factory.getbasetemp() / "any.npz"
    write_npz(path, SMALL_NPY | {name: data.draw(mutations(SMALL_NPY[name]))})
    assert_digits_or_error(path)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(IDX)))
def test_any_idx_gives_digits_or_an_error(folder_of_small, data, name):
    (folder_of_small / IDX[name]).write_bytes(data.draw(mutations(SMALL_IDX[name])))
    assert_digits_or_error(folder_of_small)
    (folder_of_small / IDX[name]).write_bytes(SMALL_IDX[name])


@settings(max_examples=500, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(IDX)), before=st.booleans())
def test_any_gzip_gives_digits_or_an_error(folder_of_small, data, name, before):
    """Damaged before it was compressed, or after."""
    if before:
        content = gzip.compress(data.draw(mutations(SMALL_IDX[name])))
    else:
        content = data.draw(mutations(gzip.compress(SMALL_IDX[name])))
    (folder_of_small / IDX[name]).write_bytes(content)
    assert_digits_or_error(folder_of_small)
    (folder_of_small / IDX[name]).write_bytes(SMALL_IDX[name])


@pytest.fixture(scope="module")
def folder_of_small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    for name, content in SMALL_IDX.items():
        (folder / IDX[name]).write_bytes(content)
    return folder


# Digits made by hand.


def test_digits_check_their_arrays():
    images, labels = np.zeros((2, 28, 28, 1), np.float32), np.array([0, 9])
    assert cg.Digits(images, labels, images, labels).train_labels is labels
    cases = [
        (
            (images.tolist(), labels),
            TypeError,
            "`train_images` must be an array of float32, got list",
        ),
        ((images.astype(float), labels), TypeError, "got float64"),
        ((images, labels.astype(np.uint8)), TypeError, "`train_labels` must be an array of int64"),
        ((images[..., 0], labels), ValueError, r"shape \(N, 28, 28, 1\).*got \(2, 28, 28\)"),
        ((images[:0], labels[:0]), ValueError, "N > 0"),
        ((images, labels[:1]), ValueError, "a label for each of 2 images, got 1"),
        ((images, labels + 1), ValueError, "`train_labels` must be from 0 to 9, got 1 to 10"),
        ((images - 1, labels), ValueError, "`train_images` must be from 0 to 1, got -1.0 to -1.0"),
        ((images * np.nan, labels), ValueError, "got nan to nan"),
    ]
    for train, error, message in cases:
        with pytest.raises(error, match=message):
            cg.Digits(*train, images, labels)


def test_repr_is_one_line_a_field():
    assert repr(cg.load_digits()).splitlines() == [
        "Digits(",
        "  train_images  (4000, 28, 28, 1) float32 from 0 to 1",
        "  train_labels  (4000,) int64 from 0 to 9",
        "  test_images   (1000, 28, 28, 1) float32 from 0 to 1",
        "  test_labels   (1000,) int64 from 0 to 9",
        ")",
    ]
