"""When the scripts run again."""

from types import SimpleNamespace

import fresh_gallery
import keras
import pytest


@pytest.fixture
def app(tmp_path):
    (tmp_path / "docs" / "gallery").mkdir(parents=True)
    settings = {"gallery_dirs": "gallery", "examples_dirs": "../gallery"}
    config = SimpleNamespace(sphinx_gallery_conf=settings)
    return SimpleNamespace(srcdir=tmp_path / "docs", config=config)


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


@pytest.mark.parametrize("name", ["CONVGALLERY_STEPS", "CONVGALLERY_MNIST"])
def test_a_changed_setting_runs_all(app, monkeypatch, name):
    monkeypatch.delenv(name, raising=False)
    fresh_gallery._remember(app, None)
    assert not stale(app)
    monkeypatch.setenv(name, "20")
    assert stale(app)


def test_stale_networks_are_removed(app, tmp_path):
    kept = tmp_path / "gallery" / "04_lenet" / "training.py"
    trained = tmp_path / "gallery" / "04_lenet" / "lenet-run" / "training.npz"
    trained.parent.mkdir(parents=True)
    kept.touch()
    trained.touch()
    fresh_gallery._remember(app, None)
    assert not stale(app)
    assert trained.exists()
    fresh_gallery._stamp(app).unlink()
    assert stale(app)
    assert not trained.parent.exists()
    assert kept.exists()


def test_layers_are_numbered_from_the_start():
    names = []
    for _ in range(2):
        fresh_gallery.forget_layers({}, None)
        names.append([keras.layers.Conv2D(4, 5).name for _ in range(2)])
    assert names == [["conv2d", "conv2d_1"]] * 2
