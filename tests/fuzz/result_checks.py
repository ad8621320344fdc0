"""What each public name must return for right arguments.

Each function gets a result, and the arguments that it was computed from.
"""

import dask.array as da
import matplotlib.pyplot as plt
import numpy as np
import oracles
from PIL import Image

import convgallery as cg


def computed(image):
    return image.compute() if isinstance(image, da.Array) else image


def close(array, expected, atol):
    array = np.asarray(array)
    assert array.shape == expected.shape
    assert np.all(np.isfinite(array))
    assert np.abs(array - expected).max() <= atol


def check_convolve(result, /, **given):
    given["image"] = computed(given["image"])
    expected, scale = oracles.pipeline(**given)
    rounded = 1 / 255 if isinstance(given["image"], Image.Image) else 0
    for step, values in expected.items():
        assert getattr(result, step).dtype == np.float32
        large = scale if result.activation_name in ("relu", "linear") or step == "conv" else 1
        close(getattr(result, step), values, (2e-6 + rounded) * min(large, scale) + 2e-6 * scale)
    str(result)


def check_gimp(result, /, **given):
    image = given["image"] = computed(given["image"])
    if isinstance(result, Image.Image):
        assert result.mode in ("L", "RGB", "RGBA")
        if isinstance(image, Image.Image) and image.mode != "L":
            return  # colors of palettes and alpha are those of test_gimp
    array = np.asarray(result)
    expected = oracles.gimp(**given)
    if array.ndim == 2:
        array = array[..., None]
    # A pixel at the edge of two values may be rounded to either.
    close(array.astype(float), expected, 1.01)


def check_size(result, /, **given):
    """Count windows one by one."""
    size, stride = int(given["size"]), int(given.get("stride", 1))
    extent = int(given.get("dilation", 1)) * (int(given["kernel"]) - 1) + 1
    same = str(given.get("padding", "SAME")).upper() == "SAME"
    if size < 10_000:
        starts = range(0, size if same else size - extent + 1, stride)
        assert result == len(starts)
    assert isinstance(result, int)
    assert result >= 1


def check_padding(result, /, **given):
    before, after = result
    assert 0 <= before <= after <= before + 1
    size, stride = int(given["size"]), int(given.get("stride", 1))
    extent = int(given.get("dilation", 1)) * (int(given["kernel"]) - 1) + 1
    if str(given.get("padding", "SAME")).upper() == "VALID":
        assert result == (0, 0)
    else:
        windows = -(-size // stride)
        last = (windows - 1) * stride - before + extent
        assert last == size + after or (before, after) == (0, 0)


def check_transposed(result, /, **given):
    """It is the size from which a convolution gives the given one."""
    same = str(given.get("padding", "SAME")).upper() == "SAME"
    settings = {"stride": int(given.get("stride", 1)), "padding": "SAME" if same else "VALID"}
    kernel, stride = int(given["kernel"]), settings["stride"]
    assert cg.conv_output_size(result, min(kernel, result), **settings) == given["size"] or (
        not same and kernel < stride and result == given["size"] * stride
    )


def check_extent(result, /, kernel, dilation=1):
    assert result == (int(kernel) - 1) * int(dilation) + 1


def check_field(result, /, layers):
    """Go backward through the layers, from one output to the pixels that it sees."""
    seen = 1
    for kernel, stride, *dilation in reversed([[int(n) for n in layer] for layer in layers]):
        seen = (seen - 1) * stride + (kernel - 1) * (*dilation, 1)[0] + 1
    assert result == seen


def check_figure(figure, /, **_given):
    figure.draw_without_rendering()
    assert figure.axes
    plt.close(figure)


def check_animation(animation, /, **_given):
    figure = animation._fig
    figure.canvas.draw()
    assert 1 <= len(list(animation.new_frame_seq())) <= 64
    plt.close(figure)


def check_image(result, /, **_given):
    assert isinstance(result, Image.Image)
    assert result.mode == "RGB"
    result.load()


def check_digits(digits, /, **_given):
    for part in ("train", "test"):
        images, labels = getattr(digits, f"{part}_images"), getattr(digits, f"{part}_labels")
        assert images.shape == (len(labels), 28, 28, 1)
        assert images.min() >= 0
        assert images.max() <= 1
    str(digits)


def check_augmented(result, /, digits, copies=8, **_given):
    check_digits(result)
    assert len(result.train_images) == int(copies) * len(digits.train_images)
    assert np.array_equal(result.test_images, digits.test_images)


def check_transformed(result, /, images, rotation=0.0, shift=(0.0, 0.0), scale=1.0):
    expected = oracles.transformed(oracles.plain(images), rotation, shift, scale)
    # The coordinates are float32, and far away from the image, their last digits are large.
    atol = 1e-4 * max(1, np.abs(expected).max()) * (1 + np.abs(oracles.plain(shift[0])).max())
    close(result, expected, atol + 1e-4 * np.abs(oracles.plain(shift[1])).max())


def check_kernel(kernel, /, **given):
    weights = oracles.plain(given["weights"]).astype(np.float64)
    with np.errstate(over="ignore"):
        expected = weights / float(given.get("divisor", 1))
    assert np.array_equal(kernel.coefficients, expected)
    assert str(kernel).count("\n") == str(kernel.name).count("\n") + len(weights) + 1
    assert kernel._repr_html_().count("<td>") == weights.size
    repr(kernel)


def check_result(result, /, **_given):
    str(result)
    assert result.compute() is result


def check_shapes_printed(result, /, **_given):
    assert result is None


def check_history(history, /, **_given):
    str(history)
    check_figure(cg.plot_loss(history))


def check_layer_output(tensor, /, **given):
    size = given["inputs"].shape[1:3]
    kernel, pool = int(given.get("kernel_size", 5)), int(given.get("pool_size", 2))
    if str(given.get("padding", "SAME")).upper() == "SAME":
        expected = [-(-n // pool) for n in size]
    else:
        expected = [(n - kernel + 1) // pool for n in size]
    assert tensor.shape == (None, *expected, int(given["filters"]))


def check_dense_output(tensor, /, **given):
    assert tensor.shape == (None, int(given["units"]))


def check_flattened(tensor, /, inputs):
    assert tensor.shape == (None, int(np.prod(inputs.shape[1:])))


def check_network(model, /, **_given):
    assert model.output_shape == (None, 10)
    logits = np.asarray(model(np.ones((2, 28, 28, 1), np.float32)))
    assert np.all(logits == 0)


def check_normalization(layer, /, k=2, n=5, alpha=1e-4, beta=0.75):
    pixels = np.linspace(0, 2, 32).reshape(1, 1, 4, 8)
    pixels[..., 1, :] = 0
    squares = np.zeros_like(pixels)
    for i in range(8):
        near = slice(max(i - int(n) // 2, 0), i + int(n) // 2 + 1)
        squares[..., i] = (pixels[..., near] ** 2).sum(axis=-1)
    with np.errstate(all="ignore"):
        divisor = np.power(float(k) + float(alpha) * squares, float(beta))
        factor = 1 / divisor
        expected = np.where(pixels == 0, 0, pixels * factor)
    got = np.asarray(layer(pixels.astype(np.float32)))
    # The layer multiplies by the power, which must be a float32 itself.
    assert np.all(np.isfinite(got) | ~(np.abs(expected) < 3e38) | ~(factor < 3e38))
    usual = (np.abs(expected) < 1e30) & (np.abs(divisor) < 1e30) & (np.abs(divisor) > 1e-30)
    assert np.allclose(got[usual], expected[usual], rtol=1e-3 * (1 + abs(float(beta))), atol=1e-30)


def check_training(history, /, **given):
    assert len(history.steps) == int(given["steps"])
    assert np.all(np.isfinite(history.loss))


def check_report(report, /):
    assert report["results"]
