"""Compare convgallery with other libraries, print a table, and write JSON.

Run it with ``nox -s bench`` on an otherwise idle machine.
"""

import argparse
import json
import multiprocessing
import os
import platform
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from timing import OURS, Result

from convgallery._files import whole_file

SUBJECTS = ("pipeline", "gimp_filter", "memory", "startup", "lenet_step")
SAVED = Path(__file__).parents[1] / "convgallery" / "data" / "benchmark.json"
LIBRARIES = ("numpy", "tensorflow", "keras", "opencv-python-headless", "torch", "scipy")
LIBRARIES += ("scikit-image", "pillow")


def main(options: list[str] | None = None) -> None:
    """Measure the chosen subjects, and print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "subjects", nargs="*", metavar="subject", help=f"any of {', '.join(SUBJECTS)}"
    )
    parser.add_argument(
        "--rounds", type=int, default=15, help="turns of each contestant (default: 15)"
    )
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--save", action="store_true", help="save them for the gallery's page")
    arguments = parser.parse_args(options)
    if unknown := set(arguments.subjects) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    if arguments.save and arguments.subjects:
        parser.error("--save needs all subjects; name none")
    results = measure_all(arguments.subjects or SUBJECTS, arguments.rounds)
    print(table(results))
    report = describe() | {"results": [asdict(result) for result in results]}
    if arguments.json:
        write_json(arguments.json, report)
    if arguments.save:
        write_json(SAVED, report)


def write_json(path: Path, report: dict[str, Any]) -> None:
    """Write a report as a whole, or not at all."""
    with whole_file(path) as partial:
        partial.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def measure_all(subjects: Sequence[str], rounds: int) -> list[Result]:
    """Measure one subject after the other."""
    results = []
    # One process each, so that what a subject loads or starts does not affect another.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
        for subject in subjects:
            results += pool.submit(measure, subject, rounds).result()
    return results


def measure(subject: str, rounds: int) -> list[Result]:
    """Measure a subject in its own process."""
    results: list[Result] = import_module(subject).measure(rounds)
    return results


def table(results: list[Result]) -> str:
    """Format the results: our median, and our time as a multiple of each contestant's."""
    lines = []
    subject = ""
    for result in results:
        if result.subject != subject:
            subject = result.subject
            lines += ["", subject, "-" * len(subject)]
        ours = result.values[OURS]
        shown = f"{ours * 1000:10.1f} ms" if result.unit == "s" else f"{ours:10.2f} {result.unit}"
        others = "  ".join(f"{ratio:.2f} of {name}" for name, ratio in result.ratios.items())
        lines.append(f"{result.case:48}{shown}  {others}".rstrip())
    return "\n".join(lines)


def describe() -> dict[str, object]:
    """Describe the machine, and give the versions and the date."""
    installed = {found.metadata["Name"].lower() for found in metadata.distributions()}
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": {
            "processor": processor(),
            "processors": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in LIBRARIES if name in installed},
    }


def processor() -> str:
    """Return the processor's name, as far as the system reports it."""
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        for line in cpus.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
