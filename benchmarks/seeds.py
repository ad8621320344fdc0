"""Repeat the gallery's training runs with five seeds; print and save their test accuracies.

Run it with ``python benchmarks/seeds.py``; it takes about half an hour on two processors. The
settings are those of the pages, which train once, with seed 0.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray
from run import describe, write_json

import convgallery as cg

SEEDS = range(5)
SAVED = Path(__file__).parents[1] / "convgallery" / "data" / "seeds.json"
OPTIMIZERS = {
    "adagrad": ("adagrad", 0.1),
    "sgd": ("sgd", 0.1),
    "momentum": ("momentum", 0.1),
    "rmsprop": ("rmsprop", 0.001),
    "adam": ("adam", 0.001),
    "sgd, faster": ("sgd", 0.3),
}
MODERN_STEPS, MODERN_RATE = 800, 0.01


class Training(NamedTuple):
    """A training run of a page, for any seed."""

    page: str
    variant: str
    settings: dict[str, Any]
    model: Callable[..., keras.Model] = cg.lenet_model
    digits: Callable[[int], cg.Digits] = lambda _seed: cg.load_digits()
    then: str = ""  # the variant that continues this training, with augmented digits


def trainings() -> Iterator[Training]:
    """List all runs, page by page."""
    modern: dict[str, Any] = {"steps": MODERN_STEPS, "batch_size": 100, "optimizer": "adam"}
    modern["learning_rate"] = keras.optimizers.schedules.CosineDecay(MODERN_RATE, MODERN_STEPS)
    yield Training("modern_network", "modern, no augmentation", modern, cg.modern_model)
    yield Training("modern_network", "modern", modern, cg.modern_model, augmented)
    yield Training("modern_network", "LeNet, same training", modern, digits=augmented)
    yield Training("robustness", "as before", {"steps": 2000}, then="augmented")
    for padding in ("SAME", "VALID"):
        lenet = partial(cg.lenet_model, padding)
        yield Training("same_or_valid", padding, {"steps": 300}, lenet)
    for keep_prob in (1.0, 0.5, 0.1):
        lenet = partial(cg.lenet_model, keep_prob=keep_prob)
        short = {"steps": 200, "batch_size": 100}
        yield Training("dropout", f"keep_prob {keep_prob}", short, lenet, few)
    for pooling in ("max", "average"):
        lenet = partial(cg.lenet_model, pooling=pooling)
        yield Training("pooling_of_lenet", pooling, {"steps": 100}, lenet)
    for activation in ("tanh", "relu", "sigmoid"):
        lenet = partial(cg.lenet_model, activation=activation)
        yield Training("activations_of_lenet", activation, {"steps": 200}, lenet)
    for name, (optimizer, rate) in OPTIMIZERS.items():
        settings = {"steps": 150, "optimizer": optimizer, "learning_rate": rate}
        yield Training("optimizers", name, settings)


def augmented(seed: int) -> cg.Digits:
    """Make the digits that the page on the modern network trains on."""
    return cg.augment_digits(cg.load_digits(), seed=seed)


def few(_seed: int) -> cg.Digits:
    """Take the digits that the page on dropout trains on."""
    digits = cg.load_digits()
    return cg.Digits(
        digits.train_images[:500],
        digits.train_labels[:500],
        digits.test_images,
        digits.test_labels,
    )


def changed(images: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Change test digits as the page on robustness does."""
    noise = np.random.default_rng(0).normal(0, 0.3, images.shape)
    return {
        "test": images,
        "shift 3": cg.transform_digits(images, shift=(0, 3)),
        "rotation 30": cg.transform_digits(images, rotation=30),
        "noise 0.3": (images + noise).clip(0, 1).astype(np.float32),
        "blur 2": blurred(images, 2),
    }


def blurred(images: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Blur images with a Gaussian."""
    row = np.exp(-(np.arange(-6, 7) ** 2) / (2 * sigma**2))
    kernel = np.outer(row, row) / row.sum() ** 2
    result: NDArray[np.float32] = cg.convolve(images, kernel[:, :, None, None], strides=1).conv
    return result


def measure(training: Training) -> list[dict[str, Any]]:
    """Train with each seed; return a result for each variant."""
    accuracies: dict[str, dict[str, list[float]]] = {}
    for seed in SEEDS:
        model, digits = training.model(seed=seed), training.digits(seed)
        cg.train(model, digits, seed=seed, **training.settings)
        test(model, digits, accuracies.setdefault(training.variant, {}))
        if training.then:
            moved = cg.augment_digits(digits, copies=5, rotation=20, shift=3, seed=seed)
            cg.train(model, moved, seed=seed, steps=300)
            test(model, digits, accuracies.setdefault(training.then, {}))
    settings = dict(training.settings)
    if isinstance(settings.get("learning_rate"), keras.optimizers.schedules.LearningRateSchedule):
        settings["learning_rate"] = f"cosine from {MODERN_RATE}"
    shared = {"page": training.page, "parameters": training.model().count_params()}
    return [
        shared | {"variant": variant, "settings": settings, "accuracies": measured}
        for variant, measured in accuracies.items()
    ]


def test(model: keras.Model, digits: cg.Digits, accuracies: dict[str, list[float]]) -> None:
    """Measure a model's accuracies, and append them to lists."""
    for name, images in changed(digits.test_images).items():
        predictions = model.predict(images, batch_size=1000, verbose=0).argmax(axis=1)
        correct = float(np.mean(predictions == digits.test_labels))
        accuracies.setdefault(name, []).append(correct)


def main(options: list[str] | None = None) -> None:
    """Train, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=SAVED, help="the file to write")
    arguments = parser.parse_args(options)
    results: list[dict[str, Any]] = []
    for training in trainings():
        for result in measure(training):
            results.append(result)
            tested = result["accuracies"]["test"]
            values = " ".join(f"{value:.3f}" for value in tested)
            print(f"{result['page']:21}{result['variant']:24}", end="")
            print(f"{np.median(tested):.3f} of {values}", flush=True)
    report = describe() | {"seeds": list(SEEDS), "results": results}
    write_json(arguments.json, report)


if __name__ == "__main__":
    main()
