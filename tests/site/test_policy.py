"""The policy blocks what it should, and nothing of the theme is lost; test_every_page.py visits all."""

import pytest

PAGE = "gallery/02_kernels/sharpen.html"
SEARCH = "search.html"

# Each tries what the policy forbids.
ATTEMPTS = {
    "script-src-elem": """
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);""",
    "script-src-attr": """
        const button = document.createElement("button");
        button.setAttribute("onclick", "window.ran = true");
        button.click();""",
    "script-src": "setTimeout(() => eval('window.ran = true'));",  # in a task of the page
    "style-src-elem": """
        const style = document.createElement("style");
        style.textContent = "body { outline: 9px solid red; }";
        document.head.append(style);""",
    "style-src-attr": "document.body.setAttribute('style', 'outline: 9px solid red');",
    "img-src": "new Image().src = 'http://192.0.2.1/';",
    "connect-src": "fetch('http://192.0.2.1/').catch(() => {});",
    "base-uri": """
        document.head.append(Object.assign(document.createElement("base"), { href: "sub/" }));""",
    "form-action": """
        const form = document.createElement("form");
        form.action = "http://192.0.2.1/";
        document.body.append(form);
        form.submit();""",
}


@pytest.fixture(params=["file", "http"])
def address(request, site, server):
    """Open pages from disk and from a server."""
    return f"{site.as_uri()}/" if request.param == "file" else server


@pytest.mark.parametrize("name", [PAGE, SEARCH])
def test_the_policy_blocks(address, open_page, name):
    page = open_page(address + name)
    for directive, attempt in ATTEMPTS.items():
        page.evaluate(f"() => {{ {attempt} }}")
        page.wait_for_function(f"() => violations.some(v => v.startsWith('{directive}: '))")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).outlineStyle") == "none"
    assert page.url == address + name
    assert len(page.evaluate("violations")) == len(ATTEMPTS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chosen_theme_is_there_at_the_first_frame(server, open_page, scheme):
    page = open_page(server + PAGE, scheme=scheme)
    page.locator(".theme-toggle:visible").click()
    chosen = page.evaluate("document.body.dataset.theme")
    assert chosen == {"light": "dark", "dark": "light"}[scheme]
    page.add_init_script(
        """window.frames_seen = [];
        const look = () => {
            if (document.body) frames_seen.push(document.body.dataset.theme);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.reload()
    page.wait_for_function("() => frames_seen.length > 5")
    assert set(page.evaluate("frames_seen")) == {chosen}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_has_the_colors_of_its_highlighting(site, open_page, scheme):
    page = open_page((site / PAGE).as_uri(), scheme=scheme)
    plain, highlighted = page.evaluate(
        """() => {
            const box = document.body.appendChild(document.createElement("div"));
            box.style.background = "var(--color-code-background)";
            box.style.color = "var(--color-code-foreground)";
            return [box, document.querySelector(".highlight")].map((element) => {
                const style = getComputedStyle(element);
                return [style.backgroundColor, style.color];
            });
        }"""
    )
    assert plain == highlighted


def test_search_form_leads_to_results(address, open_page):
    page = open_page(address + PAGE)
    page.locator(".sidebar-search").fill("emboss")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="Emboss").first.wait_for()
    assert page.evaluate("violations") == []
