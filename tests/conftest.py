"""Figures are drawn without a screen, and closed again."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

mpl.use("agg")


@pytest.fixture
def close_figures():
    yield
    plt.close("all")
