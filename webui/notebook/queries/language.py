"""What a query block can say, as the program sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Shape = Literal["list", "table", "tasks", "calendar", "count"]
Sign = Literal["=", "!=", "<", "<=", ">", ">="]
Moment = Literal["created", "changed"]

SHAPES: tuple[Shape, ...] = ("list", "table", "tasks", "calendar", "count")
STANDARD_LIMIT = 50
MOST_ROWS = 500
MOST_CONDITIONS = 20
LONGEST_SOURCE = 4_000


@dataclass(frozen=True, slots=True)
class Tagged:
    """The page has one of these tags, or one below it."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """The page lies in one of these folders, or below it."""

    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Says:
    """The page answers this search."""

    text: str


@dataclass(frozen=True, slots=True)
class LinksTo:
    """The page links to the page at this slug."""

    slug: str


@dataclass(frozen=True, slots=True)
class LinkedFrom:
    """The page at this slug links to the page."""

    slug: str


@dataclass(frozen=True, slots=True)
class HasProperty:
    """The page says something under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """A property has one of these values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """A property is a number that compares so."""

    name: str
    sign: Sign
    number: float


@dataclass(frozen=True, slots=True)
class Falls:
    """A property is a day, or the page was made or changed on one, from `first` to `last`."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Due:
    """A task is due from `first` to `last`."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Done:
    """A task is done, or open."""

    is_done: bool


Part = (
    Tagged | Within | Says | LinksTo | LinkedFrom | HasProperty | Is | Measures | Falls | Due | Done
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a page, or with `is_not` must not."""

    part: Part
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A block that could be read."""

    shape: Shape = "list"
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
    group: str = ""
    limit: int = STANDARD_LIMIT
    month: date | None = None


class Mistake(Exception):
    """A line that can't be read. `line` counts from 0; `hint` says how it is written."""

    def __init__(self, line: int, sentence: str, hint: str, **values: str) -> None:
        super().__init__(sentence % values)
        self.line = line
        self.sentence = sentence
        self.hint = hint
        self.values = values
