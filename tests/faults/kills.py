"""A process is killed, at any moment, in the middle of what must not be lost."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Killing:
    """One class: what is prepared, what a process does until it is killed, what must be there.

    `act` says over its pipe what it was promised, as pairs of a word and a value; `check` gets
    the folder that the process left and those pairs, and answers what is missing.
    """

    name: str
    prepare: Callable[[Path], None]
    act: acts.Act
    check: Check

    def __call__(self, scale: Scale) -> Tally:
        """Kill it `scale.tries` times, each in a copy of the prepared folder."""
        tally = Tally(self.name)
        with fresh_notebook() as folder, tempfile.TemporaryDirectory(prefix="faults-") as place:
            self.prepare(folder)
            _make_source(Path(place) / acts.SOURCE)
            for _ in range(scale.tries):
                copy = copy_to(folder, Path(place) / "copy")
                told = _run_and_kill(self.act, copy, scale.chance.uniform(0, _LONGEST_LIFE))
                for each in self._find_missing(copy, told):
                    tally.lose(each)
                tally.count(ALL_WELL)
        return tally

    def _find_missing(self, copy: Path, told: Told) -> list[str]:
        try:
            missing = self.check(copy, told)
        except NotebookError as error:
            missing = [f"{say(error)} after {told[-2:]}"]
        return missing + [f"readable in {each}" for each in find_readable(copy)]


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


def _make_page(folder: Path) -> None:
    notebook = open_notebook(folder)
    notebook.pages.create("One", text_of(0))
    notebook.lock()


def _make_long_page(folder: Path) -> None:
    notebook = open_notebook(folder)
    notebook.pages.create("One", text_of(7, 3))
    notebook.lock()


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


KILLINGS = {
    "kill-saves": Killing("kill: saves", _make_page, acts.save_pages, _check_saves),
    "kill-sign-in": Killing(
        "kill: log-out, sign-in", _make_page, acts.lock_and_unlock, _check_saves
    ),
    "kill-password": Killing("kill: password", _make_page, acts.change_passwords, _check_passwords),
    "kill-migration": Killing("kill: migration", _make_old, acts.migrate, _check_migration),
    "kill-trash": Killing("kill: trash", _make_long_page, acts.empty_trash, _check_trash),
    "kill-backup": Killing("kill: backup", _make_page, acts.back_up, _check_backups),
    "kill-restore": Killing("kill: restore", _make_changed, acts.restore, _check_restored),
    "kill-import": Killing("kill: import", _make_long_page, acts.import_pages, _check_import),
}
"""In the order of a life. A migration begins with a notebook of the first tables."""
