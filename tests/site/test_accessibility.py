"""No violation that axe finds in the live elements, in light and dark."""

import pytest


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["kernel-lab", "lenet-live"])
def test_live_elements(site, open_page, name, scheme, width):
    page = open_page((site / "lenet_live.html").as_uri(), scheme=scheme, width=width)
    if name == "kernel-lab":
        page.goto((site / "lab.html").as_uri())
    page.locator(name).scroll_into_view_if_needed()
    page.wait_for_selector(f"{name} canvas")
    modules = site.parents[1] / "live" / "node_modules"
    page.evaluate((modules / "axe-core" / "axe.min.js").read_text())
    violations = page.evaluate("(name) => axe.run(name).then((found) => found.violations)", name)
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
