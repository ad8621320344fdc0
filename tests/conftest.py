"""Figures are drawn without a screen and closed again; networks train fast on a few digits."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import convgallery as cg

mpl.use("agg")


@pytest.fixture
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def digits():
    """A few digits; no test changes them."""
    whole = cg.load_digits()
    return cg.Digits(
        whole.train_images[:400],
        whole.train_labels[:400],
        whole.test_images[:200],
        whole.test_labels[:200],
    )
