"""The photos that are bundled with the package, and a test chart."""

from io import BytesIO

import numpy as np
from PIL import Image

from convgallery._arguments import choice
from convgallery.data._bundled import bundled

# Who took each photo, and its license: <name>.LICENSE.txt beside it.
_SHA256 = {
    "cat": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "astronaut": "b5db70d5d16722ce96aaf0e6c26bad2d6daadcd3f85525819f15d2283be48179",
    "brick": "9280d8025c1c4803b376ab22fb8b9aaa82598c2ea7eccb06272ef2c796d2c87c",
    "clock": "c2e3ab43d15a03f7263da27985bdf114b7a4b5ee907ddf9c290ac57c94ee8c79",
    "coffee": "329e87c3d49b6fc7ed6a0d44b204b6d27ff6ae2cd3658d11e5d24a76212884d8",
    "coins": "3473614cadf6398390631b79010a031ebfbac091a62b5ce11d92cf1643d6c928",
    "grass": "95323a75814337a5d414dafbd2bb1ce49b65564744b178ac0bfd8690ba426fed",
    "gravel": "64c64081cf29679ea3b63c008670dd56e0fe7034aad3ab30d96bf2172e01adfc",
    "page": "79d71b5d29e9906a4729d89ac4830a987b4cf719fcec80d35c2aeb60560abf72",
}
_MIDDLE = (105, 83, 345, 217)  # left, top, right, bottom of the cat: 240x134, centered
_NAMES = ["cat", "full", *list(_SHA256)[1:], "chart"]


def sample_image(name: str = "cat") -> Image.Image:
    """Load one of the photos that are bundled with the package, or draw a test chart.

    ======================  =============  =======================================================
    Name                    Width, height  What it shows
    ======================  =============  =======================================================
    ``"cat"``               240x134        The eyes of Chelsea the cat: fur, and round edges
    ``"full"``              451x300        All of that photo
    ``"astronaut"``         300x200        A person, strong colors, smooth skin and fine hair
    ``"brick"``             300x200        A brick wall: horizontal and vertical edges
    ``"chart"``             240x160        Edges, stripes, dots and a ramp, drawn by NumPy
    ``"clock"``             240x160        A wall clock, taken by a camera that moved sideways
    ``"coffee"``            300x200        A cup on a table: round edges, reflections, wood grain
    ``"coins"``             300x172        Bright coins in relief, on a dark background
    ``"grass"``             300x200        Grass: fine texture in all directions
    ``"gravel"``            300x200        Gravel: coarse texture
    ``"page"``              300x200        Printed text, unevenly lit, soft and noisy
    ======================  =============  =======================================================

    Parameters
    ----------
    name : str, optional
        A name of the table. ``"middle"``, of earlier versions, is the cat as well.

    Returns
    -------
    PIL.Image.Image
        An RGB image; all but the cat, the astronaut and the cup are gray.

    Raises
    ------
    TypeError, ValueError
        If there is no image of that name.
    OSError
        If the file of this installation is not the photo that was bundled.

    Notes
    -----
    The photos are in the public domain or under CC0, but for coins, which has no known copyright
    restrictions. Files beside them, such as ``brick.LICENSE.txt``, name photographers and sources.

    Examples
    --------
    >>> sample_image().size, sample_image("full").size, sample_image("brick").size
    ((240, 134), (451, 300), (300, 200))
    """
    name = choice("name", name, [*_NAMES, "middle"]).replace("middle", "cat")
    if name == "chart":
        return Image.fromarray(_chart()).convert("RGB")
    file = "cat" if name == "full" else name
    photo = Image.open(BytesIO(bundled(f"{file}.png", _SHA256[file]))).convert("RGB")
    return photo.crop(_MIDDLE) if name == "cat" else photo


def _chart() -> np.ndarray:
    """Draw six fields of 80x80 pixels; return them as uint8 of shape (160, 240)."""
    row, column = np.mgrid[:80, :80]
    from_center = np.hypot(row - 39.5, column - 39.5)
    angle = np.arctan2(row - 39.5, column - 39.5)
    square = (abs(row - 39.5) < 24) & (abs(column - 39.5) < 24)
    diamond = abs(row - 39.5) + abs(column - 39.5) < 32
    dots = (row % 16 == 8) & (column % 16 == 8)
    stripes = np.cos(np.pi * column**2 / 160)  # ever finer, up to two pixels a stripe
    fields = [
        [0.9 * square + 0.05, 0.9 * diamond + 0.05, 0.9 * (from_center < 28) + 0.05],
        [0.5 + 0.45 * stripes, 0.5 + 0.45 * np.sign(np.sin(16 * angle)), 0.05 + 0.9 * dots],
    ]
    fields[1][2] += (row >= 64) * (column / 80 * 0.9)  # a ramp below the dots
    return np.round(255 * np.clip(np.block(fields), 0, 1)).astype(np.uint8)
