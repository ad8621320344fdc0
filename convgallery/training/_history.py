"""How a training went: digits and a model in, curves out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Of the moving average that the tutorial's optimizer drew beside its loss.
_DECAY = 0.9


@dataclass(frozen=True, eq=False)
class History:
    """What :func:`train` measured; entry ``i`` of each array belongs to step ``steps[i]``.

    Attributes
    ----------
    steps : ndarray of shape (S,)
        The steps from 1 to S, int64.
    loss : ndarray of shape (S,)
        Mean cross-entropy of each step's batch, before the step changed the weights, float32.
    mean_loss : ndarray of shape (S,)
        Running mean of ``loss``, float64.
    validation_accuracy : ndarray of shape (S,)
        Share of the test digits told right after the step, float32; NaN where it was not measured.

    Notes
    -----
    The running mean gives a loss that is :math:`k` steps old the weight :math:`0.9^k`, the decay of
    the mean that the tutorial's ``optimize_loss`` drew. The weights are divided by their sum, so
    that the mean of the first steps is not drawn toward 0.

    Examples
    --------
    >>> loss, accuracy = np.float32([2, 1, 1]), np.float32([np.nan, np.nan, 0.5])
    >>> history = new_history(loss, accuracy)
    >>> history.steps, history.mean_loss.round(2)
    (array([1, 2, 3]), array([2.  , 1.47, 1.3 ]))
    >>> measured = ~np.isnan(history.validation_accuracy)
    >>> history.steps[measured]
    array([3])
    """

    steps: NDArray[np.int64]
    loss: NDArray[np.float32]
    mean_loss: NDArray[np.float64]
    validation_accuracy: NDArray[np.float32]


class RunningMean:
    """A mean of losses in which older ones count less and less."""

    def __init__(self) -> None:
        self._sum = self._weight = 0.0

    def add(self, loss: float) -> float:
        """Take in one loss.

        Parameters
        ----------
        loss : float
            The newest.

        Returns
        -------
        float
            The mean of all so far.

        Examples
        --------
        >>> mean = RunningMean()
        >>> mean.add(2.0), round(mean.add(1.0), 2)
        (2.0, 1.47)
        """
        self._sum, self._weight = _DECAY * self._sum + float(loss), _DECAY * self._weight + 1
        return self._sum / self._weight


def new_history(loss: NDArray[np.float32], validation_accuracy: NDArray[np.float32]) -> History:
    """Put numbers to the steps and add the running mean.

    Parameters
    ----------
    loss, validation_accuracy : ndarray of shape (S,)
        One float32 a step.

    Returns
    -------
    History
        These and what follows from them.

    Examples
    --------
    >>> new_history(np.float32([2, 1]), np.float32([np.nan, 0.5])).steps
    array([1, 2])
    """
    steps = np.arange(1, len(loss) + 1)
    mean = RunningMean()
    mean_loss = np.array([mean.add(value) for value in loss])
    return History(steps, loss, mean_loss, validation_accuracy)
