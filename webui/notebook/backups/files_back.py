"""The files that a restored page shows or links to, brought back with it when they are gone."""

import re
from typing import Any

import apsw

from webui.notebook.files import find_files
from webui.notebook.slugs import slug_of

_EMBED = re.compile(r"!\[\[([^\[\]|#\n]{1,300})")


def bring_files(connection: apsw.Connection, backup: apsw.Connection, body: str) -> None:
    """Bring back what this text names by address or by name, out of the trash or the backup."""
    if "/files/" not in body and "![[" not in body:
        return
    if not backup.execute("select 1 from sqlite_schema where name = 'files'").fetchall():
        return  # of a time before there were files
    wanted = set(find_files(body))
    for name in {slug_of(found) for found in _EMBED.findall(body)}:
        wanted |= _named(backup, name)
    for file_id in sorted(wanted):
        connection.execute("update files set deleted_at = null where id = ?", (file_id,))
        if not connection.changes():
            _bring(connection, backup, file_id)


def _named(backup: apsw.Connection, slug: str) -> set[str]:
    rows: list[Any] = backup.execute(
        "select id from files where slug = ? and deleted_at is null", (slug,)
    ).fetchall()
    return {row[0] for row in rows}


def _bring(connection: apsw.Connection, backup: apsw.Connection, file_id: str) -> None:
    row: Any = backup.execute(
        "select name, slug, type, files.size, made_at, content_id, sha256, contents.size"
        " from files join contents on contents.id = content_id where files.id = ?",
        (file_id,),
    ).fetchone()
    if row is None:
        return  # a text may name a file that never was
    *facts, former_content, digest, size = row
    content = _content(connection, backup, former_content, digest, size)
    connection.execute(
        "insert into files (id, name, slug, type, size, made_at, content_id)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (file_id, *facts, content),
    )


def _content(
    connection: apsw.Connection, backup: apsw.Connection, former: int, digest: bytes, size: int
) -> int:
    """The same bytes are kept once."""
    known: int | None = connection.execute(
        "select id from contents where sha256 = ?", (digest,)
    ).get
    if known is not None:
        return known
    connection.execute("insert into contents (sha256, size) values (?, ?)", (digest, size))
    content = connection.last_insert_rowid()
    pieces = backup.execute(
        "select start, bytes from pieces where content_id = ? order by start", (former,)
    )
    connection.executemany(
        "insert into pieces (content_id, start, bytes) values (?, ?, ?)",
        ((content, *piece) for piece in pieces),
    )
    return content
