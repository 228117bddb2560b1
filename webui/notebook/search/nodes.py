"""What a query means, as a tree."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Field = Literal["any", "title"]
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand side by side. With `begins` the last one may go on."""

    pieces: Pieces
    begins: bool = False
    field: Field = "any"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, or one below it."""

    tag: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Below this in the pages' addresses."""

    folder: str


@dataclass(frozen=True, slots=True)
class Has:
    """Something of this kind stands in the page."""

    kind: str


@dataclass(frozen=True, slots=True)
class Links:
    """The page links to this one."""

    slug: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property has this value, or any when `value` is empty. If no page has it: these words."""

    key: str
    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class Span:
    """Made or changed on one of these days, both included."""

    which: Literal["created", "updated"]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


Node = Text | Tag | Folder | Has | Links | Property | Span | Not | And | Or
