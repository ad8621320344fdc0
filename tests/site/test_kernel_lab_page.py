"""What Kernel Lab brings to a page: scripts only where and when they are needed, and little of them."""

import gzip
import re

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

SCRIPTS = ("loader.js", "catalog.js", "kernel_lab.js")
PLACES = [
    ("index.html", "0,-1,0,-1,5,-1,0,-1,0"),
    ("gallery/02_kernels/sobel.html", "1,2,1,0,0,0,-1,-2,-1"),
    ("gallery/01_convolution/strides.html", "1,1,1,1,1,1,1,1,1"),
]


def test_scripts_are_light(site):
    folder = site / "_static" / "live"
    sizes = {name: len(gzip.compress((folder / name).read_bytes())) for name in SCRIPTS}
    assert sum(sizes.values()) <= 20_000, sizes
    assert len(gzip.compress((folder / "photo.js").read_bytes())) <= 40_000


@pytest.mark.parametrize(("name", "kernel"), PLACES)
def test_it_is_placed_on_pages_preset_to_their_kernels(site, open_lab, name, kernel):
    page = open_lab((site / name).as_uri())
    lab = page.locator("kernel-lab")
    assert lab.count() == 1
    assert lab.get_attribute("kernel") == kernel
    assert page.problems == []


def test_other_pages_load_none_of_it(server, open_page):
    page = open_page(f"{server}search.html")
    page.wait_for_load_state("networkidle")
    assert not [address for address in page.addresses if "/live/" in address]


def test_scripts_come_when_it_comes_near_the_view(server, open_page):
    page = open_page(f"{server}search.html")
    page.set_viewport_size({"width": 1280, "height": 150})
    page.goto(f"{server}gallery/02_kernels/sobel.html")
    page.wait_for_load_state("networkidle")
    assert not [address for address in page.addresses if "kernel_lab.js" in address]
    page.locator("kernel-lab").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('kernel-lab').result")
    assert [address for address in page.addresses if "kernel_lab.js" in address]


def test_it_asks_no_other_host(server, open_lab):
    page = open_lab(f"{server}lab.html")
    page.get_by_role("button", name="Negate").click()
    page.get_by_role("textbox", name="Row 2, column 2").fill("7")
    page.get_by_label("Mode").select_option("gimp")
    page.get_by_label(re.compile("^convolution")).hover()
    assert page.locator("kernel-lab td").count() == 27
    assert page.problems == []
    hosts = (server, "data:", "blob:")
    assert all(address.startswith(hosts) for address in page.addresses)


def test_without_scripts_it_says_so(site, open_page):
    page = open_page((site / "lab.html").as_uri(), java_script_enabled=False)
    assert page.get_by_text("This part needs JavaScript").is_visible()


def canvas_pixels(page, name):
    """Read what a canvas shows."""
    data, width = page.get_by_label(re.compile(f"^{name},")).evaluate(
        "c => [[...c.getContext('2d').getImageData(0, 0, c.width, c.height).data], c.width]"
    )
    return np.reshape(data, (-1, width, 4))[..., :3]


def test_colors_are_those_of_the_figures(site, open_lab):
    page = open_lab((site / "gallery/02_kernels/sobel.html").as_uri())
    conv = page.result()["conv"][..., 0]
    limit = np.percentile(np.abs(conv), 98)
    colors = mpl.colormaps["RdBu_r"]((conv + limit) / (2 * limit), bytes=True)[..., :3]
    assert np.abs(canvas_pixels(page, "convolution").astype(int) - colors).max() <= 2
    gray = page.result()["image"]
    np.testing.assert_allclose(canvas_pixels(page, "image"), np.repeat(gray, 3, 2) * 255, atol=0.51)
    page.change(lambda: page.get_by_label("Color", exact=True).select_option("rgb"))
    color = np.clip(page.result()["conv"], 0, 1)
    np.testing.assert_allclose(canvas_pixels(page, "convolution"), color * 255, atol=0.51)


def test_saved_png_holds_the_pixels(open_lab, tmp_path):
    page = open_lab()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save image as PNG").click()
    path = tmp_path / download.value.suggested_filename
    assert path.suffix == ".png"
    download.value.save_as(path)
    saved = np.asarray(Image.open(path).convert("RGB"), float) / 255
    np.testing.assert_allclose(saved, page.result()["image"], atol=1e-6)
