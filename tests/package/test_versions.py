"""What is said in several places: the package's version, and Python's."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CLASSIFIER = "Programming Language :: Python :: 3."
PYTHONS = [
    classifier.rpartition(" ")[2]
    for classifier in PROJECT["classifiers"]
    if classifier.startswith(CLASSIFIER)
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_names_this_version():
    assert yaml.safe_load(read("CITATION.cff"))["version"] == PROJECT["version"]


def test_the_oldest_python_is_the_first_that_is_tested():
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"


def test_the_versions_session_uses_every_python():
    (listed,) = re.findall(r"python=\[(.*)\]\)\ndef versions", read("noxfile.py"))
    assert re.findall(r'"(.*?)"', listed) == PYTHONS


def test_workflows_test_every_python_on_every_system():
    matrix = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == PYTHONS
    assert matrix["system"] == ["ubuntu-latest", "macos-latest", "windows-latest"]


def test_actions_are_of_one_version_each():
    workflows = [path.read_text(encoding="utf-8") for path in ROOT.glob(".github/workflows/*.yml")]
    used = {use for text in workflows for use in re.findall(r"uses: (.*)", text)}
    pinned = [re.fullmatch(r"(\S+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in used]
    assert len({use[1] for use in pinned}) == len(used) >= 6
