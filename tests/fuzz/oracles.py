"""What the package must compute, in float64, with SciPy, NumPy and Pillow alone."""

import numpy as np
from PIL import Image, ImageOps
from scipy import ndimage, signal, special

import convgallery as cg

ACTIVATIONS = {
    "sigmoid": special.expit,
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "linear": lambda x: x,
}
BORDERS = {"extend": "nearest", "wrap": "grid-wrap", "black": "constant"}


def plain(value):
    """An array of float64 or int, of whatever a function accepted as an array."""
    array = np.asarray(value)
    return array.astype(np.float32) if array.dtype.name == "bfloat16" else array


def pair(value):
    """Rows and columns."""
    ints = [int(n) for n in np.asarray(value).ravel()]
    return {1: ints * 2, 2: ints, 4: ints[1:3]}[len(ints)]


def pixels(image, *, rgb=True):
    """(N, H, W, C) from 0 to 1."""
    if isinstance(image, Image.Image):
        gray = image.mode == "L"
        upright = ImageOps.exif_transpose(image)
        if upright.mode.startswith("I;16"):
            upright = Image.fromarray((np.asarray(upright).astype(np.uint16) >> 8).astype(np.uint8))
        if upright.has_transparency_data:
            whole = np.asarray(upright.convert("RGBA")) / 255
            array = whole[..., :3] * whole[..., 3:] + 1 - whole[..., 3:]
        else:
            array = np.asarray(upright.convert("L" if gray else "RGB")) / 255
    else:
        array = plain(image)
        white = 255 if array.dtype.kind in "iu" else 1
        array = np.clip(array.astype(np.float64) / white, 0, 1)
    if array.ndim == 2:
        array = array[..., None]
    array = array if array.ndim == 4 else array[None]
    if not rgb and array.shape[-1] == 3:
        array = array @ np.array([[0.2989], [0.5870], [0.1140]])
    return array


def padded(array, window, stride, padding, fill):
    """Pad one image (H, W) as TensorFlow documents it."""
    if padding == "VALID":
        return array
    sides = []
    for size, extent, step in zip(array.shape, window, stride, strict=True):
        total = max((-(-size // step) - 1) * step + extent - size, 0)
        sides.append((total // 2, total - total // 2))
    return np.pad(array, sides, constant_values=fill)


def correlate(image, weights, stride, dilation, padding):
    """Correlate (H, W) with (h, w), whose weights are moved apart first."""
    apart = np.zeros([d * (n - 1) + 1 for n, d in zip(weights.shape, dilation, strict=True)])
    apart[:: dilation[0], :: dilation[1]] = weights
    whole = padded(image, apart.shape, stride, padding, 0.0)
    windows = np.lib.stride_tricks.sliding_window_view(whole, apart.shape)
    if windows.size < 200_000:
        return np.einsum("rchw,hw->rc", windows[:: stride[0], :: stride[1]], apart)
    return signal.correlate(whole, apart, "valid", "fft")[:: stride[0], :: stride[1]]


def pool(image, window, stride, padding, statistic):
    """Take the mean or the maximum of each window's cells that are no padding."""
    whole = padded(image, window, stride, padding, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(whole, window)
    return statistic(windows[:: stride[0], :: stride[1]], axis=(2, 3))


def each_channel(function, batch):
    """Apply a function to every (H, W) of (N, H, W, C)."""
    return np.stack(
        [np.stack([function(one[..., c]) for c in range(one.shape[-1])], -1) for one in batch]
    )


def pipeline(image, kernel, **given):
    """The results of convolve()."""
    settings = {"strides": 3, "pooling": 3, "pool_strides": None, "dilations": 1} | given
    padding = str(given.get("padding", "SAME")).upper()
    stride, window, dilation = (pair(settings[n]) for n in ("strides", "pooling", "dilations"))
    pool_stride = window if settings["pool_strides"] is None else pair(settings["pool_strides"])
    batch = pixels(image, rgb=given.get("rgb", True))
    offset = 0.0
    if isinstance(kernel, cg.kernels.Kernel):
        offset, kernel = kernel.offset, kernel.weights / kernel.divisor
    weights = plain(kernel).astype(np.float64)
    weights = weights[::-1, ::-1] if given.get("flip", False) else weights
    if weights.ndim == 2:
        conv = each_channel(lambda one: correlate(one, weights, stride, dilation, padding), batch)
    else:
        conv = np.stack(
            [
                np.stack(
                    [
                        sum(
                            correlate(one[..., c], weights[:, :, c, out], stride, dilation, padding)
                            for c in range(weights.shape[2])
                        )
                        for out in range(weights.shape[3])
                    ],
                    -1,
                )
                for one in batch
            ]
        )
    conv = conv + offset
    activation = ACTIVATIONS[str(given.get("activation", "sigmoid")).lower()](conv)
    pools = [
        each_channel(lambda one, s=s: pool(one, window, pool_stride, padding, s), activation)
        for s in (np.nanmean, np.nanmax)
    ]
    scale = np.abs(weights).sum() + abs(offset) + 1
    return {
        "conv": conv,
        "activation": activation,
        "avg_pool": pools[0],
        "max_pool": pools[1],
    }, scale


def light(values):
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def gimp(image, kernel, **given):
    """The bytes (H, W, C) of gimp_filter() for an opaque image."""
    divisor, offset = float(given.get("divisor", 1)), float(given.get("offset", 0))
    values = pixels(image)[0]
    if isinstance(kernel, cg.kernels.Kernel):
        weights, divisor, offset = (
            kernel.weights,
            divisor * kernel.divisor,
            offset + kernel.offset,
        )
    else:
        weights = plain(kernel).astype(np.float64)
    if given.get("normalize", True):
        total = weights.sum()
        if abs(total) <= 1e-12 * np.abs(weights).sum():
            divisor, offset = 1.0, 0.5
        else:
            divisor, offset = abs(total), float(total < 0)
    mode = BORDERS[str(given.get("border", "extend")).lower()]
    channels = "RGB" if values.shape[-1] == 1 else str(given.get("channels", "RGB")).upper()
    result = values.copy()
    for c in range(values.shape[-1]):
        if "RGB"[c] in channels:
            sums = ndimage.correlate(light(values[..., c]), weights / divisor, mode=mode) + offset
            lit = np.clip(sums, 0, 1)
            result[..., c] = np.where(
                lit <= 0.0031308, 12.92 * lit, 1.055 * lit ** (1 / 2.4) - 0.055
            )
    return 255 * result


def transformed(images, rotation, shift, scale):
    """The results of transform_digits(), image by image."""
    count, height, width, _ = images.shape
    angles, downs, rights, scales = (
        np.broadcast_to(plain(value).astype(np.float64), count)
        for value in (rotation, shift[0], shift[1], scale)
    )
    middle = np.array([(height - 1) / 2, (width - 1) / 2])
    results = []
    for i in range(count):
        t = np.deg2rad(angles[i])
        inverse = np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]) / scales[i]
        start = middle - inverse @ (middle + np.array([downs[i], rights[i]]))
        results.append(
            ndimage.affine_transform(
                images[i, ..., 0].astype(np.float64), inverse, start, order=1, mode="grid-constant"
            )
        )
    return np.stack(results)[..., None]
