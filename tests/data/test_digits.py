"""Digits in, arrays out."""

import hashlib
import io
import os
from importlib.resources import files

import numpy as np
import pytest
from mnist_samples import assert_same

import convgallery as cg
from convgallery.data import _digits


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


@pytest.mark.parametrize("path", [3, b"mnist.npz", ["mnist.npz"], True])
def test_path_of_wrong_type(path):
    with pytest.raises(TypeError, match="`path` must be a string or a path, got "):
        cg.load_digits(path)


def test_missing_path():
    with pytest.raises(FileNotFoundError, match=r"`path` must name mnist\.npz .* not exist"):
        cg.load_digits("none.npz")


def test_path_that_no_file_can_have():
    with pytest.raises(ValueError, match="`path` must be .* without null characters, got 'a"):
        cg.load_digits("a\0b")


def test_path_of_a_device():
    with pytest.raises(OSError, match=rf"got '{os.devnull}', which is neither a file nor a folder"):
        cg.load_digits(os.devnull)


def test_digits_check_their_arrays():
    images, labels = np.zeros((2, 28, 28, 1), np.float32), np.array([0, 9])
    assert cg.Digits(images, labels, images, labels).train_labels is labels
    assert cg.Digits(images, labels, images[:1] + 1, labels[1:]).test_labels.tolist() == [9]
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
        ((images, np.array(3)), ValueError, r"`train_labels` must be .* got \(\)"),
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
