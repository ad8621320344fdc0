"""Training runs with five seeds each, whose results are bundled with the package."""

from typing import Any

from convgallery.data._bundled import bundled_json


def load_seeds() -> dict[str, Any]:
    """Read the test accuracies of training runs that were repeated with five seeds.

    A network's accuracy depends on the random numbers of its training. The pages of the gallery
    train once; these are the same trainings with other seeds for the weights, the order of the
    digits, dropout and augmentation. The repository's ``benchmarks/seeds.py`` wrote them.

    Returns
    -------
    dict
        ``date``, as year, month and day; ``machine`` and ``versions``, as in
        :func:`load_benchmark`; ``seeds``, a list of ints; and ``results``, a list. Each result
        names the ``page`` of the gallery and the ``variant`` that it compares, the ``settings`` of
        :func:`train`, and holds ``accuracies``: a mapping of what was classified, such as
        ``"test"``, to a list of one fraction for each seed.

    Examples
    --------
    >>> import convgallery as cg
    >>> cg.load_seeds()["seeds"]
    [0, 1, 2, 3, 4]
    """
    return bundled_json("seeds.json")
