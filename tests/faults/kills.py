"""A process is killed, at any moment, in the middle of what must not be lost."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from tests.faults import acts
from tests.faults.tally import Tally
from tests.faults.workshop import (
    ALL_WELL,
    NAME,
    PASSWORD,
    Scale,
    copy_to,
    find_readable,
    fresh_notebook,
    number_of,
    open_notebook,
    say,
    text_of,
)
from webui.notebook import Notebook, NotebookError, WrongPassword, migrations
from webui.notebook.database import Database
from webui.notebook.keyslots import KeySlots

Told = list[tuple[str, Any]]
Check = Callable[[Path, Told], list[str]]

_LONGEST_LIFE = 0.12
_PATIENCE = 30.0
_MANY_PAGES = 150
_CHANGED_PAGES = 60
_IMPORTED = 40
_BEFORE, _AFTER = 1, 2


def kill_while_saving(scale: Scale) -> Tally:
    """kill -9 during saves."""
    with fresh_notebook() as folder:
        _make_page(folder)
        return _kill_often("kill: saves", acts.save_pages, folder, _check_saves, scale)


def kill_while_locking(scale: Scale) -> Tally:
    """kill -9 while one logs out and signs in, when the log goes into the file."""
    with fresh_notebook() as folder:
        _make_page(folder)
        return _kill_often(
            "kill: log-out, sign-in", acts.lock_and_unlock, folder, _check_saves, scale
        )


def kill_while_changing_password(scale: Scale) -> Tally:
    """kill -9 during a change of the password and of the recovery code."""
    with fresh_notebook() as folder:
        _make_page(folder)
        return _kill_often("kill: password", acts.change_passwords, folder, _check_passwords, scale)


def kill_while_migrating(scale: Scale) -> Tally:
    """kill -9 while a notebook of the first tables is brought up to date."""
    with fresh_notebook() as folder:
        _make_old(folder)
        return _kill_often("kill: migration", acts.migrate, folder, _check_migration, scale)


def kill_while_emptying_trash(scale: Scale) -> Tally:
    """kill -9 while the trash is emptied."""
    with fresh_notebook() as folder:
        _make_page(folder, text_of(7, 3))
        return _kill_often("kill: trash", acts.empty_trash, folder, _check_trash, scale)


def kill_while_backing_up(scale: Scale) -> Tally:
    """kill -9 while backups are made."""
    with fresh_notebook() as folder:
        _make_page(folder)
        return _kill_often("kill: backup", acts.back_up, folder, _check_backups, scale)


def kill_while_restoring(scale: Scale) -> Tally:
    """kill -9 while pages are brought back from a backup."""
    with fresh_notebook() as folder:
        _make_changed(folder)
        return _kill_often("kill: restore", acts.restore, folder, _check_restored, scale)


def kill_while_importing(scale: Scale) -> Tally:
    """kill -9 while a folder of Markdown is brought in."""
    with fresh_notebook() as folder:
        _make_page(folder, text_of(7, 3))
        return _kill_often("kill: import", acts.import_pages, folder, _check_import, scale)


def _kill_often(name: str, act: acts.Act, folder: Path, check: Check, scale: Scale) -> Tally:
    tally = Tally(name)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        _make_source(Path(place) / acts.SOURCE)
        for _ in range(scale.tries):
            copy = copy_to(folder, Path(place) / "copy")
            told = _run_and_kill(act, copy, scale.chance.uniform(0, _LONGEST_LIFE))
            try:
                missing = check(copy, told)
            except NotebookError as error:
                missing = [f"{say(error)} after {told[-2:]}"]
            missing += [f"readable in {each}" for each in find_readable(copy)]
            for each in missing:
                tally.lose(each)
            tally.count(ALL_WELL)
    return tally


def _run_and_kill(act: acts.Act, folder: Path, life: float) -> Told:
    """Let a process of its own act for `life` seconds; answer what it had said by then."""
    context = _start_processes()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=act, args=(folder, theirs))
    process.start()
    theirs.close()
    told: Told = []
    with contextlib.suppress(EOFError):
        assert ours.poll(_PATIENCE), "the process did not begin"
        assert ours.recv() == acts.READY
        time.sleep(life)
        process.kill()
        while True:
            told.append(ours.recv())
    process.join()
    process.close()
    ours.close()
    return told


def _start_processes() -> Any:
    """What starts processes quickly: from one that has the notebook's modules loaded."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.acts"])
    return context


def _check_saves(folder: Path, told: Told) -> list[str]:
    last = max((number for what, number in told if what == "saved"), default=0)
    notebook = open_notebook(folder)
    try:
        page = notebook.pages.by_id(1)
        found = number_of(page.body)
        missing = [] if found >= last else [f"save {last} was acknowledged, {found} is there"]
        titles = {each.title for each in notebook.pages.list(limit=10_000)}
        made = [f"Page {number}" for what, number in told if what == "made"]
        missing += [f"{title} is gone" for title in made if title not in titles]
        if notebook.lost_saves:
            missing.append("it says that saves are lost")
        if notebook.revisions.get(1, page.revision).body != page.body:
            missing.append("the page is not its newest version")
        return missing
    finally:
        notebook.lock()


def _check_passwords(folder: Path, told: Told) -> list[str]:
    last = max((number for what, number in told if what == "password"), default=-1)
    allowed = {PASSWORD if last < 0 else acts.PASSWORDS[last], acts.PASSWORDS[last + 1]}
    notebook = Notebook(folder)
    opened = [password for password in allowed if _opens(notebook, password)]
    notebook.lock()
    if len(opened) != 1:
        return [f"{len(opened)} of the last two passwords open it"]
    return []


def _opens(notebook: Notebook, password: str) -> bool:
    try:
        notebook.unlock(password)
    except WrongPassword:
        return False
    notebook.lock()
    return True


def _check_migration(folder: Path, _told: Told) -> list[str]:
    notebook = open_notebook(folder)
    try:
        pages = notebook.pages.list(limit=10_000)
        texts = [notebook.pages.by_id(page.id).body for page in pages]
        missing = [] if len(pages) == _MANY_PAGES else [f"{len(pages)} pages are left"]
        wrong = [text for text in texts if text != text_of(number_of(text), 20)]
        return missing + [f"a page says {text[:40]!r}" for text in wrong]
    finally:
        notebook.lock()


def _check_trash(folder: Path, _told: Told) -> list[str]:
    notebook = open_notebook(folder)
    try:
        kept = notebook.pages.by_id(1).body == text_of(7, 3)
        left = len(notebook.trash.list())
        return ([] if kept else ["a page outside the trash is gone"]) + (
            [] if left <= 8 else [f"{left} pages are in the trash"]
        )
    finally:
        notebook.lock()


def _check_backups(folder: Path, told: Told) -> list[str]:
    missing = _check_saves(folder, told)
    notebook = open_notebook(folder)
    there = {each.id: each for each in notebook.backups.list()}
    notebook.lock()
    for backup_id, number in (value for what, value in told if what == "backup"):
        if backup_id not in there:
            missing.append(f"backup {backup_id} is gone")
            continue
        copy = open_notebook(there[backup_id].path)
        if (found := number_of(copy.pages.by_id(1).body)) != number:
            missing.append(f"backup {backup_id} has save {found} in the place of {number}")
        copy.lock()
    return missing


def _check_restored(folder: Path, told: Told) -> list[str]:
    notebook = open_notebook(folder)
    try:
        numbers = {
            number_of(notebook.pages.by_id(page.id).body)
            for page in notebook.pages.list(limit=10_000)
        }
        former, changed = {_BEFORE}, {_AFTER}
        if numbers not in (former, changed):
            return [f"half restored: {sorted(numbers)}"]
        if told and numbers != former:
            return ["a restoring that was acknowledged is gone"]
        kinds = {each.kind for each in notebook.backups.list()}
        if numbers == former and "before restore" not in kinds:
            return ["the state from before is gone"]
        return []
    finally:
        notebook.lock()


def _check_import(folder: Path, told: Told) -> list[str]:
    notebook = open_notebook(folder)
    try:
        texts = [notebook.pages.by_id(page.id).body for page in notebook.pages.list(limit=10_000)]
    finally:
        notebook.lock()
    missing = [] if text_of(7, 3) in texts else ["a page from before is gone"]
    came = len(texts) - 1
    if came not in (0, _IMPORTED) or (told and came != _IMPORTED):
        missing.append(f"{came} of {_IMPORTED} pages came, acknowledged: {bool(told)}")
    return missing


def _make_source(folder: Path) -> None:
    """A folder of Markdown, as another program left it."""
    folder.mkdir()
    for number in range(_IMPORTED):
        (folder / f"Note {number}.md").write_text(text_of(number, 20), "utf-8")


def _make_changed(folder: Path) -> None:
    """Fill a notebook, back it up, and change every page since."""
    notebook = open_notebook(folder)
    pages = [
        notebook.pages.create(f"Page {number}", text_of(_BEFORE, 20))
        for number in range(_CHANGED_PAGES)
    ]
    notebook.backups.make("asked")
    for page in pages:
        notebook.pages.save(page.id, text_of(_AFTER, 20), page.revision)
    notebook.lock()


def _make_page(folder: Path, body: str = "") -> None:
    notebook = open_notebook(folder)
    notebook.pages.create("One", body or text_of(0))
    notebook.lock()


def _make_old(folder: Path) -> None:
    """Put a database of the first tables, with many pages, in the place of the notebook's own."""
    slots = KeySlots.read(folder / "keyslots.json")
    key = slots.opened(folder, PASSWORD.encode(), "password")
    path = folder / "notebook.db"
    path.unlink()
    path.touch(0o600)
    first = migrations._migrations()[:1]
    with mock.patch.object(migrations, "_migrations", return_value=first):
        database = Database.create(path, key)
        with database.writing() as connection:
            connection.execute("insert into notebook values (?, ?, 0)", (slots.notebook, NAME))
            for number in range(_MANY_PAGES):
                row = (number + 1, f"page-{number}", f"Page {number}", text_of(number, 20))
                connection.execute("insert into pages values (?, ?, ?, 1, 0, 0, null, ?)", row)
        database.close()
