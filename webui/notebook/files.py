"""Files: pictures and other things that pages show or link to, kept inside the notebook."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from webui.notebook.contents import read_bytes, sweep_contents
from webui.notebook.database import Database
from webui.notebook.errors import NoSuchFile
from webui.notebook.moments import (
    Clock,
    from_milliseconds,
    from_milliseconds_or_none,
    to_milliseconds,
)
from webui.notebook.rows import PageSummary, to_summary
from webui.notebook.scouring import note_deletion
from webui.notebook.slugs import slug_of
from webui.notebook.uploads import Uploads

# A page of nothing but files must not hold up its own saving.
MOST_USES = 2_000

_ADDRESS = re.compile(r"/files/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w-])")
_COLUMNS = """
    id, name, type, size, made_at, deleted_at, content_id,
    (select count(*) from file_uses join pages on pages.id = page_id
        where file_id = files.id and is_now and pages.deleted_at is null)
"""
# An embed by name, `![[photo.png]]`, uses a file as well.
_IS_UNUSED = """
    not exists (select 1 from file_uses where file_id = files.id and is_now)
    and not exists (select 1 from links where target = files.slug)
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file. `pages` is how many pages name it by its address, the trash left out."""

    id: str
    name: str
    type: str
    size: int
    made_at: datetime
    deleted_at: datetime | None
    content: int
    pages: int


class Files:
    """The files of the notebook. `uploads` is how they come in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.uploads = Uploads(database, clock)

    def find(self, file_id: str) -> File:
        """The file, in the trash or not. Raises NoSuchFile."""
        with self._database.reading() as connection:
            return _read(connection, file_id)

    def has(self, file_id: str) -> bool:
        """Whether there is a file or an upload of this id."""
        with self._database.reading() as connection:
            return bool(
                connection.execute(
                    "select 1 from files where id = :id union select 1 from uploads where id = :id",
                    {"id": file_id},
                ).fetchall()
            )

    def named(self, name: str) -> File | None:
        """The file that `![[name]]` means: of several with this name the first that came."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"select {_COLUMNS} from files where slug = ? and deleted_at is null"  # noqa: S608 - a constant
                " order by made_at, id limit 1",
                (slug_of(name),),
            ).fetchone()
        return None if row is None else _to_file(row)

    def read(self, file: File, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes of a file, or some of them, in pieces of 256 kB at most."""
        stop = file.size if stop is None else min(stop, file.size)
        return read_bytes(self._database, file.content, start, stop)

    def add(self, name: str, chunks: Iterable[bytes]) -> File:
        """Take in a file whose bytes are at hand. See `Uploads.add`."""
        return self.find(self.uploads.add(name, chunks))

    def all(self, limit: int = 200, offset: int = 0) -> list[File]:
        """The files, the newest first."""
        return self._list("deleted_at is null", limit, offset)

    def unused(self, limit: int = 200) -> list[File]:
        """The files that no page names, in the trash or out of it, the newest first."""
        return self._list(f"deleted_at is null and {_IS_UNUSED}", limit, 0)

    def count(self) -> tuple[int, int]:
        """How many files there are, and how many bytes."""
        with self._database.reading() as connection:
            row: Any = connection.execute(
                "select count(*), coalesce(sum(size), 0) from files where deleted_at is null"
            ).fetchone()
        return row[0], row[1]

    def pages_with(self, file_id: str) -> list[PageSummary]:
        """The pages that name the file by its address, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at from pages join file_uses on page_id = id
                where file_id = ? and is_now and deleted_at is null
                order by updated_at desc, id desc
                """,
                (file_id,),
            ).fetchall()
        return [to_summary(row) for row in rows]

    def trashed(self) -> list[File]:
        """The files in the trash, the last thrown away first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"select {_COLUMNS} from files where deleted_at is not null"  # noqa: S608 - a constant
                " order by deleted_at desc, id"
            ).fetchall()
        return [_to_file(row) for row in rows]

    def delete(self, file_id: str) -> File:
        """Move a file to the trash. Raises NoSuchFile."""
        with self._database.writing() as connection:
            connection.execute(
                "update files set deleted_at = ? where id = ? and deleted_at is null",
                (self._now(), file_id),
            )
            return _read(connection, file_id)

    def delete_unused(self) -> int:
        """Move the files that no page names to the trash; answer how many."""
        with self._database.writing() as connection:
            connection.execute(
                f"update files set deleted_at = ? where deleted_at is null and {_IS_UNUSED}",  # noqa: S608 - a constant
                (self._now(),),
            )
            return connection.changes()

    def restore(self, file_id: str) -> File:
        """Take a file out of the trash. Raises NoSuchFile."""
        with self._database.writing() as connection:
            connection.execute("update files set deleted_at = null where id = ?", (file_id,))
            return _read(connection, file_id)

    def delete_for_good(self, file_id: str) -> None:
        """Delete a file that is in the trash, and its bytes. Raises NoSuchFile."""
        with self._database.writing() as connection:
            connection.execute(
                "delete from files where id = ? and deleted_at is not null", (file_id,)
            )
            if not connection.changes():
                raise NoSuchFile
            note_deletion(connection)
        sweep_contents(self._database)

    def _list(self, which: str, limit: int, offset: int) -> list[File]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"select {_COLUMNS} from files where {which}"  # noqa: S608 - constants of this module
                " order by made_at desc, id limit ? offset ?",
                (limit, offset),
            ).fetchall()
        return [_to_file(row) for row in rows]

    def _now(self) -> int:
        return to_milliseconds(self._clock())


def find_files(body: str) -> tuple[str, ...]:
    """The ids of the files whose addresses stand in a text, code included, each once."""
    if "/files/" not in body:
        return ()
    found = dict.fromkeys(address[1].lower() for address in _ADDRESS.finditer(body))
    return tuple(found)[:MOST_USES]


def write_uses(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep which files the page names now; those that it named before stay known as such."""
    change_uses(connection, {page_id: find_files(body)})


def change_uses(connection: apsw.Connection, wanted: Mapping[int, tuple[str, ...]]) -> None:
    """Keep these as the files that these pages name now."""
    rows: Any = connection.execute(
        "select file_id, page_id from file_uses"
        " where page_id in (select value from json_each(?)) and is_now",
        (json.dumps(list(wanted)),),
    )
    former = set(rows)
    now = {(file_id, page_id) for page_id, files in wanted.items() for file_id in files}
    connection.executemany(
        "update file_uses set is_now = 0 where file_id = ? and page_id = ?", former - now
    )
    connection.executemany(
        "insert into file_uses (file_id, page_id, is_now) values (?, ?, 1)"
        " on conflict do update set is_now = 1",
        now - former,
    )


def _read(connection: apsw.Connection, file_id: str) -> File:
    row = connection.execute(
        f"select {_COLUMNS} from files where id = ?",  # noqa: S608 - a constant
        (file_id,),
    ).fetchone()
    if row is None:
        raise NoSuchFile
    return _to_file(row)


def _to_file(row: tuple[Any, ...]) -> File:
    made, deleted = from_milliseconds(row[4]), from_milliseconds_or_none(row[5])
    return File(row[0], row[1], row[2], row[3], made, deleted, row[6], row[7])
