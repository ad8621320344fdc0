"""A progress bar for terminals and notebooks."""

import sys

import keras


def progress_bar(steps: int, show: bool) -> keras.utils.Progbar:
    """Make a progress bar that is silent where a line cannot be redrawn, as in a log file.

    Parameters
    ----------
    steps : int
        Total number of training steps.
    show : bool
        Show the bar, in a terminal or a notebook.

    Returns
    -------
    keras.utils.Progbar
        The progress bar.

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
