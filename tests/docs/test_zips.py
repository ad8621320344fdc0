"""Zips for readers."""

import os
import zipfile

from zips import write_zip


def test_the_same_files_make_the_same_zip(tmp_path):
    file = tmp_path / "script.py"
    file.write_text("print(1)")
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for archive, time in zip(archives, (1_000_000_000, 1_500_000_000), strict=True):
        os.utime(file, (time, time))
        write_zip(archive, {"folder/script.py": file})
    assert archives[0].read_bytes() == archives[1].read_bytes()
    os.utime(archives[0], (0, 0))
    write_zip(archives[0], {"folder/script.py": file})
    assert archives[0].stat().st_mtime == 0, "unchanged"
    with zipfile.ZipFile(archives[0]) as zipped:
        assert zipped.namelist() == ["folder/script.py"]
        assert zipped.read("folder/script.py") == b"print(1)"
