"""Time what users wait for first: the import and the first result, in fresh processes."""

import subprocess
import sys
from statistics import median

from timing import OURS, Contestant, Result, say, summarize, take_turns

FIRST = "import convgallery as cg; cg.convolve(cg.sample_image(), cg.kernels.SHARPEN)"


def measure(rounds: int) -> list[Result]:
    """Time the import beyond the interpreter's startup, and the first result."""
    turns = max(rounds // 2, 3)
    seconds = take_turns({"python": run("pass"), OURS: run("import convgallery")}, rounds)
    beyond = [mine - theirs for mine, theirs in zip(seconds[OURS], seconds["python"], strict=True)]
    name = "import convgallery, beyond Python's own start"
    say(f"startup: {name}: {median(beyond):.3f} s")
    contestants = {OURS: run(FIRST), "import tensorflow": run("import tensorflow")}
    return [
        Result("startup", name, 0, "s", {OURS: median(beyond)}, {}),
        summarize("startup", "first result on the sample photo", take_turns(contestants, turns)),
    ]


def run(code: str) -> Contestant:
    """Set up a process that runs some code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
