"""Shifted, rotated and scaled digits, against SciPy."""

import numpy as np
import pytest
from scipy import ndimage

import convgallery as cg


@pytest.fixture(scope="module")
def digits():
    whole = cg.load_digits()
    return cg.Digits(
        whole.train_images[:40],
        whole.train_labels[:40],
        whole.test_images[:10],
        whole.test_labels[:10],
    )


def with_scipy(image, degrees, shift, scale):
    """Scale, rotate and shift an image (H, W) with rows that point down."""
    angle = np.deg2rad(degrees)
    # Counterclockwise: what lies to the right, at column 1, moves up, to row -1.
    forward = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    inverse = np.linalg.inv(forward)
    middle = (np.array(image.shape) - 1) / 2
    offset = middle - inverse @ (middle + shift)
    settings = {"order": 1, "mode": "grid-constant"}
    return ndimage.affine_transform(image.astype(float), inverse, offset, **settings)


@pytest.mark.parametrize(("height", "width"), [(28, 28), (7, 12)])
def test_transforms_as_scipy_does(height, width):
    random = np.random.default_rng(0)
    images = random.uniform(-1, 2, (6, height, width, 1))
    rotation = [0, 10, -20, 33, 360, -117]
    down, right = [1.5, 0, -2, 0.25, 0, 40], [0, -0.75, 3, 1, 0, 2]
    scale = [1, 1.1, 0.9, 0.4, 1, 3]
    got = cg.transform_digits(images, rotation=rotation, shift=(down, right), scale=scale)
    assert got.dtype == np.float32
    for i in range(len(images)):
        expected = with_scipy(images[i, ..., 0], rotation[i], (down[i], right[i]), scale[i])
        assert np.allclose(got[i, ..., 0], expected, rtol=0, atol=2e-5)


def test_whole_pixels_and_right_angles_are_exact(digits):
    images = digits.test_images
    assert np.array_equal(cg.transform_digits(images), images)
    moved = cg.transform_digits(images, shift=(2, -3))
    assert np.array_equal(moved[:, 2:, :-3], images[:, :-2, 3:])
    assert not moved[:, :2].any()
    assert not moved[:, :, -3:].any()
    turned = cg.transform_digits(images, rotation=90)
    assert np.allclose(turned, np.rot90(images, axes=(1, 2)), rtol=0, atol=1e-5)


def test_one_number_for_all_images_or_one_for_each(digits):
    images = digits.test_images
    settings = {"rotation": 12.5, "shift": (0.5, 1), "scale": 1.2}
    each = {"rotation": [12.5] * 10, "shift": ([0.5] * 10, 1), "scale": np.full(10, 1.2)}
    assert np.array_equal(
        cg.transform_digits(images, **settings), cg.transform_digits(images, **each)
    )


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"images": np.zeros((28, 28))}, ValueError, "`images` must be of shape"),
        ({"images": np.zeros((2, 28, 28, 3))}, ValueError, "`images` must be of shape"),
        ({"shift": 3}, TypeError, "`shift` must be a pair, rows and columns, got 3"),
        ({"shift": (0, 5000)}, ValueError, "`shift` must be from -4096 to 4096, got 5000"),
        ({"rotation": [1, 2, 3]}, ValueError, "one for each of 2 images, got shape"),
        ({"rotation": 361}, ValueError, "`rotation` must be from -360 to 360, got 361"),
        ({"scale": 0}, ValueError, "`scale` must be from 0.1 to 10, got 0 to 0"),
        ({"scale": "large"}, TypeError, "`scale` must hold ints or floats"),
        ({"scale": np.nan}, ValueError, "`scale` must be finite"),
    ],
)
def test_wrong_transformations_are_refused(settings, error, message):
    arguments = {"images": np.zeros((2, 28, 28, 1))} | settings
    with pytest.raises(error, match=message):
        cg.transform_digits(**arguments)


def test_copies_are_the_digits_within_the_ranges(digits):
    """Nothing but a shift by at most a pixel: between its copies moved by one pixel or none."""
    more = cg.augment_digits(digits, copies=3, rotation=0, shift=1, scale=1)
    assert more.train_images.shape == (120, 28, 28, 1)
    assert np.array_equal(more.train_labels, np.tile(digits.train_labels, 3))
    assert np.array_equal(more.test_images, digits.test_images)
    assert np.array_equal(more.test_labels, digits.test_labels)
    near = ndimage.maximum_filter(digits.train_images, (1, 3, 3, 1), mode="constant")
    assert np.all(more.train_images <= np.tile(near, (3, 1, 1, 1)) + 1e-6)
    ink = more.train_images.sum(axis=(1, 2, 3))
    assert np.allclose(ink, np.tile(digits.train_images.sum(axis=(1, 2, 3)), 3), rtol=1e-4)


def test_every_copy_is_another(digits):
    more = cg.augment_digits(digits, copies=4).train_images
    assert len(np.unique(more.reshape(160, -1), axis=0)) == 160
    rows, columns = np.indices((28, 28)) - 13.5
    ink = more[..., 0].sum(axis=(1, 2))
    for axis in (rows, columns):  # of the center of mass
        center = (more[..., 0] * axis).sum(axis=(1, 2)) / ink
        move = center.reshape(4, 40) - center.reshape(4, 40).mean(axis=0)
        assert 0.5 < move.std() < 2


def test_copies_follow_from_the_seed(digits):
    images = [
        cg.augment_digits(digits, copies=2, seed=seed).train_images.tobytes() for seed in (0, 0, 1)
    ]
    assert images[0] == images[1] != images[2]


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"digits": None}, TypeError, "`digits` must be what load_digits"),
        ({"copies": 0}, ValueError, "`copies` must be a positive int, got 0"),
        ({"rotation": 181}, ValueError, "`rotation` must be from 0 to 180, got 181"),
        ({"shift": -1}, ValueError, "`shift` must be from 0 to 28, got -1"),
        ({"scale": 0.9}, ValueError, "`scale` must be from 1 to 10, got 0.9"),
        ({"seed": -1}, ValueError, "`seed` must be an int from 0"),
    ],
)
def test_wrong_augmentation_is_refused(digits, settings, error, message):
    with pytest.raises(error, match=message):
        cg.augment_digits(**({"digits": digits} | settings))


@pytest.mark.parametrize("zero", [0, -0.0])
def test_a_negative_zero_is_zero(digits, zero):
    """NumPy would draw no random numbers from 0.0 to -0.0."""
    copies = cg.augment_digits(digits, copies=1, rotation=zero, shift=zero, scale=1)
    assert np.allclose(copies.train_images, digits.train_images, rtol=0, atol=1e-6)


def test_values_beyond_float32_are_refused():
    with pytest.raises(
        ValueError, match=r"`images` must be from -1e\+38 to 1e\+38, got 0 to 1e\+308"
    ):
        cg.transform_digits(np.array([0, 1e308]).reshape(1, 1, 2, 1))
