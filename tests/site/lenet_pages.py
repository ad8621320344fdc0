"""Talk to LeNet Live in a page."""

import base64

PAGE = "lenet_live.html"


def text(array):
    """Encode an array, which is much faster than lists of numbers."""
    return base64.b64encode(array.tobytes()).decode()


def ready(page):
    """Scroll to the element, and wait until it has come."""
    found = page.locator("lenet-live")
    found.scroll_into_view_if_needed()
    found.locator(".lenet-map").first.wait_for()
    return found
