"""The rows of a query: walked in the order that is asked for, or gathered and then put in order.

Walking is quick when much of what is passed is wanted, gathering when little is listed. In between
nobody knows beforehand: walking is tried for a moment, and gathering follows.
"""

# ruff: noqa: S608 - statements are put together in planning, and values go in as parameters

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.queries.language import Query
from webui.notebook.queries.planning import ORDERED, Source, Values, join_of, order_of

# What lists fewer pages is gathered at once; what lists more than the second never is.
FEW_LISTED, MOST_LISTED = 1_000, 20_000
# Where other things are tested as well, fewer pages are left to be read and put in order.
FEW_TESTED = 5_000
# Seconds of the processor for walking, where gathering could follow: no less than this, and about
# what gathering would take.
_TRIAL, _GATHERING = 0.006, 8e-6
_STEPS = 1_000

_INDEXES = {
    "": "pages_by_time",
    "changed": "pages_by_time",
    "created": "pages_by_making",
    "title": "pages_by_title",
    "folder": "pages_by_folder",
}
_PAGE = "pages.id, pages.slug, pages.title, pages.updated_at"


class TooMuch(Exception):
    """A query would look at too many pages; nothing is wrong with it otherwise."""


class _TakesLong(Exception):
    """Walking has had its moment."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to come to the pages for which every test is true.

    `source` lists `listed` of them and maybe others, and `tests` are what is left to test then;
    `walked_tests` are to be tested where it is not used. Where nothing lists them it is None. With
    `is_common` very many pages say a text that is asked for.
    """

    values: Values
    walked_tests: list[str]
    source: Source | None
    tests: list[str]
    listed: int
    is_common: bool

    @property
    def driver(self) -> str:
        """The beginning of a statement that has the pages of the source as `driver`."""
        if self.source is None:
            return ""
        # What a page need not be read for is tested before it is.
        tests = [
            test.replace("pages.id", "listed.page_id") for test in self.tests if _is_early(test)
        ]
        return (
            f"with listed (page_id) as ({self.source.ids}), driver (page_id) as materialized"
            f" (select distinct page_id from listed where {' and '.join(['true', *tests])})"
        )

    @property
    def late_tests(self) -> list[str]:
        """What is left to test when a page is read."""
        return [test for test in self.tests if self.source is None or not _is_early(test)]

    def gathered(self, join: str = "") -> str:
        """Pages out of the source, or all of them."""
        start = "from pages indexed by pages_by_time"
        if self.source is not None:
            start = "from driver cross join pages on pages.id = driver.page_id"
        return f"{start}{join} where {' and '.join(['pages.deleted_at is null', *self.late_tests])}"

    def tasks(self) -> str:
        """The same for tasks."""
        start = "from tasks join pages on pages.id = tasks.page_id"
        if self.source is not None:
            start = (
                "from driver cross join tasks on tasks.page_id = driver.page_id"
                " cross join pages on pages.id = tasks.page_id"
            )
        return f"{start} where {' and '.join(['pages.deleted_at is null', *self.late_tests])}"

    def walked(self, start: str) -> str:
        """Pages as another index names them."""
        return f"{start} and {' and '.join([*self.walked_tests, 'pages.deleted_at is null'])}"


def _is_early(test: str) -> bool:
    """Whether a test asks for a page's number alone."""
    rest = test.replace("pages.id", "")
    return "pages." not in rest and "tasks." not in rest


class Limit:
    """Stops every statement of a connection once the processor has worked for so many seconds."""

    def __init__(self, connection: apsw.Connection, seconds: float) -> None:
        self._connection = connection
        self._until = time.thread_time() + seconds
        self._trial_until = self._until

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Raise TooMuch when it takes longer."""
        if time.thread_time() >= self._until:
            raise TooMuch
        self._connection.set_progress_handler(self._is_over, _STEPS)
        try:
            yield
        except apsw.InterruptError as error:
            if time.thread_time() > self._until:
                raise TooMuch from error
            raise
        finally:
            self._connection.set_progress_handler(None)

    @contextmanager
    def trial(self, seconds: float) -> Iterator[None]:
        """Raise _TakesLong when what is within takes longer, unless all time is over."""
        self._trial_until = time.thread_time() + seconds
        try:
            yield
        except apsw.InterruptError as error:
            if self._trial_until < time.thread_time() <= self._until:
                raise _TakesLong from error
            raise
        finally:
            self._trial_until = self._until

    def _is_over(self) -> bool:
        return time.thread_time() > min(self._trial_until, self._until)


def list_pages(connection: apsw.Connection, query: Query, plan: Plan, limit: Limit) -> list[Any]:
    """The first pages of a list in its order, one more than it shows if there are more."""
    if plan.source is None or plan.listed > MOST_LISTED:
        return _walk(connection, query, plan)
    is_sifted = not plan.is_common and any(map(_is_early, plan.tests))
    if plan.listed > (FEW_TESTED if is_sifted or _has_titles(query, plan) else FEW_LISTED):
        try:
            with limit.trial(max(_TRIAL, plan.listed * _GATHERING)):
                return _walk(connection, query, plan)
        except _TakesLong:
            pass
    return gather_pages(connection, query, plan)


def gather_pages(connection: apsw.Connection, query: Query, plan: Plan) -> list[Any]:
    """The same by putting all pages of the source in order."""
    join, most = join_of(query, plan.values), plan.values.add(query.limit + 1)
    if _has_titles(query, plan):
        return connection.execute(
            f"{plan.driver} select {_PAGE} from (select pages.id from driver"
            " cross join pages indexed by titles_by_page on pages.id = driver.page_id"
            f" where pages.deleted_at is null order by {order_of(query)} limit {most}) as first"
            f" cross join pages on pages.id = first.id order by {order_of(query)}",
            plan.values.named,
        ).fetchall()
    return connection.execute(
        f"{plan.driver} select {_PAGE} {plan.gathered(join)}"
        f" order by {order_of(query)} limit {most}",
        plan.values.named,
    ).fetchall()


def _has_titles(query: Query, plan: Plan) -> bool:
    """Whether an index puts pages in order, and only those that are shown have to be read."""
    return query.sort == "title" and plan.source is not None and not plan.late_tests


def _walk(connection: apsw.Connection, query: Query, plan: Plan) -> list[Any]:
    """Pages one after the other as an index has them in order, until there are enough."""
    rows: list[Any] = []
    for start, order in _ways(query, plan.values):
        most = plan.values.add(query.limit + 1 - len(rows))
        rows += connection.execute(
            f"select {_PAGE} {plan.walked(start)} order by {order} limit {most}",
            plan.values.named,
        ).fetchall()
        if len(rows) > query.limit:
            break
    return rows


def _ways(query: Query, values: Values) -> Iterator[tuple[str, str]]:
    """Where to walk, one after the other, and in which order."""
    if query.sort in ORDERED:
        yield f"from pages indexed by {_INDEXES[query.sort]} where true", order_of(query)
        return
    name, down = values.add(query.sort), "desc" if query.descending else "asc"
    for index, kind, value in (
        ("properties_by_number", "is not null", "number"),
        ("properties_by_text", "is null", "value collate nocase"),
    ):
        start = (
            f"from properties as sorted indexed by {index}"
            f" cross join pages on pages.id = sorted.page_id"
            f" where sorted.name = {name} and sorted.place = 0 and sorted.number {kind}"
        )
        yield start, f"sorted.{value} {down}, sorted.page_id {down}"
    yield (
        "from pages indexed by pages_by_time where not exists (select 1 from properties"
        f" where page_id = pages.id and name = {name} and place = 0)",
        "pages.updated_at desc, pages.id desc",
    )
