"""Where a progress bar is drawn, and where it stays silent."""

import io
import sys

import pytest

from convgallery.training._progress_bar import progress_bar


class Writer:
    """All that some programs put in the place of stdout."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def no_notebook(monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)


@pytest.mark.parametrize("stream", [None, Writer(), io.StringIO()])
@pytest.mark.parametrize("show", [True, False])
def test_silent_where_nothing_can_be_redrawn(monkeypatch, stream, show):
    monkeypatch.setattr(sys, "stdout", stream)
    progress_bar(2, show).update(2, [("loss", 1.0)])
    assert (
        stream is None or (stream.text if isinstance(stream, Writer) else stream.getvalue()) == ""
    )


@pytest.mark.parametrize("show", [True, False])
def test_drawn_in_a_terminal(monkeypatch, show):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    progress_bar(2, show).update(2, [("loss", 1.5)])
    assert ("loss: 1.5" in terminal.getvalue()) is show


def test_drawn_in_a_notebook(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    monkeypatch.setattr(sys, "stdout", None)
    assert progress_bar(2, show=False).verbose == 0
    monkeypatch.setattr(sys, "stdout", Writer())
    assert progress_bar(2, show=True).verbose == 1
