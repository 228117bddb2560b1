"""The encrypted database: one writer behind a lock, a reader for each thread."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self
from weakref import WeakSet

import apsw

from webui.notebook.checkpoints import Checkpoints, copy_log
from webui.notebook.connections import CIPHER, Line, connect, telling, transaction
from webui.notebook.errors import DamagedNotebook, NotebookLocked, StorageFailure
from webui.notebook.log import Promise, has_begun_anew, is_broken, read_promise
from webui.notebook.migrations import is_behind, migrate, read_version, refuse_newer

# SQLite's "Standard Unix VFSes", with the cipher's on top.
_NO_INDEX_FILE = ("multipleciphers-", "unix-excl")
# A save takes milliseconds; locking waits this long for the one under way before it interrupts it.
_WRITER_GRACE = 2.0
# As threading's locks have it.
_FOR_EVER = -1.0
# In kilobytes. With SQLite's own 2,000 a question about some thousand pages deciphers many of them
# more than once.
_CACHE = 6_144
_READING = f"pragma query_only = on; pragma cache_size = -{_CACHE}"
# What reads for longer, a backup or an export, is not interrupted by a change of the file.
_READERS_GRACE = 5.0


class Database:
    """The notebook's database, open.

    Safe to use from any thread. After `close` every use raises NotebookLocked, and so does what
    was under way in another thread. What SQLite reports is raised as the errors of
    `webui.notebook.errors`.
    """

    def __init__(
        self,
        path: Path,
        key: bytearray,
        cipher: str = CIPHER,
        *,
        before_migrating: Callable[[apsw.Connection], None] = lambda _: None,
    ) -> None:
        """Open the database at `path`, which must exist, and bring its tables up to date.

        `before_migrating` is called first when there is something to bring up to date; what it
        raises leaves the file as it is. `key` is used, not copied: wipe it after `close`.
        Raises DamagedNotebook when the key does not open it, NewerNotebook, StorageFailure.
        """
        self._path = path
        self._key = key
        self._cipher = cipher
        self._closed = False
        self._before_migrating = before_migrating
        self._registry = threading.Lock()
        self._readers: WeakSet[Line] = WeakSet()
        self._own = threading.local()
        self.lost_saves = False
        """Whether saves that were acknowledged before can't be read any more."""
        self._vfs: str | None = None
        self._checkpoints = Checkpoints(self._copy_log)
        self._writer = Line(self._open_first())
        self._identity = _identify(path)

    @classmethod
    def create(cls, path: Path, key: bytearray, cipher: str = CIPHER) -> Self:
        """Make the database in the empty file at `path`, and open it."""
        connection = connect(path, key, cipher)
        try:
            with telling(path, connection):
                connection.execute("pragma journal_mode = wal").fetchall()
                migrate(connection)
        finally:
            connection.close()
        return cls(path, key, cipher)

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """This thread's connection, seeing one state of the notebook throughout; no writing.

        A reading within `writing` sees the state before it, one within another reading the same.
        """
        line = self._reader()
        with line.lock, self._in_use(line):
            if line.connection.in_transaction:
                yield line.connection
            else:
                with transaction(line.connection, "begin deferred"):
                    yield line.connection

    @contextmanager
    def writing(self, patience: float = _FOR_EVER) -> Iterator[apsw.Connection]:
        """The one writer, in a transaction: on leaving it is on the disk, or all of it undone.

        Waits for its turn; raises StorageFailure when that takes longer than `patience` seconds.
        Writings don't nest.
        """
        line = self._writer
        with line.held(patience):
            with self._in_use(line), transaction(line.connection, "begin immediate"):
                self._require_in_place()
                yield line.connection
            self._require_in_place()

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and empty it, so that nothing of it is left.

        While others read, as much as can be; what is left is overwritten in time.
        """
        line = self._writer
        with line.lock, self._in_use(line), suppress(apsw.BusyError):
            line.connection.wal_checkpoint(None, apsw.SQLITE_CHECKPOINT_TRUNCATE)

    def _copy_log(self) -> int:
        line = self._reader()
        with line.lock, self._in_use(line):
            # A connection that has read nothing yet knows of no log.
            line.connection.execute("select 1 from sqlite_schema limit 1").fetchall()
            return copy_log(line.connection)

    @contextmanager
    def standing_still(self) -> Iterator[apsw.Connection]:
        """Nobody writes within; who wants to, waits. The connection is to be read only."""
        line = self._writer
        with line.lock, self._in_use(line):
            yield line.connection

    def change_file(self, change: Callable[[], None]) -> None:
        """Let `change` put another file, and its key, in the place of this one.

        Within `standing_still`, and not within `reading`. No connection is open meanwhile, the log
        is empty and gone, and whoever reads or writes waits and goes on in what lies there then.
        What `change` raises is raised with the file open again, whichever it is; when that fails,
        the database is closed. Raises StorageFailure when somebody reads for too long.
        """
        with self._registry, ExitStack() as held:
            if self._closed:
                raise NotebookLocked
            lines = list(self._readers)
            for line in lines:
                held.enter_context(line.held(_READERS_GRACE))
            self._empty_log_whole()
            try:
                for line in (*lines, self._writer):
                    line.connection.close()
                change()
            finally:
                self._open_again(lines)

    def _empty_log_whole(self) -> None:
        with telling(self._path, self._writer.connection):
            self._writer.connection.wal_checkpoint(None, apsw.SQLITE_CHECKPOINT_TRUNCATE)
        log = self._path.with_name(self._path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise StorageFailure("busy", "the log could not be emptied")

    def _open_again(self, lines: list[Line]) -> None:
        try:
            lost = self.lost_saves
            self._writer.connection = self._open_first()
            self.lost_saves = lost
            self._identity = _identify(self._path)
            for line in lines:
                line.connection = self._open_reader()
        except BaseException:
            self._closed = True
            raise

    def _require_in_place(self) -> None:
        """Raise StorageFailure when what is written goes into a file that is gone.

        A folder that was deleted or moved away takes every write without a word: the system keeps
        its files for as long as they are open, and then drops them.
        """
        log = self._path.with_name(self._path.name + "-wal")
        if _identify(self._path) != self._identity or _identify(log) is None:
            raise StorageFailure("gone", f"{self._path} is not the file that was opened")

    @property
    def is_closed(self) -> bool:
        """Whether it was closed: whoever works for long between two statements looks here."""
        return self._closed

    def close(self) -> None:
        """Close every connection of every thread. A save under way gets two seconds to end."""
        with self._registry:
            self._closed = True
            readers = list(self._readers)
        for reader in readers:
            reader.close(grace=0)
        self._writer.close(grace=_WRITER_GRACE)

    def _reader(self) -> Line:
        line: Line | None = getattr(self._own, "reader", None)
        if line is None:
            with self._registry:
                if self._closed:
                    raise NotebookLocked
                line = self._own.reader = Line(self._open_reader())
                self._readers.add(line)
        return line

    def _open_first(self) -> apsw.Connection:
        try:
            return self._open_writer()
        except StorageFailure as failure:
            if failure.kind != "full" or _NO_INDEX_FILE[1] not in apsw.vfs_names():
                raise
        # A disk with nothing left has no room for the log's index, 32 kB beside the database. Kept
        # in memory the pages can be read; no other program may open them meanwhile.
        self._vfs = "".join(_NO_INDEX_FILE)
        return self._open_writer()

    def _open_writer(self) -> apsw.Connection:
        # Before the first connection, which writes the log's index anew.
        promise = read_promise(self._path)
        begun_anew = promise is not None and has_begun_anew(self._path, promise)
        connection = connect(self._path, self._key, self._cipher, vfs=self._vfs)
        try:
            with telling(self._path, connection):
                self._prepare_writer(connection, promise, begun_anew=begun_anew)
                self._checkpoints.follow(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare_writer(
        self, connection: apsw.Connection, promise: Promise | None, *, begun_anew: bool
    ) -> None:
        # Closing would copy the log into the file: a file that is refused stays as it is.
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        if not read_version(connection):
            # An emptied file opens with any key; new tables in it would hide what was lost.
            raise DamagedNotebook(self._path, "it has no tables")
        after = read_promise(self._path)
        self.lost_saves = is_broken(promise, begun_anew=begun_anew, after=after)
        refuse_newer(connection)
        if connection.readonly("main"):
            raise StorageFailure("read-only", f"{self._path} can only be read")
        if is_behind(connection):
            self._before_migrating(connection)
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
        migrate(connection)

    def _open_reader(self) -> apsw.Connection:
        connection = connect(self._path, self._key, self._cipher, vfs=self._vfs)
        with telling(self._path, connection):
            connection.execute(_READING).fetchall()
        return connection

    @contextmanager
    def _in_use(self, line: Line) -> Iterator[None]:
        if self._closed:
            raise NotebookLocked
        try:
            with telling(self._path, line.connection):
                yield
        except (apsw.InterruptError, apsw.ConnectionClosedError) as error:
            if self._closed:
                raise NotebookLocked from error
            raise


def _identify(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
