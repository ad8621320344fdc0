"""What the keyboard reaches on a page of a script, and how drawers open."""

import pytest

PAGE = "gallery/02_kernels/sharpen.html"
FOCUS = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    return [element.id || element.className || element.tagName, box.left, box.right];
}"""


@pytest.mark.parametrize(
    ("name", "drawer"), [("Pages", ".sidebar-drawer"), ("On this page", ".toc-drawer")]
)
def test_drawers_open_with_space_and_close_with_escape(site, open_page, name, drawer):
    page = open_page((site / PAGE).as_uri(), width=390)
    links = page.locator(f"{drawer} a").nth(1)  # the first, of the page itself, is never shown
    assert not links.is_visible()
    button = page.get_by_role("button", name=name, exact=True).first
    button.press("Space")
    links.wait_for(state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    page.wait_for_function(f"() => document.activeElement.closest('{drawer}') !== null")
    page.keyboard.press("Escape")
    links.wait_for(state="hidden")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.ariaLabel") == name
    assert page.problems == []


def test_code_in_an_answer_scrolls_with_the_keyboard(site, open_page):
    page = open_page((site / PAGE).as_uri(), width=390)
    code = page.locator("details pre").first
    assert code.get_attribute("tabindex") is None
    page.evaluate("document.querySelectorAll('details').forEach(answer => answer.open = true)")
    page.wait_for_function("() => document.querySelector('details pre').tabIndex === 0")
    page.set_viewport_size({"width": 2000, "height": 900})
    page.wait_for_function("() => document.querySelector('details pre').tabIndex === -1")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_in_view(site, open_page, width):
    page = open_page((site / PAGE).as_uri(), width=width)
    reached = []
    for _ in range(150):
        page.keyboard.press("Tab")
        name, left, right = page.evaluate(FOCUS)
        if name == "BODY":
            break
        assert right > 0, name
        assert left < width, name
        reached.append(name)
    assert len(reached) > 20
    assert any("nav-overlay-icon" in name for name in reached) == (width == 390)


def test_printed_output_has_no_copy_buttons(site, open_page):
    page = open_page((site / PAGE).as_uri())
    page.locator("button.copybtn").first.wait_for(state="attached")
    assert page.locator(".sphx-glr-script-out button.copybtn").count() == 0
    button = page.locator("button.copybtn").first
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_function("() => getComputedStyle(document.activeElement).opacity === '1'")
