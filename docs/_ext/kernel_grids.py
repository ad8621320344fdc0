"""Show each kernel's numbers and source in the API reference."""

from typing import Any

from sphinx.application import Sphinx

from convgallery.kernels import Kernel


def _append_grid(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    if isinstance(obj, Kernel):
        grid = str(obj).splitlines()[1:]
        lines += ["", "::", "", *(f"   {line}" for line in grid), "", f"Source: {obj.source}.", ""]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handler."""
    app.connect("autodoc-process-docstring", _append_grid)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
