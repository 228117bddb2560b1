"""Queries, answered out of indexes, and given up when they would take long."""

# ruff: noqa: S608 - statements are put together in planning, and values go in as parameters

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.moments import Clock
from webui.notebook.queries.answers import Answer, Entry, group_entries, month_of
from webui.notebook.queries.language import (
    Condition,
    Done,
    Due,
    Falls,
    Mistake,
    Query,
    Says,
)
from webui.notebook.queries.planning import Source, Values, join_of, order_of, source_of, test_of
from webui.notebook.queries.reading import read_query
from webui.notebook.rows import to_summary
from webui.notebook.search.asking import Asker, resolve
from webui.notebook.search.language import read_query as read_search
from webui.notebook.task_list import to_task

# Seconds that the processor may work for one block.
LONGEST = 0.1
# An index that lists more pages than these is not the one to walk.
MOST_LISTED = 20_000
MANY_LISTED = 5_000
_STEPS = 1_000

_INDEXES = {
    "": "pages_by_time",
    "changed": "pages_by_time",
    "created": "pages_by_making",
    "title": "pages_by_title",
    "folder": "pages_by_folder",
}
_PAGE = "pages.id, pages.slug, pages.title, pages.updated_at"
_TASK = (
    "tasks.page_id, pages.slug, pages.title, pages.revision, tasks.line, tasks.done, tasks.due,"
    " tasks.text"
)


class TooMuch(Exception):
    """A query would look at too many pages; nothing is wrong with it otherwise."""


@dataclass(slots=True)
class _Plan:
    """What is walked, and what is tested of each page."""

    values: Values
    source: Source | None
    tests: list[str]

    def pages(self, index: str, join: str = "") -> str:
        """The statement's beginning: pages out of the source, or in the order of an index."""
        start = f"from pages indexed by {index}{join}"
        if self.source is not None:
            start = f"from driver cross join pages on pages.id = driver.page_id{join}"
        return f"{start} where {' and '.join(['pages.deleted_at is null', *self.tests])}"

    def tasks(self) -> str:
        """The same for tasks."""
        start = "from tasks join pages on pages.id = tasks.page_id"
        if self.source is not None:
            start = (
                "from driver cross join tasks on tasks.page_id = driver.page_id"
                " cross join pages on pages.id = tasks.page_id"
            )
        return f"{start} where {' and '.join(['pages.deleted_at is null', *self.tests])}"

    @property
    def driver(self) -> str:
        if self.source is None:
            return ""
        ids = f"select distinct * from ({self.source.ids})"
        return f"with driver (page_id) as materialized ({ids})"


class Queries:
    """Answers query blocks about the pages that are not in the trash."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def run(self, source: str, today: date, seconds: float = LONGEST) -> Answer:
        """What a block shows. Raises Mistake for a line that can't be read, and TooMuch."""
        query = _settle(read_query(source, today), today)
        with self._database.reading() as connection, _bounded(connection, seconds):
            plan = _plan(connection, query, today)
            match query.shape:
                case "count":
                    return Answer(query, count=_count(connection, plan))
                case "tasks":
                    return _tasks(connection, query, plan)
            return _pages(connection, query, plan)


def _settle(query: Query, today: date) -> Query:
    """The query with what goes without saying."""
    parts = [condition.part for condition in query.conditions]
    if query.shape == "tasks":
        if any(isinstance(part, Done) for part in parts):
            return query
        return replace(query, conditions=(*query.conditions, Condition(Done(is_done=False))))
    if any(isinstance(part, Done) for part in parts):
        hint = "Begin the query with “tasks”."
        raise Mistake(0, "“done” and “open” are asked of tasks.", hint)
    conditions = tuple(
        replace(condition, part=Falls("due", condition.part.first, condition.part.last))
        if isinstance(condition.part, Due)
        else condition
        for condition in query.conditions
    )
    if query.shape == "calendar":
        name = query.columns[0] if query.columns else "created"
        first, last = month_of(query.month or today)
        conditions = (*conditions, Condition(Falls(name, first, last)))
        query = replace(query, columns=(name,), month=first)
    return replace(query, conditions=conditions)


def _plan(connection: apsw.Connection, query: Query, today: date) -> _Plan:
    """Walk the index that lists the fewest pages, unless each lists very many."""
    values = Values()
    sources = {
        condition: _search(connection, condition.part, today, values)
        if isinstance(condition.part, Says)
        else source_of(condition.part, values)
        for condition in query.conditions
    }
    listed = {
        condition: _listed(connection, source, values)
        for condition, source in sources.items()
        if source is not None and not condition.is_not
    }
    best = min(listed, key=lambda condition: listed[condition], default=None)
    in_order = query.shape in ("list", "table") and query.sort in _INDEXES
    # Of one thing that many pages have, some are soon found in the order that is asked for.
    most = MANY_LISTED if len(sources) == 1 else MOST_LISTED
    if best is not None and in_order and listed[best] > most:
        best = None
    tests = []
    for condition, source in sources.items():
        if isinstance(condition.part, Says) and source is not None and condition != best:
            tests.append(f"pages.id {'not ' if condition.is_not else ''}in ({source.ids})")
        elif condition != best:
            tests.append(test_of(condition, values))
    return _Plan(values, sources[best] if best is not None else None, tests)


def _listed(connection: apsw.Connection, source: Source, values: Values) -> int:
    """How many rows an index lists for a condition, as far as it matters."""
    count: int = connection.execute(
        f"select count(*) from (select * from ({source.ids}) limit {MOST_LISTED + 1})",
        values.named,
    ).get
    return count


def _search(connection: apsw.Connection, part: Says, today: date, values: Values) -> Source:
    found = read_search(part.text, today)
    if found.node is None:
        raise Mistake(0, "There is nothing to look for in “text”.", "As in “text roses”.")
    expression = Asker(connection).expression_of(resolve(connection, found.node))
    return Source(
        "select page_id from search_places where place in (select rowid from search_index"
        f" where search_index match {values.add(expression)})"
    )


def _count(connection: apsw.Connection, plan: _Plan) -> int:
    count: int = connection.execute(
        f"{plan.driver} select count(*) {plan.pages(_INDEXES[''])}", plan.values.named
    ).get
    return count


def _pages(connection: apsw.Connection, query: Query, plan: _Plan) -> Answer:
    order, join = order_of(query), join_of(query, plan.values)
    limit = plan.values.add(query.limit + 1)
    index = _INDEXES.get(query.sort, _INDEXES[""])
    rows: list[Any] = connection.execute(
        f"{plan.driver} select {_PAGE} {plan.pages(index, join)} order by {order} limit {limit}",
        plan.values.named,
    ).fetchall()
    pages = [to_summary(row) for row in rows[: query.limit]]
    wanted = [*query.columns, *([query.group] if query.group else [])]
    facts = _facts(connection, [page.id for page in pages], wanted)
    entries = [Entry(page, facts.get(page.id, {})) for page in pages]
    answer = Answer(query, has_more=len(rows) > query.limit)
    return replace(answer, groups=group_entries(entries, query))


def _tasks(connection: apsw.Connection, query: Query, plan: _Plan) -> Answer:
    limit = plan.values.add(query.limit + 1)
    rows: list[Any] = []
    for is_dated, order in (
        ("tasks.due is not null", "tasks.due, tasks.page_id, tasks.line"),
        ("tasks.due is null", "tasks.page_id desc, tasks.line desc"),
    ):
        if len(rows) <= query.limit:
            rows += connection.execute(
                f"{plan.driver} select {_TASK} {plan.tasks()} and {is_dated}"
                f" order by {order} limit {limit}",
                plan.values.named,
            ).fetchall()
    tasks = [to_task(row) for row in rows[: query.limit]]
    return Answer(query, tasks=tuple(tasks), has_more=len(rows) > query.limit)


def _facts(
    connection: apsw.Connection, page_ids: Sequence[int], names: Sequence[str]
) -> dict[int, dict[str, str]]:
    """What these pages say under these names, and their folders, tags and moments."""
    if not names:
        return {}
    rows: Any = connection.execute(
        """
        select pages.id, json_object('folder', replace(folder, ' ', '/'),
            'created', created_at, 'changed', updated_at,
            'tags', (select group_concat('#' || tag, ' ') from tags where page_id = pages.id)),
            (select json_group_array(json_array(name, coalesce(day, value))) from (
                select name, day, value from properties
                where page_id = pages.id and name in (select value from json_each(:names))
                order by name, place
            ))
        from json_each(:pages) join pages on pages.id = json_each.value
        """,
        {"pages": json.dumps(page_ids), "names": json.dumps(names)},
    )
    facts: dict[int, dict[str, str]] = {}
    for page_id, own, said in rows:
        known = {name: str(value) for name, value in json.loads(own).items() if value is not None}
        for name, value in json.loads(said):
            # What a page says itself goes before what is known of it; a list is one line.
            before = facts.get(page_id, {}).get(name)
            facts.setdefault(page_id, {})[name] = f"{before}, {value}" if before else value
        facts[page_id] = {**known, **facts.get(page_id, {})}
    return facts


@contextmanager
def _bounded(connection: apsw.Connection, seconds: float) -> Iterator[None]:
    """Stop every statement once the processor has worked so long; TooMuch then."""
    if seconds <= 0:
        raise TooMuch
    until = time.thread_time() + seconds
    connection.set_progress_handler(lambda: time.thread_time() > until, _STEPS)
    try:
        yield
    except apsw.InterruptError as error:
        if time.thread_time() > until:
            raise TooMuch from error
        raise
    finally:
        connection.set_progress_handler(None)
