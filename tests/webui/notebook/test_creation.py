from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from webui.notebook import Notebook, NotebookExists, StorageFailure
from webui.notebook import creation as creation_module
from webui.notebook import opened as opened_module

Make = Callable[[], Notebook]


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Let one step of the making fail."""

    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(creation_module, name, fail)


@pytest.mark.parametrize("step", ["make_private_file", "write_private_file", "sync_folder"])
@pytest.mark.parametrize("there", [True, False])
def test_a_notebook_that_could_not_be_made_leaves_nothing(
    make: Make, folder: Path, password: str, step: str, there: bool
) -> None:
    if there:
        folder.mkdir()
    notebook = make()
    with pytest.MonkeyPatch.context() as patch:
        fail_at(patch, step, OSError(28, "No space left on device"))
        with pytest.raises(StorageFailure) as raised:
            notebook.create("Ada", password)
    assert raised.value.kind == "full"
    assert make().state == "absent"
    assert folder.exists() == there
    assert not there or list(folder.iterdir()) == []
    notebook.create("Ada", password)
    assert notebook.state == "open"


def test_a_notebook_that_could_not_be_opened_after_its_making_leaves_nothing(
    make: Make, folder: Path, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageFailure("io")

    monkeypatch.setattr(opened_module, "Opened", fail)
    with pytest.raises(StorageFailure):
        make().create("Ada", password)
    assert make().state == "absent"
    assert not folder.exists()


def test_other_files_of_the_folder_are_left_alone(
    make: Make, folder: Path, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "installation").write_text("1234")
    fail_at(monkeypatch, "sync_folder", OSError(5, "Input/output error"))
    with pytest.raises(StorageFailure):
        make().create("Ada", password)
    assert [file.name for file in folder.iterdir()] == ["installation"]


def test_a_making_cut_off_before_its_end_can_be_begun_again(
    make: Make, folder: Path, password: str
) -> None:
    """What a power cut leaves between the two names: the database, the slots still unnamed."""
    first = make()
    first.create("Ada", password)
    first.pages.create("One", "x" * 100_000)
    log = (folder / "notebook.db-wal").read_bytes()
    first.lock()
    (folder / "keyslots.json").rename(folder / "keyslots.json.new")
    (folder / "notebook.db-wal").write_bytes(log)
    second = make()
    assert second.state == "absent"
    second.create("Ada", "another")
    second.lock()
    second.unlock("another")
    assert not (folder / "keyslots.json.new").exists()


def test_leftovers_of_an_earlier_try_are_no_hindrance(
    make: Make, folder: Path, password: str
) -> None:
    folder.mkdir()
    for name in ("notebook.db.new", "notebook.db.new-wal", "notebook.db.new-journal"):
        (folder / name).write_bytes(b"rest")
    notebook = make()
    assert notebook.state == "absent"
    notebook.create("Ada", password)
    notebook.lock()
    assert {file.name for file in folder.iterdir()} == {
        "notebook.db",
        "notebook.db.keys",
        "keyslots.json",
    }


def test_a_database_without_key_slots_is_never_overwritten(
    make: Make, folder: Path, password: str
) -> None:
    folder.mkdir()
    (folder / "notebook.db").write_bytes(b"precious")
    with pytest.raises(NotebookExists):
        make().create("Ada", password)
    assert (folder / "notebook.db").read_bytes() == b"precious"
