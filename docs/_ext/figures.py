"""Save a script's figures for its page, each with the alt text that the script wrote.

The first panel of each figure is saved once more, alone: the thumbnail, if the script says so.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from sphinx.errors import ExtensionError

_SHARPNESS = 2  # image pixels for each pixel of a page, so that dense screens show fine type

_RST = """
.. image:: /{uri}
   :alt: {alt}
   :class: sphx-glr-single-img
   :width: {width}
   :height: {height}

"""


def scrape(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Write each open figure as lossless WebP and return the reST that shows it."""
    script = f"{block_vars['src_file']}:{block[2]}"
    try:
        return "".join(
            _save(plt.figure(number), script, block_vars["image_path_iterator"], gallery_conf)
            for number in plt.get_fignums()
        )
    finally:
        plt.close("all")  # also after an error, lest the next script is blamed for this one's


def _save(figure: Figure, script: str, paths: Iterator[str], gallery_conf: dict[str, Any]) -> str:
    alt = " ".join(str(figure.get_label()).split())
    if not alt:
        raise ExtensionError(
            f"{script}: a figure has no alt text; give its show function `alt`, "
            "or call figure.set_label()"
        )
    path = Path(next(paths)).with_suffix(".webp")
    dpi = figure.dpi * _SHARPNESS
    figure.savefig(path, dpi=dpi, pil_kwargs={"lossless": True, "method": 6})

    # Sphinx-gallery makes its thumbnail from this JPEG, which it prefers to the WebP.
    corners = figure.axes[0].get_window_extent()
    card = corners.transformed(figure.dpi_scale_trans.inverted())
    figure.savefig(path.with_suffix(".jpg"), dpi=dpi, bbox_inches=card)

    width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
    uri = path.relative_to(gallery_conf["src_dir"]).as_posix()
    return _RST.format(uri=uri, alt=alt, width=width, height=height)
