"""What a query answers: pages or tasks in groups, or a number."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from webui.notebook.queries.language import Query
from webui.notebook.rows import PageSummary
from webui.notebook.task_list import Task


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, and what was asked of it by name."""

    page: PageSummary
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries with the same value; `name` is empty where they have none, or nothing was asked."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a block shows. With `has_more` there are others beyond the limit."""

    query: Query
    groups: tuple[Group, ...] = ()
    tasks: tuple[Task, ...] = ()
    count: int = 0
    has_more: bool = False


def group_entries(entries: list[Entry], query: Query) -> tuple[Group, ...]:
    """The entries by what `group by` names, in the order of the values; those without come last."""
    if not query.group:
        return (Group("", tuple(entries)),)
    name = {"tag": "tags"}.get(query.group, query.group)
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        value = entry.facts.get(name, "")
        if name == "tags":
            value = value.partition(" ")[0]
        grouped.setdefault(value, []).append(entry)
    order = sorted(grouped, key=lambda value: (not value, value.lower()))
    return tuple(Group(value, tuple(grouped[value])) for value in order)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
