"""Files that are written whole or not at all."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.animation import PillowWriter

import convgallery as cg
from convgallery._files import whole_file
from convgallery.figures._style import StyledAnimation

IMAGE = np.linspace(0, 1, 64).reshape(8, 8)


@pytest.fixture
def animation(close_figures):  # noqa: ARG001 - closes its figure
    """Two frames of noise."""
    figure = plt.figure(figsize=(1, 1))
    noise = np.random.default_rng(0).random((2, 64, 64))
    return StyledAnimation(figure, lambda i: [figure.figimage(noise[i])], frames=2)


def test_a_failed_write_keeps_the_earlier_file(tmp_path, assert_kept):
    def write(path):
        with whole_file(path) as partial:
            partial.write_text("new " * 1000)

    assert_kept(tmp_path / "file.txt", write)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.svg", "a.b.PDF"])
@pytest.mark.usefixtures("close_figures")
def test_so_does_a_figure(tmp_path, assert_kept, name):
    figure = cg.show_images({"gray": IMAGE})
    assert_kept(tmp_path / name, figure.savefig)


def test_and_an_animation(tmp_path, assert_kept, animation):
    assert_kept(tmp_path / "a.gif", lambda path: animation.save(path, "pillow"))


@pytest.mark.usefixtures("close_figures")
def test_figures_have_the_names_and_formats_that_matplotlib_gives_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plain, ours = plt.figure(figsize=(1, 1)), cg.show_images({"gray": IMAGE})
    calls = [("a", {}), ("b.", {}), ("c.svg", {}), ("d", {"format": "pdf"}), ("e.f.PNG", {})]
    kinds = []
    for folder, figure in ((Path("plain"), plain), (Path("ours"), ours)):
        folder.mkdir()
        for name, settings in calls:
            figure.savefig(f"{folder}/{name}", **settings)
        kinds.append({path.name: path.read_bytes()[:4] for path in folder.iterdir()})
    assert kinds[0] == kinds[1]
    assert set(kinds[0]) == {"a.png", "b.png", "c.svg", "d", "e.f.PNG"}


def test_writers_of_several_files_know_the_real_name(tmp_path, animation):
    animation.save(tmp_path / "a.html", "html")
    assert (tmp_path / "a_frames").is_dir()
    assert "a_frames" in (tmp_path / "a.html").read_text()
    animation.save(tmp_path / "a.gif", PillowWriter())
    assert (tmp_path / "a.gif").read_bytes().startswith(b"GIF")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "file").write_text("before")
    (tmp_path / "link").symlink_to("file")
    with whole_file(tmp_path / "link") as partial:
        partial.write_text("after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "after"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_stays_a_pipe(tmp_path):
    pipe, received = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    with whole_file(pipe) as target:
        target.write_text("through the pipe")
    reader.join(10)
    assert received == ["through the pipe"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["folder", "no folder/a.txt", "x" * 300])
def test_files_that_cannot_be_written_are_named(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises(OSError, match=f"could not write .*{name}: .*; check that"),
        whole_file(tmp_path / name) as partial,
    ):
        partial.write_text("content")
    assert list(tmp_path.rglob("*")) == [tmp_path / "folder"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_error_in_between_keeps_the_earlier_file(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def interrupted():
        with whole_file(path) as partial:
            partial.write_text("half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


WRITE = """
import sys
from pathlib import Path
from convgallery._files import whole_file

while True:
    for letter in "ab":
        with whole_file(Path(sys.argv[1])) as partial:
            partial.write_text(letter * 100_000)
"""


def test_a_killed_process_leaves_a_whole_file(tmp_path):
    path = tmp_path / "a.txt"
    moments = np.random.default_rng(0)
    for _ in range(5):
        path.unlink(missing_ok=True)
        with subprocess.Popen([sys.executable, "-c", WRITE, str(path)]) as process:
            while not path.exists():
                assert process.poll() is None
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
        assert path.read_text() in ("a" * 100_000, "b" * 100_000)
