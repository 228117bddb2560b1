"""Putting a whole backup in the place of a notebook that can't be opened any more."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from webui.notebook.backups.backups import find_backups, own_folder
from webui.notebook.backups.copies import Backup, opening
from webui.notebook.durable import make_private_file, sync_folder, write_private_file
from webui.notebook.errors import DamagedNotebook
from webui.notebook.faults import told_of_system
from webui.notebook.integrity import check_tables
from webui.notebook.keyfiles import read_slots
from webui.notebook.keyslots import wipe
from webui.notebook.passwords import normalise_password
from webui.notebook.places import Places, beside
from webui.notebook.work import Progress


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
        former = _keep_former(places)
        _copy(source.database, places.new_database)
        write_private_file(places.new_keyslots, slots.encode())
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


def _keep_former(places: Places) -> Path:
    name = f"Inglenook {datetime.now(UTC):%Y-%m-%d %H%M%S}Z replaced"
    former = own_folder(places) / name
    former.mkdir(mode=0o700, parents=True)
    for path in (*beside(places.database), places.keyslots, places.keyslots_copy):
        if path.exists():
            _copy(path, former / path.name)
    sync_folder(former)
    return former


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    make_private_file(target)
    with source.open("rb") as reading, target.open("r+b") as writing:
        shutil.copyfileobj(reading, writing, 1024 * 1024)
        writing.flush()
        os.fsync(writing.fileno())
