"""What is on paper."""

PAGE = "gallery/01_convolution/sliding_window.html"


def test_pictures_that_nobody_scrolled_to_are_printed(site, open_page):
    page = open_page((site / PAGE).as_uri())
    loaded = "() => [...document.images].filter((image) => image.complete).length"
    count = page.locator("img").count()
    assert page.evaluate(loaded) < count
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(f"() => ({loaded})() === {count}")


def test_controls_are_not_printed(site, open_page):
    page = open_page((site / PAGE).as_uri())
    button = page.get_by_role("button", name="Step forward").first
    assert button.is_visible()
    page.emulate_media(media="print")
    assert not button.is_visible()
    for name in (".skip-to-content", ".copybtn", ".sidebar-drawer", ".toc-drawer"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator("figcaption").first.is_visible()
