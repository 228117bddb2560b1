"""Front matter: properties between two lines of "---" at the head of a text.

Names with a value each: a text, a number, a day, a yes or no, or a list of these. What else YAML
can say stays in the text as it is and is shown as such. Read from the parser's events: no object
is made, and an alias (`*name`) is not followed, so a few lines can't become a million.
"""

# ruff: noqa: PLC0415 - yaml takes 20 ms to import, and few pages need it

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import yaml

Kind = Literal["text", "number", "date", "checkbox", "list", "other"]

LONGEST_BLOCK = 64_000
MOST_PROPERTIES = 200
MOST_ITEMS = 1_000

_BLOCK = re.compile(r"---[ \t]*\n(.*?)(?<=\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_SIMPLE = re.compile(r"([^\W\d][\w -]{0,59}?)[ \t]*:(?:[ \t]+(.*)|$)")
_LISTS = frozenset({"tags", "tag", "aliases", "alias"})


@dataclass(frozen=True, slots=True)
class Property:
    """A property as it stands in the text. `value` is "" for a list, `items` is empty for others.

    `first` and `last` are its lines in the block, from 0.
    """

    name: str
    kind: Kind
    value: str
    items: tuple[str, ...]
    first: int
    last: int

    @property
    def values(self) -> tuple[str, ...]:
        """The items of a list, or the one value."""
        return self.items if self.kind == "list" else (self.value,)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block of a text: `start` and `stop` are where its lines begin and end in the text.

    `problem` is the number of the first line, from 1, that is no YAML; the properties are then
    only guessed at.
    """

    start: int
    stop: int
    properties: tuple[Property, ...]
    problem: int | None = None


def read_front_matter(body: str) -> FrontMatter | None:
    """The front matter of a text; None when it begins with none."""
    if not body.startswith("---"):
        return None
    block = _BLOCK.match(body, 0, LONGEST_BLOCK)
    if block is None:
        return None
    import yaml

    try:
        found = tuple(_Reading(block[1]).properties())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = mark.line + 1 if mark else 1
        return FrontMatter(block.start(1), block.end(1), tuple(_guess(block[1])), problem)
    return FrontMatter(block.start(1), block.end(1), found)


def read_properties(body: str) -> tuple[Property, ...]:
    """The properties of a text."""
    front = read_front_matter(body)
    return front.properties if front else ()


def number_of(value: str) -> float | None:
    """The number that a value is, or None."""
    return float(value) if _NUMBER.fullmatch(value) else None


def day_of(value: str) -> str | None:
    """The day that a value is or begins with, as "2026-03-01", or None. There is no 30 February."""
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


class _Reading:
    """One pass over the events of a block."""

    def __init__(self, block: str) -> None:
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(block, Loader=loader)

    def properties(self) -> Iterator[Property]:
        """The properties of the mapping that the block is; none when it is something else."""
        import yaml

        for _ in range(2):
            next(self._events)
        opening = next(self._events, None)
        if not isinstance(opening, yaml.MappingStartEvent):
            return
        for _ in range(MOST_PROPERTIES):
            key = next(self._events)
            if isinstance(key, yaml.MappingEndEvent):
                break
            if not isinstance(key, yaml.ScalarEvent):
                # A key that is no word; what belongs to it goes with it.
                self._skip(key)
                self._skip(next(self._events))
                continue
            yield self._property(key, next(self._events))
        # To the end, so that what is wrong further down is told.
        for _ in self._events:
            pass

    def _property(self, key: "yaml.ScalarEvent", value: "yaml.Event") -> Property:
        import yaml

        first = _start(key)
        if isinstance(value, yaml.ScalarEvent):
            kind = _kind_of(value)
            text = "" if _is_null(value) else value.value
            last = _last_line(value, first)
            if key.value.lower() in _LISTS:
                items = split_list(key.value, text)
                return Property(key.value, "list", "", items, first, last)
            return Property(key.value, kind, text, (), first, last)
        if isinstance(value, yaml.SequenceStartEvent):
            return self._list(key.value, first, value)
        return Property(key.value, "other", "", (), first, self._skip(value))

    def _list(self, name: str, first: int, opening: "yaml.SequenceStartEvent") -> Property:
        import yaml

        items: list[str] = []
        last, is_plain = _end(opening)[0], True
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                items.append(event.value)
                last = max(last, _last_line(event, first))
            else:
                is_plain = False
                last = max(last, self._skip(event))
        if opening.flow_style:
            last = _end(event)[0]
        if not is_plain:
            return Property(name, "other", "", (), first, last)
        return Property(name, "list", "", tuple(items[:MOST_ITEMS]), first, last)

    def _skip(self, event: "yaml.Event") -> int:
        """Go past a value, whatever is in it; answer its last line."""
        import yaml

        last, depth = _start(event), 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if isinstance(event, yaml.ScalarEvent) or _end(event)[1]:
                last = max(last, _last_line(event, last))
            if not depth:
                return last
            event = next(self._events)


def split_list(name: str, text: str) -> tuple[str, ...]:
    """The items of a list that is written as one value: `tags: one, two`."""
    if name.lower().startswith("tag"):
        return tuple(part for part in re.split(r"[,\s]+", text) if part)
    return (text,) if text else ()


def _last_line(event: "yaml.Event", least: int) -> int:
    # A block of text ends where the next thing begins, at the start of a later line.
    line, column = _end(event)
    return max(least, line - 1 if not column and line > least else line)


def _start(event: "yaml.Event") -> int:
    return event.start_mark.line if event.start_mark else 0


def _end(event: "yaml.Event") -> tuple[int, int]:
    return (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)


def _is_null(event: "yaml.ScalarEvent") -> bool:
    return not event.style and event.value in ("", "~", "null", "Null", "NULL")


def _kind_of(event: "yaml.ScalarEvent") -> Kind:
    """What a value is: only one without quotes can be another thing than text (YAML 1.2's core)."""
    value = event.value
    if event.style:
        return "text"
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return "checkbox"
    if _NUMBER.fullmatch(value):
        return "number"
    return "date" if day_of(value) == value else "text"


def _guess(block: str) -> Iterator[Property]:
    """What one can tell of a block that is no YAML: the lines that look like properties."""
    for at, line in enumerate(block.split("\n")[:MOST_PROPERTIES]):
        if found := _SIMPLE.match(line):
            name, text = found[1], (found[2] or "").strip()
            if name.lower() in _LISTS:
                yield Property(name, "list", "", split_list(name, text), at, at)
            else:
                yield Property(name, "text", text, (), at, at)
