"""Queries, answered out of indexes, and given up when they would take long."""

# ruff: noqa: S608 - statements are put together in planning, and values go in as parameters

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.moments import Clock
from webui.notebook.queries.answers import Answer, Entry, group_entries, month_of
from webui.notebook.queries.joining import join, untold
from webui.notebook.queries.language import (
    Condition,
    Done,
    Due,
    Falls,
    Mistake,
    Query,
    Says,
)
from webui.notebook.queries.planning import Source, Values, source_of, test_of
from webui.notebook.queries.reading import read_query
from webui.notebook.queries.walking import FEW_TESTED, MOST_LISTED, Limit, Plan, list_pages
from webui.notebook.rows import to_summary
from webui.notebook.search.asking import Asker, resolve
from webui.notebook.search.expressions import exclude
from webui.notebook.search.language import read_query as read_search
from webui.notebook.search.latest import catch_up
from webui.notebook.task_list import to_task

# Seconds that the processor may work for one block.
LONGEST = 0.1
_TASK = (
    "tasks.page_id, pages.slug, pages.title, pages.revision, tasks.line, tasks.done, tasks.due,"
    " tasks.text"
)


class Queries:
    """Answers query blocks about the pages that are not in the trash."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def run(self, source: str, today: date, seconds: float = LONGEST) -> Answer:
        """What a block shows. Raises Mistake for a line that can't be read, and TooMuch."""
        query = _settle(read_query(source, today), today)
        catch_up(self._database)
        with self._database.reading() as connection:
            limit = Limit(connection, seconds)
            with limit.bound():
                return _answer(connection, query, today, limit)


def _answer(connection: apsw.Connection, query: Query, today: date, limit: Limit) -> Answer:
    if query.shape == "count":
        return Answer(query, count=_count(connection, query, today))
    plan = _plan(connection, query, today)
    if query.shape == "tasks":
        return _tasks(connection, query, plan)
    return _pages(connection, query, plan, limit)


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
        if name in ("created", "changed") and not query.sort:
            # The index that has them in this order has the month in one piece.
            query = replace(query, sort=name, descending=True)
    return replace(query, conditions=conditions)


def _plan(connection: apsw.Connection, query: Query, today: date) -> Plan:
    values = Values()
    texts, others = _part_texts(query.conditions)
    sources = {condition: source_of(condition.part, values) for condition in others}
    text = ""
    if texts:
        # All at once, and last: the index tells what several texts have in common far sooner than
        # one page after the other could be asked.
        text = _write_search(connection, texts, today)
        sources[Condition(Says(""))] = _search(text, values)
    best, fewest, common = _find_best(connection, sources, values)
    plan = Plan(
        values,
        walked_tests=[
            _test(condition, source, values, is_probed=condition in common)
            for condition, source in sources.items()
        ],
        source=sources[best] if best is not None else None,
        tests=[
            _test(condition, source, values)
            for condition, source in sources.items()
            if condition != best
        ],
        listed=fewest,
        is_common=bool(common),
    )
    together = join(connection, others, text, values) if fewest > FEW_TESTED else None
    return _narrow(connection, plan, sources, together) if together else plan


def _narrow(
    connection: apsw.Connection,
    plan: Plan,
    sources: Mapping[Condition, Source | None],
    together: Source,
) -> Plan:
    """The plan with what the index lists of all conditions together, when that is little."""
    listed = _listed(connection, together, plan.values, min(plan.listed, MOST_LISTED))
    if listed >= min(plan.listed, MOST_LISTED):
        return plan
    tests = [
        untold(source.probe)
        if source is not None and source.probe
        else _test(condition, source, plan.values)
        for condition, source in sources.items()
    ]
    return replace(plan, source=together, tests=tests, listed=listed, is_common=False)


def _find_best(
    connection: apsw.Connection, sources: Mapping[Condition, Source | None], values: Values
) -> tuple[Condition | None, int, set[Condition]]:
    """Which index lists the fewest pages, and how many rows that are; and what very many hold."""
    best, fewest, common = None, MOST_LISTED + 1, set()
    for condition, source in sources.items():
        if source is not None and not condition.is_not:
            listed = _listed(connection, source, values, MOST_LISTED if source.probe else fewest)
            if source.probe and listed == MOST_LISTED:
                common.add(condition)
            if best is None or listed < fewest:
                best, fewest = condition, listed
    return best, fewest, common


def _test(
    condition: Condition, source: Source | None, values: Values, *, is_probed: bool = False
) -> str:
    """What few pages say is listed once; what many do can be asked of each that is come to."""
    if source is None or not source.probe:
        return test_of(condition, values)
    test = source.probe if is_probed else source.test
    return f"not {test}" if condition.is_not else test


def _listed(connection: apsw.Connection, source: Source, values: Values, most: int) -> int:
    """How many rows an index lists for a condition, as far as it matters."""
    count: int = connection.execute(
        f"select count(*) from (select * from ({source.rows or source.ids}) limit {most})",
        values.named,
    ).get
    return count


def _part_texts(
    conditions: Sequence[Condition],
) -> tuple[list[tuple[Says, bool]], list[Condition]]:
    """What pages shall say, and what not; and all other conditions."""
    texts = [(each.part, each.is_not) for each in conditions if isinstance(each.part, Says)]
    return texts, [each for each in conditions if not isinstance(each.part, Says)]


def _write_search(
    connection: apsw.Connection, texts: Sequence[tuple[Says, bool]], today: date
) -> str:
    """All texts as one expression of the index."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for part, is_not in texts:
        found = read_search(part.text, today)
        if found.node is None:
            raise Mistake(0, "There is nothing to look for in “text”.", "As in “text roses”.")
        written = Asker(connection).expression_of(resolve(connection, found.node))
        (unwanted if is_not else wanted).append(written)
    return exclude(wanted, unwanted)


def _search(expression: str, values: Values) -> Source:
    places = f"select rowid from search_index where search_index match {values.add(expression)}"
    place = "coalesce((select place from search_places where page_id = pages.id), 0)"
    ids = f"select page_id from search_places where place in ({places})"
    return Source(
        ids,
        rows=places,
        # A page's number is in every index that is walked: the page itself need not be read.
        test=f"pages.id in ({ids})",
        probe=f"exists ({places} and rowid = {place})",
    )


def _count(connection: apsw.Connection, query: Query, today: date) -> int:
    """Without one thing there are all pages but those with it."""
    match query.conditions:
        case ():
            return _count_all(connection)
        case (Condition(part, True),):
            others = replace(query, conditions=(Condition(part),))
            return _count_all(connection) - _count(connection, others, today)
    texts, tests = _part_texts(query.conditions)
    if not tests:
        values = Values()
        source = _search(_write_search(connection, texts, today), values)
        # A row of the index is a page.
        return int(connection.execute(f"select count(*) from ({source.rows})", values.named).get)
    plan = _plan(connection, query, today)
    # What indexes list are pages outside the trash.
    rows = plan.gathered() if plan.late_tests or plan.source is None else "from driver"
    count: int = connection.execute(f"{plan.driver} select count(*) {rows}", plan.values.named).get
    return count


def _count_all(connection: apsw.Connection) -> int:
    count: int = connection.execute("select count(*) from pages where deleted_at is null").get
    return count


def _pages(connection: apsw.Connection, query: Query, plan: Plan, limit: Limit) -> Answer:
    rows = list_pages(connection, query, plan, limit)
    pages = [to_summary(row) for row in rows[: query.limit]]
    wanted = [*query.columns, *([query.group] if query.group else [])]
    facts = _facts(connection, [page.id for page in pages], wanted)
    entries = [Entry(page, facts.get(page.id, {})) for page in pages]
    answer = Answer(query, has_more=len(rows) > query.limit)
    return replace(answer, groups=group_entries(entries, query))


def _tasks(connection: apsw.Connection, query: Query, plan: Plan) -> Answer:
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
