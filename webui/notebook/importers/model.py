"""What an importer answers: first what will come, then the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from webui.notebook.errors import Refused


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that will come. `key` is what it is called within the source.

    `lasting` is what the other program knows it by, import after import, when that is not the key.
    The slashes of `title` are folders. `is_own` comes from an export of ours, and then what it says
    is kept to the letter; `address`, `former` and `marks` are there only then.
    """

    key: str
    title: str
    created: datetime | None = None
    updated: datetime | None = None
    address: str | None = None
    former: tuple[str, ...] = ()
    is_own: bool = False
    lasting: str | None = None
    marks: tuple[tuple[str, int], ...] = ()

    @property
    def known_as(self) -> str:
        """What is remembered, to know the page the next time."""
        return self.lasting or self.key


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that will come. `id` is the one that it had in a notebook of ours."""

    key: str
    name: str
    size: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be brought in as it is. `what` names it; `template` is a sentence that tells why,
    before its `values` went in."""

    what: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, what: str, refused: Refused) -> Problem:
        """The problem that this could not be taken."""
        return cls(what, refused.template, refused.values)

    @property
    def why(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


@dataclass(slots=True)
class Outline:
    """All that will come."""

    pages: list[Draft] = field(default_factory=list)
    files: list[FileDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Links(Protocol):
    """Where things of the source are in the notebook."""

    def page(self, key: str) -> str | None:
        """The words for `[[…]]` that lead to the page of this key; None when it does not come."""
        ...

    def file(self, key: str) -> str | None:
        """The address of a file; None when it does not come."""
        ...


class Importer(Protocol):
    """One source in one format."""

    @property
    def format(self) -> str:
        """The format's name, for a person."""
        ...

    @property
    def collection(self) -> str:
        """What keys are unique within: "" when the format's keys are so everywhere."""
        ...

    def outline(self) -> Outline:
        """Raises ArchiveRefused."""
        ...

    def bodies(self, links: Links) -> Iterator[tuple[str, str]]:
        """Key and Markdown of each page of the outline, in any order. Raises ArchiveRefused."""
        ...

    def chunks(self, key: str) -> Iterable[bytes]:
        """The bytes of a file of the outline. Raises ArchiveRefused."""
        ...


def list_in(facts: Any, name: str) -> list[Any]:
    """The list that a part of somebody's JSON has under a name; empty for anything else."""
    found = facts.get(name) if isinstance(facts, dict) else None
    return found if isinstance(found, list) else []


def link_to(links: Links, key: str, label: str, heading: str = "") -> str:
    """`[[Page#heading|label]]`, or the label alone when the page does not come."""
    words = links.page(key)
    label = label.replace("[", "(").replace("]", ")").replace("|", "/").replace("\n", " ").strip()
    if words is None:
        return label
    target = f"{words}#{heading}" if heading else words
    return f"[[{target}]]" if label in ("", target) else f"[[{target}|{label}]]"
