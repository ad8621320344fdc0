"""The loss and accuracy curves of a training run."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convgallery._arguments import shown

# The decay of the moving average that the tutorial's optimizer plotted beside its loss.
_DECAY = 0.9


@dataclass(frozen=True, eq=False)
class History:
    """The measurements of :func:`train`; entry ``i`` of each array belongs to step ``steps[i]``.

    Attributes
    ----------
    steps : ndarray of shape (S,)
        The steps from 1 to S, int64.
    loss : ndarray of shape (S,)
        Mean cross-entropy of each step's batch, before the step changed the weights, float32.
    mean_loss : ndarray of shape (S,)
        Running mean of ``loss``, float64.
    validation_accuracy : ndarray of shape (S,)
        Fraction of the test digits that are classified correctly after the step, float32; NaN where
        it was not measured.

    Raises
    ------
    TypeError
        If a field is not an array of ints or floats.
    ValueError
        If the arrays are not of one length.

    Notes
    -----
    The running mean weights a loss that is :math:`k` steps old by :math:`0.9^k`, with the decay of
    the mean that the tutorial's ``optimize_loss`` plotted. The weights are divided by their sum, so
    that the mean of the first steps is not biased toward 0.

    Examples
    --------
    >>> loss, accuracy = np.float32([2, 1, 1]), np.float32([np.nan, np.nan, 0.5])
    >>> history = new_history(loss, accuracy)
    >>> history.steps, history.mean_loss.round(2)
    (array([1, 2, 3]), array([2.  , 1.47, 1.3 ]))
    >>> measured = ~np.isnan(history.validation_accuracy)
    >>> history.steps[measured]
    array([3])
    >>> history
    History(steps (3,) from 1 to 3, loss (3,) from 2 to 1, mean_loss (3,) from 2 to 1.299,
        validation_accuracy (3,) from 0.5 to 0.5)
    """

    steps: NDArray[np.int64]
    loss: NDArray[np.float32]
    mean_loss: NDArray[np.float64]
    validation_accuracy: NDArray[np.float32]

    def __post_init__(self) -> None:
        for name, array in vars(self).items():
            if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
                raise TypeError(f"`{name}` must be an array of ints or floats, got {shown(array)}")
            if array.shape != (self.steps.size,):
                raise ValueError(
                    f"`{name}` must be of shape (S,), as `steps` and the others, got {array.shape}"
                )

    def __repr__(self) -> str:
        loss, mean_loss = _summary("loss", self.loss), _summary("mean_loss", self.mean_loss)
        accuracy = _summary("validation_accuracy", self.validation_accuracy)
        return f"History({_summary('steps', self.steps)}, {loss}, {mean_loss},\n    {accuracy})"


def _summary(name: str, values: NDArray[Any]) -> str:
    """Format an array's name and shape, and its first and last measured values."""
    measured = values[~np.isnan(values)]
    if not measured.size:
        return f"{name} {values.shape} not measured"
    first, last = (f"{x:.4g}" if values.dtype.kind == "f" else x for x in measured[[0, -1]])
    return f"{name} {values.shape} from {first} to {last}"


class RunningMean:
    """An exponentially weighted running mean of losses."""

    def __init__(self) -> None:
        self._sum = self._weight = 0.0

    def add(self, loss: float) -> float:
        """Add one loss.

        Parameters
        ----------
        loss : float
            The newest loss.

        Returns
        -------
        float
            The running mean so far.

        Examples
        --------
        >>> mean = RunningMean()
        >>> mean.add(2.0), round(mean.add(1.0), 2)
        (2.0, 1.47)
        """
        self._sum, self._weight = _DECAY * self._sum + float(loss), _DECAY * self._weight + 1
        return self._sum / self._weight


def new_history(loss: NDArray[np.float32], validation_accuracy: NDArray[np.float32]) -> History:
    """Make a history from losses and accuracies.

    Parameters
    ----------
    loss, validation_accuracy : ndarray of shape (S,)
        One value for each step, float32.

    Returns
    -------
    History
        The arrays, with the step numbers and the running mean.

    Examples
    --------
    >>> new_history(np.float32([2, 1]), np.float32([np.nan, 0.5])).steps
    array([1, 2])
    """
    steps = np.arange(1, len(loss) + 1)
    mean = RunningMean()
    mean_loss = np.array([mean.add(value) for value in loss])
    return History(steps, loss, mean_loss, validation_accuracy)
