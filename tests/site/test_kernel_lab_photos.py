"""Photos of readers in Kernel Lab: read upright, made smaller, kept in the page."""

import numpy as np
import pytest
from PIL import Image

import convgallery as cg


def bring(page, path):
    """Choose a file as a reader's photo."""
    page.locator("kernel-lab input[type=file]").set_input_files(path)


def test_own_photo_is_upright_and_stays_here(server, open_lab, tmp_path):
    page = open_lab(f"{server}lab.html")
    page.wait_for_load_state("networkidle")
    requests = len(page.addresses)
    lying = Image.fromarray(np.arange(600, dtype=np.uint8).reshape(10, 20, 3))
    exif = lying.getexif()
    exif[0x0112] = 6
    path = tmp_path / "phone.png"
    lying.save(path, exif=exif)
    page.change(lambda: bring(page, path))
    pixels = page.evaluate("[...document.querySelector('kernel-lab').image.data]")
    upright = np.asarray(cg.load_image(path), float) / 255
    assert upright.shape == (20, 10, 3)
    np.testing.assert_allclose(np.reshape(pixels, upright.shape), upright, atol=1e-7)
    assert len(page.addresses) == requests
    assert page.problems == []


@pytest.mark.parametrize("size", [(6000, 4000), (1, 1), (3, 900)])
def test_photos_of_many_sizes(open_lab, tmp_path, size):
    page = open_lab()
    path = tmp_path / "photo.jpg"
    Image.effect_noise((size[0] // 4 or 1, size[1] // 4 or 1), 60).resize(size).save(path)
    page.change(lambda: bring(page, path))
    rows, columns, _ = page.evaluate("document.querySelector('kernel-lab').image.shape")
    scale = min(1, 480 / max(size))
    assert (columns, rows) == tuple(max(1, round(side * scale)) for side in size)
    assert page.problems == []


@pytest.mark.parametrize("content", [b"Not a photo.", b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_what_is_no_photo_gives_a_message(open_lab, tmp_path, content):
    page = open_lab()
    before = page.result()
    path = tmp_path / "holiday.png"
    path.write_bytes(content)
    bring(page, path)
    alert = page.locator("kernel-lab [data-message=photo]")
    alert.filter(has_text="holiday.png").wait_for()
    np.testing.assert_array_equal(page.result()["conv"], before["conv"])
    page.change(lambda: page.get_by_role("button", name="Sample photo").click())
    assert alert.inner_text() == ""


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_photos_can_be_dropped_and_pasted(open_lab, event):
    page = open_lab()
    send = """async (event) => {
        const canvas = Object.assign(document.createElement("canvas"), {width: 7, height: 5});
        canvas.getContext("2d").fillRect(0, 0, 7, 5);
        const blob = await new Promise(resolve => canvas.toBlob(resolve));
        const transfer = new DataTransfer();
        transfer.items.add(new File([blob], "black.png", {type: "image/png"}));
        const options = {bubbles: true, cancelable: true};
        const lab = document.querySelector("kernel-lab");
        if (event === "drop")
            lab.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, ...options}));
        else
            document.body.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: transfer, ...options}));
    }"""
    page.change(lambda: page.evaluate(send, event))
    assert page.evaluate("document.querySelector('kernel-lab').image.shape") == [5, 7, 3]
    assert page.problems == []
