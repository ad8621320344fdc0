#!/usr/bin/env -S python -m nox -f
# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""What contributors and the build server run: ``nox -s tests``, ``docs``, ``lint``, ``live``."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
SITE = ROOT / "docs" / "_build" / "html"
QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3"}


def install(session: nox.Session) -> None:
    """Install the locked versions of everything, then the package itself for editing."""
    session.install("--require-hashes", "-r", "requirements.txt")
    session.install("--no-build-isolation", "--no-deps", "--editable", ".")
    session.env.update(QUIET_TENSORFLOW)


@nox.session
def lint(session: nox.Session) -> None:
    """Check format, style, types, spelling and the project's settings."""
    install(session)
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("numpydoc", "lint", *map(str, sorted(ROOT.glob("convgallery/*.py"))))
    files = session.run("git", "ls-files", external=True, silent=True, log=False)
    session.run("codespell", *str(files).splitlines())
    session.run("validate-pyproject", "pyproject.toml")
    session.run("sp-repo-review", ".")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the unit tests and the examples in docstrings."""
    install(session)
    session.run("pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Run every script of the gallery and build the site from what came out."""
    install(session)
    session.run("sphinx-build", "-W", "-n", "--keep-going", "-b", "html", "docs", str(SITE))
    index = SITE / "index.html"
    session.log(f"The site is ready. Open {index.as_uri()} in a browser, or run")
    session.log(f"    python -m http.server --bind 127.0.0.1 --directory {SITE.relative_to(ROOT)}")


@nox.session(default=False)
def live(session: nox.Session) -> None:
    """Show the site in a browser and rebuild what changes while you edit."""
    install(session)
    session.run(
        "sphinx-autobuild",
        "--open-browser",
        *("--watch", "gallery", "--watch", "convgallery"),
        *("--ignore", "*/docs/gallery/*", "--ignore", "*/docs/api/generated/*"),
        *("-n", "docs", str(ROOT / "docs" / "_build" / "live")),
    )


@nox.session(default=False)
def site(session: nox.Session) -> None:
    """Open the built site in a browser and check its pages; run ``docs`` first."""
    install(session)
    session.run("pytest", "tests/site", *session.posargs)


@nox.session(default=False, reuse_venv=False)
def downloads(session: nox.Session) -> None:
    """Run what the site offers for download on nothing but its wheel; run ``docs`` first."""
    offered = {end: sorted(SITE.glob(f"_downloads/*/*.{end}")) for end in ("whl", "py", "ipynb")}
    if not all(offered.values()):
        session.error("there is nothing to download yet; run nox -s docs first")
    session.install(*map(str, offered["whl"]))
    session.env.update(QUIET_TENSORFLOW, MPLBACKEND="agg")
    for script in offered["py"]:
        session.chdir(alone(session, script))
        session.run("python", script.name)
    session.install("ipykernel", "nbconvert")
    notebook = offered["ipynb"][0]
    session.chdir(alone(session, notebook))
    session.run("jupyter", "nbconvert", "--execute", "--to", "notebook", notebook.name)


def alone(session: nox.Session, download: Path) -> Path:
    """Put a download into a folder of its own."""
    folder = Path(session.create_tmp(), download.name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(download, folder)
    return folder


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Time a step of training side by side with PyTorch and with Keras's fit."""
    install(session)
    session.install("-r", "benchmarks/requirements.txt")
    session.run("python", "benchmarks/lenet_step.py", *session.posargs)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Choose the newest versions that fit pyproject.toml, for every platform."""
    session.install("uv")
    session.run(
        *("uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--upgrade", "--quiet"),
        *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate"),
        *("--custom-compile-command", "nox -s lock", "--output-file", "requirements.txt"),
    )


if __name__ == "__main__":
    nox.main()
