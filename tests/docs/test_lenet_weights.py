"""The weights of LeNet that a page loads."""

import base64
import json
from types import SimpleNamespace

import lenet_weights
import numpy as np
import pytest
from sphinx.errors import ExtensionError

import convgallery as cg


@pytest.fixture(scope="module")
def digits():
    """Take a few of the digits; the network need not be good."""
    whole = cg.load_digits()
    parts = (whole.train_images, whole.train_labels, whole.test_images, whole.test_labels)
    return cg.Digits(*(part[:300] for part in parts))


@pytest.fixture(scope="module")
def trained(digits, tmp_path_factory):
    """Train for a moment: the model, and its checkpoint."""
    folder = tmp_path_factory.mktemp("lenet-run")
    model = cg.lenet_model()
    cg.train(model, digits, steps=12, checkpoint_dir=folder)
    return model, folder / "training.npz"


@pytest.fixture
def run(trained):
    return lenet_weights.read_run(trained[1])


def decoded(script):
    """Read the value that a script assigns."""
    return json.loads(script.read_text().partition(" = ")[2].removesuffix(";\n"))


def array(encoded, dtype, key="base64"):
    return np.frombuffer(base64.b64decode(encoded[key]), dtype)


def test_weights_are_rounded_to_127_steps_of_each_unit():
    weights = np.float32([[1.27, 0, -254], [-0.636, 0, 127], [0.004, 0, 1.1]])
    integers, scale = lenet_weights.quantize(weights)
    assert integers.dtype == np.int8
    np.testing.assert_array_equal(integers, [[127, 0, -127], [-64, 0, 64], [0, 0, 1]])
    np.testing.assert_allclose(scale, [0.01, 1, 2], rtol=1e-6)


def test_rounding_is_off_by_half_a_step_at_most(run):
    weights = run.weights["dense1"][0]
    rounded = lenet_weights.as_shown(run.weights)["dense1"][0]
    step = np.abs(weights).max(axis=0) / 127
    assert np.all(np.abs(rounded - weights) <= step * 0.5001)


def test_a_checkpoint_is_read_in_the_order_of_the_model(run, trained):
    variables = [np.asarray(v) for v in trained[0].trainable_variables]
    found = [array for pair in run.weights.values() for array in pair]
    assert run.steps == 12
    assert run.settings["optimizer"] == "adagrad"
    for expected, got in zip(variables, found, strict=True):
        np.testing.assert_array_equal(got, expected)


def test_logits_are_those_of_keras(run, trained, digits, monkeypatch):
    monkeypatch.setattr(lenet_weights, "_BATCH", 120)  # the last part is shorter
    expected = trained[0].predict(digits.test_images, verbose=0)
    got = lenet_weights.logits(digits.test_images, run.weights)
    np.testing.assert_allclose(got, expected, atol=1e-5)


def test_the_script_holds_the_weights(run, digits, tmp_path):
    lenet_weights.export([run], digits, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lenet_weights.js"]
    layers = decoded(tmp_path / "lenet_weights.js")["layers"]
    for name, (kernel, bias) in lenet_weights.as_shown(run.weights).items():
        encoded = layers[name]["kernel"]
        if name.startswith("conv"):
            got = array(encoded, "<f4")
        else:
            got = array(encoded, "i1").reshape(kernel.shape) * array(encoded, "<f4", "scale")
        np.testing.assert_array_equal(got.reshape(encoded["shape"]), kernel)
        np.testing.assert_array_equal(array(layers[name]["bias"], "<f4"), bias)


def test_the_accuracy_is_that_of_the_rounded_weights(run, digits, tmp_path):
    lenet_weights.export([run], digits, tmp_path)
    model = cg.lenet_model()
    shown = lenet_weights.as_shown(run.weights)
    for variable, weights in zip(
        model.trainable_variables, [w for pair in shown.values() for w in pair], strict=True
    ):
        variable.assign(weights)
    classes = model.predict(digits.test_images, verbose=0).argmax(axis=1)
    network = decoded(tmp_path / "lenet_weights.js")
    assert network["snapshots"] == [
        {"step": 12, "correct": int(np.sum(classes == digits.test_labels))}
    ]
    assert (network["step"], network["tests"]) == (12, 300)


def test_one_test_digit_of_each_class_comes_along(run, digits, tmp_path):
    lenet_weights.export([run], digits, tmp_path)
    encoded = decoded(tmp_path / "lenet_weights.js")["digits"]
    for label, text in enumerate(encoded):
        first = digits.test_images[digits.test_labels == label][0]
        got = array({"base64": text}, "u1") / 255
        np.testing.assert_allclose(got.reshape(28, 28, 1), first, atol=1e-6)
    assert len(encoded) == 10


def test_colors_run_from_blue_over_white_to_red(run, digits, tmp_path):
    lenet_weights.export([run], digits, tmp_path)
    colors = np.array(decoded(tmp_path / "lenet_weights.js")["colors"])
    assert colors.shape == (51, 3)
    assert colors[25].min() > 240
    assert colors[0].argmax() == 2
    assert colors[-1].argmax() == 0


def test_snapshots_are_weights_that_the_run_had(run, digits, tmp_path):
    runs = lenet_weights.earlier_runs(run, digits)
    assert [snapshot.steps for snapshot in runs] == [1, 10]
    model = cg.lenet_model()
    cg.train(model, digits, steps=10)
    expected = [np.asarray(variable) for variable in model.trainable_variables]
    got = [array for pair in runs[1].weights.values() for array in pair]
    for a, b in zip(expected, got, strict=True):
        np.testing.assert_array_equal(a, b)
    lenet_weights.export([*runs, run], digits, tmp_path)
    script = tmp_path / "lenet_weights_10.js"
    assert "(convgallery.lenetSnapshots ??= {})[10] = " in script.read_text()
    weights = array(decoded(script)["conv2"]["kernel"], "<f4")
    np.testing.assert_array_equal(weights, runs[1].weights["conv2"][0].ravel())


def test_snapshots_of_another_training_are_refused(run, digits):
    other = run._replace(settings={**run.settings, "learning_rate": 0.5})
    with pytest.raises(ExtensionError, match=r"must train LeNet with the settings .* got"):
        lenet_weights.earlier_runs(other, digits)


def unlucky(run, steps):
    """Weights of which rounding loses all but the first, so that every class becomes 0."""
    conv1, conv2, dense1, (kernel, bias) = run.weights.values()
    kernel = kernel * 1e-6
    kernel[0] = 1
    return run._replace(
        steps=steps,
        weights=dict(zip(run.weights, (conv1, conv2, dense1, (kernel, bias * 0)), strict=True)),
    )


def test_too_many_changed_classes_stop_the_build(run, digits):
    with pytest.raises(ExtensionError, match=r"at least 99\.5% of the test digits .* got \d"):
        lenet_weights.check_agreement(unlucky(run, 300), digits.test_images)


def test_a_short_run_may_change_classes(run, digits):
    lenet_weights.check_agreement(unlucky(run, 299), digits.test_images)


def test_few_changed_classes_are_allowed(run, digits):
    lenet_weights.check_agreement(run._replace(steps=300), digits.test_images[:1])


def work(trained, tmp_path, inputs):
    """Tell what is to be done for a network."""
    return lenet_weights.jobs(trained[1], tmp_path, inputs, "training")


def test_what_has_not_changed_is_not_exported_again(trained, tmp_path, monkeypatch):
    monkeypatch.setattr(lenet_weights, "earlier_runs", lambda *_: [])
    (job,) = work(trained, tmp_path, "inputs")
    assert job.needs == "training"
    job.function(*job.arguments)
    folder = tmp_path / "lenet_weights"
    assert [path.name for path in folder.iterdir()] == ["lenet_weights.js"]
    assert work(trained, tmp_path, "inputs") == []
    assert len(work(trained, tmp_path, "other inputs")) == 1
    (folder / "lenet_weights.js").write_text("half a scr")
    assert len(work(trained, tmp_path, "inputs")) == 1


@pytest.fixture
def app(tmp_path):
    return SimpleNamespace(
        builder=SimpleNamespace(format="html"),
        config=SimpleNamespace(sphinx_gallery_conf={"gallery_dirs": "gallery"}),
        srcdir=tmp_path,
        outdir=tmp_path / "html",
    )


def test_the_site_has_the_scripts_of_this_build_alone(app, tmp_path):
    site = app.outdir / "_static" / "live"
    site.mkdir(parents=True)
    (site / "lenet_weights_7.js").write_text("of an earlier build")
    lenet_weights._copy_to_site(app)
    assert list(site.iterdir()) == []
    folder = tmp_path / "gallery" / "lenet_weights"
    folder.mkdir(parents=True)
    (folder / "lenet_weights.js").write_text("weights")
    lenet_weights._copy_to_site(app)
    assert [path.name for path in site.iterdir()] == ["lenet_weights.js"]


def test_other_formats_need_no_weights(app):
    app.builder.format = "latex"
    lenet_weights._copy_to_site(app)
    assert not app.outdir.exists()
