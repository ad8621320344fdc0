"""How a script's figures reach its page."""

from io import BytesIO

import figures
import matplotlib.pyplot as plt
import numpy as np
import pytest
from figures import scrape
from matplotlib.animation import FuncAnimation
from PIL import Image
from sphinx.errors import ExtensionError
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

ALT = "Two pixels, black and white."
CAPTION = "The right one is brighter."


@pytest.fixture
def scraped(tmp_path):
    """Scrape what is open, as sphinx-gallery does after each block of a script."""
    paths = (str(tmp_path / "images" / f"figure_{number:03}.png") for number in range(1, 9))
    (tmp_path / "images").mkdir()
    plt.close("all")

    def scraped(*alts, more="", **example_globals):
        text = "".join(
            f"#\n# .. alt:: {alt}\n#\n# .. caption:: {CAPTION}\n" for alt in alts or [ALT]
        )
        text += f"#\n# {more}\n"
        script = tmp_path / "sharpen.py"
        script.write_text(f'"""\nSharpen\n=======\n"""\n\n# %%\n# Text.\n{text}\nx = 1\n')
        _, blocks = split_code_and_text_blocks(str(script))
        block_vars = {"src_file": str(script), "image_path_iterator": paths}
        block_vars["example_globals"] = example_globals
        return scrape(
            blocks[-1], block_vars, {"src_dir": str(tmp_path), "thumbnail_size": (640, 358)}
        )

    yield scraped
    plt.close("all")


def draw():
    figure, axes = plt.subplots(figsize=(4, 2), dpi=100)
    axes.imshow([[0, 1]])
    return figure


def saved(figure, dpi, **options):
    """The figure as Matplotlib saves it."""
    file = BytesIO()
    figure.savefig(file, dpi=dpi, **options)
    return pixels(file)


def pixels(file):
    with Image.open(file) as picture:
        return np.asarray(picture.convert("RGB"), int)


def test_figures_become_pictures_with_their_alt_text(scraped):
    draw()
    draw()
    rst = scraped("Two pixels,\n#    black and white.", "Two more.")
    assert rst.count(".. figure:: ") == 2
    assert ".. figure:: /images/figure_001.webp\n" in rst
    assert rst.count(f"\n\n   {CAPTION}\n") == 2
    assert "   :alt: Two pixels, black and white.\n" in rst
    assert "   :alt: Two more.\n" in rst
    assert "   :width: 400\n   :height: 200\n" in rst
    assert not plt.get_fignums()


def test_pictures_are_what_matplotlib_saves(tmp_path, scraped):
    figure = draw()
    expected = {name: saved(figure, dpi) for name, dpi in {"": 182, "_2x": 364}.items()}
    scraped()
    for name, drawn in expected.items():
        assert (pixels(tmp_path / "images" / f"figure_001{name}.webp") == drawn).all()
    assert expected[""].shape == (364, 728, 3)


def test_heavy_pictures_are_without_loss_only_on_dense_screens(tmp_path, scraped):
    figure = plt.figure(figsize=(4, 2))
    noise = np.random.default_rng(0).normal(0.5, 0.1, (364, 728))
    figure.add_axes((0, 0, 1, 1)).imshow(noise, aspect="auto", cmap="gray", vmin=0, vmax=1)
    expected = {"": saved(figure, 182), "_2x": saved(figure, 364)}
    scraped()
    usual, dense = (tmp_path / "images" / f"figure_001{name}.webp" for name in expected)
    assert (pixels(dense) == expected["_2x"]).all()
    assert dense.stat().st_size > 2 * usual.stat().st_size
    assert np.abs(pixels(usual).mean(axis=2) - expected[""].mean(axis=2)).mean() < 6


def test_frames_are_what_matplotlib_saves(tmp_path, scraped):
    animation = film()
    scraped(animation=animation)
    for frame in range(3):
        animation._func(frame)
        frame_pixels = pixels(tmp_path / "images" / f"figure_001{suffix(frame)}.webp")
        assert abs(frame_pixels - saved(animation._fig, 182)).max() <= 8  # 64 colors are kept
    card = pixels(tmp_path / "images" / "figure_001.jpg")
    animation._func(0)
    first = saved(animation._fig, 182)[:, 182:546]
    assert abs(card.mean() - first.mean()) < 2


def test_thumbnail_is_the_first_panel_alone(tmp_path, scraped):
    figure = draw()
    figure.canvas.draw()
    panel = figure.axes[0].get_window_extent().transformed(figure.dpi_scale_trans.inverted())
    expected = saved(figure, 364, bbox_inches=panel)
    scraped()
    with Image.open(tmp_path / "images" / "figure_001.jpg") as card:
        width, height = card.size
        assert width / height == pytest.approx(2, abs=0.05)
        assert card.convert("L").getpixel((width // 4, height // 2)) < 90
        assert card.convert("L").getpixel((3 * width // 4, height // 2)) > 150
    cropped = pixels(tmp_path / "images" / "figure_001.jpg")
    rows, columns = map(min, cropped.shape[:2], expected.shape[:2])  # rounded either way
    assert rows > 0.99 * len(cropped)
    assert np.abs(cropped[:rows, :columns] - expected[:rows, :columns]).mean() < 4


def test_thumbnail_of_a_tall_panel_is_its_top(tmp_path, scraped):
    figure = plt.figure(figsize=(2, 6))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow([[0], [1], [1]], aspect="auto")
    scraped()
    with Image.open(tmp_path / "images" / "figure_001.jpg") as card:
        assert card.width == pytest.approx(card.height, abs=2)
        assert np.asarray(card.convert("L"))[20:-20, 20:-20].max() < 90


def three_panels():
    """Black, gray and white, with a color bar that is no panel."""
    figure, panels = plt.subplots(1, 3, figsize=(6, 2), dpi=100)
    for axes, shade in zip(panels, (0, 0.5, 1), strict=True):
        image = axes.imshow(np.full((4, 4), shade), vmin=0, vmax=1, cmap="gray")
    figure.colorbar(image, ax=panels[0])


@pytest.mark.parametrize(("panels", "left", "right"), [("1 3", 0, 255), ("2", 128, 128)])
def test_thumbnail_joins_halves_of_panels(tmp_path, scraped, panels, left, right):
    draw()
    three_panels()
    scraped("One.", "Two.", more=f".. thumbnail:: {panels}")
    shades = pixels(tmp_path / "images" / "figure_001.jpg").mean(axis=2)
    width = shades.shape[1]
    assert abs(shades[20:-20, 20 : width // 2 - 20] - left).max() < 8
    assert abs(shades[20:-20, width // 2 + 20 : -20] - right).max() < 8


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (".. thumbnail:: 1 2", "a panel of its figure, got 2 of 1"),
        (".. thumbnail:: 0", "one or two panels, got '0'"),
        (".. thumbnail:: 1 2 3", "one or two panels, got '1 2 3'"),
        (".. caption:: One more.", "an alt text and a caption, got 1 and 2"),
    ],
)
def test_texts_fit_the_figure(scraped, more, message):
    draw()
    with pytest.raises(ExtensionError, match=rf"sharpen\.py:\d+: .*{message}"):
        scraped(more=more)


@pytest.mark.parametrize(("alts", "count"), [(["One."], 1), (["One.", "Two.", "Three."], 3)])
def test_every_figure_has_an_alt_text(scraped, alts, count):
    draw()
    draw()
    message = rf"sharpen\.py:\d+: a code block draws 2 figures, but .* {count} alt texts"
    with pytest.raises(ExtensionError, match=message):
        scraped(*alts)
    assert scraped() == "", "what is left would be blamed on the next script"


def suffix(frame):
    """What the names of frames but the first end in."""
    return f"_00{frame + 1}" if frame else ""


def film(frames=3):
    figure, axes = plt.subplots(figsize=(4, 2), dpi=100)
    image = axes.imshow([[0.0]], vmin=0, vmax=frames)
    axes.set_position((0, 0, 1, 1))
    return FuncAnimation(figure, lambda frame: image.set_data([[frame]]), frames, interval=70)


def test_animations_become_frames(tmp_path, scraped):
    draw()
    rst = scraped("Two pixels.", "A square grows brighter.", other=3, animation=film())
    assert rst.count(".. figure:: ") == rst.count(".. frame-player::") == 1
    assert f"   :alt: A square grows brighter.\n   :caption: {CAPTION}\n   :interval: 70\n" in rst
    assert "   :width: 400\n   :height: 200\n" in rst
    shades = []
    for frame in range(3):
        name = f"figure_002{suffix(frame)}.webp"
        assert f"   /images/{name}\n" in rst
        with Image.open(tmp_path / "images" / name) as picture:
            assert picture.size == (728, 364)
            shades.append(np.asarray(picture.convert("L"))[182, 364])
    assert shades[0] < shades[1] < shades[2]
    assert not plt.get_fignums()


def test_heavy_animation_is_an_error(scraped, monkeypatch):
    monkeypatch.setattr(figures, "_HEAVIEST", 100)
    with pytest.raises(
        ExtensionError, match=r"sharpen\.py:\d+: an animation must have at most 100 bytes"
    ):
        scraped(animation=film())


def test_thumbnails_are_packed_for_both_kinds_of_screens(tmp_path):
    large = tmp_path / "images" / "thumb" / "sphx_glr_blur_thumb.jpg"
    large.parent.mkdir(parents=True)
    Image.linear_gradient("L").resize((640, 358)).save(large)
    before = pixels(large)
    figures.pack_thumbnail(tmp_path / "blur.py")
    assert sorted(path.name for path in large.parent.iterdir()) == [
        "sphx_glr_blur_thumb.webp",
        "sphx_glr_blur_thumb_2x.webp",
    ]
    usual, dense = (
        pixels(large.with_suffix(".webp")),
        pixels(large.with_name(f"{large.stem}_2x.webp")),
    )
    assert usual.shape == (179, 320, 3)
    assert abs(dense - before).mean() < 2
    assert abs(usual - before[::2, ::2]).mean() < 2
