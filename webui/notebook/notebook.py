"""The notebook: made, opened, locked, and its keys. What an open one holds is in `doors`.

While it is open the database key is held in a bytearray, which `lock` overwrites. That is what
Python allows and no more: copies of the key pass through immutable objects (the pragma's text,
the cipher's arguments) and through SQLite, whose memory is freed when the connections close. Who
reads the memory of the running program reads the notebook.
"""

# ruff: noqa: PLC0415 - no login page needs what exists only of an open notebook

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from webui.notebook.connections import KEY_BYTES
from webui.notebook.doors import Doors
from webui.notebook.drafts import Drafts, Opener
from webui.notebook.errors import DamagedNotebook, NotebookExists, NotebookMissing, WrongPassword
from webui.notebook.keyfiles import (
    read_renewed_slots,
    read_slots,
    tidy_renewal,
    write_slots,
)
from webui.notebook.keyslots import KeySlots, wipe
from webui.notebook.moments import Clock, to_milliseconds, utc_now
from webui.notebook.passwords import (
    accept_password,
    make_code,
    normalise_password,
    read_code,
    write_code,
)
from webui.notebook.places import Places
from webui.notebook.sign_ins import SignIns
from webui.notebook.slots import STANDARD, Argon2Cost, Kind
from webui.notebook.titles import clean_name
from webui.notebook.work import Progress, unwatched

State = Literal["absent", "locked", "open"]

_KEPT_KEY_BYTES = 32


class Notebook(Doors):
    """The notebook in one folder, for one person. Safe to use from any thread.

    One program at a time: whoever makes two of the same folder loses key slots.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = utc_now,
        cost: Argon2Cost = STANDARD,
        opening: Progress = unwatched,
    ) -> None:
        """Touches nothing on the disk. `cost` is for passwords set from now on.

        `opening` is told how far the opening is, which is long after an update of the program.
        """
        super().__init__()
        self._places = Places(folder)
        self._clock = clock
        self._cost = cost
        self._opening = opening
        self._turn = threading.RLock()
        self._drafts = Drafts(self._places.drafts, self._opener, clock)
        self._sign_ins = SignIns(lambda: self._unlocked.database, clock)

    @property
    def state(self) -> State:
        """Raises StorageFailure when the folder can't be looked into."""
        if self._opened is not None:
            return "open"
        return "locked" if self._places.hold_notebook() else "absent"

    @property
    def name(self) -> str | None:
        """The owner's name, None when there is no notebook. Raises DamagedNotebook."""
        return None if self.state == "absent" else self._slots().name

    @property
    def id(self) -> str | None:
        """A UUID made with the notebook, None when there is none. Raises DamagedNotebook."""
        return None if self.state == "absent" else self._slots().notebook

    def create(self, name: str, password: str) -> str:
        """Make the notebook, leave it open, and answer its recovery code, to be shown once.

        Raises NotebookExists, NameRefused, PasswordRefused, StorageFailure; nothing is left then.
        """
        from webui.notebook.creation import making_files

        name, password = clean_name(name), accept_password(password)
        with self._turn:
            if self.state != "absent":
                raise NotebookExists
            key = bytearray(secrets.token_bytes(KEY_BYTES))
            code = make_code()
            slots = KeySlots(notebook=str(uuid.uuid4()), name=name, slots=())
            slots = slots.sealed(key, password.encode(), "password", self._cost)
            slots = slots.sealed(key, code, "recovery", self._cost)
            with making_files(self._places, slots, key, to_milliseconds(self._clock())):
                self._open(slots, key)
        return write_code(code)

    def unlock(self, password: str) -> None:
        """Open the notebook. Opening it again checks the password and changes nothing.

        Raises WrongPassword, NotebookMissing, DamagedNotebook, NewerNotebook, NotEnoughMemory,
        StorageFailure.
        """
        self._unlock(normalise_password(password).encode(), "password")

    def unlock_with_recovery_code(self, code: str) -> None:
        """Open the notebook with its recovery code, however it is typed. Raises as `unlock`."""
        self._unlock(read_code(code), "recovery")

    def unlock_with_kept_key(self, key: bytes) -> None:
        """Open the notebook with what `keep_key` answered. Raises as `unlock`."""
        self._unlock(key, "kept")

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that this thread reads within is of one state, and cheaper than one by one.

        Not for long: locking waits for its end.
        """
        with self._unlocked.at_one_moment():
            yield

    def lock(self) -> None:
        """Drop the key and close every connection of every thread.

        What others have under way ends with NotebookLocked; a save gets two seconds to end well.
        """
        with self._turn:
            opened, self._opened = self._opened, None
            if opened is not None:
                opened.close()

    def verify_password(self, password: str) -> bool:
        """Whether the password is right, open or not. Takes as long as `unlock`."""
        try:
            wipe(self._key_from(normalise_password(password).encode(), "password"))
        except WrongPassword:
            return False
        return True

    def change_password(self, new: str) -> None:
        """Set another password; the former one opens nothing from now on.

        Takes as long for a large notebook as for a small one. A backup that opens with the former
        password is owed from then on: `backups.make_owed`. Raises NotebookLocked, PasswordRefused,
        StorageFailure.
        """
        password = accept_password(new)
        with self._turn:
            # First, so that a power cut between the two loses no backup.
            self.backups.owed.add(self._unlocked.slots)
            self._seal(password.encode(), "password")

    def renew_recovery_code(self) -> str:
        """Make another recovery code; the former one opens nothing. Raises NotebookLocked."""
        code = make_code()
        self._seal(code, "recovery")
        return write_code(code)

    def renew_key(self, password: str, progress: Progress = unwatched) -> str:
        """Encipher everything anew with another key, and answer its recovery code, to show once.

        Who writes waits; who reads or is signed in notices nothing. The former key, recovery code
        and kept key open nothing from then on; backups open as before. Not within `at_one_moment`.
        Raises WrongPassword, NotebookLocked, Refused, StorageFailure, DamagedNotebook, Cancelled.
        """
        from webui.notebook.renewal import Renewal

        opened = self._unlocked
        secret = normalise_password(password).encode()
        wipe(self._key_from(secret, "password"))
        try:
            renewal = Renewal(self._places, opened, self._drafts, self._turn)
            return renewal.run(secret, self._cost, progress)
        finally:
            # A disk that failed in the one moment when no file was open.
            if opened is self._opened and opened.database.is_closed:
                self.lock()

    def keep_key(self) -> bytes:
        """Make a key to be kept elsewhere, in the place of the one before. NotebookLocked."""
        kept = secrets.token_bytes(_KEPT_KEY_BYTES)
        self._seal(kept, "kept")
        return kept

    def forget_kept_key(self) -> None:
        """Make the kept key worthless; the notebook may be locked. Raises NotebookMissing."""
        self._rewrite(lambda slots: slots.without("kept"))

    @property
    def has_kept_key(self) -> bool:
        """Whether some kept key opens the notebook. Raises DamagedNotebook."""
        return self.state != "absent" and self._slots().has("kept")

    def rename_owner(self, name: str) -> None:
        """Give the owner another name. Raises NotebookLocked, NameRefused, StorageFailure."""
        name = clean_name(name)
        with self._turn:
            # The database first: it has the last word when the power goes between the two.
            self._unlocked.write_owner(name)
            self._rewrite(lambda slots: slots.renamed(name))

    @property
    def sign_ins(self) -> SignIns:
        """There while the notebook is locked as well, to take failed tries."""
        return self._sign_ins

    @property
    def drafts(self) -> Drafts:
        """There while the notebook is locked as well, to take text that came too late."""
        return self._drafts

    def _opener(self) -> Opener:
        opened = self._unlocked
        return Opener(opened.key, opened.slots.notebook)

    def _slots(self) -> KeySlots:
        """The key slots: those in memory while open, so that a lost file comes back."""
        opened = self._opened
        if opened is not None:
            return opened.slots
        if not self._places.hold_notebook():
            raise NotebookMissing
        return read_slots(self._places)

    def _key_from(self, secret: bytes, kind: Kind) -> bytearray:
        return self._slots().opened(self._places.keyslots, secret, kind)

    def _unlock(self, secret: bytes, kind: Kind) -> None:
        # The slow part first and outside of the turn: nobody waits for it who wants to lock.
        key = self._key_from(secret, kind)
        with self._turn:
            if self._opened is not None:
                wipe(key)
                return
            try:
                self._open(self._slots(), key)
            except DamagedNotebook:
                if not self._open_renewed(secret, kind):
                    raise

    def _open_renewed(self, secret: bytes, kind: Kind) -> bool:
        """Open what a renewal left that was cut off between the database and the key slots."""
        slots = read_renewed_slots(self._places)
        if slots is None:
            return False
        try:
            self._open(slots, slots.opened(self._places.renewed_keyslots, secret, kind))
        except DamagedNotebook:
            return False
        return True

    def _open(self, slots: KeySlots, key: bytearray) -> None:
        from webui.notebook.opened import Opened

        try:
            opened = Opened(self._places, slots, key, self._clock, self._opening)
        except BaseException:
            wipe(key)
            raise
        finally:
            self._opening("", 0, 0)
        self._opened = opened
        tidy_renewal(self._places, opened.slots)
        try:
            self._sign_ins.catch_up()
            self._drafts.get_ready()
        except BaseException:
            self.lock()
            raise

    def _seal(self, secret: bytes, kind: Kind) -> None:
        with self._turn:
            key = self._unlocked.key
            self._rewrite(lambda slots: slots.sealed(key, secret, kind, self._cost))

    def _rewrite(self, change: Callable[[KeySlots], KeySlots]) -> None:
        with self._turn:
            slots = change(self._slots())
            write_slots(self._places, slots)
            if self._opened is not None:
                self._opened.slots = slots
