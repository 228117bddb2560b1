"""The folders that backups lie in: found there, tried out, removed."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from webui.notebook.backups.copies import Backup, read_backup
from webui.notebook.durable import write_private_file
from webui.notebook.errors import DamagedNotebook, Refused, StorageFailure
from webui.notebook.faults import told_of_system
from webui.notebook.places import Places


class FolderRefused(Refused):
    """Backups can't be kept in this folder."""


def own_folder(places: Places) -> Path:
    """Where backups are kept when no other folder was chosen."""
    return places.folder / "backups"


def find_backups(folder: Path, notebook: str | None) -> list[Backup]:
    """The whole backups in a folder, of this notebook or of all. A folder that is away has none."""
    found = []
    try:
        paths = [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return []
    for path in paths:
        # Other folders lie there as well, and halves that a synchronising program is bringing.
        with suppress(DamagedNotebook):
            found.append(read_backup(path))
    return [each for each in found if notebook in (None, each.notebook)]


def reach(folder: Path, own: Path) -> Path:
    """The folder, there. One that was chosen is not made: its drive may be away.

    Raises StorageFailure.
    """
    try:
        if folder == own:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.is_dir():
            raise StorageFailure("io", f"{folder} can't be reached")
    except OSError as error:
        raise told_of_system(error) from error
    return folder


def try_out(folder: Path) -> None:
    """Raise FolderRefused when backups can't be kept here."""
    if not folder.is_absolute():
        raise FolderRefused("Give the whole name of the folder, from the drive on.")
    if not folder.is_dir():
        raise FolderRefused("There is no such folder. Make it first, or connect its drive.")
    trial = folder / ".inglenook-trial"
    try:
        write_private_file(trial, b"")
        trial.unlink()
    except OSError as error:
        raise FolderRefused("This folder can't be written to. Choose another one.") from error


def remove(backup: Backup) -> None:
    """Delete a backup. Raises StorageFailure."""
    try:
        # First the name: half a backup must not look like one.
        gone = backup.path.with_name(f".{backup.path.name}.part")
        backup.path.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise told_of_system(error) from error
