"""Which variant of an image a browser loads: as many pixels as the screen shows, but not many more."""

import pytest

FIGURE = "gallery/02_kernels/sharpen.html", "img.sphx-glr-single-img"
CARD = "gallery/02_kernels/index.html", ".sphx-glr-thumbcontainer img"


@pytest.mark.parametrize(
    ("image", "width", "dense", "pixels"),
    [
        (FIGURE, 1280, 1, 728),
        (FIGURE, 1280, 2, 1456),
        (FIGURE, 390, 2, 728),
        (CARD, 1280, 1, 320),
        (CARD, 1280, 2, 640),
        (CARD, 390, 2, 320),
    ],
)
def test_the_variant_suits_the_screen(site, open_page, image, width, dense, pixels):
    page = open_page((site / image[0]).as_uri(), width=width, device_scale_factor=dense)
    first = page.locator(image[1]).first
    first.scroll_into_view_if_needed()
    first.evaluate("image => image.decode()")
    # Its own size is in CSS pixels, those that `sizes` names.
    loaded = first.evaluate(
        "async (image) => { const plain = new Image(); plain.src = image.currentSrc;"
        " await plain.decode(); return plain.naturalWidth; }"
    )
    assert loaded == pixels
    shown = first.evaluate("image => image.clientWidth") * dense
    assert loaded > 0.9 * shown


def test_figures_are_shown_pixel_by_pixel(site, open_page):
    for width in (1280, 1920):
        page = open_page((site / FIGURE[0]).as_uri(), width=width)
        shown = page.locator(FIGURE[1]).first.evaluate(
            "image => image.clientWidth - 2 * parseFloat(getComputedStyle(image).paddingLeft)"
        )
        assert shown == 728
