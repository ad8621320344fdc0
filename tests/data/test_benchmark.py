"""The benchmark that is bundled: whole, and what the gallery's page reads of it."""

import re

import numpy as np

import convgallery as cg


def test_every_result_is_complete():
    report = cg.load_benchmark()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report["date"])
    assert report["machine"]["processors"] >= 1
    assert {"python", "numpy", "tensorflow", "torch", "scipy", "pillow"} <= report[
        "versions"
    ].keys()
    for result in report["results"]:
        assert result.keys() == {"subject", "case", "megapixels", "unit", "values", "ratios"}
        assert result["values"].keys() == {"convgallery", *result["ratios"]}
        assert all(np.isfinite(ratio) and ratio > 0 for ratio in result["ratios"].values())


def test_ratios_fit_the_medians():
    """A median of ratios is near the ratio of the medians, unless something went wrong."""
    for result in cg.load_benchmark()["results"]:
        for name, ratio in result["ratios"].items():
            medians = result["values"]["convgallery"] / result["values"][name]
            assert 0.5 < ratio / medians < 2, (result["case"], name)


def test_the_pipeline_was_measured_at_five_sizes_and_with_four_kernels():
    cases = {r["case"]: r for r in cg.load_benchmark()["results"] if r["subject"] == "pipeline"}
    sizes = {r["megapixels"] for case, r in cases.items() if case.endswith("gray, 3x3")}
    assert len(sizes) >= 5
    for kernel in ("3x3", "5x5", "9x9", "15x15"):
        libraries = cases[f"2160x3840 gray, {kernel}"]["values"].keys()
        assert {"convgallery", "OpenCV", "PyTorch", "SciPy", "scikit-image"} <= libraries
