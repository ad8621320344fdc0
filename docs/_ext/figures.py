"""Save a script's figures for its page, each with its alt text.

An animation is saved frame by frame. The first panel of each figure is saved once more, alone: the
thumbnail, if the script says so.
"""

import logging
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from alt_texts import alt_texts
from matplotlib.animation import AbstractMovieWriter, TimedAnimation
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from sphinx.errors import ExtensionError
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

_SHARPNESS = 2  # image pixels for each pixel of a page, so that dense screens show fine type
_FRAME_SHARPNESS = 1.5
_COLORS = 64  # flat tints and the rims of letters: more are not to be seen
_HEAVIEST = 300_000  # bytes of an animation

_IMAGE = """
.. image:: {uri}
   :alt: {alt}
   :class: sphx-glr-single-img
   :width: {width}
   :height: {height}

"""
_PLAYER = """
.. frame-player::
   :alt: {alt}
   :interval: {interval}
   :width: {width}
   :height: {height}

   {uris}

"""

logging.getLogger("matplotlib.animation").setLevel(logging.WARNING)  # not a line each


class _Frames(AbstractMovieWriter):
    """Save each frame of an animation as a picture of its own, ``name_001.webp`` and so on."""

    def setup(self, fig: Figure, outfile: str | Path, dpi: float | None = None) -> None:
        super().setup(fig, outfile, dpi)
        self.paths: list[Path] = []

    def grab_frame(self, **options: Any) -> None:  # noqa: ARG002 - savefig's; _draw has none
        path = Path(self.outfile)
        drawn = _draw(self.fig, self.dpi)
        if not self.paths:
            _save_thumbnail(self.fig, drawn, path.with_suffix(".jpg"))
        path = path.with_stem(f"{path.stem}_{len(self.paths) + 1:03}")
        flat = drawn.quantize(_COLORS, dither=Image.Dither.NONE)
        _save(flat.convert("RGB"), path)
        self.paths.append(path)

    def finish(self) -> None:
        """Leave nothing open: each picture was written at once."""


def scrape(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Write each open figure as lossless WebP and return the reST that shows it."""
    script = f"{block_vars['src_file']}:{block[2]}"
    values = block_vars["example_globals"].values()
    # Any: the figure of an animation has no public name.
    animations: list[Any] = [v for v in values if isinstance(v, TimedAnimation)]
    figures = [plt.figure(number) for number in plt.get_fignums()]
    try:
        alts = _alts(block_vars["src_file"], block[2], len(figures)) if figures else []
        rst = ""
        for figure, alt in zip(figures, alts, strict=True):
            path = Path(next(block_vars["image_path_iterator"])).with_suffix(".webp")
            shown: dict[str, Any] = {"alt": alt}
            shown["width"], shown["height"] = (
                round(inches * figure.dpi) for inches in figure.get_size_inches()
            )
            animation = next((a for a in animations if a._fig is figure), None)
            if animation is None:
                saved = [_save_still(figure, path)]
            else:
                saved = _save_animation(animation, path, script)
            uris = [f"/{file.relative_to(gallery_conf['src_dir']).as_posix()}" for file in saved]
            if animation is None:
                rst += _IMAGE.format(uri=uris[0], **shown)
            else:
                shown["interval"] = animation.event_source.interval
                rst += _PLAYER.format(uris="\n   ".join(uris), **shown)
        return rst
    finally:
        plt.close("all")  # also after an error, lest the next script is blamed for this one's


def _alts(script: str, line: int, count: int) -> list[str]:
    """Find the alt texts of the figures that a block of code drew, in the text above it."""
    _, blocks = split_code_and_text_blocks(script)
    above = [block for block in blocks if block.lineno < line]
    alts = alt_texts(above[-1].content) if above and above[-1].type == "text" else []
    if len(alts) != count:
        raise ExtensionError(
            f"{script}:{line}: a block of code draws {count} figures, and {len(alts)} alt texts "
            "stand in the text above it; write one for each, as `.. alt:: What is to be seen.`"
        )
    return alts


def _draw(figure: Figure, dpi: float) -> Image.Image:
    """Draw a figure as savefig would, and hand over the pixels."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)  # noqa: S101 - sphinx-gallery has no other
    usual = figure.dpi
    figure.set_dpi(dpi)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    figure.set_dpi(usual)
    return Image.fromarray(pixels).convert("RGB")


def _save(image: Image.Image, path: Path) -> None:
    """Write each pixel as it is."""
    image.save(path, lossless=True, method=4)  # more effort gives no smaller files


def _save_still(figure: Figure, path: Path) -> Path:
    drawn = _draw(figure, figure.dpi * _SHARPNESS)
    _save(drawn, path)
    _save_thumbnail(figure, drawn, path.with_suffix(".jpg"))
    return path


def _save_animation(animation: Any, path: Path, script: str) -> list[Path]:
    writer = _Frames()
    animation.save(str(path), writer=writer, dpi=animation._fig.dpi * _FRAME_SHARPNESS)
    size = sum(frame.stat().st_size for frame in writer.paths)
    if size > _HEAVIEST:
        raise ExtensionError(
            f"{script}: an animation may weigh {_HEAVIEST:,} bytes, this one weighs {size:,}; "
            "show fewer or smaller frames"
        )
    return writer.paths


def _save_thumbnail(figure: Figure, drawn: Image.Image, path: Path) -> None:
    """Save the first panel, or its top if it is tall; sphinx-gallery makes its thumbnail of it."""
    panel = figure.axes[0].get_window_extent()  # in pixels of the figure, from its lower left
    scale = drawn.width / figure.bbox.width
    left, right = panel.x0 * scale, panel.x1 * scale
    top = drawn.height - panel.y1 * scale
    bottom = drawn.height - max(panel.y0, panel.y1 - panel.width) * scale
    drawn.crop((round(left), round(top), round(right), round(bottom))).save(path)
