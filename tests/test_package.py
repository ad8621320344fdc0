"""The table of contents: what it offers, and how little it loads."""

import subprocess
import sys

import pytest

import convgallery


def test_every_public_name_loads():
    assert "convolve" in convgallery.__all__
    for name in convgallery.__all__:
        assert getattr(convgallery, name) is getattr(convgallery, name)
        assert name in dir(convgallery)


def test_unknown_name():
    with pytest.raises(AttributeError, match="No convgallery attribute convolv"):
        _ = convgallery.convolv


@pytest.mark.parametrize(
    "use", ["", "; cg.kernels.SHARPEN; cg.sample_image()"], ids=["import", "kernels and images"]
)
def test_import_is_light(use):
    code = f"import convgallery as cg{use}; import sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {module.split(".")[0] for module in run.stdout.split()}
    assert "convgallery" in loaded
    assert not loaded & {"tensorflow", "keras", "matplotlib"}
