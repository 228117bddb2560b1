"""Files on their way into the notebook, a part at a time.

A part is on the disk when `append` returns, so an upload goes on after a broken line or a restart.
Nobody sees the file before its last byte is there; what nobody goes on with is swept after a day.
"""

import threading
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import apsw

from webui.notebook.contents import append_bytes, digest_bytes, make_content, sweep_contents
from webui.notebook.database import Database
from webui.notebook.errors import FileRefused, UploadMissing, UploadOutOfStep
from webui.notebook.file_names import clean_file_name, type_of
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.slugs import slug_of

if TYPE_CHECKING:
    import hashlib

LARGEST_FILE = 4 * 1024**3
LARGEST_PART = 1024 * 1024
KEPT_UNFINISHED = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """How far a file has come. `id` is the file's own from when it is whole."""

    id: str
    name: str
    size: int
    received: int

    @property
    def is_whole(self) -> bool:
        return self.received == self.size


class Uploads:
    """The files that are on their way."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._turn = threading.Lock()
        self._digests: dict[str, tuple[int, hashlib._Hash]] = {}

    def begin(self, name: str, size: int, file_id: str | None = None) -> Upload:
        """Make room for a file of `size` bytes. Raises FileRefused above 4 GB."""
        if not 0 <= size <= LARGEST_FILE:
            raise FileRefused("A file can be 4 GB at most.")
        upload = Upload(file_id or str(uuid.uuid4()), clean_file_name(name), size, 0)
        with self._database.writing() as connection:
            connection.execute(
                "insert into uploads (id, name, size, content_id, touched_at)"
                " values (?, ?, ?, ?, ?)",
                (upload.id, upload.name, size, make_content(connection), self._now()),
            )
        return upload

    def find(self, upload_id: str) -> Upload:
        """Raises UploadMissing."""
        with self._database.reading() as connection:
            return _read(connection, upload_id)[0]

    def content_of(self, upload_id: str) -> int:
        """Which content an upload's bytes are. Raises UploadMissing."""
        with self._database.reading() as connection:
            return _read(connection, upload_id)[1]

    def append(self, upload_id: str, offset: int, data: bytes) -> Upload:
        """Add the bytes from `offset` on; a part that came before is taken as said twice.

        Raises UploadMissing, UploadOutOfStep, FileRefused for more bytes than were announced or
        than 1 MB at once.
        """
        if len(data) > LARGEST_PART:
            raise FileRefused("A part of a file can have 1 MB.")
        with self._turn:
            with self._database.writing() as connection:
                upload, content_id = _read(connection, upload_id)
                if offset >= 0 and offset + len(data) <= upload.received:
                    return upload
                if offset != upload.received:
                    raise UploadOutOfStep(upload.received)
                if offset + len(data) > upload.size:
                    raise FileRefused("More bytes came than the file has.")
                append_bytes(connection, content_id, data)
                connection.execute(
                    "update uploads set touched_at = ? where id = ?", (self._now(), upload_id)
                )
            digest = self._digest(upload_id, content_id, offset)
            digest.update(data)
            received = offset + len(data)
            self._digests[upload_id] = (received, digest)
        return Upload(upload.id, upload.name, upload.size, received)

    def finish(self, upload_id: str) -> str:
        """Make a file of an upload whose last byte has come; answer the file's id.

        The same bytes are kept once; a file of this name with these bytes is answered as it is.
        Raises UploadMissing, UploadOutOfStep.
        """
        with self._turn:
            with self._database.reading() as connection:
                upload, content_id = _read(connection, upload_id)
            if not upload.is_whole:
                raise UploadOutOfStep(upload.received)
            digest = self._digest(upload_id, content_id, upload.size).digest()
            with self._database.writing() as connection:
                file_id, is_new = _make_file(connection, upload, content_id, digest, self._now())
            self._digests.pop(upload_id, None)
        if not is_new:
            sweep_contents(self._database)
        return file_id

    def add(self, name: str, chunks: Iterable[bytes]) -> str:
        """Take in a file whose bytes are at hand, of any length up to 4 GB; answer its id.

        It is not held in memory, and others save meanwhile. Raises FileRefused, and what `chunks`
        raises; nothing is left then.
        """
        return self.finish(self.hold(name, chunks))

    def hold(self, name: str, chunks: Iterable[bytes], file_id: str | None = None) -> str:
        """Take in bytes as `add` does, and wait with making the file of them; answer its id.

        `file_id` asks for an id of its own. `make_held` makes the file, `cancel` forgets it.
        """
        upload = self.begin(name, LARGEST_FILE, file_id)
        try:
            for chunk in chunks:
                for at in range(0, len(chunk), LARGEST_PART):
                    part = chunk[at : at + LARGEST_PART]
                    upload = self.append(upload.id, upload.received, part)
            with self._database.writing() as connection:
                connection.execute(
                    "update uploads set size = ? where id = ?", (upload.received, upload.id)
                )
        except BaseException:
            self.cancel(upload.id)
            raise
        return upload.id

    def digest_held(self, upload_id: str) -> bytes:
        """SHA-256 of what `hold` took in. Raises UploadMissing."""
        with self._turn:
            with self._database.reading() as connection:
                upload, content_id = _read(connection, upload_id)
            return self._digest(upload_id, content_id, upload.size).digest()

    def same_file(self, name: str, digest: bytes) -> str | None:
        """The id of the file that has this name and these bytes already."""
        with self._database.reading() as connection:
            found: str | None = connection.execute(
                """
                select files.id from files join contents on contents.id = content_id
                where sha256 = ? and slug = ? and deleted_at is null
                """,
                (digest, slug_of(clean_file_name(name))),
            ).get
        return found

    def cancel(self, upload_id: str) -> None:
        """Forget an upload and what came of it. One that is not there is no error."""
        with self._turn:
            with self._database.writing() as connection:
                connection.execute("delete from uploads where id = ?", (upload_id,))
            self._digests.pop(upload_id, None)
        sweep_contents(self._database)

    def sweep(self) -> None:
        """Forget the uploads that nobody went on with for a day, and bytes that nothing has."""
        before = self._now() - KEPT_UNFINISHED
        with self._database.writing() as connection:
            connection.execute("delete from uploads where touched_at < ?", (before,))
        sweep_contents(self._database)

    def _digest(self, upload_id: str, content_id: int, size: int) -> "hashlib._Hash":
        """SHA-256 of what came before; read again only when the program was started since."""
        at, digest = self._digests.get(upload_id, (-1, None))
        if digest is None or at != size:
            digest = digest_bytes(self._database, content_id, size)
        return digest

    def _now(self) -> int:
        return to_milliseconds(self._clock())


def make_held(connection: apsw.Connection, upload_id: str, digest: bytes, now: int) -> None:
    """Make the file of what `hold` took in. Raises UploadMissing."""
    upload, content_id = _read(connection, upload_id)
    _make_file(connection, upload, content_id, digest, now)


def _read(connection: apsw.Connection, upload_id: str) -> tuple[Upload, int]:
    row: Any = connection.execute(
        """
        select uploads.id, name, uploads.size, contents.size, content_id
        from uploads join contents on contents.id = content_id where uploads.id = ?
        """,
        (upload_id,),
    ).fetchone()
    if row is None:
        raise UploadMissing
    return Upload(*row[:4]), row[4]


def _make_file(
    connection: apsw.Connection, upload: Upload, content_id: int, digest: bytes, now: int
) -> tuple[str, bool]:
    """Answer the file's id, and whether its bytes were not here yet."""
    connection.execute("delete from uploads where id = ?", (upload.id,))
    slug = slug_of(upload.name)
    same: Any = connection.execute(
        """
        select contents.id, files.id from contents left join files
        on content_id = contents.id and slug = ? and deleted_at is null
        where sha256 = ?
        """,
        (slug, digest),
    ).fetchone()
    if same and same[1]:
        return str(same[1]), False
    if same:
        content_id = same[0]
    else:
        connection.execute("update contents set sha256 = ? where id = ?", (digest, content_id))
    connection.execute(
        "insert into files (id, name, slug, type, size, content_id, made_at)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (upload.id, upload.name, slug, type_of(upload.name), upload.size, content_id, now),
    )
    return upload.id, not same
