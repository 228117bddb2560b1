"""Backups hold what was there, open with the password of their time, and bring pages back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import (
    Argon2Cost,
    DamagedNotebook,
    Notebook,
    StorageFailure,
    WrongPassword,
)
from webui.notebook.backups.backups import BackupNotFound
from webui.notebook.backups.copies import is_as_it_was
from webui.notebook.backups.folders import FolderRefused
from webui.notebook.places import Places
from webui.notebook.work import Cancelled, unwatched


def test_a_backup_is_a_notebook_that_opens_with_the_password_of_its_time(
    notebook: Notebook, password: str, cheap: Argon2Cost
) -> None:
    notebook.pages.create("Kept", "the text")
    notebook.keep_key()
    backup = notebook.backups.make("asked")
    notebook.change_password("another one")
    former = Notebook(backup.path, cost=cheap)
    assert not former.has_kept_key, "what the keyring holds opens no backup"
    with pytest.raises(WrongPassword):
        former.unlock("another one")
    former.unlock(password)
    assert former.pages.find("kept").body == "the text"
    former.lock()


def test_each_former_password_gets_a_backup_that_it_opens(
    notebook: Notebook, password: str, cheap: Argon2Cost
) -> None:
    notebook.pages.create("Kept", "the text")
    notebook.change_password("another one")
    notebook.change_password("a third one")
    assert not notebook.backups.list(), "the change itself does not wait for a backup"
    notebook.backups.make_owed()
    backups = notebook.backups.list()
    assert [each.kind for each in backups] == ["before password", "before password"]
    opened = [
        [each for each in (password, "another one", "a third one") if former.verify_password(each)]
        for former in (Notebook(backup.path, cost=cheap) for backup in backups)
    ]
    assert sorted(opened) == sorted([[password], ["another one"]])
    first = Notebook(backups[opened.index([password])].path, cost=cheap)
    first.unlock(password)
    assert first.pages.find("kept").body == "the text"
    first.lock()
    notebook.backups.make_owed()
    assert len(notebook.backups.list()) == 2, "what was owed is owed no longer"


def test_a_backup_that_a_new_password_owes_is_made_after_a_restart(
    notebook: Notebook, make: Callable[[], Notebook], password: str, cheap: Argon2Cost
) -> None:
    notebook.change_password("another one")
    notebook.lock()
    again = make()
    again.unlock("another one")
    again.backups.make_owed()
    (backup,) = again.backups.list()
    assert Notebook(backup.path, cost=cheap).verify_password(password)


def test_a_change_that_the_power_ended_before_the_new_password_lay_there_owes_nothing(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    def cut(_places: Places, _slots: object) -> None:
        raise StorageFailure("io")

    monkeypatch.setattr("webui.notebook.notebook.write_slots", cut)
    with pytest.raises(StorageFailure):
        notebook.change_password("another one")
    monkeypatch.undo()
    assert notebook.verify_password(password)
    notebook.backups.make_owed()
    assert not notebook.backups.list()
    assert not notebook.backups.owed


def test_a_backup_that_is_owed_and_fails_is_tried_again(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.change_password("another one")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(StorageFailure):
        notebook.backups.make_owed()
    assert notebook.backups.owed
    monkeypatch.undo()
    notebook.backups.make_owed()
    assert not notebook.backups.owed
    assert len(notebook.backups.list()) == 1


def test_a_backup_made_while_writing_goes_on_is_whole_and_of_one_moment(
    notebook: Notebook, clock: FakeClock
) -> None:
    page = notebook.pages.create("Counter", "0")
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            fresh = notebook.pages.by_id(page.id)
            notebook.pages.save(page.id, f"{number} " + "x" * 5000, fresh.revision)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            notebook.backups.make("asked")
    finally:
        ended.set()
        writer.join()
    assert len(notebook.backups.list()) == 5
    assert all(is_as_it_was(each, unwatched) for each in notebook.backups.list())


def test_no_word_of_a_page_is_readable_in_a_backup(notebook: Notebook) -> None:
    notebook.pages.create("Zugvogel", "a secret about wrens")
    backup = notebook.backups.make("asked")
    for path in backup.path.iterdir():
        content = path.read_bytes()
        assert b"wrens" not in content
        assert b"Zugvogel" not in content


def test_nothing_is_left_of_a_backup_that_was_cancelled(notebook: Notebook) -> None:
    def stop(phase: str, _done: int, _total: int) -> None:
        if phase == "Checking":
            raise Cancelled

    with pytest.raises(Cancelled):
        notebook.backups.make("asked", stop)
    assert list(notebook.backups.folder.iterdir()) == []


def test_a_full_disk_is_said_before_a_byte_is_written(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(StorageFailure) as failure:
        notebook.backups.make("daily")
    assert failure.value.kind == "full"
    assert notebook.backups.is_late, "a notice stands on every page"
    monkeypatch.undo()
    notebook.backups.make("daily")
    assert not notebook.backups.is_late


def test_the_daily_one_is_made_once_a_day_even_when_the_clock_was_set_back(
    notebook: Notebook, clock: FakeClock
) -> None:
    assert notebook.backups.make_if_due()
    clock.pass_by(hours=2)
    assert notebook.backups.make_if_due() is None
    clock.pass_by(hours=22)
    assert notebook.backups.make_if_due()
    clock.pass_by(days=-900)
    assert notebook.backups.make_if_due()


def test_a_page_that_is_shown_does_not_wait_for_the_drive(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "iterdir", lambda _: pytest.fail("the drive was asked"))
    assert not notebook.backups.is_late


def test_a_last_backup_of_four_days_ago_is_noticed(notebook: Notebook, clock: FakeClock) -> None:
    notebook.backups.make("daily")
    clock.pass_by(days=2)
    assert not notebook.backups.is_late
    clock.pass_by(days=2)
    assert notebook.backups.is_late


def test_backups_go_to_the_folder_that_was_chosen(notebook: Notebook, tmp_path: Path) -> None:
    notebook.backups.make("asked")
    drive = tmp_path / "drive"
    drive.mkdir()
    notebook.backups.choose_folder(str(drive))
    assert notebook.backups.make("asked").path.parent == drive
    assert len(notebook.backups.list()) == 2, "those of before are still shown"


def test_a_drive_that_is_away_is_said_and_an_act_still_gets_its_backup(
    notebook: Notebook, tmp_path: Path, folder: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    notebook.backups.choose_folder(str(drive))
    drive.rmdir()
    with pytest.raises(StorageFailure):
        notebook.backups.make("daily")
    assert not drive.exists(), "a mount point is not made into a folder of this disk"
    notebook.change_password("another one")
    notebook.backups.make_owed()
    assert [each.path.parent for each in notebook.backups.list()] == [folder / "backups"]


@pytest.mark.parametrize("name", ["relative", "/no/such/folder"])
def test_a_folder_that_can_not_hold_backups_is_refused(notebook: Notebook, name: str) -> None:
    with pytest.raises(FolderRefused):
        notebook.backups.choose_folder(name)
    assert notebook.backups.folder.name == "backups"


def test_another_notebooks_backups_in_the_same_folder_are_left_alone(
    notebook: Notebook, tmp_path: Path, cheap: Argon2Cost
) -> None:
    other = Notebook(tmp_path / "other", cost=cheap)
    other.create("Bob", "password")
    other.backups.choose_folder(str(tmp_path))
    other.backups.make("daily")
    other.lock()
    notebook.backups.choose_folder(str(tmp_path))
    assert notebook.backups.list() == []


def test_what_differs_is_told_before_anything_is_touched(
    notebook: Notebook, clock: FakeClock
) -> None:
    pages = notebook.pages
    same, changed, trashed, gone = (
        pages.create(title, title) for title in ("Same", "Changed", "Trashed", "Gone")
    )
    backup = notebook.backups.make("asked")
    clock.pass_by(days=1)
    pages.save(changed.id, "another text", changed.revision)
    pages.delete(trashed.id)
    pages.delete(gone.id)
    notebook.trash.delete(gone.id)
    pages.create("Added", "since")
    comparison = notebook.backups.compare(backup.id)
    assert comparison.same == 1
    assert {(each.title, each.kind) for each in comparison.differences} == {
        ("Changed", "newer"),
        ("Trashed", "trashed"),
        ("Gone", "missing"),
        ("Added", "added"),
    }
    assert pages.by_id(same.id).body == "Same"


def test_restoring_all_brings_back_every_page_and_keeps_what_was_written_since(
    notebook: Notebook, clock: FakeClock
) -> None:
    pages = notebook.pages
    changed, gone = pages.create("Changed", "then"), pages.create("Gone", "first #tag")
    pages.save(gone.id, "second #tag", gone.revision)
    backup = notebook.backups.make("asked")
    clock.pass_by(days=1)
    pages.save(changed.id, "now", changed.revision)
    pages.rename(changed.id, "Renamed since")
    pages.delete(gone.id)
    notebook.trash.delete(gone.id)
    pages.create("Added", "since")
    clock.pass_by(minutes=1)
    assert notebook.backups.restore(backup.id, None) == 2
    assert pages.find("changed").body == "then"
    assert pages.find("renamed-since").id == changed.id, "links made since still lead there"
    assert "now" in [each.body for each in notebook.revisions.list(changed.id)]
    assert pages.find("gone").body == "second #tag"
    assert pages.find("gone").id == gone.id
    assert pages.find("added").body == "since"
    assert notebook.backups.list()[0].kind == "before restore"
    assert notebook.backups.compare(backup.id).of("newer", "missing", "trashed", "older") == []


def test_single_pages_can_be_restored(notebook: Notebook) -> None:
    one, other = notebook.pages.create("One", "then"), notebook.pages.create("Other", "then")
    backup = notebook.backups.make("asked")
    notebook.pages.save(one.id, "now", one.revision)
    notebook.pages.save(other.id, "now", other.revision)
    notebook.backups.restore(backup.id, [one.id])
    assert notebook.pages.by_id(one.id).body == "then"
    assert notebook.pages.by_id(other.id).body == "now"


@pytest.mark.parametrize("embed", ["![p](/files/{id}/photo.png)", "![[photo.png]]"])
def test_the_files_of_a_page_come_back_with_it(notebook: Notebook, embed: str) -> None:
    trashed = notebook.files.add("other.png", [b"other"])
    file = notebook.files.add("photo.png", [b"png"])
    text = embed.format(id=file.id) + f" /files/{trashed.id}/other.png"
    page = notebook.pages.create("Wren", text)
    backup = notebook.backups.make("asked")
    notebook.pages.save(page.id, "no picture", page.revision)
    for each in (file, trashed):
        notebook.files.delete(each.id)
    notebook.files.delete_for_good(file.id)
    notebook.backups.restore(backup.id, [page.id])
    assert notebook.files.count()[0] == 2
    assert b"".join(notebook.files.read(notebook.files.find(file.id))) == b"png"
    assert notebook.check().is_whole


def test_a_restored_page_is_found_by_search_again(notebook: Notebook) -> None:
    page = notebook.pages.create("Bird", "a wren #bird")
    backup = notebook.backups.make("asked")
    notebook.pages.delete(page.id)
    notebook.backups.restore(backup.id, [page.id])
    assert [each.id for each in notebook.tags.pages("bird")] == [page.id]


def test_a_restoring_that_is_cancelled_changes_nothing(notebook: Notebook) -> None:
    pages = [notebook.pages.create(f"Page {number}", "then") for number in range(3)]
    backup = notebook.backups.make("asked")
    for page in pages:
        notebook.pages.save(page.id, "now", page.revision)

    def stop(phase: str, done: int, _total: int) -> None:
        if phase == "Restoring" and done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        notebook.backups.restore(backup.id, None, stop)
    assert [notebook.pages.by_id(page.id).body for page in pages] == ["now"] * 3


def test_a_damaged_backup_is_refused_with_a_word(notebook: Notebook) -> None:
    backup = notebook.backups.make("asked")
    database = Places(backup.path).database
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert not is_as_it_was(backup, unwatched)
    database.write_bytes(b"\0" * len(content))
    with pytest.raises(DamagedNotebook):
        notebook.backups.compare(backup.id)


def test_a_backup_that_is_gone_is_said_plainly(notebook: Notebook) -> None:
    backup = notebook.backups.make("asked")
    notebook.backups.delete(backup.id)
    with pytest.raises(BackupNotFound):
        notebook.backups.compare(backup.id)
    assert list(notebook.backups.folder.iterdir()) == []


def test_a_migration_makes_a_backup_first_and_stops_when_it_can_not(
    make: Callable[[], Notebook],
    notebook: Notebook,
    password: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notebook.pages.create("Kept", "text")
    notebook.lock()
    monkeypatch.setattr("webui.notebook.database.is_behind", lambda _: True)
    phases: list[str] = []
    opened = Notebook(folder, cost=notebook._cost, opening=lambda phase, *_: phases.append(phase))
    opened.unlock(password)
    assert list(dict.fromkeys(phases)) == ["Copying", "Checking", "Updating", ""]
    assert [each.kind for each in opened.backups.list()] == ["before migration"]
    opened.lock()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(StorageFailure):
        make().unlock(password)


def test_what_a_killed_program_left_is_swept_by_the_next_backup(notebook: Notebook) -> None:
    half = notebook.backups.folder / f".inglenook {notebook.id}.part"
    half.mkdir(parents=True)
    (half / "notebook.db").write_bytes(b"half")
    notebook.backups.make("daily")
    assert len(list(notebook.backups.folder.iterdir())) == 1


def test_the_notebook_can_be_checked(notebook: Notebook) -> None:
    notebook.pages.create("Page", "text")
    phases: list[str] = []
    findings = notebook.check(lambda phase, *_: phases.append(phase))
    assert findings.is_whole
    assert findings.pages == 1
    assert "Checking" in phases
