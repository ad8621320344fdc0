"""Write the weights of the gallery's trained LeNet to scripts that a page can load.

The convolutions keep their float32 weights; those of the dense layers become int8, with one scale
for each unit. The run does not keep the weights of earlier steps, so they come from shorter runs
of the same training, which is deterministic.
"""

import base64
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from job_pool import Job
from numpy.typing import NDArray
from results import is_fresh, record, write_whole
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import convgallery as cg
from convgallery.training._checkpoint import read_arrays

_LAYERS = ("conv1", "conv2", "dense1", "dense2")
_SNAPSHOTS = (1, 10, 30, 100, 300)  # more steps would take too long
_AGREEMENT = 0.995  # of the classes predicted with int8 and with float32 weights
_TRAINED = 300  # steps; before, many digits are close calls that rounding decides
_BATCH = 1000
_MAIN = "lenet_weights.js"
_FOLDER = "lenet_weights"  # in the generated gallery, until they are copied to the site
_SECONDS = 20

_Weights = dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]  # kernel and bias of a layer


class Run(NamedTuple):
    """A training run as stored in its checkpoint."""

    settings: Mapping[str, Any]
    steps: int
    weights: _Weights


def read_run(checkpoint: Path) -> Run:
    """Read the weights of a LeNet, and how it was trained."""
    arrays = read_arrays(checkpoint)
    variables = (arrays[f"variable_{i}"] for i in range(len(arrays)) if f"variable_{i}" in arrays)
    # The model's variables come first. Among them is the state of dropout, which is not float32.
    floats = [variable for variable in variables if variable.dtype == np.float32]
    pairs = zip(floats[0:8:2], floats[1:8:2], strict=True)
    weights = dict(zip(_LAYERS, pairs, strict=True))
    return Run(json.loads(str(arrays["settings"])), len(arrays["loss"]), weights)


def quantize(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round the weights (inputs, units) of a dense layer to int8, with a scale for each unit."""
    scale = np.abs(weights).max(axis=0) / np.float32(127)
    scale[scale == 0] = 1  # all weights of this unit are zero
    return np.rint(weights / scale).astype(np.int8), scale


def as_shown(weights: _Weights) -> _Weights:
    """Round the weights as a page does."""
    shown = dict(weights)
    for name in ("dense1", "dense2"):
        integers, scale = quantize(weights[name][0])
        shown[name] = integers * scale, weights[name][1]
    return shown


def logits(images: NDArray[np.float32], weights: _Weights) -> NDArray[np.float32]:
    """Compute the logits (N, 10) of images (N, 28, 28, 1)."""
    parts = [images[i : i + _BATCH] for i in range(0, len(images), _BATCH)]
    return np.concatenate([_logits(part, weights) for part in parts])


def _logits(values: NDArray[np.float32], weights: _Weights) -> NDArray[np.float32]:
    for name in ("conv1", "conv2"):
        kernel, bias = weights[name]
        before, after = (kernel.shape[0] - 1) // 2, kernel.shape[0] // 2
        padded = np.pad(values, ((0, 0), (before, after), (before, after), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
        maps = np.tanh(np.einsum("nhwcij,ijco->nhwo", windows, kernel, optimize=True) + bias)
        count, height, width, channels = maps.shape
        values = maps.reshape(count, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))
    kernel, bias = weights["dense1"]
    values = np.tanh(values.reshape(len(values), -1) @ kernel + bias)
    kernel, bias = weights["dense2"]
    return values @ kernel + bias


def _text(array: NDArray[Any]) -> str:
    """Encode an array as base64, in little-endian byte order."""
    return base64.b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes()).decode()


def encode(weights: _Weights) -> dict[str, Any]:
    """Encode weights in the format that lenet_numbers.js decodes."""
    layers: dict[str, Any] = {}
    for name, (kernel, bias) in weights.items():
        encoded = {"shape": kernel.shape, "base64": _text(kernel)}
        if name.startswith("dense"):
            integers, scale = quantize(kernel)
            encoded |= {"base64": _text(integers), "scale": _text(scale)}
        layers[name] = {
            "kernel": encoded,
            "bias": {"shape": bias.shape, "base64": _text(bias)},
        }
    return layers


def check_agreement(run: Run, images: NDArray[np.float32]) -> None:
    """Raise an error if weights rounded to int8 classify too many digits differently."""
    exact = logits(images, run.weights).argmax(axis=1)
    rounded = logits(images, as_shown(run.weights)).argmax(axis=1)
    agreement = np.mean(exact == rounded)
    if run.steps >= _TRAINED and agreement < _AGREEMENT:
        raise ExtensionError(
            f"LeNet's weights as int8 must classify at least {_AGREEMENT:.1%} of the test digits "
            f"as its float32 weights do, got {agreement:.1%}"
        )


def export(runs: list[Run], digits: cg.Digits, folder: Path) -> None:
    """Write the scripts of training runs: the last one is the network, the others are snapshots."""
    folder.mkdir(parents=True, exist_ok=True)
    check_agreement(runs[-1], digits.test_images)
    snapshots = []
    for run in runs:
        classes = logits(digits.test_images, as_shown(run.weights)).argmax(axis=1)
        correct = int(np.sum(classes == digits.test_labels))
        snapshots.append({"step": run.steps, "correct": correct})
    for run in runs[:-1]:
        name = f"(convgallery.lenetSnapshots ??= {{}})[{run.steps}] = "
        _write(folder / f"lenet_weights_{run.steps}.js", name, encode(run.weights))
    examples = []
    for label in range(10):
        first = np.flatnonzero(digits.test_labels == label)[:1]
        examples += [np.rint(digits.test_images[i] * 255).astype(np.uint8) for i in first]
    network = {
        "step": runs[-1].steps,
        "tests": len(digits.test_labels),
        "snapshots": snapshots,
        "digits": [_text(image) for image in examples],
        "colors": mpl.colormaps["RdBu_r"](np.linspace(0, 1, 51), bytes=True)[:, :3].tolist(),
        "layers": encode(runs[-1].weights),
    }
    _write(folder / _MAIN, "convgallery.lenetWeights = ", network)


def _write(path: Path, name: str, value: Any) -> None:
    script = json.dumps(value, separators=(",", ":"))
    write_whole(path, f"globalThis.convgallery ??= {{}};\n{name}{script};\n")


def earlier_runs(run: Run, digits: cg.Digits) -> list[Run]:
    """Repeat the training, up to each earlier step that a page shows."""
    runs = []
    model = cg.lenet_model()
    with TemporaryDirectory() as folder:
        for steps in (steps for steps in _SNAPSHOTS if steps < run.steps):
            cg.train(model, digits, steps=steps, checkpoint_dir=folder, progress=False)
            runs.append(read_run(Path(folder, "training.npz")))
            if runs[-1].settings != run.settings:
                raise ExtensionError(
                    "the gallery must train LeNet with the settings of its snapshots, "
                    f"{runs[-1].settings}, got {run.settings}"
                )
    return runs


def export_checkpoint(checkpoint: Path, folder: Path, record_path: Path, inputs: str) -> None:
    """Write the scripts of a checkpoint, and record their inputs; a job of the build.

    Parameters
    ----------
    checkpoint : Path
        The trained network.
    folder : Path
        The folder of the scripts.
    record_path : Path
        The record of this job.
    inputs : str
        A digest of what the scripts depend on.
    """
    shutil.rmtree(folder, ignore_errors=True)
    digits = cg.load_digits(os.environ.get("CONVGALLERY_MNIST"))
    run = read_run(checkpoint)
    export([*earlier_runs(run, digits), run], digits, folder)
    record(record_path, inputs, folder.iterdir())


def jobs(checkpoint: Path, pages: Path, inputs: str, trainer: str) -> list[Job]:
    """List the jobs to be run: none if the scripts are up to date.

    Parameters
    ----------
    checkpoint : Path
        The trained network.
    pages : Path
        The folder of generated pages.
    inputs : str
        A digest of what the scripts depend on.
    trainer : str
        The job that trains the network.

    Returns
    -------
    list of Job
        One job or none.
    """
    record_path = pages / ".records" / f"{_FOLDER}.json"
    if is_fresh(record_path, inputs):
        return []
    arguments = (checkpoint, pages / _FOLDER, record_path, inputs)
    return [Job("weights of LeNet Live", export_checkpoint, arguments, trainer, _SECONDS)]


def _copy_to_site(app: Sphinx) -> None:
    """Copy the scripts to where pages load them from."""
    if app.builder.format != "html":
        return
    site = Path(app.outdir, "_static", "live")
    site.mkdir(parents=True, exist_ok=True)
    for old in site.glob("lenet_weights*.js"):
        old.unlink()
    for script in Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"], _FOLDER).glob(
        "*.js"
    ):
        shutil.copy(script, site)


def setup(app: Sphinx) -> dict[str, Any]:
    """Copy the scripts after those of the gallery have run."""
    app.add_config_value("lenet_checkpoint", "../gallery/04_lenet/lenet-run/training.npz", "html")
    app.connect("builder-inited", _copy_to_site, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
