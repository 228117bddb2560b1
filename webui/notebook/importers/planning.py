"""What an import will do, before it does anything: new pages, pages that came before, new names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import apsw

from webui.notebook.characters import clean_line
from webui.notebook.importers.model import Draft, FileDraft, Importer, Outline, Problem
from webui.notebook.moments import to_milliseconds
from webui.notebook.slugs import RESERVED, free_slug, plain_slug, slug_of
from webui.notebook.titles import LONGEST_TITLE, UNTITLED

Action = Literal["new", "again", "in trash"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that will come, and how: `page_id` is the one that it came as before."""

    draft: Draft
    action: Action
    title: str
    slug: str
    page_id: int | None = None
    is_renamed: bool = False

    @property
    def words(self) -> str:
        """What leads to the page between `[[` and `]]`."""
        is_plain = slug_of(self.title) == self.slug and not set(self.title) & set("[]|#^\\")
        return self.title if is_plain else self.slug


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an import will do."""

    source: str
    format: str
    pages: tuple[Planned, ...]
    files: tuple[FileDraft, ...]
    problems: tuple[Problem, ...]

    def of(self, action: Action) -> list[Planned]:
        return [each for each in self.pages if each.action == action]

    @property
    def renamed(self) -> list[Planned]:
        """Pages that get another name than they had, because theirs is taken or can't be one."""
        return [each for each in self.pages if each.is_renamed]

    @property
    def bytes_of_files(self) -> int:
        return sum(file.size for file in self.files)


def plan_import(connection: apsw.Connection, importer: Importer, outline: Outline) -> Plan:
    """Compare what will come with what is there. Changes nothing."""
    source = f"{importer.format} {importer.collection}".strip()
    planner = _Planner(connection, source)
    pages = tuple(planner.plan(draft) for draft in outline.pages)
    return Plan(source, importer.format, pages, tuple(outline.files), tuple(outline.problems))


class _Planner:
    def __init__(self, connection: apsw.Connection, source: str) -> None:
        self._came_before = _read_imported(connection, source)
        self._pages = _read_pages(connection)
        self._taken = {slug for slug, _, _ in self._pages.values() if slug is not None}
        self._by_slug = {slug: page_id for page_id, (slug, _, _) in self._pages.items() if slug}
        self._numbers: dict[str, int] = {}

    def plan(self, draft: Draft) -> Planned:
        page_id = self._came_before.get(draft.known_as) or self._own_page(draft)
        if page_id is not None and page_id in self._pages:
            slug, title, _ = self._pages[page_id]
            if slug is None:
                return Planned(draft, "in trash", title, slug_of(title), page_id)
            return Planned(draft, "again", title, slug, page_id)
        wanted = _title_of(draft)
        title, slug = self._name(draft, wanted)
        self._taken.add(slug)
        return Planned(draft, "new", title, slug, is_renamed=title != draft.title.strip())

    def _own_page(self, draft: Draft) -> int | None:
        """The page that an export of ours was made from, when it is still here."""
        if draft.created is None or not draft.is_own:
            return None
        page_id = self._by_slug.get(draft.address or slug_of(draft.title))
        if page_id is None or self._pages[page_id][2] != to_milliseconds(draft.created):
            return None
        return page_id

    def _name(self, draft: Draft, title: str) -> tuple[str, str]:
        """The title and the slug. A page of our own keeps its title; of another the title moves on,
        so that `[[Title 2]]` says which of two pages is meant."""
        if draft.is_own:
            address = draft.address or slug_of(title)
            wanted = address if plain_slug(address) == address else slug_of(title)
            return title, free_slug(wanted, self._taken.__contains__)
        named, number = title, self._numbers.get(title, 1)
        while self._is_taken(slug := slug_of(named)):
            number += 1
            named = f"{title[: LONGEST_TITLE - 8]} {number}"
        self._numbers[title] = number
        return named, slug

    def _is_taken(self, slug: str) -> bool:
        return slug in self._taken or slug.rpartition("/")[2] in RESERVED


def _title_of(draft: Draft) -> str:
    parts = [clean_line(part) for part in draft.title.split("/")]
    title = draft.title if draft.is_own else "/".join(part for part in parts if part)
    title = clean_line(title) or UNTITLED
    return title[-LONGEST_TITLE:].strip() if len(title) > LONGEST_TITLE else title


def _read_imported(connection: apsw.Connection, source: str) -> dict[str, int]:
    rows: list[Any] = connection.execute(
        "select key, page_id from imported where source = ?", (source,)
    ).fetchall()
    return dict(rows)


def _read_pages(connection: apsw.Connection) -> dict[int, tuple[str | None, str, int]]:
    """Slug (None in the trash), title and the time of making, by the page's number."""
    rows: list[Any] = connection.execute(
        "select id, iif(deleted_at is null, slug, null), title, created_at from pages"
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


class Placed:
    """`Links` of a plan."""

    def __init__(self, plan: Plan, files: Callable[[str], str | None]) -> None:
        self._words = {each.draft.key: each.words for each in plan.pages}
        self._files = files

    def page(self, key: str) -> str | None:
        return self._words.get(key)

    def file(self, key: str) -> str | None:
        return self._files(key)
