"""Run the scripts whose results are out of date, in worker processes, before sphinx-gallery does.

Sphinx-gallery alone would run a script again only when its own text changes, one script at a time.
Here, a script runs when anything that its results depend on has changed (dependencies.py), or when
the results are missing or modified (results.py). Sphinx-gallery's own function turns a script into
its page; afterwards, sphinx-gallery finds all pages up to date and only writes their indexes.
"""

import gc
import json
import logging
import re
import shutil
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

import lenet_weights
from dependencies import Package, digest_of, file_digest
from figures import pack_thumbnail
from job_pool import Job, run_jobs, workers_of_machine
from notebooks import write_notebook
from reading_order import position
from results import DISK_FULL, is_fresh, record, write_whole
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.logging import getLogger
from zips import write_zip

import convgallery
from convgallery._files import not_written, whole_file

_logger = getLogger(__name__)
_EXTENSIONS = Path(__file__).parent
_MAKERS = (
    "fresh_gallery",
    "figures",
    "figure_texts",
    "answers",
    "notebooks",
    "downloads",
)  # the modules that turn a script into a page
_RECORDS = ".records"  # in the generated gallery
_RUN = re.compile(r"""checkpoint_dir=["']([\w-]+)["']""")  # a folder beside the script
_TRAINS = re.compile(r"\b(train|fit)\(|GradientTape")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")  # a terminal's color code
_NAME = re.compile(r"[\w.-]+")  # of a distribution, at the start of a requirement


class Script(NamedTuple):
    """A script, and the paths of its results.

    Attributes
    ----------
    source : Path
        The script in the gallery.
    page : Path
        The script's copy, beside the page that is made from it.
    record : Path
        The record of its results and of what they depended on.
    inputs : str
        A digest of what they depend on now.
    run : Path or None
        The folder of its training run, shared by the scripts that give it the same name.
    trains : str or None
        The name of the script that trains this run, if it is a different one.
    """

    source: Path
    page: Path
    record: Path
    inputs: str
    run: Path | None
    trains: str | None

    @property
    def name(self) -> str:
        """The script's chapter and name."""
        return f"{self.source.parent.name}/{self.source.stem}"

    def results(self) -> list[Path]:
        """List the files that running the script wrote."""
        found = _results(self.page)
        if self.run and not self.trains:
            found += [path for path in self.run.rglob("*") if path.is_file()]
        return found

    def seconds(self) -> float:
        """Return how long the script ran last time, or an estimate."""
        cost = self.page.with_suffix(".cost.json")
        with suppress(FileNotFoundError, KeyError, ValueError):  # an interrupted build truncates it
            return max(float(json.loads(cost.read_text())["time"]), 0.1)
        return 20 if _TRAINS.search(self.source.read_text(encoding="utf-8")) else 2


def _results(page: Path) -> list[Path]:
    """List the files that sphinx-gallery wrote for a script."""
    return [
        *page.parent.glob(f"{page.stem}.*"),
        *page.parent.glob(f"images/sphx_glr_{page.stem}_[0-9]*"),
        *page.parent.glob(f"images/thumb/sphx_glr_{page.stem}_thumb[._]*"),
    ]


def find_scripts(gallery: Path, pages: Path, package: Package, settings: object) -> list[Script]:
    """Find all scripts, in the order of the course.

    Parameters
    ----------
    gallery, pages : Path
        The folders of scripts, and of the pages made from them.
    package : Package
        The package that they use.
    settings : object
        What the results of all scripts depend on.

    Returns
    -------
    list of Script
        The scripts.
    """
    trainers: dict[str, Script] = {}
    scripts = []
    for source in sorted(gallery.glob("*/*.py"), key=lambda path: position(path.name)):
        chapter = source.parent.name
        shared = _RUN.search(source.read_text(encoding="utf-8"))
        trainer = trainers.get(shared[1]) if shared else None
        run = source.parent / shared[1] if shared else None
        inputs = digest_of(package.digest(source), settings, trainer and trainer.inputs)
        script = Script(
            source,
            pages / chapter / source.name,
            pages / _RECORDS / chapter / f"{source.stem}.json",
            inputs,
            trainer.run if trainer else run,
            trainer and trainer.name,
        )
        if run and not trainer:
            trainers[run.name] = script
        scripts.append(script)
    return scripts


def run_script(script: Script, gallery_conf: dict[str, Any], address: str = "") -> None:
    """Run a script and rebuild its page.

    Parameters
    ----------
    script : Script
        The script.
    gallery_conf : dict
        The settings of sphinx-gallery, complete.
    address : str, optional
        The address of the site, if it is known.

    Raises
    ------
    RuntimeError
        If the script failed, or sphinx-gallery issued warnings.
    """
    # Imported here because it takes a second and only workers need it.
    from sphinx_gallery.gen_rst import generate_file_rst  # noqa: PLC0415

    # The next collections of garbage need not look at the modules that are loaded now.
    gc.freeze()
    for old in _results(script.page):
        old.unlink()
    if script.run and not script.trains:
        _keep_run_of(script)
    elif script.run:
        _borrow_run_of(script, script.run)
    warnings = _Warnings()
    sphinx_log = logging.getLogger("sphinx")
    sphinx_log.addHandler(warnings)
    settings = {**gallery_conf, "abort_on_example_error": True}
    script.page.parent.mkdir(parents=True, exist_ok=True)
    try:
        generate_file_rst(script.source.name, script.page.parent, script.source.parent, settings)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise not_written(script.page, error) from error
        raise
    finally:
        sphinx_log.removeHandler(warnings)
        if warnings.messages:
            raise RuntimeError("\n".join(warnings.messages)) from None
    pack_thumbnail(script.page)
    write_notebook(script.source, script.page, gallery_conf, address)
    _zip_page(script.page)
    record(script.record, script.inputs, script.results())


def _zip_page(page: Path) -> None:
    downloads = [page, page.with_suffix(".ipynb")]
    write_zip(page.with_suffix(".zip"), {path.name: path for path in downloads})


class _Warnings(logging.Handler):
    """Collect the warnings of Sphinx's loggers, which a worker does not show."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(_COLOR.sub("", record.getMessage()).strip())


def _keep_run_of(script: Script) -> None:
    """Keep an interrupted training run if its inputs are unchanged; otherwise remove it."""
    begun = script.record.with_suffix(".run")
    if script.run and not (begun.is_file() and begun.read_text() == script.inputs):
        shutil.rmtree(script.run, ignore_errors=True)
    write_whole(begun, script.inputs)


def _borrow_run_of(script: Script, run: Path) -> None:
    """Copy another chapter's training run to where the script looks for it."""
    folder = script.source.parent / run.name
    if folder != run:
        folder.mkdir(exist_ok=True)
        for file in run.iterdir():
            with whole_file(folder / file.name) as partial:  # other workers may copy the same run
                shutil.copyfile(file, partial)


def forget_layers(gallery_conf: dict[str, Any], script: str | None) -> None:
    """Make Keras number layers from the start again: ``conv2d``, ``conv2d_1`` and so on."""
    if "keras" in sys.modules:
        sys.modules["keras"].utils.clear_session()


def _versions(*roots: str) -> dict[str, str]:
    """Return the installed versions of distributions and of all that they require."""
    versions: dict[str, str] = {}
    remaining = list(roots)
    while remaining:
        name = remaining.pop()
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # required only on another platform
        if found.name not in versions:
            versions[found.name] = found.version
            required = (
                _NAME.match(line) for line in found.requires or [] if "extra ==" not in line
            )
            remaining += [match[0] for match in required if match]
    return dict(sorted(versions.items()))


def _keep_settings(app: Sphinx, config: Config) -> None:
    """Hash the gallery's settings in conf.py, before sphinx-gallery adds values that change."""
    config.gallery_settings = digest_of(sorted(config.sphinx_gallery_conf.items()))


def _update(app: Sphinx) -> None:
    """Run the scripts whose results are out of date."""
    conf = app.config.sphinx_gallery_conf
    gallery = Path(app.srcdir, conf["examples_dirs"]).resolve()
    pages = Path(app.srcdir, conf["gallery_dirs"])
    if not conf["plot_gallery"]:
        _logger.info("no script runs: pages show the results of earlier builds, or only code")
        return
    address = app.config.html_baseurl
    code = [file_digest(_EXTENSIONS / f"{name}.py") for name in _MAKERS]
    settings = (
        *(sys.version, _versions("convgallery", "sphinx-gallery")),
        *(code, app.config.gallery_settings, address),
    )
    package = Package(Path(convgallery.__file__).parent)
    scripts = find_scripts(gallery, pages, package, settings)
    _remove_leftovers(pages, scripts)
    stale = [script for script in scripts if not is_fresh(script.record, script.inputs)]
    jobs = [
        Job(script.name, run_script, (script, conf, address), script.trains, script.seconds())
        for script in stale
    ]
    checkpoint = Path(app.srcdir, app.config.lenet_checkpoint).resolve()
    for trainer in (script for script in scripts if script.run == checkpoint.parent):
        if not trainer.trains:
            inputs = digest_of(trainer.inputs, package.digest(Path(lenet_weights.__file__)))
            jobs += lenet_weights.jobs(checkpoint, pages, inputs, trainer.name)
    if jobs:
        run_jobs(jobs, app.config.gallery_workers or workers_of_machine())
    _logger.info("scripts run: %d of %d", len(stale), len(scripts))


def _zip_unrun(app: Sphinx) -> None:
    """Zip the pages of scripts that did not run; sphinx-gallery's own zips hold the time."""
    conf = app.config.sphinx_gallery_conf
    if not conf["plot_gallery"]:
        for page in Path(app.srcdir, conf["gallery_dirs"]).glob("*/*.py"):
            _zip_page(page)


def _remove_leftovers(pages: Path, scripts: list[Script]) -> None:
    """Remove the pages of scripts that no longer exist."""
    known = {script.page for script in scripts}
    for page in pages.glob("*/*.py"):
        if page not in known:
            for old in _results(page):
                old.unlink()
    for chapter in {index.parent for index in pages.glob("*/index.rst")}:
        if chapter not in {page.parent for page in known}:
            shutil.rmtree(chapter)


def setup(app: Sphinx) -> dict[str, Any]:
    """Run the scripts just before sphinx-gallery looks at them."""
    app.setup_extension("lenet_weights")
    app.add_config_value(
        "gallery_workers", 0, "", int, "Number of processes; 0 is one per processor."
    )
    app.add_config_value("gallery_settings", "", "", str)
    app.connect("config-inited", _keep_settings, priority=5)
    app.connect("builder-inited", _update, priority=400)
    app.connect("builder-inited", _zip_unrun, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
