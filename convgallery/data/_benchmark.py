"""The benchmark that is bundled with the package."""

import json
from importlib.resources import files
from typing import Any


def load_benchmark() -> dict[str, Any]:
    """Read how long the package and other libraries took, on one machine and day.

    The benchmark of the repository, ``nox -s bench``, wrote it.

    Returns
    -------
    dict
        ``date``, as year, month and day; ``machine``, with ``processor``, the number of
        ``processors`` and ``system``; ``versions``, of Python and each library; and ``results``, a
        list. Each result names its ``subject`` and its ``case``, the ``megapixels`` that were
        computed (0 where that means nothing), the ``unit`` of its values, the median ``values`` of
        each library, and ``ratios``, ours to each other library's: medians over all rounds.

    Examples
    --------
    >>> import convgallery as cg
    >>> sorted({result["subject"] for result in cg.load_benchmark()["results"]})
    ['gimp_filter', 'lenet_step', 'memory', 'pipeline', 'startup']
    """
    text = files("convgallery").joinpath("data", "benchmark.json").read_text(encoding="utf-8")
    report: dict[str, Any] = json.loads(text)
    return report
