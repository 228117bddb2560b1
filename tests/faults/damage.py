"""Files that are not as they were written: cut short, a bit flipped, zeroed, gone."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.faults.tally import Tally
from tests.faults.workshop import (
    ALL_WELL,
    Scale,
    copy_to,
    fresh_notebook,
    open_notebook,
    say,
    text_of,
)
from webui.notebook import NotebookError

_PAGES = 40
_LENGTH = 60
_LEAST = 16

Damage = Callable[[bytes, random.Random], bytes | None]


def _cut_short(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flip_bit(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def _zero(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    length = min(len(content) - at, chance.choice((_LEAST, 512, 4096, len(content))))
    return content[:at] + bytes(length) + content[at + length :]


def _empty(_content: bytes, _chance: random.Random) -> bytes:
    return b""


def _lose(_content: bytes, _chance: random.Random) -> None:
    return None


_DAMAGES: tuple[Damage, ...] = (_cut_short, _flip_bit, _zero, _empty, _lose)


def damage_database(scale: Scale) -> Tally:
    """The database is damaged: what can be read is right, and the rest is told."""
    with fresh_notebook() as folder:
        _fill(folder)
        return _damage_often("damaged database", "notebook.db", folder, scale)


def damage_key_slots(scale: Scale) -> Tally:
    """The key slots are damaged or lost: the password opens the notebook all the same."""
    with fresh_notebook() as folder:
        _fill(folder)
        tally = _damage_often("damaged key slots", "keyslots.json", folder, scale)
    for sentence in tally.saw:
        if sentence != ALL_WELL:
            tally.lose(sentence)
    return tally


def damage_log(scale: Scale) -> Tally:
    """The write-ahead log of a program that was killed is damaged: what it loses is told."""
    with fresh_notebook() as folder, tempfile.TemporaryDirectory(prefix="faults-") as place:
        _fill(folder)
        notebook = open_notebook(folder)
        for number in range(1, _PAGES + 1):
            notebook.pages.create(f"Later {number}", text_of(number, _LENGTH))
        # As a kill leaves it: closing would bring the log into the database.
        killed = copy_to(folder, Path(place) / "killed")
        notebook.lock()
        return _damage_often("damaged log", "notebook.db-wal", killed, scale, 2 * _PAGES)


def _fill(folder: Path) -> None:
    notebook = open_notebook(folder)
    for number in range(1, _PAGES + 1):
        notebook.pages.create(f"Page {number}", text_of(number, _LENGTH))
    notebook.lock()


def _damage_often(name: str, file: str, folder: Path, scale: Scale, pages: int = _PAGES) -> Tally:
    tally = Tally(name)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        for _ in range(scale.tries):
            copy = copy_to(folder, Path(place) / "copy")
            damage = scale.chance.choice(_DAMAGES)
            content = damage((copy / file).read_bytes(), scale.chance)
            if content is None:
                (copy / file).unlink()
            else:
                (copy / file).write_bytes(content)
            try:
                saw = _read_all(copy, pages)
            except NotebookError as error:
                saw = say(error)
            except AssertionError as wrong:
                tally.lose(f"{damage.__name__}: {wrong}")
                saw = str(wrong)
            tally.count(saw)
    return tally


def _read_all(folder: Path, pages: int) -> str:
    """Read every page; raise AssertionError for one that is missing or wrong without a word."""
    notebook = open_notebook(folder)
    try:
        told = notebook.lost_saves
        found = notebook.pages.list(limit=10_000)
        for page in found:
            body = notebook.pages.by_id(page.id).body
            number = int(page.title.rpartition(" ")[2])
            assert body == text_of(number, _LENGTH), "a page that says something else"
        assert told or len(found) == pages, "pages missing without a word"
        return "What was saved last can't be read, and the rest is there." if told else ALL_WELL
    finally:
        notebook.lock()
