"""Time Kernel Lab in Chromium, 320 pixels wide: a changed kernel, and a photo of 12 megapixels.

Run ``nox -s docs`` first, then ``python benchmarks/live_pages.py`` in an environment with the
dependency group ``test``.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import sync_playwright

PAGE = Path(__file__).parents[1] / "docs" / "_build" / "html" / "lab.html"
CHANGES = """async () => {
    const lab = document.querySelector("kernel-lab");
    const times = [];
    for (let weight = 1; weight <= 41; weight += 1) {
        const start = performance.now();
        lab.setAttribute("kernel", `0,-1,0,-1,${weight},-1,0,-1,0`);
        await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
        times.push(performance.now() - start);
    }
    return times;
}"""
WATCH = """() => {
    const start = performance.now();
    let last = start;
    window.longest = 0;
    setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
    }, 5);
    document.querySelector("kernel-lab").addEventListener(
        "convgallery:result", () => { window.took = performance.now() - start; }, {once: true});
}"""


def measure() -> None:
    """Measure and print the times."""
    options = ["--disable-gpu", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        page = browser.new_page(viewport={"width": 320, "height": 900})
        page.goto(PAGE.as_uri())
        page.locator("kernel-lab").scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('kernel-lab').result")
        times = page.evaluate(CHANGES)
        print(f"a change is on screen after {median(times):.0f} ms (median of {len(times)})")
        photo = Path(folder, "photo.jpg")
        Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB").save(photo)
        page.evaluate(WATCH)
        page.locator("kernel-lab input[type=file]").set_input_files(photo)
        page.wait_for_function("() => window.took")
        page.wait_for_timeout(300)
        print(f"a photo of 12 megapixels took {page.evaluate('window.took'):.0f} ms,")
        print(f"the longest pause meanwhile {page.evaluate('window.longest'):.0f} ms")
        browser.close()


if __name__ == "__main__":
    if not PAGE.is_file():
        sys.exit("there is no site to time yet; run nox -s docs first")
    measure()
