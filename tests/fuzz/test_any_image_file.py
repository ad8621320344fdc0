"""Any bytes give an image or an error that names the argument, within bounds of memory and time."""

import importlib.util
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from image_samples import UNREADABLE, image_files
from PIL import Image

import convgallery as cg

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("resource") is None, reason="limits of memory need POSIX"
)

CHILD = Path(__file__).with_name("damaged_images.py")
LONG = "CONVGALLERY_FUZZ_CASES" in os.environ
CASES = 20_000 if LONG else 600
KILOBYTES = (
    250_000  # resident at the peak; the child limits itself to 150 MB more than at its start
)


@pytest.mark.filterwarnings("ignore")  # Pillow's, and of a profile for RGB in a CMYK image
def test_every_format_has_a_file_that_loads():
    loaded, refused = set(), set()
    for content in image_files().values():
        name = Image.open(BytesIO(content)).format
        name = {"MPO": "JPEG", "XVThumb": "XVTHUMB"}.get(name, name)  # as in Pillow's table
        try:
            cg.load_image(BytesIO(content))
            loaded.add(name)
        except (OSError, ValueError):
            refused.add(name)
    assert loaded | refused == Image.OPEN.keys()
    assert refused - loaded == UNREADABLE


def test_damaged_image_files():
    command = [sys.executable, CHILD, "0", str(CASES)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0, f"{lines[-1:]}: {run.stderr[-2000:]}"
    outcomes = [line["result"] for line in lines if "result" in line]
    files = [line for line in lines if "number" in line]
    faults = [
        (file, outcome)
        for file, outcome in zip(files, outcomes, strict=True)
        if outcome not in ("loaded", "refused")
    ]
    assert faults == []
    assert len(outcomes) == CASES
    assert outcomes.count("loaded") > CASES / 20
    assert outcomes.count("refused") > CASES / 20
    assert lines[-1]["peak"] < KILOBYTES
