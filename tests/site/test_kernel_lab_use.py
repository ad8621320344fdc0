"""Kernel Lab in Chromium, as readers use it: by mouse, touch and keyboard, with photos of theirs."""

import re

import numpy as np
import pytest

import convgallery as cg

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Row 2, column 2", "five"),
        ("Row 2, column 2", ""),
        ("Divisor", "0"),
        ("Stride", "0"),
        ("Stride", "1.5"),
        ("Pooling size", "many"),
    ],
)
def test_bad_input_gives_a_message_and_keeps_the_result(open_lab, label, text):
    page = open_lab()
    before = page.result()
    control = page.get_by_role("textbox", name=label)
    good = control.input_value()
    control.fill(text)
    message = page.locator(f"#{control.get_attribute('aria-describedby')}")
    assert message.get_attribute("role") == "alert"
    assert message.is_visible()
    assert message.inner_text().endswith(".")
    assert control.get_attribute("aria-invalid") == "true"
    assert control.input_value() == text
    for key, values in page.result().items():
        np.testing.assert_array_equal(values, before[key])
    control.fill(good)
    assert message.inner_text() == ""
    assert control.get_attribute("aria-invalid") is None
    assert page.problems == []


def test_bad_attribute_gives_a_message_and_an_event(open_lab):
    page = open_lab()
    before = page.result()
    page.change(
        lambda: page.evaluate("document.querySelector('kernel-lab').setAttribute('strides', '-3')"),
    )
    assert "-3" in page.locator("kernel-lab [data-message=strides]").inner_text()
    np.testing.assert_array_equal(page.result()["conv"], before["conv"])


def test_window_without_room_gives_a_message_and_keeps_the_result(open_lab):
    page = open_lab()
    page.change(lambda: page.get_by_label("Padding").select_option("valid"))
    before = page.result()
    page.change(lambda: page.get_by_label("Dilation").fill("64"))
    alert = page.locator("kernel-lab [data-message=window]")
    assert "pixels" in alert.inner_text()
    np.testing.assert_array_equal(page.result()["conv"], before["conv"])
    page.change(lambda: page.get_by_label("Dilation").fill("1"))
    assert alert.inner_text() == ""


def test_kernel_too_large_for_gimp_gives_a_message(open_lab):
    page = open_lab()
    page.change(lambda: page.get_by_label("Mode", exact=True).select_option("gimp"))
    before = page.result()
    page.change(lambda: page.get_by_label("Size", exact=True).select_option("7"))
    alert = page.locator("kernel-lab [data-message=mode]")
    assert alert.inner_text().endswith(".")
    np.testing.assert_array_equal(page.result()["conv"], before["conv"])
    page.change(lambda: page.get_by_label("Size", exact=True).select_option("5"))
    assert alert.inner_text() == ""


def test_link_whose_window_has_no_room_shows_a_message(site, open_page):
    page = open_page((site / "lab.html").as_uri() + "#padding=valid&dilations=64")
    alert = page.locator("kernel-lab [data-message=window]")
    alert.filter(has_text="129 pixels").wait_for()
    dilation = page.get_by_role("textbox", name="Dilation")
    assert dilation.input_value() == "64"
    dilation.fill("2")
    page.wait_for_function("() => document.querySelector('kernel-lab').result")
    assert alert.inner_text() == ""
    assert page.problems == []


def test_every_control_is_reached_by_keyboard(open_lab):
    page = open_lab()
    everything = page.evaluate(
        """() => {
            const parts = document.querySelectorAll(
                "kernel-lab :is(button, input, select, textarea, canvas[tabindex])");
            window.unreached = new Set([...parts].filter(part => part.checkVisibility()));
            return window.unreached.size;
        }"""
    )
    assert everything > 30
    for _ in range(everything + 60):
        page.keyboard.press("Tab")
        page.evaluate("window.unreached.delete(document.activeElement)")
    left = page.evaluate("[...window.unreached].map(part => part.outerHTML)")
    assert left == []


def test_every_control_has_a_name_and_room_for_a_finger(open_lab):
    page = open_lab(width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    problems = page.evaluate(
        """() => [...document.querySelectorAll("kernel-lab :is(button, input, select, canvas)")]
            .filter(part => part.checkVisibility() && !part.ariaHidden)
            .filter(part => !(part.ariaLabel || part.textContent || part.labels?.length)
                || part.matches("button, input, select")
                && part.getBoundingClientRect().height < 44)
            .map(part => part.outerHTML)"""
    )
    assert problems == []


def test_keys_and_wheel_change_the_kernel(open_lab):
    page = open_lab()
    cell = page.get_by_role("textbox", name="Row 1, column 1")
    cell.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Row 2, column 2"
    page.change(lambda: page.keyboard.press("Alt+ArrowUp"))
    assert page.evaluate("document.querySelector('kernel-lab').settings.kernel[1][1]") == 6
    page.get_by_role("textbox", name="Row 2, column 2").hover()
    page.change(lambda: page.mouse.wheel(0, 100))
    assert page.evaluate("document.querySelector('kernel-lab').settings.kernel[1][1]") == 5


def test_buttons_turn_the_kernel(open_lab):
    page = open_lab()
    kernel = np.arange(1, 10).reshape(3, 3)
    turned = {
        "Rotate": np.rot90(kernel, -1),
        "Mirror": kernel[:, ::-1],
        "Flip": kernel[::-1],
        "Transpose": kernel.T,
        "Negate": -kernel,
        "Clear": 0 * kernel,
    }
    for name, matrix in turned.items():
        text = ",".join(map(str, kernel.ravel()))
        page.change(
            lambda text=text: page.evaluate(
                "text => document.querySelector('kernel-lab').setAttribute('kernel', text)", text
            ),
        )
        page.change(page.get_by_role("button", name=name).click)
        shown = page.evaluate("document.querySelector('kernel-lab').settings.kernel")
        assert shown == matrix.tolist(), name


def test_presets_are_the_catalog(open_lab):
    page = open_lab()
    presets = page.get_by_label("Preset")
    names = presets.evaluate("select => [...select.options].map(option => option.value)")
    small = {name for name, one in cg.kernels.CATALOG.items() if max(one.weights.shape) <= 7}
    assert set(names) == {"", *small}
    for name in ("gaussian_blur", "box_blur", "emboss"):
        page.change(lambda name=name: presets.select_option(name))
        settings = page.evaluate("document.querySelector('kernel-lab').settings")
        kernel = cg.kernels.CATALOG[name]
        assert settings["kernel"] == kernel.weights.tolist()
        assert (settings["divisor"], settings["offset"]) == (kernel.divisor, kernel.offset)


def test_size_keeps_the_middle(open_lab):
    page = open_lab()
    page.change(lambda: page.get_by_label("Size", exact=True).select_option("5"))
    kernel = page.evaluate("document.querySelector('kernel-lab').settings.kernel")
    assert kernel == np.pad(cg.kernels.SHARPEN.weights, 1).tolist()
    assert page.locator("kernel-lab .lab-grid input").count() == 25


def test_undo_and_redo(open_lab):
    page = open_lab()
    kernel = "document.querySelector('kernel-lab').settings.kernel"
    first = page.evaluate(kernel)
    page.change(page.get_by_role("button", name="Negate").click)
    second = page.evaluate(kernel)
    assert first != second
    page.change(lambda: page.keyboard.press("Control+z"))
    assert page.evaluate(kernel) == first
    page.change(lambda: page.keyboard.press("Control+Shift+z"))
    assert page.evaluate(kernel) == second
    page.change(page.get_by_role("button", name="Undo").click)
    assert page.evaluate(kernel) == first
    page.change(page.get_by_role("button", name="Redo").click)
    assert page.evaluate(kernel) == second


def test_arrow_keys_show_what_a_value_is_computed_from(open_lab):
    page = open_lab()
    canvas = page.get_by_label(re.compile("^convolution"))
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    sentence = page.locator("kernel-lab .lab-sentence")
    text = sentence.inner_text()
    assert text.startswith("Row 2, column 2")
    value = page.result()["conv"][1, 1, 0]
    assert float(re.search(r"add up to (\S+)\.", text)[1].replace(MINUS, "-")) == (
        pytest.approx(value, rel=1e-3)
    )
    tables = page.locator("kernel-lab .lab-tables table")
    assert tables.count() == 3
    weights = tables.nth(1).locator("td").all_inner_texts()
    assert [
        float(w.replace(MINUS, "-")) for w in weights
    ] == cg.kernels.SHARPEN.weights.ravel().tolist()


def test_pointing_at_a_pool_shows_its_window(open_lab):
    page = open_lab()
    page.get_by_label(re.compile("^max pool,")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    text = page.locator("kernel-lab .lab-sentence").inner_text()
    assert text.startswith("Row 1, column 2: the maximum of 9 values is ")
    value = page.result()["maxPool"][0, 1, 0]
    assert float(text.split(" is ")[1].rstrip(".")) == pytest.approx(value, rel=1e-3)
    values = page.locator("kernel-lab .lab-tables td").all_inner_texts()
    window = page.result()["activation"][0:3, 3:6, 0]
    assert [float(v) for v in values] == pytest.approx(window.ravel(), rel=0.06)


def test_play_slides_the_window_until_it_is_paused(open_lab):
    page = open_lab()
    sentence = page.locator("kernel-lab .lab-sentence")
    page.get_by_role("button", name="Play").click()
    sentence.filter(has_text="Row 1, column 1:").wait_for()
    sentence.filter(has_text="Row 1, column 10:").wait_for()
    page.get_by_role("button", name="Pause").click()
    held = sentence.inner_text()
    page.wait_for_timeout(1200)
    assert sentence.inner_text() == held


def test_play_goes_one_step_for_readers_who_asked_for_less_motion(open_lab):
    page = open_lab(reduced_motion="reduce")
    step = page.get_by_role("button", name="Next window")
    step.click()
    step.click()
    sentence = page.locator("kernel-lab .lab-sentence")
    held = sentence.inner_text()
    assert held.startswith("Row 1, column 10:")
    page.wait_for_timeout(1200)
    assert sentence.inner_text() == held


def test_slider_reveals_the_result_over_the_image(open_lab):
    page = open_lab()
    clip = "getComputedStyle(document.querySelector('kernel-lab .lab-after')).clipPath"
    assert page.evaluate(clip) == "inset(0px 100% 0px 0px)"
    page.get_by_role("slider", name="Before and after").focus()
    page.keyboard.press("End")
    assert page.evaluate(clip) in {"inset(0px 0% 0px 0px)", "inset(0px)"}
