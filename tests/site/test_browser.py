"""The site as a reader meets it, in Chromium."""

import re
import urllib.request
import zipfile
from io import BytesIO

import pytest

PAGES = [
    "index.html",
    "guide/convolution.html",
    "guide/in_class.html",
    "guide/references.html",
    "gallery/index.html",
    "gallery/01_convolution/what_is_a_convolution.html",
    "gallery/01_convolution/sliding_window.html",
    "gallery/02_kernels/sharpen.html",
    "gallery/03_pooling/max_pooling.html",
    "gallery/04_lenet/learned_filters.html",
    "api/kernels.html",
    "api/generated/convgallery.convolve.html",
]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_from_disk(site, open_page, name, width):
    page = open_page((site / name).as_uri(), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    broken = page.evaluate(
        """async () => {
            const images = [...document.images];
            images.forEach(image => image.loading = "eager");
            await Promise.allSettled(images.map(image => image.decode()));
            return images.filter(image => !image.naturalWidth).map(image => image.src);
        }"""
    )
    assert broken == []
    assert page.problems == []


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_no_other_host(server, open_page, name):
    page = open_page(server + name)
    page.wait_for_load_state("networkidle")
    assert page.problems == []
    assert page.addresses
    assert all(address.startswith((server, "data:")) for address in page.addresses)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_follow_the_reader(site, open_page, scheme):
    page = open_page((site / "gallery/02_kernels/sharpen.html").as_uri(), scheme=scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in background[4:-1].split(","))
    assert (brightness > 600) == (scheme == "light")
    filters = page.evaluate("[...document.images].map(image => getComputedStyle(image).filter)")
    assert set(filters) == {"none"}  # shown pixels are the computed ones


@pytest.mark.parametrize(("motion", "scroll"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_scrolling_is_smooth_for_those_who_like_motion(site, open_page, motion, scroll):
    page = open_page((site / "index.html").as_uri(), reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scroll


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_links_in_code_look_like_links(site, open_page, scheme):
    page = open_page((site / "gallery/02_kernels/sharpen.html").as_uri(), scheme=scheme)
    underlined = page.evaluate(
        """() => [...document.querySelectorAll(".highlight :is(a, span)")]
            .filter(name => getComputedStyle(name).textDecorationLine === "underline")
            .map(name => name.tagName)"""
    )
    assert set(underlined) == {"A"}


def test_figures_keep_their_proportions_on_a_phone(site, open_page):
    page = open_page((site / "gallery/02_kernels/sharpen.html").as_uri(), width=320)
    page.evaluate("document.querySelectorAll('details').forEach(answer => answer.open = true)")
    for figure in page.locator("img.sphx-glr-single-img").all():
        figure.scroll_into_view_if_needed()
        shown, stored = figure.evaluate(
            "async image => { await image.decode(); return [image.width / image.height,"
            " image.naturalWidth / image.naturalHeight]; }"
        )
        assert shown == pytest.approx(stored, rel=0.03)


def test_search_finds_a_page(server, open_page):
    page = open_page(f"{server}search.html?q=emboss")
    result = page.locator("#search-results a", has_text="Emboss").first
    result.wait_for()
    assert page.problems == []


def test_code_can_be_copied(server, open_page):
    page = open_page(f"{server}gallery/02_kernels/sharpen.html")
    buttons = page.locator("button.copybtn")
    buttons.first.wait_for(state="attached")
    assert buttons.count() >= 4


def test_thumbnails_are_links_with_names(site, open_page):
    page = open_page((site / "gallery/index.html").as_uri())
    link = page.get_by_role("link", name="Emboss").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/02_kernels/emboss.html")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_heading_has_a_name(site, open_page, name):
    page = open_page((site / name).as_uri())
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("a[href]")]
            .filter(link => !link.textContent.trim() && !link.getAttribute("aria-label")
                && ![...link.querySelectorAll("img")].some(image => image.alt))
            .map(link => link.outerHTML)"""
    )
    assert nameless == []
    assert page.locator("[role=heading]:not([aria-level])").count() == 0


def test_install_line_works_from_a_server(server, open_page):
    page = open_page(f"{server}gallery/02_kernels/sharpen.html")
    address = install_address(page)
    assert address.startswith(server)
    with urllib.request.urlopen(address) as response:
        assert response.status == 200
        assert zipfile.is_zipfile(BytesIO(response.read()))


def test_install_line_works_from_disk(site, open_page):
    page = open_page((site / "gallery/02_kernels/sharpen.html").as_uri())
    (wheel,) = site.glob("*.whl")
    assert install_address(page) == wheel.as_uri()


def install_address(page):
    line = page.locator(".install pre").inner_text()
    return re.fullmatch(r'python -m pip install "(.+\.whl)"', line.strip())[1]
