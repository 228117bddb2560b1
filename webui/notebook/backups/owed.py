"""Backups still to be made with key slots of before: what a change of the password owes.

A change must not wait while a large notebook is copied, and the data does not change by it. So the
former slots are kept inside the notebook, and the backup is made afterwards. They stay until it
lies there, through log-outs, ends of the program and power cuts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from webui.notebook.errors import DamagedNotebook, NotebookError, StorageFailure
from webui.notebook.keyslots import KeySlots
from webui.notebook.settings import Settings
from webui.notebook.slots import Slot

_SETTING = "backups.owed"


class Owed:
    """The former key slots that have no backup yet, the oldest first.

    `problem` is why the last try to make one failed.
    """

    def __init__(self, settings: Settings, path: Path) -> None:
        """`path` is that of the key slots, for the error when what is kept can't be read."""
        self._settings = settings
        self._path = path
        self._turn = threading.Lock()
        self.problem: NotebookError | None = None

    def add(self, former: KeySlots) -> None:
        """Owe a backup that opens with these slots. Raises StorageFailure."""
        with self._turn:
            self._keep([*self._texts(), former.encode().decode()])

    def make(self, present: Callable[[], KeySlots], make: Callable[[KeySlots], object]) -> None:
        """Make them with `make`. What fails stays owed, and what it raises is raised."""
        try:
            while (slots := self._next(present())) is not None:
                make(slots)
                self._drop_next()
        except (StorageFailure, DamagedNotebook) as error:
            self.problem = error
            raise
        self.problem = None

    def __bool__(self) -> bool:
        return bool(self._texts())

    def _next(self, present: KeySlots) -> KeySlots | None:
        """The next slots; those with the present password are dropped.

        That change was never made: something failed, or the power went, before the new slots lay
        there.
        """
        while texts := self._texts():
            slots = KeySlots.decode(self._path, texts[0].encode())
            if _password_of(slots) != _password_of(present):
                return slots
            self._drop_next()
        return None

    def _drop_next(self) -> None:
        with self._turn:
            self._keep(self._texts()[1:])

    def _texts(self) -> list[str]:
        return list(self._settings.get(_SETTING, []))

    def _keep(self, texts: list[str]) -> None:
        self._settings.set(_SETTING, texts)


def _password_of(slots: KeySlots) -> list[Slot]:
    return [slot for slot in slots.slots if slot.kind == "password"]
