"""Benchmark results that are bundled with the package."""

from typing import Any

from convgallery.data._bundled import bundled_json


def load_benchmark() -> dict[str, Any]:
    """Load benchmark results of this package and other libraries, from one machine and day.

    The repository's benchmark, ``nox -s bench``, produced them.

    Returns
    -------
    dict
        ``date``, as year, month and day; ``machine``, with ``processor``, the number of
        ``processors`` and ``system``; ``versions``, of Python and each library; and ``results``, a
        list. Each result has its ``subject`` and ``case``, the ``megapixels`` that were computed
        (0 where this does not apply), the ``unit`` of its values, the median ``values`` of each
        library, and ``ratios`` of ours to each other library's value, medians over all rounds.

    Examples
    --------
    >>> import convgallery as cg
    >>> sorted({result["subject"] for result in cg.load_benchmark()["results"]})
    ['gimp_filter', 'lenet_step', 'memory', 'pipeline', 'startup']
    """
    return bundled_json("benchmark.json")
