"""A query as SQL: one index to walk, and a test for each thing else that must hold.

Values go in as parameters, always; what stands in the statements is written here.
"""

# ruff: noqa: S608 - statements are put together of what stands here, and of names of parameters

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from webui.notebook.moments import to_milliseconds
from webui.notebook.queries.language import (
    Condition,
    Done,
    Due,
    Falls,
    HasProperty,
    Is,
    LinkedFrom,
    LinksTo,
    Measures,
    Part,
    Query,
    Tagged,
    Within,
)

# What pages are ordered by without a look at their properties.
ORDERED = frozenset({"", "changed", "created", "title", "folder"})
MOMENTS = {"created": "created_at", "changed": "updated_at"}
_SIGNS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "!=": "!="}


@dataclass(slots=True)
class Values:
    """The parameters of a statement, by names that are made here."""

    named: dict[str, Any] = field(default_factory=dict)

    def add(self, value: str | float) -> str:
        """Take in a value; answer what stands for it in the statement."""
        name = f"v{len(self.named)}"
        self.named[name] = value
        return f":{name}"


@dataclass(frozen=True, slots=True)
class Source:
    """A statement that lists the ids of pages for which a condition holds, out of an index.

    `rows` lists as many rows where that is cheaper. `test` and `probe` are true of a row of pages
    for which the condition holds; the first costs one listing, the second a look for each page.
    """

    ids: str
    rows: str = ""
    test: str = ""
    probe: str = ""


def source_of(part: Part, values: Values) -> Source | None:
    """How to list the pages for which this holds; None when no index lists them."""
    match part:
        case Tagged(tags):
            return Source(" union ".join(_tagged(values.add(tag)) for tag in tags))
        case Within(folders):
            return Source(" union ".join(_within(folder, values) for folder in folders))
        case LinksTo() | LinkedFrom():
            return Source(_linked(part, values))
        case HasProperty(name):
            return Source(f"select page_id from properties where name = {values.add(name)}")
        case Is() | Measures() | Falls():
            return _property_source(part, values)
    return None


def test_of(condition: Condition, values: Values) -> str:
    """An expression that is true of a row of pages (and of tasks) for which a condition holds."""
    test = _test(condition.part, values)
    return f"not {test}" if condition.is_not else test


def order_of(query: Query) -> str:
    """What the pages are ordered by. The newest come first unless something else is asked for."""
    down = "desc" if query.descending else "asc"
    match query.sort:
        case "":
            return "pages.updated_at desc, pages.id desc"
        case "title":
            return f"pages.title collate nocase {down}, pages.id {down}"
        case "created" | "changed":
            return f"pages.{MOMENTS[query.sort]} {down}, pages.id {down}"
        case "folder":
            return f"pages.folder {down}, pages.slug {down}"
    # Pages without the property come last, whichever way round.
    return (
        f"sorted.value is null, sorted.number is null, sorted.number {down},"
        " case when sorted.number is null then sorted.value end collate nocase"
        f" {down}, sorted.page_id {down}, pages.updated_at desc, pages.id desc"
    )


def join_of(query: Query, values: Values) -> str:
    """The one look at each page's properties that ordering by a property takes."""
    if query.sort in ORDERED:
        return ""
    return (
        " left join properties as sorted on sorted.page_id = pages.id"
        f" and sorted.name = {values.add(query.sort)} and sorted.place = 0"
    )


def _linked(part: LinksTo | LinkedFrom, values: Values) -> str:
    page = (
        f"(select page_id from addresses where addresses.slug = {values.add(part.slug)}"
        " order by rank, page_id limit 1)"
    )
    if isinstance(part, LinksTo):
        return (
            "select page_id from links where target in"
            f" (select target from link_targets where page_id = {page})"
        )
    return (
        "select link_targets.page_id from links join link_targets using (target)"
        f" where links.page_id = {page} and link_targets.page_id is not null"
    )


def _tagged(tag: str) -> str:
    # "a/b" is below "a": what begins with "a/" lies before "a0".
    return (
        f"select page_id from tags where tag = {tag}"
        f" union select page_id from tags where tag > {tag} || '/' and tag < {tag} || '0'"
    )


def _within(folder: str, values: Values) -> str:
    place = values.add(folder.replace("/", " "))
    return (
        f"select id from pages where deleted_at is null and folder = {place}"
        f" union select id from pages where deleted_at is null"
        f" and folder > {place} || ' ' and folder < {place} || '!'"
    )


def _property_source(part: Is | Measures | Falls, values: Values) -> Source | None:
    if isinstance(part, Falls) and part.name in MOMENTS:
        first, last = _milliseconds(part.first, part.last, values)
        column = MOMENTS[part.name]
        return Source(
            f"select id from pages where deleted_at is null and {column} between {first} and {last}"
        )
    return Source(f"select page_id from properties where {_property(part, values)}")


def _property(part: Is | Measures | Falls, values: Values) -> str:
    name = values.add(part.name)
    match part:
        case Is(_, wanted):
            forms = dict.fromkeys(form for value in wanted for form in forms_of(value))
            return f"name = {name} and value in ({', '.join(values.add(each) for each in forms)})"
        case Measures(_, sign, number):
            return f"name = {name} and number {_SIGNS[sign]} {values.add(number)}"
        case Falls(_, first, last):
            days = values.add(first.isoformat()), values.add(last.isoformat())
            return f"name = {name} and day between {days[0]} and {days[1]}"


def forms_of(value: str) -> tuple[str, ...]:
    """How a value may be written: case doesn't count as far as an index can tell."""
    return value, value.lower(), value.capitalize(), value.upper(), value.title()


def _test(part: Part, values: Values) -> str:
    match part:
        case Due(first, last):
            days = values.add(first.isoformat()), values.add(last.isoformat())
            test = f"tasks.due between {days[0]} and {days[1]}"
        case Done(is_done):
            test = "tasks.done = 1" if is_done else "tasks.done = 0"
        case Tagged(tags):
            tests = " or ".join(_tag_test(values.add(tag)) for tag in tags)
            test = f"exists (select 1 from tags where page_id = pages.id and ({tests}))"
        case Within(folders):
            test = f"({' or '.join(_folder_test(folder, values) for folder in folders)})"
        case Falls(name) if name in MOMENTS:
            first_at, last_at = _milliseconds(part.first, part.last, values)
            test = f"pages.{MOMENTS[name]} between {first_at} and {last_at}"
        case HasProperty(name):
            named = f"name = {values.add(name)}"
            test = f"exists (select 1 from properties where page_id = pages.id and {named})"
        case Is() | Measures() | Falls():
            held = _property(part, values)
            test = f"exists (select 1 from properties where page_id = pages.id and {held})"
        case _:
            source = source_of(part, values)
            test = f"pages.id in ({source.ids})" if source else "1"
    return test


def _tag_test(tag: str) -> str:
    return f"tag = {tag} or (tag > {tag} || '/' and tag < {tag} || '0')"


def _folder_test(folder: str, values: Values) -> str:
    place = values.add(folder.replace("/", " "))
    below = f"pages.folder > {place} || ' ' and pages.folder < {place} || '!'"
    return f"pages.folder = {place} or ({below})"


def _milliseconds(first: date, last: date, values: Values) -> tuple[str, str]:
    return (
        values.add(_start_of(first)),
        values.add(_start_of(last + timedelta(days=1)) - 1 if last < date.max else 1 << 60),
    )


def _start_of(day: date) -> int:
    """The first millisecond of a day where the person is."""
    if day.year < 1971:  # noqa: PLR2004 - no page is older, and no system tells the time zone then
        return 0
    return to_milliseconds(datetime.combine(day, time()).astimezone())
