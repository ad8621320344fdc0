"""Make convgallery/data/page.png: a typeset page as a simple scanner delivers it.

The light falls off to the right, the focus is soft, and the sensor adds noise. Run it as
``python docs/pictures/page.py``; the checksum in ``convgallery/data`` is of its result.
"""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LINES = [
    ("On sharpness", 22),
    ("A lens spreads the light of each point over", 12),
    ("its neighbors. Where the page is white next", 12),
    ("to black, the scan passes through every gray", 12),
    ("in between, and small letters fill up. To", 12),
    ("undo this, add to each pixel a part of its", 12),
    ("difference from the mean around it.", 12),
    ("Too much of it leaves bright rims.", 12),
]
TARGET = Path(__file__).parents[2] / "convgallery" / "data" / "page.png"

font = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
paper = Image.new("L", (300, 200), 255)
draw = ImageDraw.Draw(paper)
top = 8
for text, size in LINES:
    draw.text((10, top), text, fill=20, font=ImageFont.truetype(font, size))
    top += round(1.65 * size)
soft = np.asarray(paper.rotate(0.8, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7)), float)
light = np.linspace(0.97, 0.62, 300) * np.linspace(0.92, 1, 200)[:, None]
noise = np.random.default_rng(0).normal(0, 3, soft.shape)
Image.fromarray(np.clip(soft * light + noise, 0, 255).astype(np.uint8)).save(TARGET, optimize=True)
