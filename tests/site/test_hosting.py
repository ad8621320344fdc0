"""The site as hosts serve it: under any path, from a zip, and at addresses without a page."""

import functools
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PREFIX = "/some/deep/prefix/"
PAGES = ["", "gallery/", "gallery/02_kernels/sharpen.html", "lab.html", "guide/in_class.html"]
SOURCES = {
    "index.md": "# Start\n\n```{toctree}\n\ngallery/index\n```\n",
    "gallery/index.md": "# Gallery\n\nEmboss.\n",
}


class _Host(SimpleHTTPRequestHandler):
    """Serve a folder under the prefix, and its 404.html for all other addresses."""

    def translate_path(self, path):
        inside = path.startswith(PREFIX)
        return super().translate_path(path.removeprefix(PREFIX[:-1]) if inside else "/nowhere")

    def send_error(self, code, *_):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Leave the test's output alone."""


@pytest.fixture(scope="module")
def serve():
    """Serve a folder under the prefix, on a free port or on the one of an address."""
    servers = []

    def serving(folder, port=0):
        handler = functools.partial(_Host, directory=folder)
        httpd = ThreadingHTTPServer(("127.0.0.1", port), handler)
        servers.append(httpd)
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{httpd.server_port}{PREFIX}"

    yield serving
    for httpd in servers:
        httpd.shutdown()
        httpd.server_close()


@pytest.fixture(scope="module")
def small_sites(tmp_path_factory):
    """Build two pages with the settings and templates of the site, with and without an address."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in SOURCES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    extensions = "myst_parser,notfound.extension,hosting"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", str(ROOT / "docs")]
    sites = {"known": f"https://example.org{PREFIX}", "unknown": ""}
    for name, address in sites.items():
        html = str(folder / "_build" / name)
        environment = {**os.environ, "SITE_URL": address, "READTHEDOCS_CANONICAL_URL": ""}
        options = ("-D", f"extensions={extensions}", str(folder), html)
        subprocess.run([*command, *options], env=environment, check=True)
    return {name: folder / "_build" / name for name in sites}


@pytest.mark.parametrize("name", PAGES)
def test_the_site_works_under_any_path(site, serve, open_page, name):
    base = serve(site)
    page = open_page(base + name)
    page.wait_for_load_state("networkidle")
    assert page.problems == []
    assert len(page.addresses) > 5
    assert all(address.startswith((base, "data:", "blob:")) for address in page.addresses)
    page.locator(".sidebar-tree").get_by_role("link", name="Guide", exact=True).click()
    page.wait_for_url(f"{base}guide/index.html")


MISSING = ["gone.html", "no/such/folder/gone.html"]


@pytest.mark.parametrize("address", MISSING)
def test_a_missing_page_leads_on(small_sites, serve, open_page, address):
    base = serve(small_sites["known"])
    page = open_page(base + address)
    assert page.locator("h1").inner_text() == "Page not found"
    page.wait_for_load_state("networkidle")
    # Chromium reports the page's own status, and nothing else.
    assert [text for text in page.problems if "404" not in text] == []
    assert len(page.problems) <= 1
    assert "Furo" in page.content()
    sheets = page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length)")
    assert len(sheets) > 3
    assert min(sheets) > 0
    links = page.evaluate("[...document.links].map(link => link.href)")
    arriving = {link for link in links if link.startswith(base) and "#" not in link}
    assert {f"{base}index.html", f"{base}gallery/index.html", f"{base}search.html"} <= arriving
    for link in arriving:
        with urllib.request.urlopen(link) as response:
            assert response.status == 200
    page.locator(".sidebar-search").fill("emboss")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="Gallery").first.wait_for()
    assert page.url.startswith(f"{base}search.html?q=emboss")


@pytest.mark.parametrize("address", MISSING)
def test_a_missing_page_leads_up_where_the_address_is_unknown(
    small_sites, serve, open_page, address
):
    base = serve(small_sites["unknown"])
    page = open_page(base + address)
    assert page.addresses == [base + address]  # it needs no other file
    assert page.locator("h1").inner_text() == "Page not found"
    page.get_by_role("link", name="overview of this part").click()
    for _ in range(address.count("/")):
        assert page.locator("h1").inner_text() == "Page not found"
        page.get_by_role("link", name="one level up").click()
    assert page.url == base
    assert page.locator("h1").inner_text().startswith("Start")


@pytest.fixture(scope="module")
def unzipped(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("a folder")
    with zipfile.ZipFile(site / "convgallery-site.zip") as archive:
        archive.extractall(folder)
    return folder / "convgallery-site"


def test_the_zip_is_a_whole_site(site, unzipped):
    here = {path.relative_to(unzipped) for path in unzipped.rglob("*") if path.is_file()}
    there = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    left_out = {path.parts[0] for path in there - here}
    assert left_out <= {"404.html", "robots.txt", "sitemap.xml"} | {
        "_cards",
        "convgallery-site.zip",
    }
    assert here <= there
    offers = [path for path in here if path.suffix == ".html" and "_static" not in path.parts]
    for path in offers:
        assert b'href="convgallery-site.zip' not in (unzipped / path).read_bytes(), path
    assert b'href="convgallery-site.zip"' in (site / "index.html").read_bytes()
    assert b'href="../convgallery-site.zip"' in (site / "guide/in_class.html").read_bytes()


@pytest.mark.parametrize("name", ["index.html", "gallery/02_kernels/sharpen.html", "hosting.html"])
def test_unzipped_pages_open_from_disk(unzipped, open_page, name):
    page = open_page((unzipped / name).as_uri())
    page.wait_for_load_state("networkidle")
    assert page.problems == []
    assert all(address.startswith((unzipped.as_uri(), "data:")) for address in page.addresses)


def test_unzipped_live_elements_work(unzipped, open_lab):
    page = open_lab((unzipped / "lab.html").as_uri())
    assert page.problems == []


def test_unzipped_search_works(unzipped, open_page):
    page = open_page((unzipped / "index.html").as_uri())
    page.locator(".sidebar-search").fill("emboss")
    page.keyboard.press("Enter")
    page.locator('#search-results a[href*="02_kernels/emboss.html"]').first.click()
    page.wait_for_url("**/02_kernels/emboss.html*")
    assert page.problems == []


def test_search_from_a_server_has_excerpts(server, open_page):
    page = open_page(f"{server}search.html?q=emboss")
    page.locator("#search-results p.context").first.wait_for()


def test_the_site_sets_no_cookies_and_keeps_only_the_theme(server, open_page):
    page = open_page(f"{server}index.html")
    page.locator("kernel-lab").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('kernel-lab').result")
    page.locator(".theme-toggle-content button").click()
    page.goto(f"{server}search.html?q=emboss")
    page.locator('#search-results a[href*="02_kernels/emboss.html"]').first.click()
    page.wait_for_url("**/02_kernels/emboss.html*")
    assert page.context.cookies() == []
    kept = page.evaluate("Object.keys(localStorage)")
    assert set(kept) <= {"theme", "sphinx_highlight_terms"}
    assert "theme" in kept
    assert page.evaluate("sessionStorage.length") == 0
