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

from tests.faults import acts, prepared
from tests.faults.tally import Tally
from tests.faults.workshop import (
    ALL_WELL,
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
from webui.notebook import Notebook, NotebookError, WrongPassword

Told = list[tuple[str, Any]]
Check = Callable[[Path, Told], list[str]]

_LONGEST_LIFE = 0.12
_PATIENCE = 30.0


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
            prepared.make_source(Path(place) / acts.SOURCE)
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


def _check_renewed(folder: Path, told: Told) -> list[str]:
    missing = [f"a save failed beside it: {why}" for what, why in told if what == "failed"]
    missing += _check_saves(folder, told)
    notebook = open_notebook(folder)
    try:
        pages = [notebook.pages.by_id(number + 2) for number in range(prepared.LARGE_PAGES)]
        missing += [
            page.title for page in pages if page.body != text_of(prepared.BEFORE, prepared.LARGE)
        ]
        if not notebook.check().is_whole:
            missing.append("it is not whole")
    finally:
        notebook.lock()
    return missing + [f"{path.name} is left" for path in folder.glob("*.rekeyed*")]


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
        missing = [] if len(pages) == prepared.MANY_PAGES else [f"{len(pages)} pages are left"]
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
        former, changed = {prepared.BEFORE}, {prepared.AFTER}
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
    if came not in (0, prepared.IMPORTED) or (told and came != prepared.IMPORTED):
        missing.append(f"{came} of {prepared.IMPORTED} pages came, acknowledged: {bool(told)}")
    return missing


KILLINGS = {
    "kill-saves": Killing("kill: saves", prepared.make_page, acts.save_pages, _check_saves),
    "kill-sign-in": Killing(
        "kill: log-out, sign-in", prepared.make_page, acts.lock_and_unlock, _check_saves
    ),
    "kill-password": Killing(
        "kill: password", prepared.make_page, acts.change_passwords, _check_passwords
    ),
    "kill-rekey": Killing("kill: new key", prepared.make_large, acts.renew_keys, _check_renewed),
    "kill-migration": Killing("kill: migration", prepared.make_old, acts.migrate, _check_migration),
    "kill-trash": Killing("kill: trash", prepared.make_long_page, acts.empty_trash, _check_trash),
    "kill-backup": Killing("kill: backup", prepared.make_page, acts.back_up, _check_backups),
    "kill-restore": Killing("kill: restore", prepared.make_changed, acts.restore, _check_restored),
    "kill-import": Killing(
        "kill: import", prepared.make_long_page, acts.import_pages, _check_import
    ),
}
"""In the order of a life. A migration begins with a notebook of the first tables."""
