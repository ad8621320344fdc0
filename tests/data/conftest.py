"""Files of digits that are right but for what a test changes."""

import pytest
from mnist_samples import IDX, arrays, idx, npy, write_npz


@pytest.fixture
def npz(tmp_path):
    """An npz file that is right but for the members given."""

    def write(**changed):
        members = {name: npy(array) for name, array in arrays().items()} | changed
        members = {name: content for name, content in members.items() if content is not None}
        return write_npz(tmp_path / "digits.npz", members)

    return write


@pytest.fixture
def folder(tmp_path):
    """A folder of IDX files that is right but for those given."""

    def write(**changed):
        files = {name: idx(array) for name, array in arrays().items()} | changed
        for name, content in files.items():
            if content is not None:
                (tmp_path / IDX[name]).write_bytes(content)
        return tmp_path

    return write
