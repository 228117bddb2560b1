"""Copying the write-ahead log into the database: within a save when little is to be copied, beside
the saves when an import wrote very much at once."""

import threading
from collections.abc import Callable
from contextlib import suppress

import apsw

from webui.notebook.errors import NotebookError

# In frames, which are pages of 4 kB. The first is SQLite's own, and takes some 15 ms to copy.
_ENOUGH = 1_000
_MUCH = 4_000


def copy_log(connection: apsw.Connection) -> int:
    """Copy what no reader holds back, waiting for nobody; answer how many frames are copied now."""
    return connection.wal_checkpoint(None, apsw.SQLITE_CHECKPOINT_PASSIVE)[1]


class Checkpoints:
    """When the log is copied: SQLite itself would always do it while the writer is held."""

    def __init__(self, copy_beside: Callable[[], int]) -> None:
        """`copy_beside` copies the log, on another connection than the writer's."""
        self._copy_beside = copy_beside
        self._frames = self._copied = 0
        self._thread: threading.Thread | None = None

    def follow(self, writer: apsw.Connection) -> None:
        """Look after the log from each of this connection's commits on."""
        writer.set_wal_hook(self._after_commit)

    def _after_commit(self, writer: apsw.Connection, _name: str, frames: int) -> int:
        if frames <= self._frames or frames < self._copied:
            # The log was begun anew.
            self._copied = 0
        self._frames = frames
        if frames - self._copied >= _ENOUGH and not (self._thread and self._thread.is_alive()):
            if frames - self._copied > _MUCH:
                self._thread = threading.Thread(target=self._copy_much, name="log", daemon=True)
                self._thread.start()
            else:
                # As SQLite's own: the save is in the log, and what can't be copied now stays there.
                with suppress(apsw.Error):
                    self._copied = copy_log(writer)
        return apsw.SQLITE_OK

    def _copy_much(self) -> None:
        # Locked, or the disk is full: the log keeps it, and the next save tries again.
        with suppress(NotebookError, apsw.Error):
            self._copied = self._copy_beside()
