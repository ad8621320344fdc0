"""The attributes of images, and their variants for dense screens."""

import re

import pytest
from one_page import build_page
from PIL import Image

FIGURE = ".. figure:: sharp.webp\n   :alt: A photo.\n   :width: 560\n   :height: 280\n"
CARD = ".. image:: sharp.webp\n   :alt: A photo.\n"


@pytest.fixture
def images(tmp_path):
    Image.new("RGB", (728, 364)).save(tmp_path / "sharp.webp")
    Image.new("RGB", (1456, 728)).save(tmp_path / "sharp_2x.webp")
    return tmp_path


def build(folder, text):
    html = build_page(folder, f"Page\n====\n\n{text}", "image_sizes")
    (image,) = re.findall("<img.*?>", html, re.DOTALL)
    return dict(re.findall(r'(\w+)="(.*?)"', image))


@pytest.mark.parametrize(
    ("text", "size", "on_phones"),
    [(FIGURE, ("560", "280"), "calc(100vw - 2.5rem)"), (CARD, ("728", "364"), "9rem")],
)
def test_browsers_choose_between_two_images(images, text, size, on_phones):
    image = build(images, text)
    assert image["src"] == "_images/sharp.webp"
    assert image["srcset"] == "_images/sharp.webp 728w, _images/sharp_2x.webp 1456w"
    assert image["sizes"].endswith(on_phones)
    assert (image["width"], image["height"]) == size
    assert image["loading"] == "lazy"
    for name in ("sharp.webp", "sharp_2x.webp"):
        assert (images / "html" / "_images" / name).read_bytes() == (images / name).read_bytes()


def test_single_images_offer_no_choice(images):
    (images / "sharp_2x.webp").unlink()
    image = build(images, FIGURE)
    assert "srcset" not in image
    assert "sizes" not in image
