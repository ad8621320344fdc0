"""The progress bar of a training, wherever one can be drawn."""

import sys

import keras


def progress_bar(steps: int, show: bool) -> keras.utils.Progbar:
    """Make a bar that draws in a terminal or a notebook; elsewhere it would fill pages.

    Parameters
    ----------
    steps : int
        Steps of the whole training.
    show : bool
        Whether the reader wants a bar.

    Returns
    -------
    keras.utils.Progbar
        A bar; it stays silent where a line cannot be drawn over.

    Examples
    --------
    >>> progress_bar(10, show=False).verbose
    0
    """
    is_terminal = getattr(sys.stdout, "isatty", None)  # stdout may be None, or any writer
    redraws = "ipykernel" in sys.modules or (is_terminal is not None and is_terminal())
    return keras.utils.Progbar(
        steps, verbose=int(show and redraws), stateful_metrics=["loss", "accuracy"]
    )
