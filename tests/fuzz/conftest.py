"""The report of the long profile: how many cases ran for each name, and how memory grew."""

import pytest


@pytest.fixture(scope="session")
def fuzz_report(request):
    """Lines for the end of the session."""
    lines = request.config.stash.setdefault(REPORT, [])
    return lines.append


REPORT = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter, config):
    if lines := config.stash.get(REPORT, []):
        terminalreporter.section("inputs of the public names")
        for line in lines:
            terminalreporter.write_line(line)
