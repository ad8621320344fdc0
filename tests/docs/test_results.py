"""Records of what jobs wrote."""

import pytest
import results


@pytest.fixture
def written(tmp_path):
    """Write results and their record."""
    files = [tmp_path / "page.rst", tmp_path / "images" / "one.webp"]
    files[1].parent.mkdir()
    for file in files:
        file.write_text(file.name)
    path = tmp_path / ".records" / "page.json"
    results.record(path, "inputs", files)
    return path, files


def test_results_stay_fresh(written):
    assert results.is_fresh(written[0], "inputs")


def test_without_a_record_they_are_not(tmp_path):
    assert not results.is_fresh(tmp_path / "page.json", "inputs")


def test_other_inputs_make_them_stale(written):
    assert not results.is_fresh(written[0], "other inputs")


def test_so_do_changed_results(written):
    written[1][1].write_text("half")
    assert not results.is_fresh(written[0], "inputs")


def test_and_removed_ones(written):
    written[1][0].unlink()
    assert not results.is_fresh(written[0], "inputs")


@pytest.mark.usefixtures("written")
def test_they_can_move(tmp_path):
    elsewhere = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert results.is_fresh(elsewhere / ".records" / "page.json", "inputs")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "value.json"
    results.write_whole(path, "before")

    def fail(*_, **__):
        path.with_name("value.json.part").write_bytes(b"aft")
        raise OSError("no space left")

    monkeypatch.setattr(results.Path, "write_text", fail)
    with pytest.raises(OSError, match="no space"):
        results.write_whole(path, "after")
    assert path.read_text() == "before"
