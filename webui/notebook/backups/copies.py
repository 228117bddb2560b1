"""One backup: a folder with a copy of the database and the key slots of its time.

It is a notebook of its own: `--data-dir` opens it, and so does the password of its time.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import apsw

from webui.notebook.backups.keeping import Kind
from webui.notebook.connections import connect, telling
from webui.notebook.durable import make_private_file, sync_folder, write_private_file
from webui.notebook.errors import DamagedNotebook, NotebookLocked, StorageFailure
from webui.notebook.faults import told_of_system
from webui.notebook.integrity import check_tables
from webui.notebook.keyfiles import read_slots
from webui.notebook.keyslots import KeySlots
from webui.notebook.migrations import read_version, refuse_newer
from webui.notebook.places import Places
from webui.notebook.work import Cancelled, Progress

FORMAT = 1
FACTS = "backup.json"

# A step holds nobody up (the copy reads one state of the notebook), but an end is heard after it.
_STEP_PAGES = 4096
_HASHED_AT_ONCE = 1024 * 1024
_ONCE = "pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = 100"
_LARGEST_FACTS = 64 * 1024
_COUNTS = "select (select count(*) from pages), (select count(*) from revisions)"


@dataclass(frozen=True, slots=True)
class Source:
    """What is copied: a connection within a transaction, and what opens the copy again."""

    connection: apsw.Connection
    slots: KeySlots
    key: bytearray
    is_closed: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was whole when it was made. `id` is its folder's name."""

    path: Path
    notebook: str
    kind: Kind
    made_at: datetime
    size: int
    sha256: str

    @property
    def id(self) -> str:
        return self.path.name


def make_backup(
    folder: Path, source: Source, kind: Kind, now: datetime, progress: Progress
) -> Backup:
    """Make a backup in the folder, open and check it, and only then give it its name.

    Raises StorageFailure, DamagedNotebook when the copy is not whole, Cancelled, NotebookLocked;
    nothing is left then.
    """
    part = folder / f".inglenook {source.slots.notebook}.part"
    try:
        # What a killed program left. Two backups at a time are kept apart by `Backups`.
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        try:
            _fill(part, source, kind, now, progress)
            final = _free_place(folder, now, kind)
            part.rename(final)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        sync_folder(folder)
    except OSError as error:
        raise told_of_system(error) from error
    return read_backup(final)


def copy_checked(
    source: Source, path: Path, prepare: Callable[[apsw.Connection], None], progress: Progress
) -> None:
    """Copy the database under the key of `source` into a new file, and read all of it again.

    `prepare` may write into the copy before that. Raises as `make_backup`; what was begun is left.
    """
    counts = source.connection.execute(_COUNTS).fetchall()
    _copy(source, path, progress)
    copy = connect(path, source.key, source.slots.cipher)
    try:
        with telling(path, copy):
            prepare(copy)
    finally:
        # The last connection to close brings its log into the file.
        copy.close()
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    _read_all(path, source, counts, progress)


def read_backup(path: Path) -> Backup:
    """What a backup says of itself. Raises DamagedNotebook when it is none, or half of one."""
    places = Places(path)
    try:
        with (path / FACTS).open("rb") as file:
            facts: Any = json.loads(file.read(_LARGEST_FACTS))
        if facts["format"] != FORMAT or facts["kind"] not in get_args(Kind):
            raise ValueError("unknown format or kind")
        made_at = datetime.fromisoformat(facts["made_at"]).astimezone(UTC)
        size = places.database.stat().st_size
        if not places.keyslots.exists() and not places.keyslots_copy.exists():
            raise ValueError("the key slots are missing")
        return Backup(path, str(facts["notebook"]), facts["kind"], made_at, size, facts["sha256"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedNotebook(path, f"{type(error).__name__}: {error}") from error


def is_as_it_was(backup: Backup, progress: Progress) -> bool:
    """Whether the copy still has the bytes that were checked. Raises StorageFailure, Cancelled."""
    try:
        return _hash(Places(backup.path).database, progress) == backup.sha256
    except OSError as error:
        raise told_of_system(error) from error


@contextmanager
def opening(backup: Backup, key: bytearray) -> Iterator[apsw.Connection]:
    """Read in a backup, of which nothing is changed. Raises DamagedNotebook, NewerNotebook."""
    database = Places(backup.path).database
    with _reading(database, key, read_slots(Places(backup.path)).cipher) as connection:
        yield connection


@contextmanager
def _reading(database: Path, key: bytearray, cipher: str) -> Iterator[apsw.Connection]:
    # Immutable: a copy has no log, and reading one must leave no file beside it.
    address = f"{database.absolute().as_uri()}?immutable=1"
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = connect(address, key, cipher, flags)
    try:
        with telling(database, connection):
            refuse_newer(connection)
            yield connection
    finally:
        connection.close()


def _fill(part: Path, source: Source, kind: Kind, now: datetime, progress: Progress) -> None:
    places = Places(part)
    counts = source.connection.execute(_COUNTS).fetchall()
    _copy(source, places.database, progress)
    # The kept key is the keyring's, for the next start; it is no way into a backup.
    slots = source.slots.without("kept").encode()
    write_private_file(places.keyslots, slots)
    write_private_file(places.keyslots_copy, slots)
    digest = _check(places.database, source, counts, progress)
    facts = {
        "format": FORMAT,
        "notebook": source.slots.notebook,
        "kind": kind,
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "schema": read_version(source.connection),
        "sha256": digest,
    }
    write_private_file(part / FACTS, json.dumps(facts, indent=1).encode() + b"\n")
    sync_folder(part)


def _copy(source: Source, path: Path, progress: Progress) -> None:
    """SQLite's online backup: the copy is of the state that the transaction sees."""
    _require_room(source, path.parent)
    make_private_file(path)
    target = connect(path, source.key, source.slots.cipher)
    try:
        with telling(path, target):
            # Each page is written once, and an unfinished copy is deleted: no journal, nobody to
            # share with, and no more pages at hand than the processor keeps near.
            target.execute(_ONCE).fetchall()
            page_size: int = source.connection.execute("pragma page_size").get
            with target.backup("main", source.connection, "main") as copy:
                while not copy.done:
                    copy.step(_STEP_PAGES)
                    done = copy.page_count - copy.remaining
                    progress("Copying", done * page_size, copy.page_count * page_size)
                    if source.is_closed():
                        raise NotebookLocked
    finally:
        target.close()


def _require_room(source: Source, folder: Path) -> None:
    pages: int = source.connection.execute("pragma page_count").get
    page_size: int = source.connection.execute("pragma page_size").get
    needed, free = pages * page_size, shutil.disk_usage(folder).free
    if free < needed:
        raise StorageFailure("full", f"a backup takes {needed} bytes; {folder} has {free}")


def _check(path: Path, source: Source, counts: list[Any], progress: Progress) -> str:
    """Open the copy and read all of it; answer its hash, which is taken meanwhile."""
    is_over = threading.Event()

    def end_early(_phase: str, _done: int, _total: int, /) -> None:
        if is_over.is_set():
            raise Cancelled

    with ThreadPoolExecutor(1, "hash of a backup") as beside:
        digest = beside.submit(_hash, path, end_early)
        try:
            _read_all(path, source, counts, progress)
        except BaseException:
            is_over.set()
            raise
        return digest.result()


def _read_all(path: Path, source: Source, counts: list[Any], progress: Progress) -> None:
    with _reading(path, source.key, source.slots.cipher) as copy:
        findings = check_tables(copy, progress)
        if not findings.is_whole:
            raise DamagedNotebook(path, "; ".join(findings.problems))
        if copy.execute(_COUNTS).fetchall() != counts:
            raise DamagedNotebook(path, "the copy does not hold what was there")


def _hash(path: Path, progress: Progress) -> str:
    total, done, digest = path.stat().st_size, 0, sha256()
    with path.open("rb") as file:
        while piece := file.read(_HASHED_AT_ONCE):
            digest.update(piece)
            done += len(piece)
            progress("Reading", done, total)
    return digest.hexdigest()


def _free_place(folder: Path, now: datetime, kind: Kind) -> Path:
    """A name that says what it is to whoever finds it, and that no backup has."""
    name = f"Inglenook {now.astimezone(UTC):%Y-%m-%d %H%M%S}Z {kind}"
    place, number = folder / name, 1
    while place.exists():
        number += 1
        place = folder / f"{name} {number}"
    return place
