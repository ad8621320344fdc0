"""What readers' machines have: other locales, home folders and ways to start Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Python and TensorFlow themselves do not start from a folder like "my pagés" with an ASCII locale.
IN_ASCII_FOLDER = pytest.mark.skipif(
    not f"{sys.prefix}{Path(__file__)}".isascii(), reason="installed in a folder with accents"
)
USE = """
import convgallery as cg

result = cg.convolve(cg.sample_image(), cg.kernels.SHARPEN, rgb=False)
cg.show_shapes(result)
print(cg.kernels.SHARPEN)
cg.show_image_ops(result, kernel=True).savefig("figure.png")
cg.train(cg.lenet_model(), cg.load_digits(), steps=2, checkpoint_dir="run", log_dir="log")
"""


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        pytest.param(
            *([], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
            marks=IN_ASCII_FOLDER,
        ),
        ([], {"HOME": "/proc/nowhere", "USERPROFILE": "/proc/nowhere"}),
        (["-O", "-W", "error"], {}),
    ],
    ids=["ASCII locale", "no home folder", "-O -W error"],
)
def test_everything_works(tmp_path, options, environment):
    folder = tmp_path / "my pagés"
    folder.mkdir()
    run = subprocess.run(
        [sys.executable, *options, "-c", USE],
        cwd=folder,
        env={**os.environ, "MPLBACKEND": "agg", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "max_pool_op filters (shape (1, 15, 27, 1))" in run.stdout
    assert {path.name for path in folder.iterdir()} == {"figure.png", "run", "log"}
