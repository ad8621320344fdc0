"""Checks of the settings of Keras and TensorFlow that the package depends on."""

import json
import os
import sys
from pathlib import Path


def require_tensorflow_backend() -> None:
    """Require Keras's TensorFlow backend, before importing Keras raises a less clear error.

    Raises
    ------
    RuntimeError
        If Keras uses, or is set to use, a backend other than TensorFlow.

    Examples
    --------
    >>> require_tensorflow_backend()
    """
    backend = _keras_backend()
    if backend != "tensorflow":
        raise RuntimeError(
            "convgallery needs Keras with its TensorFlow backend: set the environment variable "
            f"KERAS_BACKEND to 'tensorflow' before Python starts, got the backend {backend!r}"
        )


def require_eager_execution() -> None:
    """Require eager execution; in graph mode, as in TensorFlow 1, operations are only recorded.

    Raises
    ------
    RuntimeError
        If eager execution is off, or if TensorFlow was used before this process was forked: its
        threads do not exist here, and its operations would wait for them forever.

    Examples
    --------
    >>> require_eager_execution()
    """
    if _forked:
        raise RuntimeError(
            "TensorFlow was used before this process was forked, so it would hang here: start "
            "processes with multiprocessing.get_context('spawn') instead of 'fork'"
        )
    import tensorflow as tf  # noqa: PLC0415 - importing networks must stay fast

    if not tf.executing_eagerly():
        raise RuntimeError(
            "TensorFlow's eager execution is off, and convgallery needs it: call this function "
            "outside of tf.function and tf.Graph, and remove calls of "
            "tf.compat.v1.disable_v2_behavior() and tf.compat.v1.disable_eager_execution() "
            "(or call tf.compat.v1.enable_v2_behavior() before anything else)"
        )


def _note_fork() -> None:
    """In a forked process, remember whether TensorFlow had started its threads before."""
    global _forked  # noqa: PLW0603 - one for each process
    eager = sys.modules.get("tensorflow.python.eager.context")
    context = eager and eager.context_safe()
    _forked = _forked or bool(context and context._initialized)


_forked = False
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_note_fork)


def _keras_backend() -> str:
    """Look up the backend where Keras does, in the same order of precedence."""
    if "keras" in sys.modules:
        return str(sys.modules["keras"].config.backend())
    if os.environ.get("KERAS_BACKEND"):
        return os.environ["KERAS_BACKEND"]
    try:
        home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
        settings = json.loads((home / "keras.json").read_text())
    except (OSError, RuntimeError, ValueError):  # no home folder, or a file that Keras ignores too
        return "tensorflow"
    return str(settings.get("backend", "tensorflow"))
