"""Figures are drawn without a screen and closed again; networks train fast on a few digits."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import Phase, settings

import convgallery as cg

mpl.use("agg")

# For nox -s mutation, which only asks whether a test fails, not for the simplest case.
settings.register_profile("mutation", phases=[Phase.explicit, Phase.generate], database=None)


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
