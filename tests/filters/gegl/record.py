"""Record what GEGL, GIMP's engine, makes of small pictures: ``python tests/filters/gegl/record.py``.

Needs the program ``gegl`` (Debian's package of that name; recorded with 0.4.42). Writes the
pictures, one result for each of the cases, ``cases.json`` and ``SHA256SUMS`` beside this file.
"""

import hashlib
import itertools
import json
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

import convgallery as cg

HERE = Path(__file__).parent
BORDERS = {"extend": "clamp", "wrap": "loop", "black": "black"}

POSITIVE = [[1, -2, 3], [0, 4, 1], [2, 1, -1]]
ZERO = [[3, -1, 0], [2, 0, -4], [0, 1, -1]]
NEGATIVE = [[0, -1, 2], [-3, 1, 0], [1, -2, -1]]
POSITIVE_5 = [
    [1, 0, 2, 0, 0],
    [0, 3, 0, -1, 1],
    [2, 0, 4, 1, 0],
    [0, -2, 1, 0, 3],
    [1, 0, 0, 2, -1],
]
ZERO_5 = [[0, 0, 1, 2, 3], [0, 1, 2, 3, 0], [0, 0, 0, 0, 0], [0, -3, -2, -1, 0], [-3, -2, -1, 0, 0]]
NEGATIVE_5 = [
    [0, 1, 0, -2, 0],
    [1, -3, 0, 0, 2],
    [0, 0, -4, 1, 0],
    [3, 0, -1, 0, -2],
    [0, -1, 0, 1, 0],
]


def pictures():
    """A photo, noise, gray noise, and noise with transparent parts."""
    rng = np.random.default_rng(2026)
    noise = rng.integers(0, 256, (12, 16, 4), dtype=np.uint8)
    noise[..., 3] = rng.choice([0, 80, 160, 255], (12, 16))
    return {
        "photo": cg.sample_image().crop((60, 10, 100, 40)),
        "noise": Image.fromarray(noise[..., :3].copy()),
        "gray": Image.fromarray(noise[..., 0].copy()),
        "alpha": Image.fromarray(noise),
    }


def cases():
    """Settings of gimp_filter, by name."""
    weights = {
        "positive": POSITIVE,
        "zero": ZERO,
        "negative": NEGATIVE,
        "positive5": POSITIVE_5,
        "zero5": ZERO_5,
        "negative5": NEGATIVE_5,
    }
    for (name, kernel), border in itertools.product(weights.items(), BORDERS):
        yield f"{name}-{border}", {"image": "noise", "kernel": kernel, "border": border}
    yield "photo", {"image": "photo", "kernel": POSITIVE}
    yield "photo5", {"image": "photo", "kernel": ZERO_5}
    yield "gray", {"image": "gray", "kernel": NEGATIVE}
    yield "red", {"image": "noise", "kernel": POSITIVE, "channels": "R"}
    yield "green-blue", {"image": "noise", "kernel": ZERO_5, "channels": "GB"}
    yield "divisor", {"image": "noise", "kernel": POSITIVE, "normalize": False, "divisor": 5}
    yield (
        "divisor-offset",
        {"image": "noise", "kernel": ZERO_5, "normalize": False, "divisor": -4, "offset": 0.3},
    )
    yield "alpha-weight", {"image": "alpha", "kernel": POSITIVE}
    yield "alpha-weight5", {"image": "alpha", "kernel": NEGATIVE_5, "border": "wrap"}
    yield "alpha-plain", {"image": "alpha", "kernel": POSITIVE, "alpha_weight": False}


def run_gegl(settings, target):
    """Filter with GEGL: the letter is the column, the number is the row."""
    matrix = np.zeros((5, 5))
    size = len(settings["kernel"])
    first = (5 - size) // 2
    matrix[first : first + size, first : first + size] = settings["kernel"]
    channels = settings.get("channels", "RGB")
    options = {
        f"{'abcde'[column]}{row + 1}": value for (row, column), value in np.ndenumerate(matrix)
    }
    options |= {
        "divisor": settings.get("divisor", 1),
        "offset": settings.get("offset", 0),
        "normalize": settings.get("normalize", True),
        "border": BORDERS[settings.get("border", "extend")],
        "red": "R" in channels,
        "green": "G" in channels,
        "blue": "B" in channels,
        "alpha": False,
        "alpha-weight": settings.get("alpha_weight", True),
    }
    words = [f"{name}={str(value).lower()}" for name, value in options.items()]
    source = HERE / f"{settings['image']}.png"
    command = ["gegl", str(source), "-o", str(target), "--", "gegl:convolution-matrix", *words]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(target) as result, Image.open(source) as picture:
        rgba = result.convert("RGBA")  # GEGL writes RGBA, also for pictures without transparency
        rgba.convert(picture.mode).save(target, optimize=True)


def main():
    """Write everything."""
    for name, picture in pictures().items():
        picture.save(HERE / f"{name}.png", optimize=True)
    recorded = dict(cases())
    for name, settings in recorded.items():
        run_gegl(settings, HERE / f"result-{name}.png")
    lines = [f"  {json.dumps(name)}: {json.dumps(case)}" for name, case in recorded.items()]
    (HERE / "cases.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    files = sorted(HERE.glob("*.png"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (HERE / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main()
