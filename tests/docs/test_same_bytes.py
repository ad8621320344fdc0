"""Two builds of a site give the same bytes, wherever, whenever and however they run."""

import os

from compare_sites import differences
from small_site import SmallSite

# Those of the real site that need no more than scripts and pages
EXTENSIONS = (
    *("sphinx_gallery.gen_gallery", "answers", "cards", "descriptions", "figure_texts"),
    *("frame_player", "fresh_gallery", "image_sizes", "live", "mathml", "whole_site"),
)
PAGE = """
Page {number}
======

.. index:: padding, stride

The number :math:`{number} + 1`, :doc:`gallery/01_first/blur`.

.. kernel-lab::
"""
FILM = """
# %%
# An animation
#
# .. alt:: A window.
#
# .. caption:: It slides to the right.

from matplotlib.animation import FuncAnimation

figure = plt.figure(figsize=(1, 1))
film = FuncAnimation(figure, lambda i: figure.text(i / 3, 0.5, str(i)), 3)
"""
# Python imports it at every start, also in workers: its clock is a year ahead.
CLOCK = """
import time

AHEAD = 366 * 86_400
now, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: now() + AHEAD
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
"""


def larger_site(folder):
    """Make a site that is large enough for Sphinx to use several processes."""
    site = SmallSite(folder)
    site.write("sharpen", "conv_output_size(5, 3, padding='VALID')", FILM)
    for number in range(8):
        (folder / "docs" / f"page{number}.rst").write_text(PAGE.format(number=number))
    with (folder / "docs" / "index.rst").open("a") as index:
        index.writelines(f"   page{number}\n" for number in range(8))
    return site


def test_two_builds_give_the_same_bytes(tmp_path):
    one, other = map(larger_site, (tmp_path / "one", tmp_path / "the other one"))
    clock = tmp_path / "clock"
    clock.mkdir()
    clock.joinpath("sitecustomize.py").write_text(CLOCK)
    path = os.pathsep.join(filter(None, [str(clock), os.environ.get("PYTHONPATH")]))
    one.environment = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    other.environment = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "PYTHONPATH": path}
    one.umask, other.umask = 0o022, 0o077

    extensions = ("-D", f"extensions={','.join(EXTENSIONS)}")
    builds = [
        one.start(*extensions, "-j", "2", "-D", "gallery_workers=2"),
        other.start(*extensions, "-j", "1", "-D", "gallery_workers=1"),
    ]
    for build in builds:
        with build:
            printed, _ = build.communicate()
        assert build.returncode == 0, printed
    assert list(differences(one.html, other.html)) == []
    names = {path.name for path in one.html.rglob("*") if path.is_file()}
    assert {"searchindex.js", "objects.inv", "sharpen.zip", "sharpen.ipynb"} <= names
    assert not any(name.startswith(".") for name in names)
    # Nor does a page say where or when it was built.
    for path in one.html.rglob("*.*"):
        assert str(tmp_path).encode() not in (path.read_bytes() if path.is_file() else b"")


def test_differences_are_described(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, text in ((one, "first\nsecond 1\n"), (other, "first\nsecond 2\n")):
        (folder / "gallery").mkdir(parents=True)
        (folder / "gallery" / "page.html").write_text(text)
        (folder / "same.html").write_text("same")
    (one / "left").mkdir()
    (other / "page.zip").write_bytes(b"PK")
    assert list(differences(one, other)) == [
        f"left: only in {one}",
        f"page.zip: only in {other}",
        r"gallery/page.html: byte 13, line 2: b'1\n' and b'2\n'",
    ]
    (other / "gallery" / "page.html").write_text("first\nsecond 1\nthird")
    assert list(differences(one / "gallery", other / "gallery")) == [
        "page.html: byte 15, line 3: b'' and b'third'"
    ]
