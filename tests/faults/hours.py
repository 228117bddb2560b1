"""Clocks that jump by years, two programs on one folder, a folder that goes away."""

from __future__ import annotations

import shutil
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.tally import Tally
from tests.faults.workshop import (
    CHEAP,
    PASSWORD,
    Scale,
    fresh_notebook,
    number_of,
    open_notebook,
    say,
    text_of,
)
from tests.webui.conftest import NAME, Browser, House
from tests.webui.conftest import PASSWORD as HOUSE_PASSWORD
from webui.notebook import Notebook, NotebookError, StorageFailure
from webui.room import room_of

_YEARS = 30
_WRITERS, _SAVES_EACH = 2, 12


def jump_clock(scale: Scale) -> Tally:
    """The clock is set back and forth by years between saves."""
    tally = Tally("clock jumps by years")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with fresh_notebook() as folder:
        notebook = Notebook(folder, clock=lambda: now, cost=CHEAP)
        notebook.unlock(PASSWORD)
        page = notebook.pages.create("One", text_of(0))
        base = page.revision
        for number in range(1, scale.tries + 1):
            days = scale.chance.uniform(-365 * _YEARS, 365 * _YEARS)
            now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=days)
            # A window that was left open may have started from a much older text.
            old = scale.chance.random() < 0.2
            text = text_of(number, scale.chance.choice((1, 50)))
            saved = notebook.pages.save(page.id, text, 1 if old else base)
            base = saved.page.revision
            texts = {each.body for each in notebook.revisions.list(page.id)}
            if text != notebook.pages.by_id(page.id).body and text not in texts:
                tally.lose(f"save {number} is nowhere")
            tally.count("Kept as a version of its own" if saved.conflict else "Saved")
        notebook.lock()
        _check_reopening(folder, page.id, base, tally)
    return tally


def _check_reopening(folder: Path, page: int, revision: int, tally: Tally) -> None:
    notebook = open_notebook(folder)
    if notebook.pages.by_id(page).revision != revision:
        tally.lose("after a restart the page is another one")
    notebook.lock()


def run_two_copies(scale: Scale) -> Tally:
    """Two programs that do not know of each other save the same pages of one folder.

    The program's own lock keeps a second copy away; on some network drives no lock does.
    """
    tally = Tally("two copies on one folder")
    for _ in range(max(1, scale.tries // (_WRITERS * _SAVES_EACH))):
        with fresh_notebook() as folder:
            first = open_notebook(folder)
            page = first.pages.create("One", "0\n")
            first.lock()
            _write_side_by_side(folder, page.id, tally)
    return tally


def _write_side_by_side(folder: Path, page: int, tally: Tally) -> None:
    acknowledged: list[str] = []

    def write(writer: int) -> None:
        notebook = open_notebook(folder)
        known = notebook.pages.by_id(page)
        for number in range(_SAVES_EACH):
            line = f"writer {writer} save {number}."
            try:
                saved = notebook.pages.save(page, f"{known.body}{line}\n", known.revision)
            except StorageFailure as failure:
                tally.count(say(failure))
                continue
            known = saved.page
            acknowledged.append(line)
            tally.count("Kept as a version of its own" if saved.conflict else "Saved")
        notebook.lock()

    writers = [threading.Thread(target=write, args=(each,)) for each in range(_WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    notebook = open_notebook(folder)
    history = notebook.revisions.list(page)
    kept = "\n".join([notebook.pages.by_id(page).body, *(each.body for each in history)])
    for line in acknowledged:
        if line not in kept:
            tally.lose(f"{line} is nowhere")
    notebook.lock()


def lose_folder(scale: Scale) -> Tally:
    """The notebook's folder is moved away, deleted, or its drive is gone, while it is open."""
    tally = Tally("folder gone")
    for number in range(1, scale.tries + 1):
        with fresh_notebook() as folder:
            notebook = open_notebook(folder)
            page = notebook.pages.create("One", text_of(0))
            away = folder.with_name("away")
            comes_back = scale.chance.random() < 0.5
            if comes_back:
                folder.rename(away)
            else:
                shutil.rmtree(folder)
            try:
                notebook.pages.save(page.id, text_of(number), page.revision)
                tally.lose("a save into a folder that is gone was acknowledged")
                saw = "Saved"
            except StorageFailure as failure:
                saw = say(failure)
            if comes_back:
                away.rename(folder)
                saved = notebook.pages.save(page.id, text_of(number), page.revision).page
                if number_of(saved.body) != number:
                    tally.lose("the text is not saved once the folder is back")
            notebook.lock()
            tally.count(saw)
    return tally


def lose_keyring(scale: Scale) -> Tally:
    """The system's keyring goes away, at the start or in the middle."""
    tally = Tally("keyring gone")
    for number in range(1, scale.tries + 1):
        with tempfile.TemporaryDirectory(prefix="faults-") as place:
            house = House(Path(place) / "data")
            try:
                saw = _live_without_keyring(house, number, tally)
            except NotebookError as error:
                tally.lose(say(error))
                saw = say(error)
            tally.count(saw)
    return tally


def _live_without_keyring(house: House, number: int, tally: Tally) -> str:
    room = room_of(app := house.start())
    room.notebook.create(NAME, HOUSE_PASSWORD)
    room.notebook.pages.create("One", text_of(0))
    room.notebook.lock()
    house.keyring.declines = number % 3 == 0
    browser = Browser(app)
    browser.log_in(stay="yes")
    house.keyring.declines = True
    if browser.post("/pages/one", body=text_of(number), base=1).status_code != 303:
        tally.lose("the save failed")
    browser.log_out()
    room.close()
    again = room_of(app := house.start())
    path = again.resume()
    if path != "/login":
        tally.lose(f"led to {path} without a keyring")
    Browser(app).log_in()
    if number_of(again.notebook.pages.find("one").body) != number:
        tally.lose(f"save {number} is gone")
    again.close()
    return "The login page, and the pages after the password"
