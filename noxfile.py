#!/usr/bin/env -S python -m nox -f
# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""Sessions for contributors and the build server: ``nox -s tests``, ``docs``, ``lint``, ``live``."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
SITE = ROOT / "docs" / "_build" / "html"
DIST = ROOT / "dist"
# What the code hosts' settings must agree with, and their files.
SCHEMAS = {
    "vendor.github-workflows": ".github/workflows/*.yml",
    "custom.github-workflows-require-timeout": ".github/workflows/*.yml",
    "vendor.dependabot": ".github/dependabot.yml",
    "vendor.readthedocs": ".readthedocs.yaml",
    "vendor.citation-file-format": "CITATION.cff",
}
# In one process per core, but at most four, because each imports TensorFlow.
QUICK_TESTS = ("-m", "not slow", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
# If none of these answers, there is no network.
LINKED_SITES = ("https://arxiv.org", "https://www.tensorflow.org", "https://docs.gimp.org")
QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3"}


def install(session: nox.Session) -> None:
    """Install the locked versions of all dependencies, then the package in editable mode."""
    session.install("--require-hashes", "-r", "requirements.txt")
    session.install("--no-build-isolation", "--no-deps", "--editable", ".")
    prepare_tensorflow(session)


def prepare_tensorflow(session: nox.Session) -> None:
    """Make TensorFlow start quickly, and without messages."""
    session.env.update(QUIET_TENSORFLOW)
    # Keep bytecode in the session's own folder, even if Python is configured to write none:
    # compiling TensorFlow's modules takes longer than the rest of its import.
    bytecode = str(Path(session.virtualenv.location, "bytecode").resolve())
    session.env.update({"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": bytecode})


def run_npm(session: nox.Session, *scripts: str) -> None:
    """Run scripts of docs/live/package.json, with the Node of requirements.txt."""
    folder = str(ROOT / "docs" / "live")
    session.run("npm", "ci", "--prefix", folder, "--no-audit", "--no-fund", silent=True)
    for script in scripts:
        session.run("npm", "run", "--prefix", folder, script)


@nox.session
def lint(session: nox.Session) -> None:
    """Check format, style, types, spelling and the project's settings."""
    install(session)
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("numpydoc", "lint", *map(str, sorted(ROOT.glob("convgallery/**/*.py"))))
    files = session.run("git", "ls-files", external=True, silent=True, log=False)
    session.run("codespell", *str(files).splitlines())
    session.run("validate-pyproject", "pyproject.toml")
    session.run("sp-repo-review", ".")
    session.run("zizmor", "--offline", "--persona", "pedantic", ".")
    for schema, pattern in SCHEMAS.items():
        settings = map(str, sorted(ROOT.glob(pattern)))
        session.run("check-jsonschema", "--builtin-schema", schema, *settings)
    run_npm(session, "format", "check", "workflows")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the unit tests and the examples in docstrings, without the slow ones."""
    install(session)
    session.run("pytest", *QUICK_TESTS, *session.posargs)


@nox.session
def scripts(session: nox.Session) -> None:
    """Run the unit tests of the live pages' scripts in Node."""
    install(session)
    run_npm(session, "test")


@nox.session(default=False)
def slow(session: nox.Session) -> None:
    """Run the slow tests: complete, killed and distributed training runs."""
    install(session)
    session.run("pytest", "-m", "slow", *session.posargs)


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """Change the code in small ways, one at a time, and count the changes that the tests notice."""
    install(session)
    session.run("mutmut", "run", *session.posargs)
    results = session.run("mutmut", "results", "--all", "true", silent=True, log=False)
    counts: dict[str, Counter[str]] = {}
    for line in str(results).splitlines():
        mutant, status = line.strip().split(": ")
        counts.setdefault(mutant.rpartition(".")[0], Counter())[status] += 1
        if status not in ("killed", "not checked"):
            session.log(f"{mutant} {status}; python -m mutmut show {mutant}")
    for module, statuses in counts.items():
        session.log(f"{module}: {', '.join(f'{n} {status}' for status, n in statuses.items())}")


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Give every public name 10,000 inputs in all, and the readers of files damaged ones."""
    install(session)
    session.env["CONVGALLERY_FUZZ_CASES"] = "10000"
    session.run("pytest", "tests/fuzz", "-n", "0", *session.posargs)
    run_npm(session, "test")


@nox.session(default=False, python=["3.11", "3.12", "3.13"])
def versions(session: nox.Session) -> None:
    """Run the quick tests on every version of Python that the package supports."""
    install(session)
    session.run("pytest", *QUICK_TESTS, *session.posargs)


@nox.session(default=False, python="3.11")
def oldest(session: nox.Session) -> None:
    """Run the quick tests with the oldest allowed versions of the dependencies."""
    session.install("uv")
    folder = Path(session.create_tmp())
    locked, constraints = folder / "oldest.txt", folder / "constraints.txt"
    # The oldest Matplotlib calls functions that newer releases of pyparsing have deprecated.
    constraints.write_text("pyparsing<3.3\n")
    session.run(
        *("uv", "pip", "compile", "pyproject.toml", "--resolution", "lowest-direct", "--quiet"),
        *("--python-version", "3.11", "--constraints", str(constraints)),
        *("--output-file", str(locked)),
    )
    session.install("-r", str(locked), *nox.project.dependency_groups(PROJECT, "test"))
    session.install("--no-deps", ".")
    prepare_tensorflow(session)
    session.run("pytest", *QUICK_TESTS, "--ignore=tests/docs", *session.posargs)


def build_site(session: nox.Session, *options: str) -> None:
    """Build the site of the working directory; any warning fails it."""
    site = SITE.relative_to(ROOT)
    session.run(
        *("sphinx-build", "-W", "-n", "--keep-going", "-b", "html", *options),
        *("-d", str(site.with_name("doctrees")), "docs", str(site)),
    )


@nox.session
def docs(session: nox.Session) -> None:
    """Run the gallery's scripts that are out of date, and build the site; with --fast, run none."""
    install(session)
    options = ["-Dplot_gallery=0" if option == "--fast" else option for option in session.posargs]
    build_site(session, "-j", "auto", *options)
    index = SITE / "index.html"
    session.log(f"The site is ready. Open {index.as_uri()} in a browser, or run")
    session.log(f"    python -m http.server --bind 127.0.0.1 --directory {SITE.relative_to(ROOT)}")


@nox.session(default=False)
def same(session: nox.Session) -> None:
    """Build the site twice and compare all bytes; CONVGALLERY_STEPS is 20 unless it is set."""
    install(session)
    steps = os.environ.get("CONVGALLERY_STEPS", "20")
    folder = Path(session.create_tmp()).resolve()
    session.env.update(CONVGALLERY_STEPS=steps, PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    options = ("-j", "2", "-D", "gallery_workers=2")
    parallel = build_copy(session, folder / "parallel", 0o022, *options)
    session.env.update(PYTHONHASHSEED="2", TZ="America/New_York")
    series = build_copy(session, folder / "one at a time", 0o077, "-D", "gallery_workers=1")
    session.run("python", "tests/docs/compare_sites.py", str(parallel), str(series))
    session.log("Both builds gave the same bytes.")


def build_copy(session: nox.Session, copy: Path, umask: int, *options: str) -> Path:
    """Build the site in a copy of all files that Git knows, and return the site's folder."""
    files = session.run("git", "ls-files", external=True, silent=True, log=False)
    shutil.rmtree(copy, ignore_errors=True)
    session.env["PYTHONPATH"] = str(copy)  # so that the build uses the copy's package
    before = os.umask(umask)
    try:
        for file in filter(os.path.isfile, str(files).splitlines()):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy / file)
        with session.chdir(copy):
            build_site(session, *options, *session.posargs)
    finally:
        os.umask(before)
    return copy / SITE.relative_to(ROOT)


@nox.session(default=False)
def live(session: nox.Session) -> None:
    """Show the site in a browser and rebuild what changes while you edit."""
    install(session)
    session.run(
        "sphinx-autobuild",
        "--open-browser",
        *("--watch", "gallery", "--watch", "convgallery"),
        *("--ignore", "*/docs/gallery/*", "--ignore", "*/docs/api/generated/*"),
        *("--ignore", "*/lenet-run/*"),
        *("-n", "docs", str(ROOT / "docs" / "_build" / "live")),
    )


@nox.session(default=False)
def site(session: nox.Session) -> None:
    """Open the built site in a browser and check its pages; run ``docs`` first."""
    install(session)
    run_npm(session)  # axe-core, which checks accessibility
    session.run("pytest", "tests/site", *session.posargs)


@nox.session(default=False)
def links(session: nox.Session) -> None:
    """Check that the links to other sites still lead somewhere; this needs a network."""
    if not any(map(answers, LINKED_SITES)):
        session.skip(
            f"no network: none of {', '.join(LINKED_SITES)} answers, so no link is checked"
        )
    install(session)
    # Sphinx lists all links, with what their sites answered, in output.txt of the last folder.
    session.run(
        *("sphinx-build", "-j", "auto", "-b", "linkcheck", "-Dplot_gallery=0", *session.posargs),
        *("docs", str(SITE.with_name("links"))),
    )


def answers(site: str) -> bool:
    """Ask a site for its first page; any answer counts, even an error."""
    try:
        with urllib.request.urlopen(site, timeout=10):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@nox.session(default=False, reuse_venv=False)
def downloads(session: nox.Session) -> None:
    """Run all downloads of the site with only its wheel installed; run ``docs`` first."""
    archive = SITE / "convgallery-gallery.zip"
    if not archive.is_file():
        session.error("there is nothing to download yet; run nox -s docs first")
    folder = Path(session.create_tmp(), "downloads").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.unpack_archive(archive, folder)
    (wheel,) = folder.glob("*/*.whl")
    prepare_tensorflow(session)
    session.env.update(MPLBACKEND="agg", CONVGALLERY_STEPS="20")

    session.install(f"{wheel}[dask]", "zarr")
    each_alone(session, folder, "*.py", "python")

    # The first cell of a notebook installs what it needs. Figures appear as Jupyter shows them.
    del session.env["MPLBACKEND"]
    session.install("pip", "ipykernel", "nbclient")
    installed = ("convgallery", "dask", "zarr")
    session.run("python", "-m", "pip", "uninstall", "--quiet", "--yes", *installed)
    execute = ("python", str(ROOT / "tests" / "downloads" / "execute_notebook.py"))
    first = min(folder.glob("*/*/*.ipynb"))
    session.chdir(first.parent)
    session.run(*execute, first.name)
    each_alone(session, folder, "*.ipynb", *execute)


def each_alone(session: nox.Session, folder: Path, pattern: str, *command: str) -> None:
    """Run a command on each file separately, as many at a time as there are cores."""
    paths = os.pathsep.join([session.bin, os.environ["PATH"]])
    environment = {**os.environ, **session.env, "PATH": paths}

    def run(file: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, file.name],
            cwd=file.parent,
            env={name: value for name, value in environment.items() if value is not None},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    files = sorted(folder.glob(f"*/*/{pattern}"))
    if not files:
        session.error(f"there is no {pattern} in {folder}")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, result in zip(files, pool.map(run, files), strict=True):
            session.log(f"{file.name}: {'ran' if result.returncode == 0 else 'failed'}")
            if result.returncode:
                session.error(result.stdout)
    session.log(f"{len(files)} downloads ran, each on its own")


@nox.session(default=False, venv_backend="virtualenv")
def bench(session: nox.Session) -> None:
    """Compare speed and memory with other libraries; ``-- --help`` lists the options."""
    install(session)
    session.install("-r", "benchmarks/requirements.txt")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session(default=False)
def bench_live(session: nox.Session) -> None:
    """Time the live pages in Chromium; run ``docs`` first."""
    install(session)
    session.run("python", "benchmarks/live_pages.py")


@nox.session(default=False)
def package(session: nox.Session) -> None:
    """Build the wheel, the sdist and the list of dependencies in ``dist``, and check all three."""
    install(session)
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("hatchling", "build", "-d", str(DIST))
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    session.run("twine", "check", "--strict", str(wheel), str(sdist))
    session.run("check-wheel-contents", str(wheel))
    session.run("pytest", "tests/release", *session.posargs)

    # The wheel in an environment of its own, with the locked versions of what it requires.
    folder = Path(session.create_tmp(), "alone").resolve()
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    locked = ("--constraints", str(ROOT / "requirements.txt"))
    add = ("uv", "pip", "install", "--quiet", "--python", python, *locked)
    session.run("uv", "venv", "--quiet", "--clear", str(folder))
    session.run(*add, str(wheel))
    session.run(
        *("cyclonedx-py", "environment", python, "--pyproject", "pyproject.toml"),
        *("--mc-type", "library", "--output-reproducible", "--validate"),
        *("--output-file", str(DIST / sdist.name.replace(".tar.gz", ".cdx.json"))),
    )

    # Its doctests: elsewhere, and isolated from variables and settings of the source tree.
    session.chdir(folder)
    session.env["MPLBACKEND"] = "agg"
    isolated = (python, "-I", "-W", "error")
    code = "import sys, convgallery as cg; assert cg.__file__.startswith(sys.prefix), cg.__file__"
    session.run(*isolated, "-c", code, external=True)
    pytest = (*isolated, "-m", "pytest", "-c", os.devnull, "-W", "error", "-p", "no:cacheprovider")
    doctests = (*pytest, "--doctest-modules", "--pyargs")
    without_dask = ("--ignore-glob", str(folder / "*" / "filters" / "_dask_*"))
    session.run(*add, "pytest")
    session.run(*doctests, "convgallery", *without_dask, external=True)
    session.run(*add, f"{wheel}[dask]")
    session.run(*doctests, "convgallery.filters", external=True)


@nox.session(default=False)
def sdist(session: nox.Session) -> None:
    """Run the tests and build the site from the unpacked sdist; run ``package`` first."""
    install(session)
    archives = list(DIST.glob("*.tar.gz"))
    if not archives:
        session.error("there is no sdist yet; run nox -s package first")
    folder = Path(session.create_tmp(), "unpacked").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.unpack_archive(archives[0], folder, filter="data")
    session.chdir(next(folder.iterdir()))
    session.run("nox", "-s", "tests", "docs")


@nox.session(default=False)
def audit(session: nox.Session) -> None:
    """Look up the locked versions in the package index's database of vulnerabilities."""
    install(session)
    report = Path(session.create_tmp(), "audit.json")
    report.unlink(missing_ok=True)
    printed = session.run(
        *("pip-audit", "--disable-pip", "--require-hashes", "--requirement", "requirements.txt"),
        *("--format", "json", "--output", str(report), "--progress-spinner", "off"),
        success_codes=[0, 1],  # of vulnerabilities and of unreachable services alike
        silent=True,
    )
    if not report.is_file():
        reason = str(printed).splitlines()[-1]
        session.error(f"nothing was audited, because pip-audit failed: {reason}")
    packages = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
    # pip-audit itself succeeds if the index knows none of them.
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        session.error(
            f"the audit is incomplete: the package index has no record of {len(unknown)} of "
            f"{len(packages)} locked versions, such as that of {unknown[0]}"
        )
    found = [
        f"{package['name']} {package['version']}: {entry['id']}, "
        f"fixed in {', '.join(entry['fix_versions']) or 'no version'}"
        for package in packages
        for entry in package["vulns"]
    ]
    if found:
        session.error("known vulnerabilities:\n" + "\n".join(found))
    session.log(f"{len(packages)} packages have no known vulnerability")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Lock the newest versions that pyproject.toml allows, for every platform."""
    session.install("uv")
    session.run(
        *("uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--upgrade", "--quiet"),
        *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate"),
        *("--custom-compile-command", "nox -s lock", "--output-file", "requirements.txt"),
    )


if __name__ == "__main__":
    nox.main()
