"""The key slots' copy: what it is good for, and that it never opens more than the first file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from webui.notebook import DamagedNotebook, Notebook, StorageFailure, WrongPassword
from webui.notebook.durable import replace_file

Make = Callable[[], Notebook]

FIRST, COPY = "keyslots.json", "notebook.db.keys"


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\0" * 900])
def test_a_notebook_whose_key_slots_are_lost_opens_with_its_password_and_mends_them(
    make: Make, notebook: Notebook, folder: Path, password: str, content: bytes | None
) -> None:
    notebook.pages.create("One", "kept")
    notebook.lock()
    whole = (folder / FIRST).read_bytes()
    if content is None:
        (folder / FIRST).unlink()
    else:
        (folder / FIRST).write_bytes(content)
    again = make()
    assert (again.state, again.name) == ("locked", notebook.name)
    again.unlock(password)
    assert again.pages.list()[0].title == "One"
    assert (folder / FIRST).read_bytes() == whole


def test_a_flipped_bit_in_the_slot_that_is_needed_is_made_good_by_the_copy(
    make: Make, notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.lock()
    whole = (folder / FIRST).read_text()
    at = whole.index('"sealed"') + 20
    other = "A" if whole[at] != "A" else "B"
    (folder / FIRST).write_text(whole[:at] + other + whole[at + 1 :])
    make().unlock(password)
    assert (folder / FIRST).read_text() == whole


def test_a_lost_copy_is_made_anew_when_the_notebook_is_opened(
    make: Make, notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.lock()
    (folder / COPY).unlink()
    make().unlock(password)
    assert (folder / COPY).read_bytes() == (folder / FIRST).read_bytes()


def test_the_former_password_opens_neither_file(
    make: Make, notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.change_password("another password")
    notebook.lock()
    (folder / FIRST).unlink()
    with pytest.raises(WrongPassword):
        make().unlock(password)
    make().unlock("another password")


def test_a_copy_that_cannot_be_written_is_taken_away_and_the_new_password_holds(
    make: Make,
    notebook: Notebook,
    folder: Path,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail_for_the_copy(path: Path, data: bytes) -> None:
        if path.name == COPY:
            raise OSError(28, "No space left on device")
        replace_file(path, data)

    monkeypatch.setattr("webui.notebook.keyslots.replace_file", fail_for_the_copy)
    notebook.change_password("another password")
    assert not (folder / COPY).exists()
    assert not notebook.verify_password(password)
    assert notebook.verify_password("another password")


def test_with_both_files_damaged_the_first_is_named(
    make: Make, notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.lock()
    for name in (FIRST, COPY):
        (folder / name).write_bytes(b"x")
    with pytest.raises(DamagedNotebook, match=FIRST):
        make().unlock(password)


def test_a_save_into_a_folder_that_is_gone_is_no_save(notebook: Notebook, folder: Path) -> None:
    page = notebook.pages.create("One", "first")
    away = folder.with_name("away")
    folder.rename(away)
    with pytest.raises(StorageFailure) as raised:
        notebook.pages.save(page.id, "second", page.revision)
    assert raised.value.kind == "gone"
    away.rename(folder)
    assert notebook.pages.save(page.id, "third", page.revision).page.body == "third"
