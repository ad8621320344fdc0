"""Moving schematics, in Chromium: they play, pause, step, and keep still for those who ask."""

import pytest

PAGE = "gallery/01_convolution/sliding_window.html"


@pytest.fixture
def player(site, open_page):
    """Open the page and find its first player."""

    def opened(**options):
        page = open_page((site / PAGE).as_uri(), **options)
        found = page.locator("frame-player").first
        found.scroll_into_view_if_needed()
        return found

    return opened


def shown(player):
    """Which frames are to be seen: their numbers, from their names."""
    names = player.evaluate(
        "p => [...p.querySelectorAll('img')].filter(i => i.offsetParent).map(i => i.src)"
    )
    return [int(name[-8:-5]) for name in names]


def test_it_plays_by_itself(player):
    film = player()
    film.page.wait_for_function(
        """() => {
            const seen = window.seen ??= new Set();
            seen.add(document.querySelector("frame-player img.shown").src);
            return seen.size >= 3;
        }""",
        timeout=15_000,
    )
    assert len(shown(film)) == 1
    assert film.get_by_role("button", name="Pause").is_visible()
    assert film.page.problems == []


def test_it_keeps_still_if_the_reader_asked_for_less_motion(player):
    film = player(reduced_motion="reduce")
    film.page.wait_for_timeout(2500)
    assert shown(film) == [9]
    film.get_by_role("button", name="Play").click()
    film.page.wait_for_function(
        "() => !document.querySelector('frame-player img.shown').src.includes('_009.webp')"
    )


def test_it_stops_and_plays_when_the_reader_changes_the_setting(player):
    film = player()
    film.get_by_role("button", name="Pause").wait_for()
    film.page.emulate_media(reduced_motion="reduce")
    film.get_by_role("button", name="Play").wait_for()
    held = shown(film)
    film.page.wait_for_timeout(2500)
    assert shown(film) == held
    film.page.emulate_media(reduced_motion="no-preference")
    film.get_by_role("button", name="Pause").wait_for()
    film.page.wait_for_function(
        "held => !document.querySelector('frame-player img.shown').src.includes(held)",
        arg=f"{held[0]:03}.webp",
    )


def test_pause_holds_the_frame(player):
    film = player()
    film.get_by_role("button", name="Pause").click()
    held = shown(film)
    film.page.wait_for_timeout(2500)
    assert shown(film) == held


def test_steps_by_button_and_by_keyboard(player):
    film = player(reduced_motion="reduce")
    film.get_by_role("button", name="Step forward").click()
    assert shown(film) == [1]
    film.get_by_role("button", name="Step back").click()
    assert shown(film) == [9]
    slider = film.get_by_role("slider", name="Step")
    slider.focus()
    film.page.keyboard.press("ArrowLeft")
    assert shown(film) == [8]
    film.page.keyboard.press("Home")
    assert shown(film) == [1]
    assert film.get_by_text("1 / 9").is_visible()


def test_it_is_described(player):
    film = player()
    assert film.get_attribute("role") == "group"
    assert film.get_attribute("aria-label").startswith("A golden window")


@pytest.mark.parametrize("width", [320, 1280])
def test_frames_fit_and_keep_their_proportions(player, width):
    film = player(width=width, reduced_motion="reduce")
    image = film.locator("img.shown")
    wide, high, ratio = image.evaluate(
        "async i => { await i.decode(); return [i.width, i.height, i.naturalWidth / i.naturalHeight] }"
    )
    assert wide <= width
    assert wide / high == pytest.approx(ratio, rel=0.03)


def test_without_scripts_the_last_frame_is_shown(player):
    film = player(java_script_enabled=False)
    visible = [image for image in film.locator("img").all() if image.is_visible()]
    assert len(visible) == 1
    assert visible[0].get_attribute("src").endswith("_009.webp")
