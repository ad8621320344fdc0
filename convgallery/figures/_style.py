"""One style for all figures, whatever Matplotlib settings the user has chosen."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.animation import AbstractMovieWriter, FuncAnimation
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from convgallery._files import whole_file

_P = ParamSpec("_P")
_R = TypeVar("_R")

# Settings of files, players and warnings do not change the style; the user's are kept.
_NOT_LOOKS = ("animation.", "pdf.", "pgf.", "ps.", "svg.", "savefig.dpi", "savefig.format")


def house_style() -> AbstractContextManager[None]:
    """Apply Matplotlib's defaults and our style sheet, in place of the user's style, temporarily.

    Returns
    -------
    context manager
        Restores all settings on exit.
    """
    kept: dict[str, Any] = {
        key: mpl.rcParams[key] for key in mpl.rcParams if key.startswith(_NOT_LOOKS)
    }
    return plt.style.context(["default", "convgallery.figures.figures", kept])


def in_house_style(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make a function draw in our style without changing the user's settings.

    Parameters
    ----------
    function : callable
        A function that draws.

    Returns
    -------
    callable
        The same function, in our style.
    """

    @wraps(function)
    def _drawn(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        # This loads the backend if nothing was drawn before. Notebooks turn interactive mode on
        # at that moment; inside the style, it would be switched off again at the end.
        plt.draw_if_interactive()  # type: ignore[no-untyped-call]
        with house_style():
            return function(*args, **kwargs)

    return _drawn


class StyledFigure(Figure):
    """A figure that is rendered in our style even if it is shown or saved later."""

    def draw(self, renderer: RendererBase) -> None:
        """Render in our style."""
        with house_style():
            super().draw(renderer)

    def get_tightbbox(self, *args: Any, **kwargs: Any) -> Bbox:
        """Measure in our style, as notebooks do before they crop a figure."""
        with house_style():
            return super().get_tightbbox(*args, **kwargs)

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save in our style, and a file as a whole or not at all."""
        if not isinstance(fname, str | PathLike):
            with house_style():
                super().savefig(fname, **kwargs)
            return
        path = Path(fname)
        if kwargs.get("format") is None:
            kwargs["format"] = path.suffix[1:] or self.canvas.get_default_filetype()
            if not path.suffix:
                path = Path(f"{path}".rstrip(".") + f".{kwargs['format']}")
        content = BytesIO()  # since Pillow may overlook that a disk is full
        self.savefig(content, **kwargs)
        with whole_file(path) as partial:
            partial.write_bytes(content.getvalue())

    def _ipython_display_(self) -> None:
        _show_once(self)
        raise NotImplementedError  # IPython goes on to its usual formatters


class StyledAnimation(FuncAnimation):
    """An animation that notebooks show only once, as a player or as a still image."""

    def save(self, filename: Any, writer: Any = None, *args: Any, **kwargs: Any) -> None:
        """Save a file as a whole or not at all.

        Parameters
        ----------
        filename : str or path-like
            The file.
        writer : str or matplotlib.animation.AbstractMovieWriter, optional
            What writes it, as in Matplotlib.
        *args, **kwargs
            The other arguments of Matplotlib's method.
        """
        path = Path(filename)
        # These may write several files, with names like that of the first.
        if isinstance(writer, AbstractMovieWriter) or path.suffix in {".html", ".htm"}:
            super().save(filename, writer, *args, **kwargs)
            return
        with whole_file(path) as partial:
            super().save(str(partial), writer, *args, **kwargs)

    def _ipython_display_(self) -> None:
        if mpl.rcParams["animation.html"] != "none":
            _show_once(self._fig)  # type: ignore[attr-defined]
        raise NotImplementedError  # IPython goes on to its usual formatters


def _show_once(figure: Figure) -> None:
    """Keep notebooks from showing a figure again at the end of the cell that displays it."""
    if mpl.get_backend().endswith("inline"):
        plt.close(figure)
