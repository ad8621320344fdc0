"""What ``nox -s package`` has built in ``dist``: complete, and the same bytes each time."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"


@pytest.fixture(scope="module")
def sdist():
    (path,) = DIST.glob("*.tar.gz")
    return path


@pytest.fixture(scope="module")
def wheel():
    (path,) = DIST.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def tracked():
    command = ["git", "ls-files"]
    listing = subprocess.check_output(command, cwd=ROOT, text=True)
    return set(listing.splitlines())


def test_sdist_holds_what_git_tracks(sdist, tracked):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names - tracked == {"PKG-INFO"}
    assert not tracked - names


def test_wheel_holds_the_package(wheel, tracked):
    package = {name for name in tracked if name.startswith("convgallery/")}
    licenses = {name for name in tracked if name.endswith(".LICENSE.txt")} | {"LICENSE"}
    metadata = {"METADATA", "RECORD", "WHEEL", *(f"licenses/{name}" for name in licenses)}
    info = wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert names == package | {f"{info}/{name}" for name in metadata}


def test_the_sdist_builds_the_same_files(sdist, wheel, tmp_path):
    """Later, in another folder, from files with other times."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path / "again")]
    source = tmp_path / sdist.name.removesuffix(".tar.gz")
    subprocess.run(command, cwd=source, capture_output=True, check=True)
    assert digests(tmp_path / "again") == digests(DIST, sdist.name, wheel.name)


def digests(folder, *names):
    """Hash some files of a folder, or all."""
    files = [folder / name for name in names] or folder.iterdir()
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
