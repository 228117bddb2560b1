"""The backups of one notebook: made, listed, dropped by the rule, looked into."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from webui.notebook.backups.comparing import Comparison, compare
from webui.notebook.backups.copies import Backup, Source, is_as_it_was, make_backup, opening
from webui.notebook.backups.folders import find_backups, own_folder, reach, remove, try_out
from webui.notebook.backups.keeping import Kind, choose_to_drop
from webui.notebook.backups.owed import Owed
from webui.notebook.backups.restoring import FormerPage, read_former, restore_pages
from webui.notebook.database import Database
from webui.notebook.errors import DamagedNotebook, NotebookError, StorageFailure
from webui.notebook.keyfiles import read_slots
from webui.notebook.keyslots import KeySlots
from webui.notebook.moments import Clock
from webui.notebook.places import Places
from webui.notebook.settings import Settings
from webui.notebook.work import Progress, unwatched

FOLDER_SETTING = "backups.folder"
KEY_RENEWED = "backups.key_renewed"
"""Set until there is a backup that opens with the present key."""
DUE_AFTER = timedelta(hours=20)
# The one by itself failed for days then, or nobody opened the notebook.
LATE_AFTER = timedelta(days=3)


class BackupNotFound(NotebookError):
    """There is no such backup any more, or its drive is away."""

    sentence = "There is no such backup any more, or its drive is not connected."


class FormerKey(NotebookError):
    """The backup is whole, and the notebook has another key since."""

    sentence = (
        "This backup was made under a former key. It can be restored as a whole, with the password"
        " of its time."
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are: the newest backup in the chosen folder, and why the last try failed."""

    newest: Backup | None
    problem: NotebookError | None


class Backups:
    """The backups of an open notebook."""

    def __init__(
        self,
        places: Places,
        database: Database,
        slots: Callable[[], KeySlots],
        key: bytearray,
        clock: Clock,
    ) -> None:
        self._own_folder = own_folder(places)
        self._database = database
        self._slots = slots
        self._key = key
        self._clock = clock
        self._settings = Settings(database)
        self._turn = threading.Lock()
        self._paying = threading.Lock()
        self._standing: Standing | None = None
        self.owed = Owed(self._settings, places.keyslots)

    @property
    def folder(self) -> Path:
        """Where they are kept from now on: the chosen folder, or one beside the notebook."""
        chosen = self._settings.get(FOLDER_SETTING)
        return Path(chosen) if chosen else self._own_folder

    def choose_folder(self, text: str) -> None:
        """Keep them in this folder from now on; nothing chooses the one beside the notebook.

        Those that are there stay where they are. Raises FolderRefused.
        """
        folder = Path(text.strip()).expanduser() if text.strip() else None
        if folder is not None:
            try_out(folder)
        self._settings.set(FOLDER_SETTING, None if folder is None else str(folder))
        self._standing = None

    def list(self) -> list[Backup]:
        """Those in the chosen folder and beside the notebook, the newest first."""
        found = [*find_backups(self._own_folder, self._slots().notebook)]
        if self.folder != self._own_folder:
            found += find_backups(self.folder, self._slots().notebook)
        return sorted(found, key=lambda each: each.made_at, reverse=True)

    def find(self, backup_id: str) -> Backup:
        """Raises BackupNotFound."""
        for backup in self.list():
            if backup.id == backup_id:
                return backup
        raise BackupNotFound

    def make(
        self, kind: Kind, progress: Progress = unwatched, *, slots: KeySlots | None = None
    ) -> Backup:
        """Make one of the notebook as it is now, check it, and drop those that the rule drops.

        It opens with `slots`, the present ones when None. One before an act is made beside the
        notebook when the chosen folder can't be reached. Must not be called within `writing`.
        Raises StorageFailure, DamagedNotebook, Cancelled.
        """
        with self._turn:
            try:
                backup = self._make(kind, slots or self._slots(), progress)
            except (StorageFailure, DamagedNotebook) as error:
                self._standing = Standing(self.standing.newest, error)
                raise
            self._standing = Standing(backup, None)
            self._drop_by_rule()
        return backup

    def make_if_due(self) -> Backup | None:
        """Make the daily one, when the newest is not of today or of a former key.

        Raises as `make`.
        """
        newest = self.standing.newest
        # Both ways: a clock that was set back must not end the backups for years.
        is_fresh = newest is not None and abs(self._clock() - newest.made_at) < DUE_AFTER
        if is_fresh and not self._settings.get(KEY_RENEWED):
            return None
        backup = self.make("daily")
        self._settings.set(KEY_RENEWED, None)
        return backup

    def make_owed(self) -> None:
        """Make those that are owed. What fails stays owed. Raises as `make`."""
        with self._paying:
            self.owed.make(self._slots, lambda slots: self.make("before password", slots=slots))

    @contextmanager
    def changing_key(self) -> Iterator[None]:
        """No backup is made within, and none is owed that only the present key could make.

        Raises as `make_owed`.
        """
        self.make_owed()
        with self._paying, self._turn:
            if self.owed:
                raise StorageFailure("busy", "another backup became due")
            yield

    def delete(self, backup_id: str) -> None:
        """Delete one. Raises BackupNotFound, StorageFailure."""
        remove(self.find(backup_id))
        self._standing = None

    @property
    def standing(self) -> Standing:
        """What is known without looking at the drive again."""
        if self._standing is None:
            in_folder = [each for each in self.list() if each.path.parent == self.folder]
            self._standing = Standing(in_folder[0] if in_folder else None, None)
        return self._standing

    @property
    def is_late(self) -> bool:
        """Whether the newest is older than it should be, as far as was looked: asked for every
        page that is shown, it must not wait for a drive."""
        if self._standing is None:
            return False
        newest = self._standing.newest
        if newest is None:
            return self._standing.problem is not None
        return abs(self._clock() - newest.made_at) > LATE_AFTER

    def compare(self, backup_id: str) -> Comparison:
        """What differs from a backup. Raises BackupNotFound, DamagedNotebook, NewerNotebook."""
        backup = self.find(backup_id)
        with self._opening(backup) as then, self._database.reading() as now:
            return compare(now, then)

    def read_page(self, backup_id: str, page_id: int) -> FormerPage:
        """A page as it was. Raises PageNotFound, and as `compare`."""
        with self._opening(self.find(backup_id)) as then:
            return read_former(then, page_id)

    def restore(
        self, backup_id: str, page_ids: Iterable[int] | None, progress: Progress = unwatched
    ) -> int:
        """Bring pages back, those of these numbers or all that differ; answers how many.

        A backup of the state from before is made first. Raises as `compare` and `make`, Cancelled.
        """
        if page_ids is None:
            differing = self.compare(backup_id).of("newer", "older", "missing", "trashed")
            page_ids = [each.page_id for each in differing]
        backup = self.find(backup_id)
        self.make("before restore", progress)
        with self._opening(backup) as then:
            return restore_pages(self._database, then, page_ids, self._clock, progress)

    @contextmanager
    def _opening(self, backup: Backup) -> Iterator[apsw.Connection]:
        """Read in a backup. Raises FormerKey, DamagedNotebook, NewerNotebook."""
        with ExitStack() as held:
            try:
                connection = held.enter_context(opening(backup, self._key))
            except DamagedNotebook:
                read_slots(Places(backup.path))
                # Its bytes are those that were checked: it is the key that is another one.
                if is_as_it_was(backup, unwatched):
                    raise FormerKey from None
                raise
            yield connection

    def _make(self, kind: Kind, slots: KeySlots, progress: Progress) -> Backup:
        folder, own, now = self.folder, self._own_folder, self._clock()
        with self._database.reading() as connection:
            source = Source(connection, slots, self._key, lambda: self._database.is_closed)
            if kind in ("daily", "asked"):
                return make_backup(reach(folder, own), source, kind, now, progress)
            return make_somewhere((folder, own), source, kind, now, progress)

    def _drop_by_rule(self) -> None:
        for backup in choose_to_drop(self.list(), self._clock().astimezone()):
            # What can't be deleted today is looked at again with the next backup.
            with suppress(StorageFailure):
                remove(backup)


def back_up_before_migrating(
    places: Places,
    slots: KeySlots,
    key: bytearray,
    clock: Clock,
    progress: Progress,
    connection: apsw.Connection,
) -> None:
    """Make the backup that a migration asks for. What this raises keeps the tables as they are."""
    row: Any = connection.execute(
        "select value from settings where name = ?", (FOLDER_SETTING,)
    ).fetchone()
    chosen = json.loads(row[0]) if row else None
    folders = (Path(chosen) if chosen else own_folder(places), own_folder(places))
    connection.execute("begin")
    try:
        source = Source(connection, slots, key, lambda: False)
        make_somewhere(folders, source, "before migration", clock(), progress)
    finally:
        connection.execute("rollback")
    progress("Updating", 0, 0)


def make_somewhere(
    folders: tuple[Path, Path], source: Source, kind: Kind, now: datetime, progress: Progress
) -> Backup:
    """Make one in the first folder, or in the second when that can't be reached or written to."""
    first, second = folders
    try:
        return make_backup(reach(first, second), source, kind, now, progress)
    except StorageFailure:
        if first == second:
            raise
        return make_backup(reach(second, second), source, kind, now, progress)
