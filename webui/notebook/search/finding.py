"""Finding pages: from what was typed to what is shown."""

import json
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.moments import Clock, from_milliseconds, to_milliseconds
from webui.notebook.rows import PageSummary
from webui.notebook.search.asking import list_texts, resolve
from webui.notebook.search.completing import Completion
from webui.notebook.search.excerpts import Line, Marker
from webui.notebook.search.language import read_query
from webui.notebook.search.latest import Latest, catch_up
from webui.notebook.search.listing import Candidate, read_candidates
from webui.notebook.search.ranking import AT_ONCE, THOROUGH, Ranked, rank
from webui.notebook.search.remembered import Remembered
from webui.notebook.search.suggestions import Suggestion, suggest
from webui.notebook.search.waiting import Progress, Waiting

FEW = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers: its title and the sentences that do, what was asked for marked."""

    page: PageSummary
    title: Line
    sentences: list[Line]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search answers. There are more than `count` pages unless `is_whole`."""

    hits: list[Hit]
    count: int
    is_whole: bool
    hints: tuple[str, ...]
    suggestions: list[Suggestion]
    progress: Progress | None


class Search:
    """Search over all pages that are not in the trash."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.waiting = Waiting(database)
        self.latest = Latest(database)
        self.remembered = Remembered(database, clock)
        self.completion = Completion(database)

    def find(self, text: str, limit: int = 20, offset: int = 0, *, thorough: bool = False) -> Found:
        """The pages that answer, the best first. Whatever is typed is an answer or a hint.

        Takes about as long in a large notebook as in a small one: of very many pages the newest
        and the best are looked at, and with `thorough` more of them.
        """
        now = self._clock()
        query = read_query(text, now.astimezone().date())
        catch_up(self._database)
        progress = self.waiting.progress()
        self.waiting.look()
        if query.node is None:
            return Found([], 0, True, query.hints, [], progress)
        depth = THOROUGH if thorough else AT_ONCE
        with self._database.reading() as connection:
            node = resolve(connection, query.node)
            ranked = rank(connection, node, to_milliseconds(now), depth)
            pages = _pages(connection, ranked, limit, offset)
            texts = list(list_texts(node))
            tags = _tags(connection, pages)
            count = len(ranked.best) + len(ranked.rest)
            suggestions = suggest(connection, node, text) if count < FEW else []
        marker = Marker(texts)
        hits = [_hit(page, marker, tags.get(page.page_id, ())) for page in pages]
        return Found(hits, count, ranked.is_whole, query.hints, suggestions, progress)


def _pages(connection: apsw.Connection, ranked: Ranked, limit: int, offset: int) -> list[Candidate]:
    pages = ranked.best[offset : offset + limit]
    missing = limit - len(pages)
    if missing:
        start = max(0, offset - len(ranked.best))
        pages += read_candidates(connection, ranked.rest[start : start + missing])
    return pages


def _tags(connection: apsw.Connection, pages: list[Candidate]) -> dict[int, tuple[str, ...]]:
    rows: list[Any] = connection.execute(
        "select page_id, json_group_array(tag order by tag) from tags"
        " where page_id in (select value from json_each(?)) group by page_id",
        (json.dumps([page.page_id for page in pages]),),
    ).fetchall()
    return {page_id: tuple(json.loads(tags)) for page_id, tags in rows}


def _hit(page: Candidate, marker: Marker, tags: tuple[str, ...]) -> Hit:
    return Hit(
        page=PageSummary(page.page_id, page.slug, page.title, from_milliseconds(page.updated_at)),
        title=marker.mark(page.title),
        sentences=marker.excerpt(page.body),
        tags=tags,
    )
