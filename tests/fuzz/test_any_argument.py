"""Any argument gives a right answer, or an error that names what is wrong."""

import inspect
import os
import signal
import warnings
from collections import Counter
from contextlib import contextmanager
from types import MappingProxyType

import keras
import matplotlib.pyplot as plt
import pytest
from hostile_values import HOSTILE, Named
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from public_names import TABLE

import convgallery as cg
from convgallery._arguments import shown

resource = pytest.importorskip("resource", reason="limits of time need POSIX")

LONG = "CONVGALLERY_FUZZ_CASES" in os.environ
CASES = int(os.environ.get("CONVGALLERY_FUZZ_CASES", "300"))  # in all
SECONDS = 20  # of processor time, for one case
LONGEST = 3000  # characters of a message


def test_the_table_holds_every_public_name():
    assert {entry.name for entry in TABLE} == set(cg.__all__)
    defined = vars(cg.kernels).items()
    callables = {
        name for name, item in defined if getattr(item, "__module__", "") == cg.kernels.__name__
    }
    assert {name for name in callables if callable(vars(cg.kernels)[name])} == {"Kernel"}


@pytest.mark.parametrize("entry", TABLE, ids=str)
def test_the_table_holds_every_argument(entry):
    assert entry.valid.keys() == entry.parameters.keys()
    assert entry.not_tried.keys() <= entry.parameters.keys()


def is_required(entry, name):
    return entry.parameters[name].default is inspect.Parameter.empty


@st.composite
def cases(draw, entry):
    """Right arguments, of which one may be replaced by anything; and the name of this one."""
    names = sorted(entry.valid)
    replaced = draw(st.sampled_from(names)) if names else None
    if not entry.never_right and draw(st.integers(0, 5)) == 0:
        replaced = None
    brief = entry.name == "train"  # its defaults train for minutes
    arguments = {
        name: draw(strategy)
        for name, strategy in entry.valid.items()
        if name != replaced and (brief or is_required(entry, name) or draw(st.booleans()))
    }
    if replaced:
        arguments[replaced] = draw(HOSTILE)
    return arguments, replaced


def made(value):
    return value.make() if isinstance(value, Named) else value


@contextmanager
def time_limit():
    def stop(*_):
        raise AssertionError(f"no answer after {SECONDS} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def assert_names(error, entry, arguments, replaced):
    """A wrong type is that of the replaced argument; a wrong value may not fit to another one."""
    wrong = [replaced] if isinstance(error, TypeError) and replaced else list(entry.valid)
    names = {f"`{word}`" for name in wrong for word in (name, *entry.synonyms.get(name, ()))}
    for name in arguments.keys() & set(wrong):
        if isinstance(arguments[name], dict | MappingProxyType):
            # Messages may name what is wrong in a mapping by its key.
            names.update(f"`{key}`" for key in arguments[name])
            names.update(shown(key) for key in arguments[name])
    message = str(error)
    assert any(name in message for name in names), message
    assert len(message) <= LONGEST


@pytest.fixture
def _in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    yield
    plt.close("all")


@pytest.mark.usefixtures("_in_folder")
@pytest.mark.parametrize("entry", TABLE, ids=str)
def test_any_argument(entry, fuzz_report):
    tries = max(int(CASES * entry.share / sum(each.share for each in TABLE)), 3)
    outcomes = Counter()

    @settings(
        max_examples=tries,
        deadline=None,
        derandomize=not LONG,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(entry))
    def holds(case):
        arguments, replaced = case
        arguments = {name: made(value) for name, value in arguments.items()}
        if replaced and replaced in entry.not_tried:
            skip, _ = entry.not_tried[replaced]
            assume(not skip(arguments[replaced]))
        outcomes[outcome(entry, arguments, replaced)] += 1

    holds()
    assert outcomes["refused"] or not entry.valid
    assert outcomes["accepted"] or entry.never_right
    if LONG:
        fuzz_report(f"{entry}: {outcomes['accepted']} accepted, {outcomes['refused']} refused")


def outcome(entry, arguments, replaced):
    """Call the function once: check what it returns, or the error that it raises."""
    with warnings.catch_warnings(), time_limit():
        warnings.simplefilter("error")
        try:
            result = entry.call(**arguments)
        except entry.errors as error:
            assert_names(error, entry, arguments, replaced)
            return "refused"
        entry.check(result, **arguments)
    return "accepted"


@pytest.mark.skipif(not LONG, reason="takes minutes")
@pytest.mark.usefixtures("_in_folder")
@pytest.mark.parametrize("entry", [e for e in TABLE if not e.never_right], ids=str)
def test_memory_does_not_grow(entry, fuzz_report, usual_growth):
    """The same call again and again."""
    arguments = {}

    @settings(max_examples=1, database=None, derandomize=True, phases=[Phase.generate])
    @given(st.fixed_dictionaries(entry.valid))
    def draw(drawn):
        arguments.update(drawn)

    draw()
    calls = max(int(200 * entry.share), 10)

    def play_round():
        for _ in range(calls):
            outcome(entry, {name: made(value) for name, value in arguments.items()}, None)
            plt.close("all")
            # Keras keeps some memory for every new name of a layer.
            keras.utils.clear_session(free_memory=False)

    growth = usual_growth(play_round, 1000 * entry.kilobytes * calls) / calls / 1000
    fuzz_report(f"{entry}: {growth:.0f} kB more after each of {calls} calls")
    assert growth < entry.kilobytes
