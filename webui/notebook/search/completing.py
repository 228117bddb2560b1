"""What may be meant by the first letters of a page's title, or of a tag, while it is typed."""

from itertools import islice
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.rows import PageSummary, to_summary
from webui.notebook.search.asking import Asker
from webui.notebook.search.latest import catch_up
from webui.notebook.search.letters import cut, fold
from webui.notebook.search.nodes import And, Node, Text

# Of very many titles that answer the newest are looked at.
_DEPTH = 60
_MOST_WORDS = 8
_LONGEST_ASKED = 300


class Completion:
    """Bounded: each question costs about as much in a large notebook as in a small one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pages(self, typed: str, limit: int = 12) -> list[PageSummary]:
        """Pages whose titles have these words, the last one begun: first those that begin so.

        Without any word, the pages changed last.
        """
        node = _titled(typed)
        catch_up(self._database)
        with self._database.reading() as connection:
            if node is None:
                return _latest(connection, limit)
            rows: list[Any] = connection.execute(
                """
                select id, slug, title, updated_at from search_places
                join pages on pages.id = page_id
                where place in (
                    select rowid from search_index where search_index match ?
                    order by rowid desc limit ?
                ) order by place desc
                """,
                (Asker(connection).expression_of(node), _DEPTH),
            ).fetchall()
        start = fold(typed).strip()
        pages = [to_summary(row) for row in rows]
        pages.sort(key=lambda page: _distance(fold(page.title), start))
        return pages[:limit]

    def tags(self, typed: str, limit: int = 12) -> list[tuple[str, int]]:
        """Tags that begin so, or of which a part below the first does; the commonest first."""
        start = typed.removeprefix("#").lower()[:_LONGEST_ASKED]
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select tag, pages from tag_counts
                where own > 0 and (tag >= :start and tag < :start || :end
                    or instr(tag, '/' || :start))
                order by tag >= :start and tag < :start || :end desc, pages desc, tag limit :limit
                """,
                {"start": start, "end": chr(0x10FFFF), "limit": limit},
            ).fetchall()
        return rows


def _titled(typed: str) -> Node | None:
    pieces = list(islice(cut(fold(typed[:_LONGEST_ASKED])), _MOST_WORDS))
    if not pieces:
        return None
    is_begun = not typed[-1:].isspace()
    texts = tuple(
        Text((piece,), begins=is_begun and piece is pieces[-1], field="title") for piece in pieces
    )
    return texts[0] if len(texts) == 1 else And(texts)


def _latest(connection: apsw.Connection, limit: int) -> list[PageSummary]:
    rows: list[Any] = connection.execute(
        "select id, slug, title, updated_at from pages where deleted_at is null"
        " order by updated_at desc, id desc limit ?",
        (limit,),
    ).fetchall()
    return [to_summary(row) for row in rows]


def _distance(title: str, start: str) -> int:
    """Whole titles, then those that begin so, then those of which a later word does."""
    if title == start:
        return 0
    return 1 if title.startswith(start) else 2
