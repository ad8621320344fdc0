"""The built site, and a browser to open it in."""

import functools
import os
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import lab_pages
import lenet_pages
import pytest
from playwright.sync_api import sync_playwright

# Collect what a page's policy kept it from doing, also before its own scripts run.
WATCH_POLICY = """
    window.violations = [];
    addEventListener("securitypolicyviolation", (event) => {
        violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
"""
SITE = Path(__file__).parents[2] / "docs" / "_build" / "html"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Leave the test's output alone."""


@pytest.fixture(scope="session")
def site():
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no site to test yet; run nox -s docs first")
    return SITE


@pytest.fixture(scope="session")
def server(site):
    """Serve the site on a free port of this machine."""
    handler = functools.partial(_Quiet, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


@pytest.fixture(scope="session")
def chromium_options():
    """Choose the system's Chromium, if possible without a window, or that of Playwright."""
    options = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    # The headless shell needs two thirds of the time.
    system = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return {"executable_path": system, "args": options}


@pytest.fixture(scope="session")
def browser(chromium_options):
    """Open a browser for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**chromium_options)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Open an address and report what went wrong there."""
    contexts = []

    def opened(address, *, width=1280, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        page.problems, page.addresses = [], []
        page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("requestfailed", lambda request: page.problems.append(request.url))
        page.on("request", lambda request: page.addresses.append(request.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_lab(site, open_page):
    """Open a page with Kernel Lab, and wait until it has a result."""

    def opened(address=None, **options):
        page = open_page(address or (site / "lab.html").as_uri(), **options)
        page.locator("kernel-lab").scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('kernel-lab').result")
        page.change = functools.partial(lab_pages.change, page)
        page.result = functools.partial(lab_pages.read_result, page)
        return page

    return opened


@pytest.fixture
def open_lenet(site, open_page):
    """Open a page with LeNet Live from disk, and wait until the element has come."""

    def opened(page=lenet_pages.PAGE, **options):
        return lenet_pages.ready(open_page(f"{site.as_uri()}/{page}", **options))

    return opened
