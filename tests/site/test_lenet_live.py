"""LeNet Live, in Chromium: readers write by mouse, touch and keyboard, and point at what they see."""

import gzip

import lenet_pages
import numpy as np
import pytest

TRAINING = "gallery/04_lenet/training.html"


@pytest.fixture(params=["file", "http"])
def address(request, site, server):
    """Open pages from disk and from a server."""
    return f"{site.as_uri()}/" if request.param == "file" else server


def test_it_works_from_disk_and_from_a_server(address, open_page):
    page = open_page(address + lenet_pages.PAGE)
    live = lenet_pages.ready(page)
    for digit in (0, 4):
        live.get_by_role("button", name=f"Test digit {digit}").click()
        assert f"Predicted digit: {digit}, with probability" in live.inner_text()
    slider = live.get_by_role("slider", name="Training step")
    slider.focus()
    page.keyboard.press("Home")
    live.get_by_text("After 1 step,").wait_for()
    assert page.problems == []
    assert all(url.startswith((address, "data:", "blob:")) for url in page.addresses)


def test_the_page_of_the_training_has_it_before_its_references(open_lenet):
    live = open_lenet(TRAINING)
    heading = live.page.get_by_role("heading", name="Try the network")
    references = live.page.get_by_role("heading", name="References")
    assert heading.bounding_box()["y"] < live.bounding_box()["y"]
    assert live.bounding_box()["y"] < references.bounding_box()["y"]
    assert live.page.problems == []


def test_nothing_is_loaded_until_it_is_near(site, open_page):
    page = open_page((site / TRAINING).as_uri())
    page.wait_for_timeout(500)
    assert not any("lenet_weights" in url for url in page.addresses)
    lenet_pages.ready(page)
    loaded = [url.rpartition("/")[2].partition("?")[0] for url in page.addresses]
    assert sorted(name for name in loaded if "lenet" in name and name.endswith(".js")) == [
        "lenet_live.js",
        "lenet_weights.js",
    ]


def test_without_a_script_the_page_says_so(site, open_page):
    page = open_page((site / lenet_pages.PAGE).as_uri(), java_script_enabled=False)
    assert page.locator("lenet-live").get_by_text("needs JavaScript").is_visible()


def test_a_digit_is_written_with_the_mouse(open_lenet):
    live = open_lenet()
    live.get_by_role("button", name="Clear").click()
    live.get_by_text("Write a digit from 0 to 9.").first.wait_for()
    stroke(live, [(0.35, 0.2), (0.65, 0.2), (0.5, 0.8)])
    live.get_by_text("Predicted digit: 7").first.wait_for()


def stroke(live, points):
    """Drag the mouse over the pad, from point to point, each in parts of its width."""
    pad = live.get_by_label("Drawing pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    mouse = live.page.mouse
    mouse.move(*places[0])
    mouse.down()
    for place in places[1:]:
        mouse.move(*place, steps=8)
    mouse.up()


def test_a_digit_is_written_by_touch(open_lenet):
    live = open_lenet(has_touch=True)
    live.get_by_role("button", name="Clear").tap()
    live.get_by_text("Write a digit from 0 to 9.").first.wait_for()
    live.get_by_label("Drawing pad").tap(position={"x": 60, "y": 200})
    live.get_by_text("Predicted digit: ").first.wait_for()


def test_a_slider_that_moves_fast_ends_at_the_last_step_it_was_at(open_lenet):
    live = open_lenet()
    live.get_by_role("slider").focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "Home", "End", "ArrowLeft"):
        live.page.keyboard.press(key)
    live.get_by_text("After 300 steps,").first.wait_for()
    live.page.wait_for_timeout(300)
    assert "After 300 steps," in live.inner_text()
    kernel = live.evaluate("element => Array.from(element.network.conv1.kernel.data)")
    snapshot = """element => Array.from(convgallery.lenet.decodeNetwork(
        convgallery.lenetSnapshots[300]).conv1.kernel.data)"""
    assert kernel == live.evaluate(snapshot)


def test_a_snapshot_that_is_missing_has_a_message(server, open_page):
    page = open_page(server + lenet_pages.PAGE)
    live = lenet_pages.ready(page)
    page.route(lambda url: "lenet_weights_1.js" in url, lambda route: route.abort())
    live.get_by_role("slider").focus()
    page.keyboard.press("Home")
    live.get_by_text("could not be loaded").wait_for()
    live.get_by_role("button", name="Test digit 2").click()
    assert "Predicted digit: 2" in live.inner_text()  # the last good weights stay


def test_what_was_written_is_centered(open_lenet):
    live = open_lenet()
    live.get_by_role("button", name="Clear").click()
    stroke(live, [(0.1, 0.1), (0.1, 0.4)])
    live.page.wait_for_function("() => document.querySelector('lenet-live').pixels.some(v => v)")
    live.page.wait_for_timeout(100)
    pixels = np.array(live.evaluate("element => Array.from(element.pixels)")).reshape(28, 28)
    rows = np.nonzero(pixels)[0]
    assert np.ptp(rows) == 19
    mass = pixels / pixels.sum()
    assert abs((mass.sum(axis=1) * np.arange(28)).sum() - 14) < 0.501
    assert abs((mass.sum(axis=0) * np.arange(28)).sum() - 14) < 0.501


def test_all_of_it_by_keyboard(open_lenet):
    live = open_lenet()
    keyboard = live.page.keyboard
    live.page.locator(".lead a").focus()
    keyboard.press("Tab")
    assert focused(live) == "Drawing pad"
    keyboard.press("Delete")
    live.get_by_text("Write a digit from 0 to 9.").first.wait_for()
    keyboard.press("Space")
    for _ in range(14):
        keyboard.press("Shift+ArrowDown")
    live.get_by_text("Predicted digit: 1, ").first.wait_for()
    keyboard.press("Tab")  # Clear
    for digit in range(10):
        keyboard.press("Tab")
        assert focused(live) == f"Test digit {digit}"
    keyboard.press("Enter")
    live.get_by_text("Predicted digit: 9, ").first.wait_for()
    keyboard.press("Tab")
    keyboard.press("Home")
    live.get_by_text("After 1 step,").first.wait_for()
    keyboard.press("End")
    names = ["image", "convolution 1", "max pool 1", "convolution 2", "max pool 2", "dense"]
    for name in [*names, "logits"]:
        keyboard.press("Tab")
        before = live.locator(".lenet-details").inner_text()
        assert before.lower().startswith(name)
        keyboard.press("ArrowRight")
        assert live.locator(".lenet-details").inner_text() != before


def focused(live):
    return live.page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_results_are_read_aloud(open_lenet):
    live = open_lenet()
    status = live.get_by_role("status")
    assert status.inner_text() == ""  # nothing yet, as the reader has done nothing
    live.get_by_role("button", name="Test digit 6").click()
    status.get_by_text("Predicted digit: 6").wait_for()
    live.get_by_role("slider").focus()
    live.page.keyboard.press("Home")
    status.get_by_text("After 1 step").wait_for()


def test_pointing_at_a_cell_shows_what_it_was_computed_from(open_lenet):
    live = open_lenet()
    pool = live.get_by_role("application", name="max pool 1")
    live.page.evaluate("scrollTo(0, 1e6)")  # what says so is always at the window's lower end
    box = pool.bounding_box()
    cell = box["width"] / 30  # two maps of 14 cells, and a gap of two
    pool.hover(position={"x": 4.5 * cell, "y": (16 + 6.5) * cell})
    details = live.locator(".lenet-details").inner_text()
    assert details.startswith("Max pool 1, map 2, row 6, column 4: ")
    value, values = details.removesuffix(".").split(": ")[1].split(", the largest of ")
    assert value in values.split(", ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(open_lenet, scheme):
    live = open_lenet(width=320, scheme=scheme)
    assert live.page.evaluate("document.documentElement.scrollWidth") == 320
    assert live.page.problems == []


def test_its_scripts_are_small(site):
    live = site / "_static" / "live"
    sizes = {
        name: len(gzip.compress((live / name).read_bytes()))
        for name in ("loader.js", "lenet_live.js", "lenet_weights.js")
    }
    assert sizes["loader.js"] + sizes["lenet_live.js"] <= 10_000
    assert sizes["lenet_weights.js"] <= 350_000
