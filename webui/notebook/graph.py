"""How pages hang together, links and tasks, kept in the transaction of each save."""

import threading
import time
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.errors import NotebookError
from webui.notebook.files import write_uses
from webui.notebook.links import drop_links, read_links, write_links
from webui.notebook.properties import write_properties
from webui.notebook.tags import write_tags
from webui.notebook.tasks import drop_tasks, find_tasks, write_tasks

# A save that comes meanwhile waits for one batch at most.
_BATCH_PAGES = 50
_PAUSE = 0.01


def write_graph(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep what this text, the page's own, links to and which tasks it holds."""
    slug: str = connection.execute("select slug from pages where id = ?", (page_id,)).get
    # Who links to itself is no news to itself.
    links = tuple(link for link in read_links(body) if link.target != slug)
    write_links(connection, page_id, links)
    write_tasks(connection, page_id, find_tasks(body))


def drop_graph(connection: apsw.Connection, page_id: int) -> None:
    """Forget the links and tasks of a page, which went to the trash."""
    drop_links(connection, page_id)
    drop_tasks(connection, page_id)
    connection.execute("delete from graph_waiting where page_id = ?", (page_id,))


def let_wait(connection: apsw.Connection, page_id: int) -> None:
    """Have `read_some` read what the page's text holds: an import has many pages at once."""
    connection.execute("insert or ignore into graph_waiting (page_id) values (?)", (page_id,))


def read_waiting(database: Database) -> None:
    """Read the pages that wait, in a thread that is there only for them."""
    with database.reading() as connection:
        if connection.execute("select 1 from graph_waiting limit 1").fetchone() is None:
            return
    threading.Thread(
        target=_read_until_locked, args=(database,), name="links and tasks", daemon=True
    ).start()


def _read_until_locked(database: Database) -> None:
    try:
        while read_some(database):
            time.sleep(_PAUSE)
    except NotebookError:
        # Locked, or the disk is full, which whoever saves is told. What waits goes on waiting.
        return


def read_some(database: Database) -> int:
    """Read some of the pages that wait, the newest first, for all that their texts hold.

    Answers how many there were.
    """
    with database.writing() as connection:
        rows: list[Any] = connection.execute(
            """
            select id, body from pages
            where id in (select page_id from graph_waiting order by page_id desc limit ?)
            """,
            (_BATCH_PAGES,),
        ).fetchall()
        for page_id, body in rows:
            write_tags(connection, page_id, body)
            write_uses(connection, page_id, body)
            write_graph(connection, page_id, body)
            write_properties(connection, page_id, body)
            connection.execute("delete from graph_waiting where page_id = ?", (page_id,))
    return len(rows)
