"""What a page's Markdown asks of the notebook around it: where links lead, what embeds show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Target:
    """A page that a link leads to."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, or a section of it, that another shows. `line` is where in the page it begins."""

    slug: str
    title: str
    revision: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that a page shows by its name."""

    url: str
    name: str
    type: str


class Surroundings(Protocol):
    """A notebook around a page."""

    @property
    def today(self) -> date:
        """The person's day."""

    def resolve(self, slugs: Iterable[str]) -> Mapping[str, Target]:
        """The pages that these slugs lead to; those that lead nowhere are left out."""

    def embed(self, slug: str, heading: str) -> Shown | None:
        """The page, or of it the section below a heading."""

    def file(self, name: str) -> ShownFile | None:
        """The file of this name."""

    def query(self, source: str, seal: str) -> str:
        """The HTML of a query block; it is cleaned like everything else, and the seal kept."""
