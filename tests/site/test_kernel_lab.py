"""The numbers of Kernel Lab in Chromium are the package's, and links and scripts repeat them."""

import re
import subprocess
import sys

import numpy as np
import pytest
from lab_pages import run
from PIL import Image

import convgallery as cg

PAGE = "lab.html"
KERNEL_PAGE = "gallery/02_kernels/sobel.html"
STEPS = {
    "image": "image",
    "conv": "conv",
    "activation": "activation",
    "avgPool": "avg_pool",
    "maxPool": "max_pool",
}


def random_case(rng):
    """Choose an image of an odd size and settings that fit it."""
    size = int(rng.integers(1, 8))
    attributes = {
        "kernel": ",".join(f"{weight:.3f}" for weight in rng.normal(size=size * size)),
        "divisor": f"{rng.choice([1, -2, 3.5])}",
        "offset": f"{rng.choice([0, 0.25, -0.5])}",
        "strides": str(rng.integers(1, 5)),
        "dilations": str(rng.integers(1, 4)),
        "padding": str(rng.choice(["same", "valid"])),
        "activation": str(rng.choice(["sigmoid", "relu", "tanh", "linear"])),
        "pooling": str(rng.integers(1, 5)),
        "color": str(rng.choice(["gray", "rgb"])),
        "mode": "tensorflow",
    }
    smallest = 3 * (size - 1) + 1 + 4 * 4  # room for the widest window and a pool after it
    shape = (*rng.integers(smallest, smallest + 9, size=2), 3)
    return rng.random(shape, np.float32), attributes


def expected(image, attributes):
    """Compute a case with the package."""
    weights = np.array(attributes["kernel"].split(","), float)
    side = round(len(weights) ** 0.5)
    kernel = cg.kernels.Kernel(
        "random",
        weights.reshape(side, side),
        float(attributes["divisor"]),
        float(attributes["offset"]),
    )
    return cg.convolve(
        image,
        kernel,
        strides=int(attributes["strides"]),
        dilations=int(attributes["dilations"]),
        pooling=int(attributes["pooling"]),
        padding=attributes["padding"].upper(),
        activation=attributes["activation"],
        rgb=attributes["color"] == "rgb",
    )


@pytest.fixture(params=["file", "http"])
def lab_page(request, open_lab, server):
    """Open the lab from a file, and from a server."""
    return open_lab() if request.param == "file" else open_lab(server + PAGE)


def test_500_random_settings_equal_the_package(lab_page):
    rng = np.random.default_rng(9)
    cases = [random_case(rng) for _ in range(500)]
    for start in range(0, 500, 50):
        batch = cases[start : start + 50]
        for (image, attributes), result in zip(batch, run(lab_page, batch), strict=True):
            reference = expected(image, attributes)
            for key, name in STEPS.items():
                array = getattr(reference, name).reshape(result[key].shape)
                np.testing.assert_allclose(
                    result[key], array, atol=1e-5, err_msg=f"{key} of {attributes}"
                )
    assert lab_page.problems == []


def test_100_random_settings_in_gimp_mode_equal_the_package(lab_page):
    rng = np.random.default_rng(10)
    cases = []
    for _ in range(100):
        size = int(rng.choice([3, 5]))
        shape = (*rng.integers(1, 20, size=2), 3)
        attributes = {
            "kernel": ",".join(map(str, rng.integers(-4, 6, size=size * size))),
            "divisor": str(rng.choice([1, -3, 7.5])),
            "offset": str(rng.choice([0, 0.1])),
            "normalize": str(rng.choice(["true", "false"])),
            "border": str(rng.choice(["extend", "wrap", "black"])),
            "color": str(rng.choice(["gray", "rgb"])),
            "padding": "same",
            "pooling": "2",
            "activation": "linear",
            "mode": "gimp",
        }
        cases.append(((rng.integers(0, 256, shape) / 255).astype(np.float32), attributes))
    for (_, attributes), result in zip(cases, run(lab_page, cases), strict=True):
        weights = np.array(attributes["kernel"].split(","), float)
        side = round(len(weights) ** 0.5)
        filtered = cg.gimp_filter(
            result["image"],
            weights.reshape(side, side),
            divisor=float(attributes["divisor"]),
            offset=float(attributes["offset"]),
            normalize=attributes["normalize"] == "true",
            border=attributes["border"],
        )
        array = np.asarray(filtered).reshape(result["conv"].shape) / 255
        np.testing.assert_allclose(result["conv"], array, atol=1.001 / 255, err_msg=attributes)
    assert lab_page.problems == []


def test_bundled_photo_is_the_middle_of_the_sample_photo(open_lab):
    page = open_lab()
    pixels = page.evaluate("[...document.querySelector('kernel-lab').image.data]")
    photo = np.asarray(cg.sample_image().crop((12, 7, 228, 127)), float) / 255
    np.testing.assert_allclose(np.reshape(pixels, photo.shape), photo, atol=1e-7)


@pytest.mark.parametrize(
    "changes",
    [
        {"strides": "2", "dilations": "3", "padding": "valid", "activation": "tanh"},
        {"mode": "gimp", "border": "wrap", "kernel": "1,2,1,0,0,0,-1,-2,-1", "color": "gray"},
    ],
)
def test_copied_python_prints_the_same_numbers(open_lab, tmp_path, changes):
    page = open_lab()
    page.change(
        lambda: page.evaluate(
            "changes => { for (const [name, value] of Object.entries(changes))"
            " document.querySelector('kernel-lab').setAttribute(name, value) }",
            changes,
        ),
    )
    page.get_by_role("button", name="Copy as Python").click()
    compare_with_script(page, tmp_path)


def test_copied_python_reads_an_own_photo(open_lab, tmp_path):
    page = open_lab()
    path = tmp_path / "own.png"
    pixels = np.random.default_rng(11).integers(0, 256, (45, 600, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    page.change(lambda: page.locator("kernel-lab input[type=file]").set_input_files(path))
    page.change(lambda: page.get_by_label("Color", exact=True).select_option("gray"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Copy as Python").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    compare_with_script(page, tmp_path)


def compare_with_script(page, folder):
    """Run the script that was copied, and compare what it prints with what the page shows."""
    script = folder / "copied.py"
    script.write_text(page.get_by_label("Python script").input_value(), encoding="utf-8")
    output = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, cwd=folder
    ).stdout.splitlines()
    shown = page.evaluate(
        "() => { const lab = document.querySelector('kernel-lab');"
        "return convgallery.numbers.summary(lab.result, lab.resultSettings) }"
    )
    number = r"-?\d+\.\d+"
    assert [re.sub(number, "", line) for line in output] == [
        re.sub(number, "", line) for line in shown
    ]
    printed, values = (
        [float(value) for line in lines for value in re.findall(number, line)]
        for lines in (output, shown)
    )
    assert len(values) >= 15
    assert printed == pytest.approx(values, abs=2e-6)


@pytest.mark.parametrize("way", ["file", "http"])
def test_copied_link_opens_the_same_state(server, site, open_lab, way):
    base = server if way == "http" else f"{site.as_uri()}/"
    page = open_lab(base + KERNEL_PAGE)
    cell = page.get_by_role("textbox", name="Row 1, column 3")
    page.change(lambda: cell.fill("0,25"))
    page.change(lambda: page.get_by_label("Stride").fill("2"))
    page.change(lambda: page.get_by_label("Mode").select_option("gimp"))
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    assert link.startswith(f"{base}{PAGE}#")
    other = open_lab(link)
    other.wait_for_function(
        "() => document.querySelector('kernel-lab').settings.kernel[0][2] === 0.25"
    )
    for key, values in page.result().items():
        np.testing.assert_array_equal(values, other.result()[key])
    assert page.problems == other.problems == []


def test_address_follows_the_settings_on_the_page_of_the_lab_alone(open_lab, site):
    page = open_lab()
    assert "#" not in page.url
    page.change(lambda: page.get_by_role("button", name="Negate").click())
    page.wait_for_function("() => location.hash.includes('kernel=0,1,0,1,-5,1,0,1,0')")
    page = open_lab((site / KERNEL_PAGE).as_uri())
    page.change(lambda: page.get_by_role("button", name="Negate").click())
    assert "#" not in page.url


def test_malformed_link_gives_a_message_and_a_result(open_lab, site):
    page = open_lab(f"{(site / PAGE).as_uri()}#strides=zero&kernel=1,2&padding=valid&%E0%A4=%")
    status = page.locator("kernel-lab [role=status]")
    assert "zero" in status.inner_text()
    assert page.evaluate("document.querySelector('kernel-lab').settings.strides") == 1
    assert page.evaluate("document.querySelector('kernel-lab').settings.padding") == "valid"
    assert page.problems == []
