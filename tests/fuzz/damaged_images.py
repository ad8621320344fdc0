"""Load damaged images, with limits on memory and time; print what went wrong, and how many.

    python damaged_images.py FIRST COUNT

The files numbered FIRST to FIRST + COUNT - 1 are damaged in ways that depend on their numbers
alone. Each line of the output is a JSON object. The last has the peak of resident memory, in
kilobytes.
"""

import json
import random
import re
import resource
import signal
import sys
import time
import warnings
from io import BytesIO
from pathlib import Path

from image_samples import image_files
from PIL import Image

import convgallery as cg

PIXELS = 1_000_000  # of an image, at most
MEMORY = 150_000_000  # bytes more than before the first image
SECONDS = 5  # of processor time, for one image
EXTREMES = [b"\0", b"\1", b"\x7f", b"\x80", b"\xff"]


def damaged(content, kind, rng):
    """Change, insert, delete or repeat a few bytes, or cut the end off."""
    data = bytearray(content)
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        # Headers are more interesting than pixels.
        at = rng.randrange(max(min(len(data), rng.choice([16, 64, 300, 10**6])), 1))
        length = rng.choice([1, 1, 2, 4, 8])
        match rng.randrange(8):
            case 0 | 1:
                data[at : at + 1] = bytes([data[at] ^ 1 << rng.randrange(8)]) if data else b""
            case 2 | 3:
                data[at : at + length] = rng.choice(EXTREMES) * length
            case 4:
                data[at : at + length] = rng.randbytes(length)
            case 5:
                data[at:at] = rng.randbytes(rng.choice([1, 2, 4, 100]))
            case 6:
                del data[at : at + rng.choice([1, 4, 100])]
            case 7:
                data = data[: rng.randrange(len(data) + 1)]
    if kind == "PCD":
        return bytes(data)  # most of it is pixels
    return bytes(data) + rng.choice([b"", b"", b"", bytes(70_000)])


def stop(*_):
    raise AssertionError(f"no answer after {SECONDS} seconds")


def outcome(content):
    """What load_image() did, in a word; or what it must not have done."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in (UserWarning, DeprecationWarning):  # of what is ignored, and of old formats
            warnings.simplefilter("ignore", kind)
        try:
            image = cg.load_image(BytesIO(content))
        except (OSError, ValueError) as error:
            named = str(error).startswith("`path` must ") and len(str(error)) < 3000
            return "refused" if named else f"a message without the argument: {error!r}"
    is_right = isinstance(image, Image.Image) and image.mode == "RGB" and min(image.size) > 0
    is_whole = len(image.tobytes()) == 3 * image.width * image.height
    return "loaded" if is_right and is_whole else f"another image: {image!r}"


def report(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main(first, count):
    files = list(image_files().items())
    Image.MAX_IMAGE_PIXELS = PIXELS
    signal.signal(signal.SIGPROF, stop)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    for number in range(first, first + count):
        rng = random.Random(number)  # noqa: S311 - to be repeated
        name, content = files[number % len(files)] if rng.random() < 0.5 else rng.choice(files)
        content = damaged(content, name.split()[0], rng)
        report(number=number, name=name)
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            result = outcome(content)
        except BaseException as error:  # noqa: BLE001 - to report it, whatever it is
            result = f"{type(error).__module__}.{type(error).__name__}: {error}"
        signal.setitimer(signal.ITIMER_PROF, 0)
        seconds = round(time.process_time() - before, 3)
        report(result=result[:500], seconds=seconds)
    # Not ru_maxrss, which begins with that of the parent process.
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s*(\d+)", status)[1])
    report(peak=peak)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
