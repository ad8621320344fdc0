"""MNIST's files, right and wrong."""

import gzip

import numpy as np
import pytest
from mnist_samples import IDX, arrays, assert_same, idx, npy

import convgallery as cg


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
        ({"y_test": npy(np.zeros(2, np.uint8)) + b"0"}, "hold the 2 bytes that its .*, got more"),
        ({"x_test": npy(np.zeros((2, 28, 28), np.uint8))[:-1]}, "the 1568 bytes .*, got 1567"),
        ({"x_test": npy(np.zeros((28, 28, 2), np.uint8).T)}, "an array in C order, got"),
        ({"x_test": b""}, r"x_test.npy must begin with NumPy's header .*got b''"),
        ({"x_test": npy(np.array([{}], object))}, r"x_test.npy must be uint8.*got '\|O'"),
        ({"x_test": npy(np.zeros(2, "u1,u1"))}, "x_test.npy must begin with NumPy's header"),
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
