"""Readers' settings of Keras and TensorFlow: they change nothing, or are refused in plain words."""

import json
import os
import subprocess
import sys

import pytest

from convgallery import _backend

USE = """
import convgallery as cg
model = cg.lenet_model()
assert model.count_params() == 313_040
every = cg.load_digits()
few = [array[:200] for array in vars(every).values()]  # 16-bit arithmetic is slow on a processor
history = cg.train(model, cg.Digits(*few), steps=4, batch_size=100)
assert 2.29 < history.loss[0] < 2.32  # log(10)
assert history.loss[3] < history.loss[0] - 0.05
cg.plot_loss(history)
print("trained")
"""
BACKEND_NEEDED = "RuntimeError: convgallery needs Keras with its TensorFlow backend"


def run(code, **environment):
    """Run Python on some code; return what it printed and its errors."""
    process = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MPLBACKEND": "agg", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return process.stdout, process.stderr


@pytest.mark.parametrize(
    "setting",
    [
        "import keras; keras.config.set_image_data_format('channels_first')",
        "import keras; keras.config.set_floatx('float16')",
        "import keras; keras.mixed_precision.set_global_policy('mixed_float16')",
        "import tensorflow as tf; tf.config.run_functions_eagerly(True)",
    ],
    ids=["channels first", "float16", "mixed_float16", "functions run eagerly"],
)
def test_settings_that_work(setting):
    out, errors = run(f"{setting}\n{USE}")
    assert out == "trained\n", errors


def test_channels_first_in_keras_json(tmp_path):
    settings = {"image_data_format": "channels_first", "backend": "tensorflow"}
    (tmp_path / "keras.json").write_text(json.dumps(settings))
    code = "import keras; assert keras.config.image_data_format() == 'channels_first'\n" + USE
    out, errors = run(code, KERAS_HOME=str(tmp_path))
    assert out == "trained\n", errors


def test_alexnet_with_channels_first():
    code = """if True:
        import keras, convgallery as cg
        keras.config.set_image_data_format("channels_first")
        for variant in ("tutorial", "paper"):
            print(cg.alexnet_model(variant).count_params())
    """
    out, errors = run(code)
    assert out.split() == ["41416834", "62378344"], errors


@pytest.mark.parametrize("call", ["disable_v2_behavior", "disable_eager_execution"])
def test_eager_execution_is_needed(call):
    code = f"""if True:
        import keras, tensorflow as tf
        tf.compat.v1.{call}()
        import convgallery as cg
        for use in (
            lambda: cg.convolve([[[[0]]], [[[1]]]], [[1]]),
            lambda: cg.lenet_model(),
            lambda: cg.alexnet_model(),
            lambda: cg.dense_layer(keras.Input((4,)), 2),
            lambda: cg.train(keras.Sequential(), cg.load_digits()),
        ):
            try:
                use()
            except RuntimeError as error:
                print(error)
    """
    messages, errors = run(code)
    assert messages.count("TensorFlow's eager execution is off") == 5, errors
    assert messages.count("remove calls of tf.compat.v1.disable_v2_behavior()") == 5


@pytest.mark.parametrize("backend", ["torch", "jax"])
def test_another_backend_is_refused(backend):
    code = """if True:
        import convgallery as cg
        for name in ("lenet_model", "train", "plot_filters", "plot_feature_maps"):
            try:
                getattr(cg, name)
            except RuntimeError as error:
                print(error)
    """
    out, errors = run(code, KERAS_BACKEND=backend)
    assert len(out.splitlines()) == 4, errors
    for message in out.splitlines():
        assert BACKEND_NEEDED.endswith(message.split(":")[0])
        assert "KERAS_BACKEND to 'tensorflow'" in message
        assert message.endswith(f"got the backend {backend!r}")


def test_another_backend_in_keras_json(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "jax"}')
    code = "import convgallery as cg; print(cg.lenet_model.__name__)"
    _, errors = run(code, KERAS_HOME=str(tmp_path), KERAS_BACKEND="")
    assert BACKEND_NEEDED in errors
    out, errors = run(code, KERAS_HOME=str(tmp_path), KERAS_BACKEND="tensorflow")
    assert out == "lenet_model\n", errors


def test_another_backend_of_an_imported_keras():
    code = """if True:
        import sys, types
        config = types.SimpleNamespace(backend=lambda: "torch")
        sys.modules["keras"] = types.SimpleNamespace(config=config)
        import convgallery as cg
        cg.lenet_model
    """
    _, errors = run(code)
    assert BACKEND_NEEDED in errors


def test_convolutions_need_no_keras():
    code = """if True:
        import convgallery as cg
        print(cg.convolve(cg.sample_image(), cg.kernels.SHARPEN).conv.shape)
    """
    assert run(code, KERAS_BACKEND="torch")[0] == "(1, 45, 80, 3)\n"


@pytest.mark.parametrize("content", [None, "{", "{}", '{"floatx": "float32"}'])
def test_tensorflow_is_the_default(monkeypatch, tmp_path, content):
    monkeypatch.delitem(sys.modules, "keras", raising=False)
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    if content is not None:
        (tmp_path / "keras.json").write_text(content)
    assert _backend._keras_backend() == "tensorflow"
