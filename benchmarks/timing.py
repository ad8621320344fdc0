"""Time contestants in turns, so that other load on the machine affects all of them."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

Contestant = Callable[[], object]
OURS = "convgallery"


@dataclass(frozen=True)
class Result:
    """The measurements of one case.

    Attributes
    ----------
    subject : str
        What was measured: pipeline, gimp_filter, startup, memory or lenet_step.
    case : str
        The settings.
    megapixels : float
        The number of pixels, in millions, or 0 where it has no meaning.
    unit : str
        The unit of the values: s, or images for memory as a multiple of the image's size.
    values : dict of str to float
        The median of each contestant.
    ratios : dict of str to float
        Convgallery's value as a multiple of each other contestant's: the median over the rounds.
    """

    subject: str
    case: str
    megapixels: float
    unit: str
    values: dict[str, float]
    ratios: dict[str, float]


def take_turns(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, list[float]]:
    """Call each contestant once to warm up, then once a round, and return the seconds.

    Each round has its own random order. In a fixed order, a contestant would always follow the same
    other one: after a slow one, for example, a virtual machine may have returned the memory that
    others freed, and the next one has to wait for it.
    """
    for contestant in contestants.values():
        contestant()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    rng = np.random.default_rng(0)
    for _ in range(rounds):
        for name in rng.permutation(list(contestants)).tolist():
            start = time.perf_counter()
            contestants[name]()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def summarize(
    subject: str, case: str, seconds: Mapping[str, list[float]], megapixels: float = 0
) -> Result:
    """Reduce the rounds to medians and to ratios."""
    ours = seconds[OURS]
    result = Result(
        subject,
        case,
        megapixels,
        "s",
        {name: median(theirs) for name, theirs in seconds.items()},
        {
            name: median(mine / other for mine, other in zip(ours, theirs, strict=True))
            for name, theirs in seconds.items()
            if name != OURS
        },
    )
    say(f"{subject}: {case} {result.ratios}")
    return result


def say(progress: str) -> None:
    """Print progress to stderr, apart from the results."""
    print(progress, file=sys.stderr, flush=True)
