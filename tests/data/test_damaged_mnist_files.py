"""Damaged and hostile files: digits or a clear error, within bounded memory."""

import gzip
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mnist_samples import IDX, SMALL_IDX, SMALL_NPY, arrays, idx, npy, write_npz

import convgallery as cg


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
    reason = "unexpected end of file|Overlapped entries"  # which newer releases of Python notice
    with pytest.raises(OSError, match=rf"digits\.npz', which cannot be read: ({reason})"):
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
