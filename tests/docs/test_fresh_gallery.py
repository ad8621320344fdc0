"""When the scripts run again."""

from types import SimpleNamespace

import fresh_gallery
import pytest


@pytest.fixture
def app(tmp_path):
    (tmp_path / "gallery").mkdir()
    config = SimpleNamespace(sphinx_gallery_conf={"gallery_dirs": "gallery"})
    return SimpleNamespace(srcdir=tmp_path, config=config)


def stale(app):
    fresh_gallery._compare(app, app.config)
    return app.config.sphinx_gallery_conf["run_stale_examples"]


def test_first_build_runs_all(app):
    assert stale(app)


def test_a_build_that_succeeded_is_remembered(app):
    fresh_gallery._remember(app, None)
    assert not stale(app)


def test_a_build_that_failed_is_not(app):
    fresh_gallery._remember(app, RuntimeError())
    assert stale(app)


def test_a_changed_package_runs_all(app, tmp_path, monkeypatch):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("one = 1")
    monkeypatch.setattr(fresh_gallery.convgallery, "__file__", str(package / "__init__.py"))
    fresh_gallery._remember(app, None)
    assert not stale(app)
    (package / "__init__.py").write_text("one = 2")
    assert stale(app)
