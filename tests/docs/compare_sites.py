"""Compare two built sites byte for byte: ``python compare_sites.py ONE OTHER``."""

import sys
from pathlib import Path

_CONTEXT = 60  # bytes that are shown after the first difference


def differences(one, other):
    """Describe each file that only one of two folders has, or that differs."""
    folders = (Path(one), Path(other))
    names = [{str(path.relative_to(folder)) for path in folder.rglob("*")} for folder in folders]
    for folder, missing in zip(folders, (names[0] - names[1], names[1] - names[0]), strict=True):
        yield from (f"{name}: only in {folder}" for name in sorted(missing))
    for name in sorted(names[0] & names[1]):
        paths = [folder / name for folder in folders]
        if any(path.is_file() for path in paths):
            contents = [path.read_bytes() for path in paths]
            if contents[0] != contents[1]:
                yield f"{name}: {_first_difference(*contents)}"


def _first_difference(one, other):
    pairs = enumerate(zip(one, other, strict=False))
    place = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    excerpts = (content[place : place + _CONTEXT] for content in (one, other))
    line = one.count(b"\n", 0, place) + 1
    return "byte {}, line {}: {!r} and {!r}".format(place, line, *excerpts)


if __name__ == "__main__":
    sys.exit("\n".join(differences(*sys.argv[1:])) or None)
