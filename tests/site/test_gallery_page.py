"""The page of thumbnails: no two alike, a sentence each, tags that choose."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(ROOT.glob("gallery/*/*.py"))


@pytest.fixture
def gallery(site, open_page):
    page = open_page((site / "gallery/index.html").as_uri())
    yield page
    assert page.problems == []


def ink(path):
    """A thumbnail as the eye takes it in at a glance: what its pixels lack to white."""
    with Image.open(path) as image:
        small = image.convert("RGB").resize((48, 27), Image.Resampling.BOX)
    return 255 - np.asarray(small, float)


def test_no_two_thumbnails_look_alike(site):
    thumbnails = {path.stem: ink(path) for path in site.glob("_images/sphx_glr_*_thumb.*")}
    assert len(thumbnails) == len(SCRIPTS)
    alike = []
    for first, second in itertools.combinations(sorted(thumbnails), 2):
        one, other = thumbnails[first], thumbnails[second]
        # 0 for equal ones, 1 where no pixel has ink in both.
        if np.abs(one - other).sum() < 0.07 * (one.sum() + other.sum()):
            alike.append((first, second))
    assert alike == []


def test_every_card_says_what_its_page_answers(gallery):
    cards = gallery.locator(".sphx-glr-thumbcontainer")
    assert cards.count() == len(SCRIPTS)
    sentences = gallery.locator(".sphx-glr-thumbcontainer .opening").all_inner_texts()
    assert len(set(sentences)) == len(SCRIPTS)


def test_tags_choose_cards_from_the_keyboard(gallery):
    buttons = gallery.get_by_role("group", name="Show pages about").get_by_role("button")
    assert buttons.count() >= 5
    edges = gallery.get_by_role("button", name="edges", exact=True)
    edges.focus()
    gallery.keyboard.press("Enter")
    assert edges.get_attribute("aria-pressed") == "true"
    titles = gallery.locator(".sphx-glr-thumbcontainer:visible .sphx-glr-thumbnail-title")
    shown = titles.all_inner_texts()
    assert "Sobel" in shown
    assert "Max pooling" not in shown
    assert f"{len(shown)} of {len(SCRIPTS)} pages" in gallery.get_by_role("status").inner_text()
    assert not gallery.get_by_role("heading", name="LeNet", exact=True).is_visible()
    gallery.reload()
    assert titles.all_inner_texts() == shown, "the address keeps the choice"
    gallery.get_by_role("button", name="edges", exact=True).press("Space")
    assert titles.count() == len(SCRIPTS)


def test_all_cards_are_shown_without_a_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "gallery/index.html").as_uri())
    assert page.locator(".sphx-glr-thumbcontainer:visible").count() == len(SCRIPTS)
    assert page.get_by_role("group", name="Show pages about").count() == 0
    context.close()


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_old_addresses_lead_to_the_new_page(site, open_page, side):
    page = open_page((site / f"gallery/02_kernels/{side}_sobel.html").as_uri())
    page.wait_for_url("**/02_kernels/sobel.html")
