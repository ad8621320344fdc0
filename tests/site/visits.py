"""Visit every page of the site: what axe finds there, what it loads, and what it complains about."""

import asyncio
import gzip
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.async_api import Browser, Page, async_playwright

_ALREADY_PACKED = {".jpg", ".png", ".webp", ".zip"}
_AT_ONCE = 4
_RULES = {
    "light": {"rules": {"target-size": {"enabled": True}}},  # which Lighthouse checks as well
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},  # only colors differ
}
_WIDTHS = (1280, 390)

# How far what is in view has moved, as Lighthouse adds it up.
_SHIFT = """() => new Promise((done) => new PerformanceObserver((list) => done(
    list.getEntries().reduce((sum, { value }) => sum + value, 0)
)).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 100))"""
# A page at rest: all of it is loaded, and live elements have drawn something.
_LOAD_EVERYTHING = """async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    for (const element of document.querySelectorAll("[data-scripts]")) {
        element.scrollIntoView();
        while (!element.querySelector("canvas")) await new Promise(requestAnimationFrame);
    }
    while (!images.every((image) => image.complete)) await new Promise(requestAnimationFrame);
}"""
_NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
_AXE = """(options) => axe.run({ resultTypes: ["violations"], ...options }).then((found) =>
    found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))"""


@dataclass
class Visit:
    """What happened on a page, in light and dark, wide and narrow."""

    page: str
    size: int = 0
    shift: float = 0
    violations: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@cache
def transfer_size(file: Path) -> int:
    """Count the bytes that a static host sends for a file: text is compressed on the way."""
    content = file.read_bytes()
    return len(content if file.suffix in _ALREADY_PACKED else gzip.compress(content, 6))


def visit_all(pages: list[Path], site: Path, server: str, axe: Path, **launch) -> list[Visit]:
    """Open pages in one browser, several at once."""

    async def run() -> list[Visit]:
        queue = list(reversed(pages))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(**launch)
            workers = (_work(browser, queue, site, server, axe) for _ in range(_AT_ONCE))
            visits = await asyncio.gather(*workers)
            await browser.close()
        return sorted((visit for part in visits for visit in part), key=lambda visit: visit.page)

    return asyncio.run(run())


async def _work(
    browser: Browser, queue: list[Path], site: Path, server: str, axe: Path
) -> list[Visit]:
    context = await browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)  # many pages at once on a busy machine
    await context.add_init_script(path=axe)
    page = await context.new_page()  # the same for all, because a new one takes long
    visits = []
    while queue:
        visits.append(await _visit(page, queue.pop(), site, server))
    await context.close()
    return visits


async def _visit(page: Page, file: Path, site: Path, server: str) -> Visit:
    visit = Visit(file.relative_to(site).as_posix())
    addresses: set[str] = set()
    listeners = {
        "request": lambda request: addresses.add(request.url),
        "requestfailed": lambda request: visit.failed.append(request.url),
        "response": lambda r: r.status >= 400 and visit.failed.append(r.url),
        "console": lambda message: visit.console.append(message.text),
        "pageerror": lambda error: visit.console.append(str(error)),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    await _open(page, server + visit.page, file, visit)
    for width in _WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in _RULES.items():
            await page.emulate_media(color_scheme=scheme)
            await page.evaluate(_NEXT_FRAME)
            found = await page.evaluate(_AXE, options)
            visit.violations += [f"{scheme}, {width}: {violation}" for violation in found]
    await page.goto("about:blank")
    await page.unroute_all()
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    local = {a for a in addresses if a.startswith(server)}
    visit.foreign = sorted(
        a for a in addresses - local if not a.startswith(("about:", "data:", "blob:"))
    )
    files = {site / unquote(urlsplit(address).path).lstrip("/") for address in local}
    visit.size = sum(transfer_size(f) for f in files if f.is_file() and "weights" not in f.name)
    return visit


async def _open(page: Page, address: str, file: Path, visit: Visit) -> None:
    html = file.read_text(encoding="utf-8")
    if 'http-equiv="refresh"' in html:  # stay on the page that leads elsewhere
        stays = html.replace('http-equiv="refresh"', "")
        await page.route(address, lambda route: route.fulfill(body=stays, content_type="text/html"))
    await page.set_viewport_size({"width": _WIDTHS[0], "height": 900})
    await page.goto(address)
    visit.shift = await page.evaluate(_SHIFT)
    await page.evaluate(_LOAD_EVERYTHING)
