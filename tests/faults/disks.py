"""The disk fails under a notebook that is being written: it is full, broken, or without power."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from tests.faults.disk import Disk, Hook, let_pass, own_disk
from tests.faults.tally import Tally
from tests.faults.workshop import (
    ALL_WELL,
    PASSWORD,
    Scale,
    find_readable,
    fresh_notebook,
    number_of,
    open_notebook,
    say,
    text_of,
)
from tests.webui.conftest import NAME, Browser, House
from tests.webui.conftest import PASSWORD as HOUSE_PASSWORD
from webui.notebook import Notebook, NotebookError
from webui.room import Room, room_of

_MOST_ACTS = 2000
_LONG = 300
_SAVES_A_RUN = 12
_SLOW, _SLOWEST = 0.05, 1.0


def cut_power(scale: Scale) -> Tally:
    """The power goes at any act of the disk, and with it what was not synced."""
    tally = Tally("power cut")
    while tally.tries < scale.tries:
        with fresh_notebook() as folder, tempfile.TemporaryDirectory(prefix="faults-") as place:
            for crashed, acknowledged in _crash_often(folder, Path(place), scale):
                for each in _check_after_crash(crashed, acknowledged):
                    tally.lose(each)
                tally.count(ALL_WELL)
    return tally


def _crash_often(folder: Path, place: Path, scale: Scale) -> list[tuple[Path, int]]:
    """Save, log out and in; answer what power cuts left, each with the last acknowledged save."""
    crashed: list[tuple[Path, int]] = []
    acknowledged = 0
    with own_disk() as disk:

        def maybe(_act: str, _path: Path) -> None:
            if acknowledged and scale.chance.random() < 0.1:
                target = place / str(len(crashed))
                disk.cut_power(folder, target, scale.chance)
                crashed.append((target, acknowledged))

        notebook = open_notebook(folder)
        page = notebook.pages.create("One", text_of(0))
        for path in folder.iterdir():
            disk.synced(path)
        disk.before = maybe
        for number in range(1, _SAVES_A_RUN + 1):
            length = scale.chance.choice((1, 30, _LONG))
            page = notebook.pages.save(page.id, text_of(number, length), page.revision).page
            acknowledged = number
            if scale.chance.random() < 0.25:
                notebook.lock()
                notebook.unlock(PASSWORD)
        notebook.lock()
        disk.before = let_pass
    return crashed


def _check_after_crash(folder: Path, acknowledged: int) -> list[str]:
    try:
        notebook = open_notebook(folder)
        try:
            found = number_of(notebook.pages.by_id(1).body)
        finally:
            notebook.lock()
    except NotebookError as error:
        return [f"{say(error)} after save {acknowledged}"]
    missing = [] if found >= acknowledged else [f"save {acknowledged}, but {found} is there"]
    return missing + [f"readable in {name}" for name in find_readable(folder)]


@dataclass
class Person:
    """Somebody at the notebook, as the pages' own scripts speak for them."""

    browser: Browser
    room: Room
    token: str

    def save(self, number: int) -> str:
        """Save the page; answer "" or what is said about the failure."""
        page = self.room.notebook.pages.by_id(1)
        answer = self.browser.client.post(
            f"/pages/{page.slug}",
            data={"body": text_of(number, _LONG), "base": page.revision},
            headers={"X-CSRF-Token": self.token, "Accept": "application/json"},
        )
        if answer.status_code == 200:
            return ""
        assert answer.is_json, f"answered {answer.status_code} with no sentence"
        return str(answer.json["error"] if answer.json else "")

    def read(self) -> int:
        return number_of(self.room.notebook.pages.by_id(1).body)


@contextmanager
def _person() -> Iterator[tuple[Person, Disk]]:
    with tempfile.TemporaryDirectory(prefix="faults-") as place, own_disk() as disk:
        house = House(Path(place) / "data")
        room = room_of(app := house.start())
        room.notebook.create(NAME, HOUSE_PASSWORD)
        room.notebook.pages.create("One", text_of(0))
        browser = Browser(app)
        browser.log_in()
        yield Person(browser, room, browser.token()), disk
        disk.before = let_pass
        room.close()


def fill_disk(scale: Scale) -> Tally:
    """The disk is full at every write of a save, from the first to the last."""
    return _fail_everywhere("full disk", _failing(apsw.FullError, "write"), scale)


def write_protect(scale: Scale) -> Tally:
    """The disk can only be read from some write on."""
    failing = _failing(apsw.ReadOnlyError, "write", "truncate", "delete")
    return _fail_everywhere("read-only disk", failing, scale)


def break_disk(scale: Scale) -> Tally:
    """The disk reports an error at every act of a save."""
    failing = _failing(apsw.IOError, "read", "write", "sync", "truncate", "delete")
    return _fail_everywhere("I/O errors", failing, scale)


def slow_down(scale: Scale) -> Tally:
    """Every act of the disk takes long, some of them very long, as on a drive across a network."""
    tally = Tally("slow disk")
    with _person() as (person, disk):

        def wait(act: str, _path: Path) -> None:
            longest = _SLOWEST if scale.chance.random() < 0.02 else _SLOW
            time.sleep(scale.chance.random() * longest * (1 if act == "sync" else 0.1))

        for number in range(1, scale.tries + 1):
            disk.before = wait
            said = person.save(number)
            disk.before = let_pass
            if said:
                tally.lose(f"on a disk that is only slow: {said}")
            if number % 10 == 0:
                _reopen(person.room.notebook)
            if (found := person.read()) != number:
                tally.lose(f"save {number} was acknowledged, {found} is there")
            tally.count("Saved")
    return tally


Failing = Callable[[int], Hook]


def _failing(error: type[apsw.Error], *acts: str) -> Failing:
    """Answer what lets so many of these acts pass, and then none."""

    def after(count: int) -> Hook:
        left = count

        def before(act: str, _path: Path) -> None:
            nonlocal left
            if act in acts:
                left -= 1
                if left < 0:
                    raise error("as the test wants")

        return before

    return after


def _fail_everywhere(name: str, failing: Failing, scale: Scale) -> Tally:
    """Let saves fail at each of their acts in turn, until one passes; then all over again."""
    tally = Tally(name)
    while tally.tries < scale.tries:
        with _person() as (person, disk):
            _fail_at_each_act(person, disk, failing, tally, scale)
    return tally


def _fail_at_each_act(
    person: Person, disk: Disk, failing: Failing, tally: Tally, scale: Scale
) -> None:
    for number, count in enumerate(range(_MOST_ACTS), start=1):
        before = person.read()
        disk.before = failing(count)
        said = person.save(number)
        disk.before = let_pass
        found = person.read()
        if said and found not in (before, number):
            tally.lose(f"{found} stands where {before} or {number} should, at act {count}")
        if not said and found != number:
            tally.lose(f"save {number} was acknowledged, {found} is there")
        # The page keeps the text and tries again; by then the disk is well.
        if said and (again := person.save(number)):
            tally.lose(f"after the disk was mended: {again}")
        if _reopen(person.room.notebook) and person.read() != number:
            tally.lose(f"save {number} is gone after logging in again")
        tally.count(said or "Saved")
        if not said or tally.tries >= scale.tries:
            return


def _reopen(notebook: Notebook) -> bool:
    """Log out and in again, as the disk that is well now allows."""
    notebook.lock()
    notebook.unlock(HOUSE_PASSWORD)
    return True
