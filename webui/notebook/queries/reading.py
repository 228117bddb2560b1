"""A query block, read line by line. Each line is one clause; all of them must hold.

list | table COLUMN, … | tasks | calendar [by NAME] | count
tag #a, #b      in FOLDER      text WORDS      links to PAGE      linked from PAGE
has NAME        NAME = VALUE, …    NAME < VALUE    created >= DAY    changed = MONTH
due <= DAY      done      open      not CLAUSE
sort by NAME [desc]      group by NAME      limit NUMBER      month 2026-11
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from webui.notebook.properties import plain_name
from webui.notebook.queries.language import (
    LONGEST_SOURCE,
    MOST_CONDITIONS,
    MOST_ROWS,
    SHAPES,
    Condition,
    Done,
    Due,
    Falls,
    HasProperty,
    Is,
    LinkedFrom,
    LinksTo,
    Measures,
    Mistake,
    Part,
    Query,
    Says,
    Sign,
    Tagged,
    Within,
)
from webui.notebook.search.dates import read_span
from webui.notebook.slugs import plain_slug, slug_of
from webui.notebook.tags import find_tags

EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)

_COMPARISON = re.compile(r"([^<>=!]{1,60}?)\s*(!=|<=|>=|=|<|>)\s*(.*)")
_SHIFT = re.compile(r"(today|tomorrow|yesterday)\s*([+-])\s*(\d{1,4})(?:\s*days?)?")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")
_SIGNS: tuple[Sign, ...] = ("=", "!=", "<", "<=", ">", ">=")

_UNKNOWN = "A query has no word “%(word)s”."
_CLAUSES = (
    "A line begins with tag, in, text, links to, linked from, has, due, done, open, not, sort by, "
    "group by, limit, or compares a property, as in status = open."
)


def read_query(source: str, today: date) -> Query:
    """What a block asks. Raises Mistake, which names the first line that can't be read."""
    if len(source) > LONGEST_SOURCE:
        raise Mistake(0, "This query is too long.", "A query has 4,000 characters at most.")
    reader = _Reader(today)
    for number, line in enumerate(source.split("\n")):
        clause = " ".join(line.split())
        if clause and not clause.startswith("//"):
            reader.read(number, clause)
    return reader.query


class _Reader:
    def __init__(self, today: date) -> None:
        self.query = Query()
        self._today = today
        self._line = 0
        self._has_shape = False

    def read(self, number: int, clause: str) -> None:
        """Take in one line."""
        self._line = number
        word, _, rest = clause.partition(" ")
        for name, take in self._settings().items():
            if clause.lower().startswith(name) and not clause[len(name) : len(name) + 1].isalpha():
                take(clause[len(name) :].strip())
                return
        if word.lower() in SHAPES and not _COMPARISON.fullmatch(clause):
            self._take_shape(word.lower(), rest)
            return
        is_not = word.lower() == "not"
        part, turns = self._part(rest if is_not else clause)
        if len(self.query.conditions) == MOST_CONDITIONS:
            raise self._mistake("A query has 20 conditions at most.", "Leave some out.")
        condition = Condition(part, is_not != turns)
        self.query = replace(self.query, conditions=(*self.query.conditions, condition))

    def _settings(self) -> dict[str, Callable[[str], None]]:
        return {
            "sort by": self._take_sort,
            "group by": self._take_group,
            "limit": self._take_limit,
            "month": self._take_month,
        }

    def _take_shape(self, word: str, rest: str) -> None:
        if self._has_shape:
            hint = "Write list, table, tasks, calendar or count once, in the first line."
            raise self._mistake("A query draws one thing.", hint)
        self._has_shape = True
        shape = next(each for each in SHAPES if each == word)
        if shape == "calendar":
            rest = rest.removeprefix("by ")
        elif rest and shape != "table":
            raise self._mistake(_UNKNOWN, "This word stands alone in its line.", word=rest)
        columns = tuple(plain_name(name) for name in rest.split(",") if name.strip())
        self.query = replace(self.query, shape=shape, columns=columns[:12])

    def _take_sort(self, rest: str) -> None:
        name = plain_name(rest)
        is_down = name.endswith(" desc")
        name = name.removesuffix(" desc").removesuffix(" asc").strip()
        if not name:
            raise self._mistake("By what?", "As in “sort by title”, or “sort by rating desc”.")
        self.query = replace(self.query, sort=name, descending=is_down)

    def _take_group(self, rest: str) -> None:
        if not rest:
            raise self._mistake("By what?", "As in “group by folder”, or “group by status”.")
        self.query = replace(self.query, group=plain_name(rest))

    def _take_limit(self, rest: str) -> None:
        limit = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 6 else 0  # noqa: PLR2004 - as 99999
        if not 1 <= limit <= MOST_ROWS:
            raise self._mistake(
                "“%(word)s” is no limit.", "As in “limit 20”; 500 is the most.", rest
            )
        self.query = replace(self.query, limit=limit)

    def _take_month(self, rest: str) -> None:
        span = read_span(rest, self._today)
        if span is None:
            raise self._mistake("“%(word)s” is no month.", "As in “month 2026-11”.", rest)
        self.query = replace(self.query, month=span[0])

    def _part(self, clause: str) -> tuple[Part, bool]:
        """What a line asks of a page, and whether it is turned round."""
        lower = clause.lower()
        for begin, make in (
            ("tag ", self._tagged),
            ("in ", self._within),
            ("text ", Says),
            ("links to ", lambda rest: LinksTo(self._slug(rest))),
            ("linked from ", lambda rest: LinkedFrom(self._slug(rest))),
            ("has ", lambda rest: HasProperty(plain_name(rest))),
        ):
            if lower.startswith(begin) and not _is_comparison_of(begin.strip(), clause):
                return make(clause[len(begin) :].strip()), False
        if lower in ("done", "open"):
            return Done(lower == "done"), False
        if clause.startswith("#"):
            return self._tagged(clause), False
        return self._compared(clause)

    def _tagged(self, rest: str) -> Part:
        words = rest.replace(",", " ").split()
        tags = [find_tags(f"#{word.removeprefix('#')}") for word in words]
        if not tags or not all(tags):
            raise self._mistake("“%(word)s” is no tag.", "As in “tag #garden”.", rest)
        return Tagged(tuple(tag for found in tags for tag in found))

    def _within(self, rest: str) -> Part:
        folders = tuple(slug for each in rest.split(",") if (slug := plain_slug(each)))
        if not folders:
            raise self._mistake("“%(word)s” is no folder.", "As in “in work/clients”.", rest)
        return Within(folders)

    def _slug(self, rest: str) -> str:
        return slug_of(rest.removeprefix("[[").removesuffix("]]").partition("|")[0])

    def _compared(self, clause: str) -> tuple[Part, bool]:
        found = _COMPARISON.fullmatch(clause)
        if found is None:
            raise self._mistake(_UNKNOWN, _CLAUSES, clause.partition(" ")[0])
        name, value = plain_name(found[1]), found[3].strip().strip("\"'“”")
        sign = next(each for each in _SIGNS if each == found[2])
        if not value:
            raise self._mistake("There is nothing to compare with.", "As in “status = open”.")
        span = self._span(value, is_moment=name in ("created", "changed", "due"))
        if name in ("created", "changed", "due") and span is None:
            hint = "Days are written like 2026-11-30, 2026-11, 2026, today, or today + 7."
            raise self._mistake("“%(word)s” is no day.", hint, value)
        if span is not None:
            return self._dated(name, sign, *span), sign == "!="
        if sign in ("=", "!="):
            values = tuple(part.strip() for part in value.split(",") if part.strip())
            return Is(name, values), sign == "!="
        if not _NUMBER.fullmatch(value):
            hint = "Numbers and days are more or less than others; words are = or !=."
            raise self._mistake("“%(word)s” is neither a number nor a day.", hint, value)
        return Measures(name, sign, float(value)), False

    def _dated(self, name: str, sign: Sign, first: date, last: date) -> Part:
        """A comparison with some days, as the days that it allows."""
        match sign:
            case "<":
                first, last = EARLIEST, _shifted(first, -1)
            case "<=":
                first = EARLIEST
            case ">":
                first, last = _shifted(last, 1), LATEST
            case ">=":
                last = LATEST
        return Due(first, last) if name == "due" else Falls(name, first, last)

    def _span(self, value: str, *, is_moment: bool) -> tuple[date, date] | None:
        lower = value.lower()
        if lower == "tomorrow":
            lower = "today + 1"
        shift = _SHIFT.fullmatch(lower)
        if shift is None:
            # A year alone is a number as well: of most properties it means the number.
            is_number = re.fullmatch(r"\d{1,4}", lower) and not is_moment
            return None if is_number else read_span(lower, self._today)
        base = {"today": 0, "tomorrow": 1, "yesterday": -1}[shift[1]]
        days = int(shift[3]) * (1 if shift[2] == "+" else -1)
        day = _shifted(self._today, base + days)
        return day, day

    def _mistake(self, sentence: str, hint: str, word: str = "") -> Mistake:
        return Mistake(self._line, sentence, hint, word=word[:60])


def _is_comparison_of(name: str, clause: str) -> bool:
    """Whether a line compares a property that is called like a clause, as in "text = long"."""
    found = _COMPARISON.fullmatch(clause)
    return found is not None and plain_name(found[1]) == name


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return LATEST if days > 0 else EARLIEST
