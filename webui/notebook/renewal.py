"""Another key for the notebook: the database enciphered anew beside the old one, then put there.

Whoever has a copy of the files and a former password has the key of then, and no password changes
that. Up to one rename nothing has changed, and from it on everything has: opening looks which key
the database has, so an end at any moment leaves a notebook that the password opens.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING

import apsw

from webui.notebook.backups.backups import KEY_RENEWED
from webui.notebook.backups.copies import Source, copy_checked
from webui.notebook.connections import KEY_BYTES
from webui.notebook.durable import sync_folder, write_private_file
from webui.notebook.errors import NotebookLocked, Refused, StorageFailure
from webui.notebook.faults import told_of_system
from webui.notebook.keyfiles import put_renewed_slots
from webui.notebook.keyslots import KeySlots, wipe
from webui.notebook.passwords import make_code, write_code
from webui.notebook.places import Places, beside, remove_renewed
from webui.notebook.settings import RECOVERY_UNCONFIRMED
from webui.notebook.slots import Argon2Cost
from webui.notebook.work import Progress

if TYPE_CHECKING:
    from webui.notebook.drafts import Drafts
    from webui.notebook.opened import Opened

_PATIENCE = 5.0
_BETWEEN_LOOKS = 0.05


class RenewalRefused(Refused):
    """The key can't be renewed just now."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a renewal works on. `turn` is that of whoever changes the key slots or locks."""

    places: Places
    opened: Opened
    drafts: Drafts
    turn: RLock

    def run(self, password: bytes, cost: Argon2Cost, progress: Progress) -> str:
        """Renew the key, and answer the recovery code of the new one, to be shown once.

        Nobody writes meanwhile. Raises RenewalRefused, DraftsWaiting, StorageFailure,
        DamagedNotebook, Cancelled and NotebookLocked, with nothing changed and nothing left.
        """
        former = self.opened.slots
        key, code = bytearray(secrets.token_bytes(KEY_BYTES)), make_code()
        slots = replace(former, slots=(), is_whole=True)
        slots = slots.sealed(key, password, "password", cost).sealed(key, code, "recovery", cost)
        with self.drafts.changing_key():
            pass  # refused at once, and not after a long copy
        try:
            with self.opened.backups.changing_key(), self._removing_what_is_left():
                self._renew(former, slots, key, progress)
        finally:
            wipe(key)
        return write_code(code)

    def _renew(self, former: KeySlots, slots: KeySlots, key: bytearray, progress: Progress) -> None:
        database = self.opened.database

        def tell(phase: str, done: int, total: int, /) -> None:
            if database.is_closed:
                raise NotebookLocked
            progress(phase, done, total)

        with database.standing_still() as connection:
            self._make_copy(connection, slots, key, tell)
            with self._in_turn(), self.drafts.changing_key():
                if self.opened.slots.slots != former.slots:
                    raise RenewalRefused(
                        "What opens the notebook was changed meanwhile. Begin again."
                    )
                # The owner may have got another name while the copy was made.
                slots = slots.renamed(self.opened.slots.name)
                write_private_file(self.places.renewed_keyslots, slots.encode())
                sync_folder(self.places.folder)
                database.change_file(lambda: self._put_in_place(slots, key))

    def _make_copy(
        self, connection: apsw.Connection, slots: KeySlots, key: bytearray, progress: Progress
    ) -> None:
        path = self.places.renewed_database
        remove_renewed(self.places)
        source = Source(connection, slots, key, lambda: self.opened.database.is_closed)
        connection.execute("begin deferred")
        try:
            copy_checked(source, path, _note_renewal, progress)
        finally:
            connection.execute("rollback")

    def _put_in_place(self, slots: KeySlots, key: bytearray) -> None:
        """The step from the one key to the other: no connection is open, no log is there."""
        database = self.places.database
        for path in beside(database)[1:]:
            path.unlink(missing_ok=True)
        # Not to be read into the new file, not even when the power goes between the two.
        sync_folder(self.places.folder)
        self.places.renewed_database.replace(database)
        self.opened.key[:] = key
        self.opened.slots = slots
        put_renewed_slots(self.places, slots)

    @contextmanager
    def _removing_what_is_left(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            if not self._is_in_place:
                # What can't be removed now is removed by the next opening.
                with suppress(OSError):
                    remove_renewed(self.places)
            if isinstance(error, OSError):
                raise told_of_system(error) from error
            raise

    @property
    def _is_in_place(self) -> bool:
        """Whether the new database has its name: the new slots are all that opens it then."""
        return self.places.renewed_keyslots.exists() and not self.places.renewed_database.exists()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Wait for the turn, not for ever: who has it may wait to write, or to lock."""
        until = time.monotonic() + _PATIENCE
        while not self.turn.acquire(timeout=_BETWEEN_LOOKS):
            if self.opened.database.is_closed:
                raise NotebookLocked
            if time.monotonic() > until:
                raise StorageFailure("busy", "somebody else changes the key slots")
        try:
            yield
        finally:
            self.turn.release()


def _note_renewal(copy: apsw.Connection) -> None:
    """Say in the new database what is due after it: a backup, and a code that was not seen yet."""
    copy.executemany(
        "insert or replace into settings (name, value) values (?, ?)",
        [(name, json.dumps(True)) for name in (KEY_RENEWED, RECOVERY_UNCONFIRMED)],
    )
