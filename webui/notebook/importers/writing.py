"""The one transaction of an import: every page and file of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import apsw

from webui.notebook import graph
from webui.notebook.importers.planning import Plan, Planned
from webui.notebook.importers.sources import ArchiveRefused
from webui.notebook.merge import merge
from webui.notebook.moments import to_milliseconds
from webui.notebook.revisions import end_sitting, read_text, write_conflict, write_save
from webui.notebook.rows import read_page
from webui.notebook.search import index
from webui.notebook.uploads import make_held
from webui.notebook.work import Progress

_AT_ONCE = 200
_LONGEST_AT_ONCE = 4_000_000


@dataclass(slots=True)
class Written:
    """What became of the pages: their numbers."""

    made: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)


def write_import(
    connection: apsw.Connection,
    plan: Plan,
    texts: Iterable[tuple[int, bytes, str]],
    files: dict[str, bytes],
    now: int,
    progress: Progress,
) -> Written:
    """Write what is ready: texts by their place in the plan, digests of held files by their id.

    What texts hold (tags, links, words) is read afterwards. Raises Cancelled, and ArchiveRefused
    when a page took one of the plan's addresses meanwhile.
    """
    _require_free(connection, [each.slug for each in plan.of("new")])
    for file_id, digest in files.items():
        make_held(connection, file_id, digest, now)
    written = Written()
    pages = _NewPages(connection, plan.source, now)
    for done, (number, digest, body) in enumerate(texts):
        if done % _AT_ONCE == 0:
            progress("Writing", done, len(plan.pages))
        planned = plan.pages[number]
        if planned.action == "new":
            written.made.append(pages.add(planned, body, digest))
        else:
            _change(connection, planned, body, now, written)
            _remember(connection, plan.source, planned.draft.known_as, planned.page_id or 0, digest)
    pages.write()
    progress("Writing", len(plan.pages), len(plan.pages))
    return written


def read_digests(connection: apsw.Connection, source: str) -> dict[str, bytes]:
    """What each page of a source said when it came last."""
    rows: list[Any] = connection.execute(
        "select key, digest from imported where source = ?", (source,)
    ).fetchall()
    return dict(rows)


class _NewPages:
    """Pages that are written some hundred at a time, a statement for each table."""

    def __init__(self, connection: apsw.Connection, source: str, now: int) -> None:
        self._connection = connection
        self._source = source
        self._now = now
        self._next_id = _next_page_id(connection)
        marked: list[Any] = connection.execute(
            "select kind, max(place) from marks group by kind"
        ).fetchall()
        self._marked: dict[str, int] = dict(marked)
        self._ready: list[tuple[int, Planned, str, bytes]] = []
        self._length = 0

    def add(self, planned: Planned, body: str, digest: bytes) -> int:
        """Answer the number that the page will have."""
        if len(self._ready) == _AT_ONCE or self._length > _LONGEST_AT_ONCE:
            self.write()
        self._length += len(body)
        page_id = self._next_id
        self._next_id += 1
        self._ready.append((page_id, planned, body, digest))
        return page_id

    def write(self) -> None:
        """Write those that are ready."""
        self._write_pages()
        many, ids = self._connection.executemany, [page_id for page_id, *_ in self._ready]
        many(
            "insert or ignore into former_slugs (slug, page_id) values (?, ?)",
            [(slug, id_) for id_, planned, *_ in self._ready for slug in planned.draft.former],
        )
        many(
            # Favourites and pinned pages keep their order, behind those that are there.
            "insert into marks (kind, page_id, place) values (?, ?, ?)",
            [
                (kind, id_, place + self._marked.get(kind, 0))
                for id_, planned, *_ in self._ready
                for kind, place in planned.draft.marks
            ],
        )
        many(
            "insert or replace into imported (source, key, page_id, revision, digest)"
            " values (?, ?, ?, 1, ?)",
            [
                (self._source, planned.draft.known_as, id_, digest)
                for id_, planned, _, digest in self._ready
            ],
        )
        graph.let_wait(self._connection, ids)
        index.let_new_wait(self._connection, ids)
        self._ready.clear()
        self._length = 0

    def _write_pages(self) -> None:
        rows = [
            (id_, planned.slug, planned.title, *self._moments(planned), body)
            for id_, planned, body, _ in self._ready
        ]
        self._connection.executemany(
            "insert into pages (id, slug, title, revision, created_at, updated_at, body)"
            " values (?, ?, ?, 1, ?, ?, ?)",
            rows,
        )
        self._connection.executemany(
            # Begun long ago: the first typing after an import must not take its place.
            "insert into revisions (page_id, number, kind, title, begun_at, saved_at, body)"
            " values (?, 1, 'save', ?, 0, ?, ?)",
            [(id_, title, updated, body) for id_, _, title, _, updated, body in rows],
        )

    def _moments(self, planned: Planned) -> tuple[int, int]:
        draft = planned.draft
        created = to_milliseconds(draft.created) if draft.created else self._now
        return created, to_milliseconds(draft.updated) if draft.updated else created


def _change(
    connection: apsw.Connection, planned: Planned, body: str, now: int, written: Written
) -> None:
    """A page that came before: both changes are merged, and where they can't be, yours stays."""
    page_id = planned.page_id or 0
    page = read_page(connection, page_id)
    if page.body == body:
        return
    base = _imported_text(connection, page_id)
    text = body if base in (None, page.body) else merge(base, page.body, body)
    if text is None:
        write_conflict(connection, page_id, page.title, body, now)
        written.conflicts.append(page_id)
        return
    end_sitting(connection, page_id)
    number = write_save(connection, page_id, page.title, text, now)
    connection.execute(
        "update pages set body = ?, revision = ?, updated_at = ? where id = ?",
        (text, number, now, page_id),
    )
    end_sitting(connection, page_id)
    graph.let_wait(connection, [page_id])
    index.let_wait(connection, page_id)
    (written.changed if text == body else written.merged).append(page_id)


def _imported_text(connection: apsw.Connection, page_id: int) -> str | None:
    number: int | None = connection.execute(
        "select revision from imported where page_id = ?", (page_id,)
    ).get
    return None if number is None else read_text(connection, page_id, number)


def _remember(
    connection: apsw.Connection, source: str, key: str, page_id: int, digest: bytes
) -> None:
    connection.execute(
        "insert or replace into imported (source, key, page_id, revision, digest)"
        " select ?, ?, id, revision, ? from pages where id = ?",
        (source, key, digest, page_id),
    )


def _require_free(connection: apsw.Connection, slugs: list[str]) -> None:
    taken = connection.execute(
        "select 1 from json_each(?) cross join pages on slug = value"
        " where deleted_at is null limit 1",
        (json.dumps(slugs),),
    ).fetchall()
    if taken:
        raise ArchiveRefused("Pages changed meanwhile. Look at the preview again.")


def _next_page_id(connection: apsw.Connection) -> int:
    last: int = connection.execute(
        "select max(coalesce((select seq from sqlite_sequence where name = 'pages'), 0),"
        " coalesce((select max(id) from pages), 0))"
    ).get
    return last + 1
