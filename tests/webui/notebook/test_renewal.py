"""Another key for the notebook: what opens it afterwards, and after an end at any moment."""

import os
import shutil
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from webui.notebook import (
    Argon2Cost,
    DamagedNotebook,
    Notebook,
    NotebookLocked,
    StorageFailure,
    WrongPassword,
    keyfiles,
    renewal,
)
from webui.notebook.backups.backups import FormerKey
from webui.notebook.database import Database
from webui.notebook.drafts import DraftsWaiting
from webui.notebook.keyslots import KeySlots
from webui.notebook.renewal import RenewalRefused
from webui.notebook.settings import RECOVERY_UNCONFIRMED
from webui.notebook.work import Cancelled

Make = Callable[[], Notebook]
TEXT = "quetzalcoatlus flies " * 50


class Killed(BaseException):
    """The program ends here: nothing that it would do afterwards is done."""


@pytest.fixture
def filled(notebook: Notebook) -> Notebook:
    for number in range(30):
        notebook.pages.create(f"Page {number}", f"{number} {TEXT}")
    return notebook


def count_pages(notebook: Notebook) -> int:
    texts = [notebook.pages.by_id(each.id).body for each in notebook.pages.list(limit=100)]
    assert all(text.endswith(TEXT) for text in texts)
    return len(texts)


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.is_file()}


def test_the_password_opens_the_notebook_after_it_and_while_it_is_open_nothing_is_noticed(
    filled: Notebook, make: Make, folder: Path, password: str
) -> None:
    sign_in = filled.sign_ins.start("ada", "password")
    pages = filled.pages
    filled.renew_key(password)
    assert filled.sign_ins.active(sign_in.id) == sign_in
    assert pages.count() == 30
    made = pages.create("Later", TEXT)
    assert pages.by_id(made.id).body == TEXT
    filled.lock()
    assert names_in(folder) == {"notebook.db", "notebook.db.keys", "keyslots.json"}
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir() if each.is_file()} == {0o600}
    for each in folder.iterdir():
        assert each.is_dir() or b"quetzalcoatlus" not in each.read_bytes()
    again = make()
    again.unlock(password)
    assert count_pages(again) == 31
    assert again.check().is_whole
    assert not again.lost_saves


def test_what_was_copied_before_opens_nothing_of_the_notebook(
    filled: Notebook, folder: Path, tmp_path: Path, password: str, cheap: Argon2Cost
) -> None:
    kept = filled.keep_key()
    old = KeySlots.read(folder / "keyslots.json")
    former = old.opened(folder, password.encode(), "password")
    filled.renew_key(password)
    filled.lock()
    with pytest.raises(DamagedNotebook):
        Database(folder / "notebook.db", former)
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    old.write(copied / "keyslots.json")
    old.write(copied / "notebook.db.keys")
    with pytest.raises(DamagedNotebook):
        Notebook(copied, cost=cheap).unlock(password)
    with pytest.raises(WrongPassword):
        filled.unlock_with_kept_key(kept)
    assert not filled.has_kept_key


def test_the_new_recovery_code_opens_it_and_the_former_does_not(
    make: Make, name: str, password: str
) -> None:
    notebook = make()
    former = notebook.create(name, password)
    code = notebook.renew_key(password)
    # Until the person has shown that they kept it, the next sign-in offers another.
    assert notebook.settings.get(RECOVERY_UNCONFIRMED) is True
    notebook.lock()
    with pytest.raises(WrongPassword):
        notebook.unlock_with_recovery_code(former)
    notebook.unlock_with_recovery_code(code)


def test_a_wrong_password_changes_nothing(filled: Notebook, folder: Path) -> None:
    before = (folder / "keyslots.json").read_bytes()
    with pytest.raises(WrongPassword):
        filled.renew_key("not the password")
    assert (folder / "keyslots.json").read_bytes() == before
    assert count_pages(filled) == 30


def test_it_can_be_cancelled_while_it_copies_and_while_it_checks(
    filled: Notebook, folder: Path, password: str
) -> None:
    before = (folder / "keyslots.json").read_bytes()
    for wanted in ("Copying", "Checking"):

        def end(phase: str, _done: int, _total: int, /, wanted: str = wanted) -> None:
            if phase == wanted:
                raise Cancelled

        with pytest.raises(Cancelled):
            filled.renew_key(password, end)
        assert not {each for each in names_in(folder) if "rekeyed" in each}
        assert (folder / "keyslots.json").read_bytes() == before
    assert count_pages(filled) == 30


def test_texts_that_wait_are_looked_at_first(filled: Notebook, password: str) -> None:
    waiting = uuid.uuid4()
    filled.drafts.keep(waiting, 1, "Page 0", 1, "unsaved")
    with pytest.raises(DraftsWaiting):
        filled.renew_key(password)
    assert filled.drafts.get(waiting).body == "unsaved"
    filled.drafts.discard(waiting)
    filled.renew_key(password)
    filled.drafts.keep(waiting, 1, "Page 0", 1, "unsaved since")
    assert filled.drafts.get(waiting).body == "unsaved since"


def test_a_draft_that_comes_after_it_can_be_read_after_a_restart(
    filled: Notebook, make: Make, password: str
) -> None:
    filled.renew_key(password)
    filled.lock()
    waiting = uuid.uuid4()
    filled.drafts.keep(waiting, 1, "Page 0", 1, "came too late")
    again = make()
    again.unlock(password)
    assert again.drafts.get(waiting).body == "came too late"


def test_a_password_changed_meanwhile_is_not_undone(
    filled: Notebook, make: Make, password: str
) -> None:
    def change(phase: str, _done: int, _total: int, /) -> None:
        if phase == "Checking":
            filled.keep_key()

    with pytest.raises(RenewalRefused):
        filled.renew_key(password, change)
    assert filled.has_kept_key
    filled.lock()
    again = make()
    again.unlock(password)
    assert count_pages(again) == 30


def test_locking_meanwhile_ends_it_and_leaves_nothing(
    filled: Notebook, make: Make, folder: Path, password: str
) -> None:
    began, locked = threading.Event(), threading.Event()

    def lock() -> None:
        assert began.wait(20)
        filled.lock()
        locked.set()

    other = threading.Thread(target=lock)
    other.start()

    def wait(_phase: str, _done: int, _total: int, /) -> None:
        began.set()
        locked.wait(0.01)

    def wait_for_long(phase: str, done: int, total: int, /) -> None:
        began.set()
        while not filled_database.is_closed:
            wait(phase, done, total)

    filled_database = filled._unlocked.database
    with pytest.raises(NotebookLocked):
        filled.renew_key(password, wait_for_long)
    other.join(20)
    assert not {each for each in names_in(folder) if "rekeyed" in each}
    again = make()
    again.unlock(password)
    assert count_pages(again) == 30


def test_a_save_that_comes_meanwhile_waits_and_is_there(
    filled: Notebook, make: Make, password: str
) -> None:
    began = threading.Event()
    made: list[Any] = []

    def save() -> None:
        assert began.wait(20)
        assert filled.pages.count() == 30  # reading goes on
        made.append(filled.pages.create("Meanwhile", TEXT))

    other = threading.Thread(target=save)
    other.start()
    filled.renew_key(password, lambda *_: began.set())
    other.join(20)
    assert made
    filled.lock()
    again = make()
    again.unlock(password)
    assert again.pages.by_id(made[0].id).body == TEXT


def test_whoever_reads_for_long_is_not_interrupted(
    filled: Notebook, password: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webui.notebook.database._READERS_GRACE", 0.1)
    reads, ends = threading.Event(), threading.Event()

    def read() -> None:
        with filled.at_one_moment():
            filled.pages.count()
            reads.set()
            assert ends.wait(20)
            assert count_pages(filled) == 30

    other = threading.Thread(target=read)
    other.start()
    assert reads.wait(20)
    with pytest.raises(StorageFailure):
        filled.renew_key(password)
    ends.set()
    other.join(20)
    assert not {each for each in names_in(folder) if "rekeyed" in each}
    filled.renew_key(password)
    assert count_pages(filled) == 30


def test_a_full_disk_is_told_before_anything_is_changed(
    filled: Notebook, folder: Path, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StorageFailure, match="full"):
        filled.renew_key(password)
    assert not {each for each in names_in(folder) if "rekeyed" in each}
    assert count_pages(filled) == 30


def test_a_backup_of_before_opens_with_its_password_and_says_that_its_key_is_a_former_one(
    filled: Notebook, password: str, cheap: Argon2Cost
) -> None:
    before = filled.backups.make("asked")
    filled.renew_key(password)
    with pytest.raises(FormerKey):
        filled.backups.compare(before.id)
    with pytest.raises(FormerKey):
        filled.backups.read_page(before.id, 1)
    assert [each.id for each in filled.backups.list()] == [before.id]
    copy = Notebook(before.path, cost=cheap)
    copy.unlock(password)
    assert count_pages(copy) == 30
    copy.lock()
    # One with the new key is due, whatever the age of the one of before; and then no more.
    made = filled.backups.make_if_due()
    assert made is not None
    assert filled.backups.compare(made.id).same == 30
    assert filled.backups.make_if_due() is None
    database = before.path / "notebook.db"
    content = bytearray(database.read_bytes())
    content[100] ^= 1
    database.write_bytes(content)
    with pytest.raises(DamagedNotebook):
        filled.backups.compare(before.id)


def test_a_backup_that_a_former_password_is_owed_is_made_with_the_key_that_opens_it(
    filled: Notebook, password: str, cheap: Argon2Cost
) -> None:
    filled.change_password("another password than before")
    filled.renew_key("another password than before")
    [owed] = filled.backups.list()
    copy = Notebook(owed.path, cost=cheap)
    copy.unlock(password)
    assert count_pages(copy) == 30
    copy.lock()


class _Steps:
    """Everything that a renewal does to files, counted; at the step of a number it is killed."""

    def __init__(
        self, patch: pytest.MonkeyPatch, last: int | None, error: BaseException | None = None
    ) -> None:
        self.count = 0
        self._last = last
        self._error = error
        for owner, name in (
            (os, "fsync"),
            (Path, "replace"),
            (Path, "unlink"),
            (renewal, "copy_checked"),
            (renewal, "write_private_file"),
            (renewal, "put_renewed_slots"),
            (keyfiles, "sync_folder"),
        ):
            self._count_calls(patch, owner, name)

    def _count_calls(self, patch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        real = getattr(owner, name)

        def step(*arguments: Any, **more: Any) -> Any:
            self.count += 1
            if self._last is not None and self.count > self._last:
                raise self._error or Killed
            return real(*arguments, **more)

        patch.setattr(owner, name, step)


def test_an_end_at_any_step_leaves_a_notebook_that_the_password_opens(
    filled: Notebook,
    folder: Path,
    tmp_path: Path,
    password: str,
    cheap: Argon2Cost,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled.lock()
    made = KeySlots.read(folder / "keyslots.json")
    steps, renewed, cut_off = 1, 0, 0
    while True:
        copy = tmp_path / f"killed {steps}"
        shutil.copytree(folder, copy)
        notebook = Notebook(copy, cost=cheap)
        notebook.unlock(password)
        with monkeypatch.context() as patch:
            _Steps(patch, steps)
            try:
                notebook.renew_key(password)
                ended = True
            except Killed:
                ended = False
            # As it lies at this moment; what the program does afterwards is not seen.
            left = tmp_path / f"left {steps}"
            shutil.copytree(copy, left)
        notebook.lock()
        again = Notebook(left, cost=cheap)
        again.unlock(password)
        assert count_pages(again) == 30
        again.pages.create("Later", TEXT)
        assert not {each for each in names_in(left) if "rekeyed" in each}
        slots = KeySlots.read(left / "keyslots.json")
        assert KeySlots.read(left / "notebook.db.keys") == slots
        if slots.slots != made.slots:
            renewed += 1
            cut_off += not ended
            assert again.settings.get(RECOVERY_UNCONFIRMED) is True
        again.lock()
        once_more = Notebook(left, cost=cheap)
        once_more.unlock(password)
        assert count_pages(once_more) == 31
        once_more.lock()
        if ended:
            break
        steps += 1
    assert steps > 15
    assert cut_off > 1
    assert renewed < steps


def test_the_new_database_has_its_name_on_the_disk_before_its_key_slots_have_theirs(
    filled: Notebook, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A power cut may lose every name that was not brought down to the disk.
    events: list[str] = []
    rename = Path.replace

    def note_name(path: Path, target: Path) -> Path:
        events.append(target.name)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", note_name)
    for module in (renewal, keyfiles):
        monkeypatch.setattr(module, "sync_folder", lambda _folder: events.append("sync"))
    filled.renew_key(password)
    place = events.index("notebook.db")
    assert events[place - 1 : place + 4] == ["sync", "notebook.db", "sync", "keyslots.json", "sync"]


def test_a_disk_that_fails_from_any_step_on_leaves_what_the_person_is_told(
    filled: Notebook,
    folder: Path,
    tmp_path: Path,
    password: str,
    cheap: Argon2Cost,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled.lock()
    steps = 1
    while True:
        copy = tmp_path / f"failing {steps}"
        shutil.copytree(folder, copy)
        notebook = Notebook(copy, cost=cheap)
        notebook.unlock(password)
        code, said = None, ""
        with monkeypatch.context() as patch:
            counted = _Steps(patch, steps, OSError(28, "No space left on device"))
            try:
                code = notebook.renew_key(password)
            except StorageFailure as failure:
                said = str(failure)
        assert code or said == "The disk is full."
        for asked in (notebook, Notebook(copy, cost=cheap)):
            asked.unlock(password)
            assert count_pages(asked) == 30
            asked.lock()
        assert not {each for each in names_in(copy) if "rekeyed" in each}
        if code is not None:
            notebook.unlock_with_recovery_code(code)
            notebook.lock()
            if counted.count <= steps:
                break
        steps += 1
    assert steps > 15
