"""The benchmarks: who takes part computes the same, and the ratios are those of their times."""

import json
import sys
from dataclasses import replace

import gimp_filter
import memory
import numpy as np
import pipeline
import pytest
import run
from timing import OURS, Result, summarize, take_turns

CASE = pipeline.Case(60, 90, contestants=(OURS, "TensorFlow", "SciPy", "Pillow"))


def test_contestants_take_turns():
    calls = []
    seconds = take_turns({name: lambda name=name: calls.append(name) for name in "abc"}, rounds=20)
    rounds = ["".join(calls[start : start + 3]) for start in range(0, len(calls), 3)]
    assert rounds[0] == "abc"  # they warm up
    assert len(rounds) == 21
    assert {"".join(sorted(order)) for order in rounds} == {"abc"}
    assert len(set(rounds)) == 6  # every order
    assert {name: len(times) for name, times in seconds.items()} == {"a": 20, "b": 20, "c": 20}


def test_ratios_are_medians_of_the_rounds():
    result = summarize("pipeline", "case", {OURS: [1.0, 2.0, 9.0], "SciPy": [4.0, 4.0, 10.0]})
    assert result.values == {OURS: 2, "SciPy": 4}
    assert result.ratios == {"SciPy": 0.5}


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("kernel", [3, 5, 9])
def test_contestants_of_the_pipeline_agree(channels, count, kernel):
    case = replace(CASE, channels=channels, count=count, kernel=kernel)
    contestants = pipeline.prepare(case)
    assert ("Pillow" in contestants) == (kernel < 9)
    shapes = {tuple(step.shape for step in contestant()) for contestant in contestants.values()}
    assert len(shapes) == 1


def test_a_contestant_that_computes_something_else_is_refused(monkeypatch):
    def flipped(batch, kernel):
        return pipeline.scipy(batch, kernel[::-1])

    monkeypatch.setitem(pipeline.SETUPS, "SciPy", flipped)
    with pytest.raises(ValueError, match="SciPy differs"):
        pipeline.prepare(CASE)


@pytest.mark.parametrize("module", ["cv2", "torch", "skimage"])
def test_contestants_that_only_benchmarks_install_agree(module):
    pytest.importorskip(module)
    name = {"cv2": "OpenCV", "torch": "PyTorch", "skimage": "scikit-image"}[module]
    contestants = pipeline.prepare(replace(CASE, channels=3, count=2, contestants=(OURS, name)))
    assert len(contestants[name]()) == 4


@pytest.mark.parametrize("size", [3, 5])
def test_scipys_sums_agree_with_gimp_filter(size):
    ours, theirs = (contestant() for contestant in gimp_filter.prepare(40, 30, size).values())
    assert ours.shape == theirs.shape == (40, 30, 3)
    assert np.abs(ours.astype(int) - theirs).max() <= 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak")
def test_memory_is_measured():
    before = memory.peak()
    held = np.ones(2 * before // 8 + 2**22)
    assert memory.peak() - before > held.nbytes / 2
    assert -10 < memory.extra_memory(400, 500, 1, kernel=3, strides=1) < 100


def test_results_are_printed_and_written(tmp_path, capsys, monkeypatch):
    results = [
        Result("pipeline", "4K", 8.3, "s", {OURS: 0.04, "OpenCV": 0.05}, {"OpenCV": 0.8}),
        Result("memory", "4K", 8.3, "images", {OURS: 0.4}, {}),
    ]
    monkeypatch.setattr(run, "measure_all", lambda *_: results)
    run.main(["--json", str(tmp_path / "bench.json")])
    lines = capsys.readouterr().out.splitlines()
    assert any("4K" in line and "40.0 ms" in line and "0.80 of OpenCV" in line for line in lines)
    assert any("0.40 images" in line for line in lines)
    report = json.loads((tmp_path / "bench.json").read_text())
    assert report["results"][0]["ratios"] == {"OpenCV": 0.8}
    assert {"date", "machine", "versions"} <= report.keys()
    assert report["versions"]["numpy"] == np.__version__
