"""How pages hang together, links and tasks, kept in the transaction of each save."""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.code_spans import prose_of, without_comments
from webui.notebook.database import Database
from webui.notebook.errors import NotebookError
from webui.notebook.files import change_uses, find_files
from webui.notebook.front_matter import Property, read_properties
from webui.notebook.links import (
    Link,
    change_links,
    drop_links,
    links_in,
    may_link,
    read_links,
    write_links,
)
from webui.notebook.properties import change_properties
from webui.notebook.tags import change_tags, tags_in
from webui.notebook.tasks import TaskLine, change_tasks, drop_tasks, find_tasks, write_tasks

# A save that comes meanwhile waits for one batch at most.
_BATCH_PAGES = 200
_BATCH_LENGTH = 4_000_000
_PAUSE = 0.01


def write_graph(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep what this text, the page's own, links to and which tasks it holds."""
    slug: str = connection.execute("select slug from pages where id = ?", (page_id,)).get
    write_links(connection, page_id, _links_of(slug, read_links(body)))
    write_tasks(connection, page_id, find_tasks(body))


def drop_graph(connection: apsw.Connection, page_id: int) -> None:
    """Forget the links and tasks of a page, which went to the trash."""
    drop_links(connection, page_id)
    drop_tasks(connection, page_id)
    connection.execute("delete from graph_waiting where page_id = ?", (page_id,))


def let_wait(connection: apsw.Connection, page_ids: Iterable[int]) -> None:
    """Have `read_some` read what these pages' texts hold: an import has many at once."""
    connection.executemany(
        "insert or ignore into graph_waiting (page_id) values (?)",
        [(page_id,) for page_id in page_ids],
    )


def read_waiting(database: Database) -> None:
    """Read the pages that wait, in a thread that is there only for them."""
    with database.reading() as connection:
        if connection.execute("select 1 from graph_waiting limit 1").fetchone() is None:
            return
    threading.Thread(
        target=_read_until_locked, args=(database,), name="links and tasks", daemon=True
    ).start()


def read_all(database: Database) -> None:
    """Read whatever waits before going on: who leads links anew must know of all of them."""
    while read_some(database):
        pass


def _read_until_locked(database: Database) -> None:
    try:
        while read_some(database):
            time.sleep(_PAUSE)
    except NotebookError:
        # Locked, or the disk is full, which whoever saves is told. What waits goes on waiting.
        return


def read_some(database: Database) -> int:
    """Read some of the pages that wait, the newest first, for all that their texts hold.

    Answers how many there were. A save waits for the writing alone: texts are read before it, and
    one that changed meanwhile goes on waiting.
    """
    texts: list[_Text] = []
    length = 0
    with database.reading() as connection:
        rows: Any = connection.execute(
            """
            select id, slug, revision, body from pages
            where id in (select page_id from graph_waiting order by page_id desc limit ?)
            """,
            (_BATCH_PAGES,),
        )
        for row in rows:
            texts.append(_read(*row))
            length += len(row[-1])
            if length > _BATCH_LENGTH:
                break
    if texts:
        with database.writing() as connection:
            _write_all(connection, _still_so(connection, texts))
    return len(texts)


@dataclass(frozen=True, slots=True)
class _Text:
    """What one text holds."""

    page_id: int
    slug: str
    revision: int
    tags: frozenset[str]
    files: tuple[str, ...]
    links: tuple[Link, ...]
    tasks: tuple[TaskLine, ...]
    properties: tuple[Property, ...]


def _read(page_id: int, slug: str, revision: int, body: str) -> _Text:
    has_links, properties, seen = may_link(body), read_properties(body), without_comments(body)
    paragraphs = tuple(prose_of(body)) if has_links or "#" in body else ()
    shown = paragraphs if seen == body else prose_of(seen)
    return _Text(
        page_id,
        slug,
        revision,
        frozenset(tags_in(shown, properties)),
        find_files(body),
        _links_of(slug, links_in(paragraphs) if has_links else ()),
        find_tasks(body),
        properties,
    )


def _links_of(slug: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    # Who links to itself is no news to itself.
    return tuple(link for link in links if link.target != slug)


def _still_so(connection: apsw.Connection, texts: list[_Text]) -> list[_Text]:
    rows: Any = connection.execute(
        "select page_id, slug, revision from graph_waiting join pages on id = page_id"
        " where page_id in (select value from json_each(?))",
        (json.dumps([text.page_id for text in texts]),),
    )
    now = set(rows)
    return [text for text in texts if (text.page_id, text.slug, text.revision) in now]


def _write_all(connection: apsw.Connection, texts: list[_Text]) -> None:
    change_tags(connection, {text.page_id: text.tags for text in texts})
    change_uses(connection, {text.page_id: text.files for text in texts})
    change_links(connection, {text.page_id: text.links for text in texts})
    change_tasks(connection, {text.page_id: text.tasks for text in texts})
    change_properties(connection, {text.page_id: text.properties for text in texts})
    connection.executemany(
        "delete from graph_waiting where page_id = ?", [(text.page_id,) for text in texts]
    )
