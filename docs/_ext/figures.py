"""Save a script's figures for its page, each with its alt text and its caption.

A figure is drawn twice, pixel by pixel as wide pages show it, on usual and on dense screens; of the
two, image_sizes.py lets browsers choose. An animation is saved frame by frame. The page's thumbnail
shows the panels that the script names, or else the first panel of the first figure.
"""

import logging
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from figure_texts import FigureText, figure_texts
from matplotlib.animation import AbstractMovieWriter, TimedAnimation
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageOps
from sphinx.errors import ExtensionError
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

from convgallery._files import whole_file

DENSE = "_2x"  # ends the name of an image for dense screens
_WIDTH = 728  # of a figure on a wide page, in CSS pixels (site.css); phones show about half of it
_LIGHT = 80_000  # bytes; heavier figures of photos are without loss only on dense screens
_QUALITY = 85  # of those, on usual screens
_COLORS = 64  # enough for flat tints and antialiased letters
_SEAM = 3  # pixels between the halves of a thumbnail
_WIDE = 1.3  # panels wider than this are halved in thumbnails, others are whole
_HEAVIEST = 300_000  # bytes that an animation may have

_IMAGE = """
.. figure:: {uri}
   :alt: {alt}
   :class: sphx-glr-single-img
   :width: {width}
   :height: {height}

   {caption}

"""
_PLAYER = """
.. frame-player::
   :alt: {alt}
   :caption: {caption}
   :interval: {interval}
   :width: {width}
   :height: {height}

   {uris}

"""

logging.getLogger("matplotlib.animation").setLevel(logging.WARNING)  # no message for each animation


class _Frames(AbstractMovieWriter):
    """Save each frame of an animation as an image: ``name.webp``, ``name_002.webp`` and so on."""

    def setup(self, fig: Figure, outfile: str | Path, dpi: float | None = None) -> None:
        super().setup(fig, outfile, dpi)
        self.paths: list[Path] = []
        self.usual_dpi = fig.dpi
        fig.set_dpi(self.dpi)

    def grab_frame(self, **options: Any) -> None:  # noqa: ARG002 - savefig's, which is not used
        path = Path(self.outfile)
        drawn = _pixels(self.fig)  # Matplotlib has just drawn the frame
        if self.paths:
            path = path.with_stem(f"{path.stem}_{len(self.paths) + 1:03}")
        else:  # sphinx-gallery looks for an image of this name
            self.first = drawn
        flat = drawn.quantize(_COLORS, dither=Image.Dither.NONE)
        _save(flat.convert("RGB"), path)
        self.paths.append(path)

    def finish(self) -> None:
        """Restore the figure's resolution; each frame has already been written."""
        self.fig.set_dpi(self.usual_dpi)


def scrape(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Write each open figure as lossless WebP and return the reST that shows it."""
    script = f"{block_vars['src_file']}:{block[2]}"
    values = block_vars["example_globals"].values()
    # Any: the figure of an animation has no public name.
    animations: list[Any] = [v for v in values if isinstance(v, TimedAnimation)]
    figures = [plt.figure(number) for number in plt.get_fignums()]
    try:
        texts = _texts(block_vars["src_file"], block[2], len(figures)) if figures else []
        rst = ""
        for figure, text in zip(figures, texts, strict=True):
            path = Path(next(block_vars["image_path_iterator"])).with_suffix(".webp")
            shown: dict[str, Any] = {"alt": text.alt, "caption": text.caption}
            shown["width"], shown["height"] = (
                round(inches * figure.dpi) for inches in figure.get_size_inches()
            )
            animation = next((a for a in animations if a._fig is figure), None)
            if animation is None:
                saved, drawn = [path], _save_still(figure, path)
            else:
                saved, drawn = _save_animation(animation, path, script)
            _save_thumbnail(figure, drawn, path, text.thumbnail, gallery_conf["thumbnail_size"])
            uris = [f"/{file.relative_to(gallery_conf['src_dir']).as_posix()}" for file in saved]
            if animation is None:
                rst += _IMAGE.format(uri=uris[0], **shown)
            else:
                shown["interval"] = animation.event_source.interval
                rst += _PLAYER.format(uris="\n   ".join(uris), **shown)
        return rst
    except ExtensionError as error:
        raise ExtensionError(f"{script}: {error}") from error
    finally:
        plt.close("all")  # even after an error, so that the next script does not inherit them


def _texts(script: str, line: int, count: int) -> list[FigureText]:
    """Read the texts of a code block's figures in the text block above it."""
    _, blocks = split_code_and_text_blocks(script)
    above = [block for block in blocks if block.lineno < line]
    texts = figure_texts(above[-1].content) if above and above[-1].type == "text" else []
    if len(texts) != count:
        raise ExtensionError(
            f"a code block draws {count} figures, but the text above it has {len(texts)} alt texts; "
            "write one for each figure, as `.. alt:: What is there.`"
        )
    return texts


def _draw(figure: Figure, dpi: float) -> Image.Image:
    """Draw a figure as savefig would, and return the pixels."""
    usual = figure.dpi
    figure.set_dpi(dpi)
    figure.canvas.draw()
    drawn = _pixels(figure)
    figure.set_dpi(usual)
    return drawn


def _pixels(figure: Figure) -> Image.Image:
    """Return what was drawn last."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)  # noqa: S101 - sphinx-gallery has no other
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return Image.fromarray(pixels).convert("RGB")


def _save(image: Image.Image, path: Path, **settings: Any) -> None:
    """Save an image; without settings, without loss."""
    content = BytesIO()  # since Pillow may overlook that a disk is full
    kind = Image.registered_extensions()[path.suffix]
    # Without loss, more effort takes longer, but does not give smaller files.
    image.save(content, kind, **(settings or {"lossless": True, "method": 4, "quality": 50}))
    with whole_file(path) as partial:
        partial.write_bytes(content.getvalue())


def _save_still(figure: Figure, path: Path) -> Image.Image:
    """Save a figure for usual and for dense screens; return the second."""
    dpi = _WIDTH / figure.get_figwidth()
    usual = _draw(figure, dpi)
    figure.set_layout_engine("none")  # the dense image has the same layout
    dense = _draw(figure, 2 * dpi)
    _save(dense, path.with_stem(f"{path.stem}{DENSE}"))
    _save(usual, path)
    if path.stat().st_size > _LIGHT:
        _save(usual, path, quality=_QUALITY, method=6)
    return dense


def _save_animation(animation: Any, path: Path, script: str) -> tuple[list[Path], Image.Image]:
    """Save each frame; return the files and the first frame."""
    writer = _Frames()
    animation.save(str(path), writer=writer, dpi=_WIDTH / animation._fig.get_figwidth())
    size = sum(frame.stat().st_size for frame in writer.paths)
    if size > _HEAVIEST:
        raise ExtensionError(
            f"an animation must have at most {_HEAVIEST:,} bytes, got {size:,}; "
            "show fewer or smaller frames"
        )
    return writer.paths, writer.first


def _save_thumbnail(
    figure: Figure,
    drawn: Image.Image,
    path: Path,
    panels: tuple[int, ...],
    thumbnail_size: tuple[int, int],
) -> None:
    """Save panels where sphinx-gallery looks for the page's thumbnail: beside its first figure."""
    first = re.sub(r"_\d+$", "_001", path.stem)
    thumbnail = path.with_name(f"{first}.jpg")
    if thumbnail.exists() and not panels:
        return
    crops = [_panel(figure, drawn, number) for number in panels or (1,)]
    if len(crops) == 1:
        _save(crops[0], thumbnail, quality=90)
        return
    width, height = thumbnail_size
    half = width // 2
    joined = Image.new("RGB", thumbnail_size, "white")
    for left, crop in zip((0, half + _SEAM), crops, strict=True):
        if crop.width > _WIDE * crop.height:  # half of each panel, as if the seam divided one image
            part = ImageOps.fit(crop, thumbnail_size).crop(
                (left, 0, min(left + half, width), height)
            )
        else:
            part = ImageOps.fit(crop, (half, height))
        joined.paste(part, (left, 0))
    _save(joined, thumbnail, quality=90)


def pack_thumbnail(page: Path) -> None:
    """Replace the thumbnail that sphinx-gallery made of a page by lighter ones.

    Parameters
    ----------
    page : Path
        The script's copy, beside its page.
    """
    for large in page.parent.glob(f"images/thumb/sphx_glr_{page.stem}_thumb.jpg"):
        with Image.open(large) as image:
            dense = image.convert("RGB")
        _save(dense, large.with_name(f"{large.stem}{DENSE}.webp"), quality=75, method=6)
        _save(dense.reduce(2), large.with_suffix(".webp"), quality=80, method=6)
        large.unlink()


def _panel(figure: Figure, drawn: Image.Image, number: int) -> Image.Image:
    """Crop a figure to one of its panels, or to its top if it is tall."""
    # Color bars are axes of their own, inside or beside those of a panel.
    panels = [axes for axes in figure.axes if not hasattr(axes, "_colorbar")]
    if number > len(panels):
        raise ExtensionError(
            f"a thumbnail must name a panel of its figure, got {number} of {len(panels)}"
        )
    panel = panels[number - 1].get_window_extent()  # in pixels of the figure, from its lower left
    scale = drawn.width / figure.bbox.width
    left, right = panel.x0 * scale, panel.x1 * scale
    top = drawn.height - panel.y1 * scale
    bottom = drawn.height - max(panel.y0, panel.y1 - panel.width) * scale
    return drawn.crop((round(left), round(top), round(right), round(bottom)))
