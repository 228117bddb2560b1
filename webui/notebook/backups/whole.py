"""Putting a whole backup in the place of a notebook that can't be opened any more."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from webui.notebook.backups.copies import Backup, opening
from webui.notebook.backups.folders import find_backups, own_folder
from webui.notebook.durable import make_private_file, sync_folder, write_private_file
from webui.notebook.errors import DamagedNotebook
from webui.notebook.faults import told_of_system
from webui.notebook.integrity import check_tables
from webui.notebook.keyfiles import read_slots
from webui.notebook.keyslots import wipe
from webui.notebook.passwords import normalise_password
from webui.notebook.places import Places, beside
from webui.notebook.work import Progress

_AT_ONCE = 1024 * 1024


def list_backups(folder: Path, elsewhere: Path | None) -> list[Backup]:
    """The backups beside the notebook in a folder, or those elsewhere; the newest first.

    Asks for no password: what a backup says of itself is its time and its reason.
    """
    found = find_backups(elsewhere or own_folder(Places(folder)), None)
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def restore_whole(folder: Path, backup: Backup, password: str, progress: Progress) -> Path:
    """Make the notebook in a folder what the backup was; answer where the files from before lie.

    Nobody may have the notebook open. `password` is the one of the backup's time; it opens the
    notebook from then on. Raises WrongPassword, DamagedNotebook, StorageFailure, with the notebook
    as it was.
    """
    places, source = Places(folder), Places(backup.path)
    slots = read_slots(source)
    key = slots.opened(source.keyslots, normalise_password(password).encode(), "password")
    try:
        with opening(backup, key) as connection:
            findings = check_tables(connection, progress)
    finally:
        wipe(key)
    if not findings.is_whole:
        raise DamagedNotebook(source.database, "; ".join(findings.problems))
    try:
        former = _free_place(places)
        try:
            _make_ready(places, source.database, former, progress)
            write_private_file(places.new_keyslots, slots.encode())
        except BaseException:
            shutil.rmtree(former, ignore_errors=True)
            for path in (places.new_database, places.new_keyslots):
                path.unlink(missing_ok=True)
            raise
        # A log of the former database would be read into the new one.
        for path in beside(places.database)[1:]:
            path.unlink(missing_ok=True)
        places.new_database.replace(places.database)
        places.new_keyslots.replace(places.keyslots)
        places.keyslots_copy.unlink(missing_ok=True)
        sync_folder(folder)
    except OSError as error:
        raise told_of_system(error) from error
    return former


def _free_place(places: Places) -> Path:
    former = own_folder(places) / f"Inglenook {datetime.now(UTC):%Y-%m-%d %H%M%S}Z replaced"
    former.mkdir(mode=0o700, parents=True)
    return former


def _make_ready(places: Places, database: Path, former: Path, progress: Progress) -> None:
    """Copy what is there into `former`, and what is to be there beside it."""
    every = (*beside(places.database), places.keyslots, places.keyslots_copy)
    kept = [path for path in every if path.exists()]
    copying = _Copying(progress, sum(path.stat().st_size for path in (*kept, database)))
    for path in kept:
        copying.copy(path, former / path.name)
    sync_folder(former)
    copying.copy(database, places.new_database)


class _Copying:
    """Files copied down to the disk, with how much of all is done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._done = 0
        self._total = total

    def copy(self, source: Path, target: Path) -> None:
        """Raises OSError, Cancelled."""
        target.unlink(missing_ok=True)
        make_private_file(target)
        with source.open("rb") as reading, target.open("r+b") as writing:
            while piece := reading.read(_AT_ONCE):
                self._progress("Copying", self._done, self._total)
                writing.write(piece)
                self._done += len(piece)
            writing.flush()
            os.fsync(writing.fileno())
