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


@pytest.fixture
def scraped(tmp_path):
    """Scrape what is open, as sphinx-gallery does after each block of a script."""
    paths = (str(tmp_path / "images" / f"figure_{number}.png") for number in range(1, 9))
    (tmp_path / "images").mkdir()
    plt.close("all")

    def scraped(*alts, **example_globals):
        text = "".join(f"#\n# .. alt:: {alt}\n" for alt in alts or [ALT])
        script = tmp_path / "sharpen.py"
        script.write_text(f'"""\nSharpen\n=======\n"""\n\n# %%\n# Text.\n{text}\nx = 1\n')
        _, blocks = split_code_and_text_blocks(str(script))
        block_vars = {"src_file": str(script), "image_path_iterator": paths}
        block_vars["example_globals"] = example_globals
        return scrape(blocks[-1], block_vars, {"src_dir": str(tmp_path)})

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


def test_figures_become_pictures_with_their_alt_text(tmp_path, scraped):
    draw()
    draw()
    rst = scraped("Two pixels,\n#    black and white.", "Two more.")
    assert rst.count(".. image:: ") == 2
    assert ".. image:: /images/figure_1.webp\n" in rst
    assert "   :alt: Two pixels, black and white.\n" in rst
    assert "   :alt: Two more.\n" in rst
    assert "   :width: 400\n   :height: 200\n" in rst
    with Image.open(tmp_path / "images" / "figure_2.webp") as picture:
        assert picture.size == (800, 400)
    assert not plt.get_fignums()


def test_pictures_are_what_matplotlib_saves(tmp_path, scraped):
    expected = saved(draw(), 200)
    scraped()
    assert (pixels(tmp_path / "images" / "figure_1.webp") == expected).all()


def test_frames_are_what_matplotlib_saves(tmp_path, scraped):
    animation = film()
    scraped(animation=animation)
    for frame in range(3):
        animation._func(frame)
        frame_pixels = pixels(tmp_path / "images" / f"figure_1_00{frame + 1}.webp")
        assert abs(frame_pixels - saved(animation._fig, 150)).max() <= 8  # 64 colors are kept
    card = pixels(tmp_path / "images" / "figure_1.jpg")
    animation._func(0)
    first = saved(animation._fig, 150)[:, 150:450]
    assert abs(card.mean() - first.mean()) < 2


def test_thumbnail_is_the_first_panel_alone(tmp_path, scraped):
    figure = draw()
    figure.canvas.draw()
    panel = figure.axes[0].get_window_extent().transformed(figure.dpi_scale_trans.inverted())
    expected = saved(figure, 200, bbox_inches=panel)
    scraped()
    with Image.open(tmp_path / "images" / "figure_1.jpg") as card:
        width, height = card.size
        assert width / height == pytest.approx(2, abs=0.05)
        assert card.convert("L").getpixel((width // 4, height // 2)) < 90
        assert card.convert("L").getpixel((3 * width // 4, height // 2)) > 150
    assert np.abs(pixels(tmp_path / "images" / "figure_1.jpg") - expected).mean() < 4


def test_thumbnail_of_a_tall_panel_is_its_top(tmp_path, scraped):
    figure = plt.figure(figsize=(2, 6))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow([[0], [1], [1]], aspect="auto")
    scraped()
    with Image.open(tmp_path / "images" / "figure_1.jpg") as card:
        assert card.width == pytest.approx(card.height, abs=2)
        assert np.asarray(card.convert("L"))[20:-20, 20:-20].max() < 90


@pytest.mark.parametrize(
    ("alts", "count"), [(["One."], 1), (["One.", "Two.", "Three."], 3), ([" ", "Two."], 1)]
)
def test_every_figure_has_an_alt_text(scraped, alts, count):
    draw()
    draw()
    message = rf"sharpen\.py:\d+: a block of code draws 2 figures, and {count} alt texts"
    with pytest.raises(ExtensionError, match=message):
        scraped(*alts)
    assert scraped() == "", "what is left would be blamed on the next script"


def film(frames=3):
    figure, axes = plt.subplots(figsize=(4, 2), dpi=100)
    image = axes.imshow([[0.0]], vmin=0, vmax=frames)
    axes.set_position((0, 0, 1, 1))
    return FuncAnimation(figure, lambda frame: image.set_data([[frame]]), frames, interval=70)


def test_animations_become_frames(tmp_path, scraped):
    draw()
    rst = scraped("Two pixels.", "A square grows brighter.", other=3, animation=film())
    assert rst.count(".. image:: ") == rst.count(".. frame-player::") == 1
    assert "   :alt: A square grows brighter.\n   :interval: 70\n" in rst
    assert "   :width: 400\n   :height: 200\n" in rst
    shades = []
    for frame in (1, 2, 3):
        assert f"   /images/figure_2_00{frame}.webp\n" in rst
        with Image.open(tmp_path / "images" / f"figure_2_00{frame}.webp") as picture:
            assert picture.size == (600, 300)
            shades.append(np.asarray(picture.convert("L"))[150, 300])
    assert shades[0] < shades[1] < shades[2]
    assert (tmp_path / "images" / "figure_2.jpg").is_file()
    assert not plt.get_fignums()


def test_heavy_animation_is_an_error(scraped, monkeypatch):
    monkeypatch.setattr(figures, "_HEAVIEST", 100)
    with pytest.raises(ExtensionError, match=r"sharpen\.py:\d+: an animation may weigh 100 bytes"):
        scraped(animation=film())
