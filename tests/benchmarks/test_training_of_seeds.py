"""The script that repeats trainings with several seeds."""

import json

import numpy as np
import pytest
import seeds

import convgallery as cg


def short(_seed=0):
    whole = cg.load_digits()
    part = slice(40)
    return cg.Digits(
        whole.train_images[part],
        whole.train_labels[part],
        whole.test_images[part],
        whole.test_labels[part],
    )


def quick(then=""):
    settings = {"steps": 2, "batch_size": 20}
    return seeds.Training("a page", "a variant", settings, digits=short, then=then)


def test_every_seed_trains_a_network_of_its_own(monkeypatch):
    used = []

    def train(model, digits, *, seed, steps, **_settings):
        used.append((seed, steps, len(digits.train_images), model.get_weights()[0].tobytes()))

    monkeypatch.setattr(cg, "train", train)
    first, second = seeds.measure(quick(then="trained on"))
    assert [call[:3] for call in used[:2]] == [(0, 2, 40), (0, 300, 200)]
    assert [call[0] for call in used[::2]] == list(seeds.SEEDS)
    assert len({call[3] for call in used}) == len(seeds.SEEDS)
    assert (first["variant"], second["variant"]) == ("a variant", "trained on")
    for result in (first, second):
        assert {len(values) for values in result["accuracies"].values()} == {len(seeds.SEEDS)}


def test_changed_digits_are_those_of_their_names():
    images = short().test_images
    changed = seeds.changed(images)
    assert np.array_equal(changed["test"], images)
    assert np.array_equal(changed["shift 3"][:, :, 3:], images[:, :, :-3])
    assert np.allclose(changed["blur 2"].sum(), images.sum(), rtol=0.01)
    assert changed["blur 2"].max() < 0.8
    assert np.std(changed["noise 0.3"] - images) > 0.1


def test_the_file_is_written_whole_or_not_at_all(monkeypatch, tmp_path, capsys):
    path = tmp_path / "seeds.json"
    path.write_text("before")

    def _failing():
        yield quick()
        raise OSError("interrupted")

    monkeypatch.setattr(seeds, "SEEDS", range(1))
    monkeypatch.setattr(seeds, "trainings", _failing)
    with pytest.raises(OSError, match="interrupted"):
        seeds.main(["--json", str(path)])
    assert path.read_text() == "before"
    monkeypatch.setattr(seeds, "trainings", lambda: [quick()])
    seeds.main(["--json", str(path)])
    report = json.loads(path.read_text())
    assert report["seeds"] == [0]
    (result,) = report["results"]
    assert result["settings"] == {"steps": 2, "batch_size": 20}
    assert result["parameters"] == 313_040
    assert [file.name for file in tmp_path.iterdir()] == ["seeds.json"]
    assert "a variant" in capsys.readouterr().out
