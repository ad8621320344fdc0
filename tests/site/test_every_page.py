"""What every page must hold: no violation that axe finds, no message, nothing from elsewhere, light.

The measurements are left in docs/_build/pages.csv.
"""

import csv
from concurrent.futures import ThreadPoolExecutor

import pytest
from visits import visit_all

HEAVIEST = 500_000  # bytes on the way to a reader, without the weights of LeNet Live


@pytest.fixture(scope="module")
def visits(site, server, chromium_options):
    """Visit all pages once, in a thread of its own because other tests have a browser in this one."""
    pages = sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)
    axe = site.parents[1] / "live" / "node_modules" / "axe-core" / "axe.min.js"
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(visit_all, pages, site, server, axe, **chromium_options).result()
    with (site.parent / "pages.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["page", "violations", "console", "foreign", "failed", "shift", "kB"])
        for visit in done:
            lists = (visit.violations, visit.console, visit.foreign, visit.failed)
            table.writerow(
                [visit.page, *map(len, lists), round(visit.shift, 3), round(visit.size / 1000)]
            )
    assert len(done) > 100
    return done


@pytest.mark.parametrize("fault", ["violations", "console", "foreign", "failed"])
def test_pages_have_no(visits, fault):
    assert {v.page: getattr(v, fault) for v in visits if getattr(v, fault)} == {}


def test_pages_do_not_move_while_they_load(visits):
    assert {visit.page: visit.shift for visit in visits if visit.shift > 0.05} == {}


def test_pages_are_light(visits):
    assert {visit.page: visit.size for visit in visits if visit.size > HEAVIEST} == {}
    assert min(visit.size for visit in visits if visit.page.startswith("gallery/0")) > 0
